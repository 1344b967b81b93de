"""Pictures as the bytes of files."""

from collections.abc import Callable

from archive.report.pictures.shapes import Picture


def written(picture: Picture, suffix: str, tell: Callable[[str], object] = lambda _: None) -> bytes:
    """A picture as the bytes of a file: `.svg`, `.png` or `.html`, the last with its table. `tell` hears what a reader should know."""
    if suffix == ".png":
        from archive.report.pictures.png import png

        return png(picture.drawing, tell)
    if suffix == ".svg":
        from archive.report.pictures.svg import svg

        return svg(picture.drawing).encode()
    from archive.report.pages import page

    return page("picture.html", picture=picture).encode()
