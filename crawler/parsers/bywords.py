"""The words around an author's name and a date, by language: data for `byline.py`."""

import re

_BY = "by|von|par|por|door|di|da|av|af|przez|tarafından|от|от автора|por|pel|per|oleh|von:|autor|autorin|author|auteur|autore|auteure|verfasser|schrijver|kirjoittaja|författare|forfatter|skrevet av|автор|作者|投稿者"
_DONE = (
    "posted|written|published|created|submitted|entry|post|article|story|filed|added|authored|geschrieben|verfasst|"
    "veröffentlicht|erstellt|publié|écrit|rédigé|posté|publicado|escrito|geplaatst|geschreven|gepubliceerd|scritto|"
    "pubblicato|postado|skrevet|skriven|publicerat|publicerad|opublikowane|napisane|diposting|ditulis"
)
_NAME = r"([^\W\d_][^|·•–—,;:(\[\d\n]{0,70}?)"
_END = (
    r"(?=\s*(?:$|[|·•–—,;:(\[\d]|\.(?:\s|$)|\b(?:on|in|at|under|and|with|filed|posted|published|am|um|im|unter|le|dans|à|el|en|op|om|il|alle|em|às|den|kl|tags?|"
    r"category|categories|leave|comments?|no comments|permalink|share|edit|date|updated|last|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)\b))"
)

AUTHOR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\b(?:{_DONE})\b[^\n]{{0,60}}?\s)(?:{_BY})\s?[:：]?\s+{_NAME}{_END}",
        rf"(?:^|[\s|·•–—,])(?:author|autor|autorin|auteur|autore|verfasser|автор|作者|投稿者|written by|posted by|von|by)\s?[:：]\s?{_NAME}{_END}",
        rf"\d[^\n]{{0,20}}\s(?:by|von|par|por|door)\s{_NAME}{_END}",
        rf"[|·•–—]\s?(?:by|von|par|por|door)\s{_NAME}{_END}",
    )
)
"""The name is the first group."""

LEAD = re.compile(
    rf"^(?:(?:{_DONE}|article|post)\b\s*)?(?:(?:{_BY})\b\s?[:：]?|(?:post )?author[:：]?|@|about|über|[:：])\s*",
    re.IGNORECASE,
)
"""What may stand before a name in the element that is marked as the author's."""

TAIL = re.compile(
    r"\s*(?:\b(?:author archives?|archives?|view all posts.*|posts by .*|on|in|at|says|wrote|am|um|le|el)\b|[|·•–—(,]\s.*)\s*$",
    re.IGNORECASE,
)

UPDATE = re.compile(
    r"\b(?:updated|modified|last edited|last change|aktualisiert|geändert|mis à jour|modifié|actualizado|bijgewerkt|aggiornato|atualizado)\b",
    re.IGNORECASE,
)
"""A line with such a word tells of a later change."""
