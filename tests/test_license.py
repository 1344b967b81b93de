"""Which lines are licence notices, and what they name."""

import pytest

from crawler.parsers.license import license_in


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("This work is licensed under a Creative Commons Attribution-NoDerivatives 4.0 International License.",
         "Creative Commons Attribution-NoDerivatives 4.0 International License"),
        ("This work by Ana Rivers is licensed under a Creative Commons Attribution 3.0 New Zealand License.",
         "Creative Commons Attribution 3.0 New Zealand License"),
        ("Except where otherwise noted, content on this site is licensed under CC BY-SA 4.0.", "CC BY-SA 4.0"),
        ("Week 5 by Ana Rivers is licensed under a Creative Commons Attribution 4.0 International License.",
         "Creative Commons Attribution 4.0 International License"),
        ("Week 5 © 2023 by Ana Rivers is licensed under CC BY 4.0", "CC BY 4.0"),
        ("Dieses Werk ist lizenziert unter einer Creative Commons Namensnennung 4.0 International Lizenz.",
         "Creative Commons Namensnennung 4.0 International Lizenz"),
        ("Cette œuvre est mise à disposition selon les termes de la Licence Creative Commons Attribution 4.0 International.",
         "Licence Creative Commons Attribution 4.0 International"),
        ("Esta obra está bajo una Licencia Creative Commons Atribución 4.0 Internacional.",
         "Licencia Creative Commons Atribución 4.0 Internacional"),
    ],
)  # fmt: skip
def test_a_notice_gives_its_licence_as_printed(line: str, licence: str) -> None:
    assert license_in(line) == licence


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Creative Commons License",
        "Photo credit: “Sunflower” by M. Janss via Flickr, CC BY 2.0",
        "Sunflower by M. Janss is licensed under CC BY 2.0",
        "TED talks are licensed under Creative Commons BY-NC-ND.",
        "This week we looked at Creative Commons licences and how they work.",
        "This work is mine.",
        "This work is licensed under a Creative Commons License. " * 20,
    ],
)
def test_prose_badges_and_credits_are_no_notices(line: str) -> None:
    assert license_in(line) is None
