"""Words by which a text dump shows its comments, its forms, its captions and its chrome: data, in several languages."""

import re

from crawler.parsers.patterns import late

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "no": 0, "a": 1, "un": 1, "une": 1, "uno": 1, "una": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3,
    "deux": 2, "trois": 3, "dos": 2, "tres": 3, "um": 1, "dois": 2, "due": 2, "tre": 3, "een": 1, "en": 1, "to": 2, "två": 2,
}  # fmt: skip
COUNT_NOUN = (
    r"thoughts?|comments?|responses?|repl(?:y|ies)|Gedanken?|Kommentare?|Antworten?|Reaktion(?:en)?|réponses?|commentaires?|réflexions?|pensées?"
    r"|comentarios?|respuestas?|pensamientos?|comentários?|respostas?|pensamentos?|commenti|commento|risposte|risposta|pensieri|pensiero|gedachten?|reacties?"
    r"|kommentar(?:er)?|tankar|tanker|svar|whakaaro|urupare"
)
COUNT = late(
    rf"(?P<n>\d{{1,5}}|{'|'.join(NUMBER_WORDS)})\s+(?:{COUNT_NOUN})"
    r"(?:\s+(?:on|to|zu|auf|über|sur|à|en|a|sobre|em|su|op|på|til|om|for|i runga i)\b\s*(?P<title>.+)|\s*[:…]?|\s+(?:add yours|leave a comment|add your own|[→↓]).*)?",
    re.I,
)  # fmt: skip
COUNT_AFTER = re.compile(
    r"(?:comments|kommentare|commentaires|comentarios|comentários|commenti|reacties)\s*\((?P<n>\d{1,5})\)", re.I
)
FORM = late(
    r"(?:leave a (?:reply|comment)|post a comment|add (?:a|your) comment|submit a comment|write a (?:comment|reply)|fill in your details below|enter your comment here|your email address will not be published"
    r"|you must be logged in to post|comments are closed|(?:schreib|hinterlass)e? (?:einen kommentar|eine antwort)|kommentar (?:verfassen|hinterlassen|schreiben)"
    r"|laisser un commentaire|poster un commentaire|r[ée]pondre$|votre commentaire|deja (?:una respuesta|un comentario)|responder$|publicar un comentario"
    r"|deixe (?:uma resposta|um comentário)|lascia un (?:commento|risposta)|rispondi$|geef een reactie|plaats een reactie|lämna ett svar|kommentera$|legg igjen).{0,60}",
    re.I,
)  # fmt: skip
"""How the reply form begins."""
INVITATION = re.compile(
    r"what do you think\?|join the (?:conversation|discussion)|share your thoughts\.?|was denkst du(?: dazu)?\?", re.I
)
"""What may open a reply form, or close a post."""
CHROME = late(
    r"(?:like|reply|reply ↓|reply to .{1,60}|log in to reply|likes?:? \d*|liked by .{1,80}|\d+ (?:people|bloggers|likes?) .{0,40}|share|share this:?|like this:?"
    r"|(?:like|lade|loading|chargement|cargando)(?: \w+)?(?:\.\.\.|…)|related(?: posts?)?|advertisements?|report this ad|edit|permalink|print|e-?mail|twitter|facebook|google\+?|linkedin"
    r"|pinterest|reddit|tumblr|pocket|whatsapp|telegram|skip to (?:content|main).*|menu|search.{0,12}|tweet|pin it|more|post navigation|comment navigation|[←→].*|.*[←→]"
    r"|bookmark the permalink\.?|filed under.*|tagged.*|tags:.*|categor(?:y|ies):.*|posted (?:in|under).*|this entry was posted.*|click to .*|follow|subscribe|awaiting moderation"
    r"|antworten|gefällt mir.*|teilen.*|répondre|j’aime.*|partager.*|responder|me gusta.*|compartir.*|curtir.*|compartilhar.*|rispondi|mi piace.*|condividi.*|beantwoorden"
    r"|creative commons licen[sc]e|lizenz creative commons|creative commons lizenzvertrag|licence creative commons|licencia (?:de )?creative commons|licença creative commons"
    r"|image|logo|wordpress\.com logo)",
    re.I,
)  # fmt: skip
CAPTION = late(
    r"(?:screen ?shot|bildschirmfoto|capture d[’']écran|captura de pantalla|img|dsc[nf]?|photo|image)[ _-]?\d[\w .,:_-]{0,60}(?:\.\w{3,4})?|[\w-]{1,80}\.(?:jpe?g|png|gif|pdf|docx?)",
    re.I,
)  # fmt: skip
TALK = re.compile(
    r"(?:comments|responses|discussion|kommentare|commentaires|comentarios|comentários|commenti|reacties)\s*:?", re.I
)
"""The heading of comments without their number."""
PING = re.compile(r"(?P<kind>pingback|trackback)\s*:?\s+(?P<title>.+)", re.I)
ITEM = re.compile(r"(?P<indent>\s*)\d{1,3}\.\s+(?=\S)")
AUTHOR = late(
    r"(?P<name>[^.!?:]{1,60}?)(?:\s+on\s+(?P<date>.{6,50}?))?\s+(?:says?|said|wrote|schreibt|sagte?|meint|dit|a dit|dice|dijo|disse|diz|ha detto|zegt|schreef|skriver|säger|sier)\s*:",
    re.I,
)
_ON = (
    r"(?:posted|published|veröffentlicht|publié|publicado|pubblicato|geplaatst|written)?\s*(?:on|am|le|el|em|il|op)?\s*"
)
_BY = r"(?:posted |written |published )?(?:by|von|par|por|di|door)"
BYLINES = tuple(
    late(pattern, re.I)
    for pattern in (
        rf"{_ON}(?P<date>.{{6,40}}?)\s*[,|/·-]?\s+{_BY}\s+(?P<name>[^,.|]{{1,40}})",
        rf"{_BY}\s+(?P<name>[^,.|]{{1,40}}?)\s*(?:,|\||/|·|-|\bon\b)\s*(?P<date>.{{6,40}})",
        r"(?P<name>[^,.|/·]{1,40}?)\s*[|/·]\s*(?P<date>.{6,40})",
        rf"{_ON}(?P<date>.{{6,40}})",
        r"(?:posted|written|published|veröffentlicht|publié|publicado) (?:by|von|par|por)\s+(?P<name>[^,.|]{1,40})",
    )
)
"""How the line below a title names date and author."""
FILED = late(
    r"(?:(?:this entry was )?posted in|filed under|categor(?:y|ies)|veröffentlicht (?:in|unter)|kategorien?|publié dans|publicado en)\s*:?\s*(?P<categories>[^.]{1,200}?)"
    r"(?:\s*(?:and |\|\s*)?(?:tagged|tags|schlagwörter|étiqueté|etiquetado)\s*:?\s*(?P<tags>[^.]{1,300}?))?(?:\s+by\s+[^.]{1,60})?\.?(?:\s*bookmark the permalink\.?)?",
    re.I,
)  # fmt: skip
TAGGED = re.compile(r"(?:tagged|tags|schlagwörter|étiquettes|etiquetas)\s*:?\s*(?P<tags>[^.]{1,300})\.?", re.I)
