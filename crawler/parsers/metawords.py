"""How lines of post meta begin, by language, as themes print them without any mark: data for `trimmings.py`."""

import re

from crawler.parsers.patterns import late

_BEGINNINGS: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?:entry )?(?:filed|posted|published|written|categori[sz]ed|tagged) (?:in|on|by|under|as|with|at|from)\b",
        r"(?:tags?|categor(?:y|ies)|filed under|date|author|topics?|from|posted) ?[:→]",
        r"this (?:entry|post|article) (?:was|is)\b",
        r"trackback\b|permalink\b|explore posts in|rss feed for|jump to comments|(?:both )?comments (?:and pings )?are (?:currently )?(?:closed|off)",
        r"(?:leave|add|post|write) (?:a|an|your) (?:comment|reply|response)",
        r"(?:no|one|\d+) (?:comments?|responses?|repl(?:y|ies)|thoughts?)(?: so far| ?»| ?→|$)",
        r"comments? ?[(:]|sorry,? (?:the )?comment|subscribe to (?:the )?comments|you can (?:follow|leave|skip)",
        r"[—–|•·-] [^\W\d_][^|\n@]{1,60}? @ \d|(?:share|print|e-?mail) this|(?:read )?more posts? (?:by|in|like)|related(?: posts?)?:?$",
    ),
    "de": (
        r"(?:veröffentlicht|geschrieben|gepostet|abgelegt|verfasst|erstellt|eingetragen) (?:in|am|von|unter|um)\b",
        r"(?:kategorien?|schlagw(?:o|ö)rt(?:er)?|stichw(?:o|ö)rt(?:er)?|tags?|themen|autor(?:in)?|datum) ?:",
        r"diese[rn]? (?:eintrag|beitrag|artikel) (?:wurde|ist|drucken|teilen)\b|kommentare sind geschlossen",
        r"(?:keine|ein|\d+) kommentare?$|kommentare? (?:schreiben|hinterlassen|verfassen|\()|(?:artikel|beitrag) (?:drucken|teilen)",
    ),
    "fr": (
        r"(?:publié|classé|posté|écrit|rédigé) (?:dans|le|par|sous|à)\b|(?:mots?-clefs?|étiquettes?|catégories?|auteur) ?:",
        r"cet(?:te)? (?:article|entrée|billet) (?:a été|est)\b|(?:aucun|un|\d+) commentaires?$|laisser un commentaire",
        r"vous avez aimé cet article",
    ),
    "es": (
        r"(?:publicado|archivado|escrito) (?:en|el|por|bajo)\b|(?:etiquetas?|categorías?|autor) ?:|esta entrada (?:fue|se)\b",
        r"(?:no hay|un|\d+) comentarios?$|deja (?:un|tu) comentario|comparte? (?:esto|en)\b",
    ),
    "it, nl, pt": (
        r"(?:pubblicato|postado|publicado|geplaatst|gepubliceerd) (?:in|il|em|por|op|door|da)\b",
        r"(?:categori[ae]s?|categorieën|etichette|trefwoorden) ?:|(?:questo|este|dit) (?:articolo|post|artigo|bericht) (?:è|foi|is)\b",
        r"(?:nessun|\d+) commenti?o?$|(?:nenhum|\d+) comentários?$|(?:geen|\d+) reacties?$",
    ),
}

META_LINE = late(
    "|".join(rf"^\W{{0,3}}(?:{pattern})" for patterns in _BEGINNINGS.values() for pattern in patterns), re.IGNORECASE
)
"""Searched in short lines only."""

_POSTED: dict[str, str] = {
    "en": r"this (?:(?:entry|post|article) )?was (?:written|posted|published) (?:by|on|in|at)\b|(?:both )?comments and pings are",
    "de": r"dieser? (?:eintrag|beitrag|artikel) wurde",
    "fr": r"cet(?:te)? (?:article|entrée|billet) a été (?:publié|posté|écrit)",
    "es": r"esta entrada (?:fue|se) (?:publicad[ao]|publicó|escrita)",
    "it, nl, pt": r"(?:questo articolo è stato (?:pubblicato|scritto)|dit (?:bericht|artikel) (?:is|werd) (?:geplaatst|geschreven|gepubliceerd)|est[ea] (?:artigo|entrada|post) foi (?:publicad|postad|escrit))",
    "sv, da, nb": r"d(?:et)t(?:a|e) (?:inlägg|indlæg|innlegg(?:et)?) (?:postades|publicerades|skrevs|blev|ble)",
}

POSTED = late(rf"\W{{0,3}}(?:{'|'.join(_POSTED.values())})", re.IGNORECASE)
"""How the sentences begin that Kubrick and its heirs print below a post: longer than other lines of meta, and with a date."""

META_WORD = late(
    r"(?<!\w)(?:posted|written|published|filed|tagged|tags?|categor(?:y|ies)|comments?|responses?|off|on|no|by|in|at|under|and|with|from|am|pm|uhr|"
    r"von|am|um|in|unter|und|veroffentlicht|geschrieben|kategorien?|schlagworter|kommentare?|kein(?:e|en)?|"
    r"le|par|dans|et|publie|etiquettes?|commentaires?|el|por|en|y|publicado|escrito|etiquetas?|comentarios?|"
    r"op|door|geplaatst|reacties?|il|da|di|su|scritto|pubblicato|commenti?|em|postado|av|den|af|skrevet|publicerat|kommentarer?|"
    r"tarafindan|tarihinde|yazildi|oleh|pada|ditulis|diposting|kirjoittanut|klo|napsala?|dne|irta|scris|de|pe|escrit|per|dang|boi|vao|boi|απο|στις|автор|опубликовано|"
    r"publikovano|zverejneno|napsano|v|ve|od|diterbitkan|dipublikasikan|pukul|yazan|yayin|yayinlanma|tarihi?|saat|đang|đa|ngay|luc|"
    r"작성일|작성자|글쓴이|게시일|פורסם|נכתב|בתאריך|בשעה|מאת|ב|δημοσιευτηκε|δημοσιευθηκε|γραφτηκε|дата|в|от|опубліковано|від|作者|发布于|發佈於|投稿日|投稿者)(?!\w)"
)
"""Words of lines that say who posted, when and where, folded."""

PAGES = re.compile(
    r"(?:pages?|parts?|seiten?|páginas?|pagin[ae]'?s?|sid(?:a|or|er)|strony|whārangi|go to page|read more pages)?[\s:\[(|»«]{0,6}\d{1,2}(?:[\s|,·/\])(\[-]{1,4}\d{1,2})*[\s|»«\])]{0,4}",
    re.IGNORECASE,
)
"""A whole line of the numbers of a post's pages (wp_link_pages)."""

_SHARING: dict[str, str] = {
    "en": r"shares?|share (?:this|on|with|via|it)\b.*|spread the word|like this|likes?|like loading|loading|be the first to like this|tweet|pin it|print|e-?mail|"
    r"advertisements?|about these ads|report this ad|related",
    "de": r"teilen(?: mit| auf)?|(?:diesen )?(?:beitrag|artikel) teilen|gefällt mir(?: wird geladen)?|ähnliche beiträge|drucken|werbung|anzeige|wird geladen",
    "fr": r"partager?(?: sur| cet article| ceci)?|j.aime(?: ceci| chargement)?|articles? similaires?|imprimer|publicité|chargement",
    "es": r"comparte?(?: esto| en)?|compartir|me gusta(?: esto| cargando)?|relacionado|imprimir|publicidad|cargando",
    "nl": r"(?:dit )?delen|deel dit|vind ik leuk|like|gerelateerd|afdrukken|advertentie|laden",
    "it": r"condividi(?: su)?|mi piace|correlati|stampa|pubblicità|caricamento",
    "pt": r"compartilh(?:e|ar)(?: isso)?|partilhar|curtir(?: isso| carregando)?|gosto|relacionado|imprimir|publicidade|carregando",
    "sv": r"dela(?: det här)?|gilla|relaterat?|skriv ut|annons|laddar",
    "da": r"del(?: dette)?|synes godt om|relateret|udskriv|annonce|indlæser",
    "nb": r"del dette|del|liker?|relatert|skriv ut|annonse|laster",
    "pl": r"udostępnij(?: to)?|lubię to|powiązane|drukuj|reklama|wczytywanie",
    "mi": r"tiri|tohaina|he pai tēnei",
}

SHARE_LINE = late(rf"\W{{0,3}}(?:{'|'.join(_SHARING.values())})\W{{0,5}}", re.IGNORECASE)
"""A whole line below a body that invites to share or to like, or names what follows; between an author's lines it is the author's."""
