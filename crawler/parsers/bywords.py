"""The words around an author's name and a date, by language: data for `byline.py`."""

import re

from crawler.parsers.patterns import late

_DONE = (
    "posted|written|published|created|submitted|entry|post|article|story|added|authored|geschrieben|verfasst|veröffentlicht|"
    "erstellt|publié|écrit|rédigé|posté|publicado|escrito|geplaatst|geschreven|gepubliceerd|scritto|pubblicato|postado|"
    "skrevet|skriven|publicerat|publicerad|opublikowane|napisane|diposting|ditulis|yazan|đăng|γράφτηκε|δημοσιεύτηκε|написано|опубликовано|опубліковано"
)
_BY = "by|von|par|por|door|di|da|av|af|przez|tarafından|от|от автора|від|per|oleh|yazan|από|מאת|בידי|بواسطة|توسط|bởi|โดย|nā|od|글쓴이"
_LABEL = (
    "author|írta|autora|post author|autor|autorin|auteur|autore|auteure|verfasser|verfasserin|schrijver|kirjoittaja|författare|"
    "forfatter|автор|作者|投稿者|글쓴이|작성자|συγγραφέας|מחבר|מאת|كاتب|الكاتب|بقلم|نویسنده|yazar|penulis|tác giả|ผู้เขียน|autorius|autors|szerző|written by|posted by|published by|von|by"
)
_ALL = (
    r"(?:(?:view|see|show|read) )?all (?:posts|articles|entries)|more (?:posts|articles)|posts|articles|(?:zeige )?alle (?:beiträge|artikel|einträge|posts)|alles|"
    r"(?:weitere|mehr) (?:beiträge|artikel)|(?:voir )?tous les (?:articles|billets)(?: écrits)?|(?:ver )?todas las entradas|todos los artículos|"
    r"(?:ver )?todos os (?:posts|artigos)|alle (?:berichten|artikelen)|(?:vedi )?tutti gli articoli|alla inlägg|vis alle (?:indlæg|innlegg)|wszystkie wpisy"
)
"""What a link to an author's posts says before "by" and the name."""
_NAME = r"([^\W_][^|\n]{0,78}?)"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|"
    "juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|"
    "marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
)
_NEXT = (
    "on|in|at|under|with|filed|posted|published|am|um|im|unter|le|dans|à|el|op|om|il|alle|em|às|den|kl|tags?|tagged|category|"
    "categories|leave|comments?|no comments|permalink|share|edit|date|updated|last|and is|and tagged|monday|tuesday|wednesday|"
    "thursday|friday|saturday|sunday|pe|în|vào|lúc|στις|pada|dne|ve|tarihinde|klo|发布于|發佈於|发表于|發表於"
)
_END = rf"(?=\s*(?:$|\||\s@\s|\s[·•–—»«/~-]\s|[·•]|[,.:;(]?\s{{1,3}}(?:{_NEXT})\b|,?\s{{1,3}}(?:{_MONTHS})\.?\s{{1,3}}\d|[,.:;]?\s\(?\d|,\s(?:who|which|qui|quien|der|die)\b|[,.;]?\s*$))"

AUTHOR = tuple(
    late(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\b(?:{_DONE})\b[^\n]{{0,60}}?\s)(?:{_BY})\s{{1,3}}{_NAME}{_END}",
        rf"(?:^|[\s|·•–—,])(?:{_LABEL})\s?[:：]\s{{0,3}}{_NAME}{_END}",
        rf"[\d日일]\s?(?:uhr|h|[ap]m)?[\s,|·•–—-]{{0,4}}\s(?:{_BY})\s{_NAME}{_END}",
        rf"(?:^|[\s\W])by\s(?=(?-i:[^\W\d_a-z])){_NAME}{_END}",
        r"(?:^|\s)[—–|•·-]\s([^\W\d_][^|\n@]{1,60}?)\s@\s\d",
        rf"^(?:scris|publicat|postat|escrit|publicat|postejat|skrevet|escrito)\s(?:de către|de|per|por)\s{_NAME}{_END}",
        rf"^(?:kirjoittanut|julkaissut|napsal(?:a|\(a\))?|napísal(?:a|\(a\))?|publikoval(?:a|\(a\))?|írta|közzétette|objavi[ol]a?)\s?:?\s(?=(?-i:[^\W\d_a-z])){_NAME}{_END}",
        rf"^{_NAME}\starafından\b",
    )
)
"""The name is the first group."""

LEAD = late(
    rf"^(?:(?:{_DONE}|{_ALL})\s+(?:{_BY}|de|del|dal|do)\b|(?:{_LABEL})\s?[:：]|by\b|von\s(?=\S+\s\S|(?-i:[a-z]))|par\s(?=\S+\s\S)|por\s(?=\S+\s\S)|@)\s*",
    re.IGNORECASE,
)
"""What may stand before a name in the element that is marked as the author's."""

TAIL = late(
    r"\s*(?:\b(?:author archives?|author website|archives?|view all posts|posts by|says|wrote)\b.*|\s[|·•–—]\s.*|,?\s(?:on|in|at|am|um)(?:\s.*)?|\s@\w{2,30})$",
    re.IGNORECASE,
)
"""What may stand after it."""

LABEL = late(rf"(?:{_LABEL}|{_BY}|autor(?:es|en)?|auteurs?|authors?|auteur\(s\))\s?[:：]?", re.IGNORECASE)
"""A line that says that the next one is the author's name."""

MAKERS = late(
    r"^\W{0,3}(?:(?:medically |expert )?review|fact.?check|check|edit|translat|transcri|photo|image|picture|illustrat|foto|bild|geprüft|überprüft|übersetzt|lektor|"
    r"traduc|tradui|revis|crédit)\w{0,8}(?: \w{1,12}){0,2}\W{1,3}(?:by|von|par|por|da|di|door|credit)\b|"
    r"\b(?:theme|design(?:ed)?|template|powered|skin|hosted|hosting|built)\b.{0,40}\b(?:by|von|par|por|with)\b",
    re.IGNORECASE,
)
"""A line that names the maker of the theme, of a picture or of a translation, or who has checked the text."""

PRINTED = late(rf"\b(?:{_DONE})\b", re.IGNORECASE)
"""A line that tells when or by whom the post was written."""

WORK_BY = late(r"\b(?:work|post|article|text)\s(?:by|of)\s([^\n]{2,70}?)\s(?:is|are)\slicen[cs]ed", re.IGNORECASE)
"""The author in a licence notice is the first group."""

NO_NAME = late(
    r"^$|://|^\W{0,3}\d{1,4}\W{1,3}(?:min|minut[eo]?[ns]?|minuter|minutt(?:er)?|mins?|sec|views?|words?|wörter|shares?)\b|\b(?:comments?|kommentare?|commentaires?|comentarios?)\W{0,3}:|^(?:posted|written|published|by|von|par)$|^\W+$|^(?:view|more|all|read|see|visit|website|profile|follow|about|소개|author|posts?|admin bar|bio|e-?mail|twitter|alle|mehr|weitere|zeige|voir|ver|archives?)\b"
    r"(?:$|\s(?:more|all|posts?|articles?|blog|bio|profile|by|the author|author|archive|website|me|us|beiträge|artikel|tous|todos)\b)",
    re.IGNORECASE,
)
"""What stands in an author's element and is no name."""

UPDATE = re.compile(
    r"\b(?:updated|modified|last edited|last change|aktualisiert|geändert|mis à jour|modifié|actualizado|bijgewerkt|"
    r"aggiornato|atualizado)\b",
    re.IGNORECASE,
)
"""A line with such a word tells of a later change."""
