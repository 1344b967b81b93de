"""How the headings of reference lists read, in many languages: data."""

import re

HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)]?\s+)?(?:(?:my |the |full |selected |cited |list of |annotated |select )?"
    r"(?:references?|reference list|references? cited|works? (?:cited|consulted|referenced)|bibliograph(?:y|ies)|sources?|sources? cited|citations?|literature cited"
    r"|(?:further|recommended|suggested|additional|background) readings?|reading list|source list|refs|literatur|literaturverzeichnis|literaturangaben|quellen|quellenverzeichnis|quellenangaben|einzelnachweise"
    r"|r[ée]f[ée]rences|r[ée]f[ée]rences bibliographiques|bibliographie|referencias|referencias bibliogr[áa]ficas|bibliograf[íi]a|fuentes"
    r"|refer[êe]ncias|refer[êe]ncias bibliogr[áa]ficas|riferimenti|riferimenti bibliografici|bibliografia|bronnen|literatuur|referenties"
    r"|referenser|källor|litteratur|kilder|lähteet|viitteet|ngā tohutoro|tohutoro|المراجع|参考文献|参考资料|참고문헌)"
    r"(?:(?:,| and| &) (?:further )?(?:references?|resources|reading|sources?|links|notes|works cited|bibliography))?)\W*",
)
"""A line in small letters that is nothing but the heading of a reference list; or one half of a heading in two languages."""
