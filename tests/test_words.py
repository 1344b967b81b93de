"""The words around comments, as WordPress and its own themes print them in twelve languages, are known in all of them."""

from collections.abc import Callable
from functools import partial

import pytest

from crawler.parsers import words
from crawler.parsers.counts import count_in
from crawler.parsers.phrases import (
    begins,
    is_reply_note,
    kind_of_ping,
    only_noise,
    says_who,
    speaks_of,
    without_says,
)

SAYS = {
    "en": ["says:"], "de": ["sagt:", "sagte am"], "fr": ["dit :", "a dit :"], "es": ["dice:", "dijo:"], "nl": ["schreef:", "zegt:"], "it": ["ha detto:", "dice:"],
    "pt": ["disse:", "diz:"], "sv": ["skriver:", "säger:", "sade:"], "da": ["siger:"], "nb": ["sier:"], "pl": ["pisze:", "napisał(a):"], "mi": ["e kī ana:"],
}  # fmt: skip
COUNTS = {
    "en": ["3 thoughts on “X”", "One thought on “X”", "3 responses to “X”"],
    "de": [
        "3 Kommentare",
        "Ein Kommentar",
        "3 Gedanken zu „X“",
        "Ein Gedanke zu „X“",
        "3 Antworten auf „X“",
        "Eine Antwort auf „X“",
    ],
    "fr": ["3 réflexions sur « X »", "Une réflexion sur « X »", "3 réponses à « X »", "Un commentaire sur “X”"],
    "es": ["3 comentarios en «X»", "Un comentario en «X»", "Una respuesta a «X»", "3 pensamientos en “X”"],
    "nl": ["3 gedachten over “X”", "Eén gedachte over “X”", "3 reacties op “X”", "Eén reactie op “X”"],
    "it": ["3 pensieri su “X”", "Un pensiero su “X”", "3 risposte a “X”", "Un commento su “X”"],
    "pt": ["3 pensamentos em “X”", "Um comentário em “X”", "3 respostas a “X”", "Uma resposta para “X”"],
    "sv": ["3 tankar på “X”", "En tanke på “X”", "Ett svar till ”X”", "3 kommentarer till “X”"],
    "da": ["3 tanker om “X”", "En tanke om “X”", "Et svar til “X”", "3 kommentarer til “X”"],
    "nb": ["3 kommentarer til “X”", "Én kommentar til «X»", "Én tanke om «X»", "3 svar til «X»"],
    "pl": [
        "3 komentarze do “X”",
        "1 komentarz do “X”",
        "5 komentarzy do “X”",
        "Jedna odpowiedź do “X”",
        "3 myśli w temacie “X”",
    ],
    "mi": ["3 whakaaro mō “X”", "Kotahi te whakaaro mō “X”", "Kotahi whakautu ki “X”"],
}
REPLY = {
    "en": ["Leave a Reply", "Leave a Comment", "Cancel reply"], "de": ["Schreibe einen Kommentar", "Hinterlasse eine Antwort", "Antworten abbrechen"],
    "fr": ["Laisser un commentaire", "Répondre à Ann", "Annuler la réponse"], "es": ["Deja una respuesta", "Deja un comentario", "Cancelar la respuesta"],
    "nl": ["Geef een reactie", "Laat een reactie achter", "Reactie annuleren"], "it": ["Lascia un commento", "Lascia una risposta", "Annulla risposta"],
    "pt": ["Deixe um comentário", "Deixe uma resposta", "Deixar um comentário", "Cancelar resposta"], "sv": ["Lämna ett svar", "Lämna en kommentar", "Avbryt svar"],
    "da": ["Skriv et svar", "Skriv en kommentar", "Annuller svar"], "nb": ["Legg igjen en kommentar", "Legg igjen et svar", "Avbryt svar"],
    "pl": ["Dodaj komentarz", "Anuluj pisanie odpowiedzi"], "mi": ["Waiho he whakautu", "Whakakore whakautu"],
}  # fmt: skip
CLOSED = {
    "en": ["Comments are closed."], "de": ["Kommentare sind geschlossen.", "Die Kommentarfunktion ist geschlossen."], "fr": ["Les commentaires sont fermés."],
    "es": ["Los comentarios están cerrados."], "nl": ["Reacties zijn gesloten."], "it": ["I commenti sono chiusi."],
    "pt": ["Os comentários estão fechados.", "Os comentários estão encerrados."], "sv": ["Kommentarer är stängda.", "Möjligheten att kommentera är avstängd."],
    "da": ["Kommentarer er lukkede.", "Lukket for kommentarer."], "nb": ["Kommentarer er stengt.", "Det er stengt for kommentarer."],
    "pl": ["Możliwość komentowania jest wyłączona.", "Komentowanie jest wyłączone"], "mi": ["Kua kati ngā kōrero."],
}  # fmt: skip
NAVIGATION = {
    "en": ["← Older Comments", "Newer Comments →", "Comment navigation"], "de": ["← Ältere Kommentare", "Neuere Kommentare", "Kommentarnavigation"],
    "fr": ["← Commentaires plus anciens", "Commentaires plus récents", "Navigation des commentaires"], "es": ["← Comentarios antiguos", "Comentarios más recientes", "Navegación de comentarios"],
    "nl": ["← Oudere reacties", "Nieuwere reacties", "Reactienavigatie"], "it": ["← Commenti meno recenti", "Commenti più recenti", "Navigazione commenti"],
    "pt": ["← Comentários mais antigos", "Comentários mais recentes", "Navegação de comentários"], "sv": ["← Äldre kommentarer", "Nyare kommentarer", "Kommentarsnavigering"],
    "da": ["← Ældre kommentarer", "Nyere kommentarer", "Kommentarnavigation"], "nb": ["← Eldre kommentarer", "Nyere kommentarer", "Kommentarnavigasjon"],
    "pl": ["← Starsze komentarze", "Nowsze komentarze", "Nawigacja komentarzy"], "mi": ["← Ngā kōrero tawhito", "Ngā kōrero hou"],
}  # fmt: skip
ACTIONS = {
    "en": ["Reply", "(Edit)", "Log in to Reply", "Post author"], "de": ["Antworten", "Bearbeiten", "Zum Antworten anmelden", "Beitragsautor"],
    "fr": ["Répondre", "Modifier", "Connectez-vous pour répondre", "Auteur de l’article"], "es": ["Responder", "Editar", "Accede para responder", "Autor de la entrada"],
    "nl": ["Beantwoorden", "Bewerken", "Log in om te reageren", "Berichtauteur"], "it": ["Rispondi", "Modifica", "Accedi per rispondere", "Autore articolo"],
    "pt": ["Responder", "Editar", "Faça login para responder", "Autor do post"], "sv": ["Svara", "Redigera", "Logga in för att svara", "Inläggsförfattare"],
    "da": ["Svar", "Besvar", "Rediger", "Log ind for at svare", "Indlægsforfatter"], "nb": ["Svar", "Rediger", "Logg inn for å svare", "Innleggsforfatter"],
    "pl": ["Odpowiedz", "Edytuj", "Zaloguj się, aby odpowiedzieć", "Autor wpisu"], "mi": ["Whakautu", "Whakatika", "Kaituhi"],
}  # fmt: skip
AWAITING = {
    "en": ["Your comment is awaiting moderation."], "de": ["Dein Kommentar wartet auf die Moderation.", "Dein Kommentar muss noch freigegeben werden."],
    "fr": ["Votre commentaire est en attente de validation."], "es": ["Tu comentario está pendiente de moderación."], "nl": ["Je reactie wacht op moderatie.", "Je reactie moet nog goedgekeurd worden."],
    "it": ["Il tuo commento è in attesa di moderazione."], "pt": ["Seu comentário está aguardando moderação.", "O seu comentário aguarda moderação."], "sv": ["Din kommentar inväntar granskning."],
    "da": ["Din kommentar afventer godkendelse."], "nb": ["Din kommentar avventer moderering.", "Din kommentar venter på moderering."], "pl": ["Twój komentarz oczekuje na moderację."],
    "mi": ["Kei te tatari tō kōrero."],
}  # fmt: skip
MEMBERS = {
    "en": ["You must be logged in to post a comment."], "de": ["Du musst angemeldet sein, um einen Kommentar abzugeben."], "fr": ["Vous devez vous connecter pour publier un commentaire."],
    "es": ["Lo siento, debes estar conectado para publicar un comentario."], "nl": ["Je moet ingelogd zijn op om een reactie te plaatsen."], "it": ["Devi essere connesso per inviare un commento."],
    "pt": ["Você precisa fazer o login para publicar um comentário.", "Tem de iniciar a sessão para publicar um comentário."], "sv": ["Du måste vara inloggad för att publicera en kommentar."],
    "da": ["Du skal være logget ind for at skrive en kommentar."], "nb": ["Du må være innlogget for å kunne kommentere."], "pl": ["Musisz się zalogować, aby móc dodać komentarz."], "mi": ["Me takiuru koe"],
}  # fmt: skip
IN_REPLY_TO = {
    "en": ["In reply to Ann"], "de": ["Als Antwort auf Ann"], "fr": ["En réponse à Ann"], "es": ["En respuesta a Ann"], "nl": ["Als antwoord op Ann"], "it": ["In risposta a Ann"],
    "pt": ["Em resposta a Ann"], "sv": ["Som svar på Ann"], "da": ["Som svar til Ann"], "nb": ["Som svar til Ann"], "pl": ["W odpowiedzi na Ann"], "mi": ["Hei whakautu ki a Ann"],
}  # fmt: skip
PINGS = {
    "en": ["Pingback: X", "Trackback: X"], "de": ["Pingback: X"], "fr": ["Ping : X", "Rétrolien : X"], "es": ["Pingback: X"], "nl": ["Pingback: X"], "it": ["Pingback: X"],
    "pt": ["Pingback: X"], "sv": ["Pingback: X"], "da": ["Pingback: X"], "nb": ["Tilbakeping: X", "Tilbakesporing: X"], "pl": ["Pingback: X"], "mi": ["Pingback: X"],
}  # fmt: skip

KNOWN: dict[str, tuple[dict[str, list[str]], Callable[[str], object]]] = {
    "counts": (COUNTS, lambda text: count_in(text) is not None),
    "reply forms": (REPLY, lambda text: begins(text, words.REPLY_HEADINGS)),
    "closed": (CLOSED, lambda text: speaks_of(text, words.CLOSED)),
    "navigation": (NAVIGATION, lambda text: begins(text, words.NAVIGATION)),
    "actions": (ACTIONS, only_noise),
    "awaiting moderation": (AWAITING, lambda text: begins(text, words.AWAITING)),
    "members only": (MEMBERS, lambda text: speaks_of(text, words.MEMBERS)),
    "in reply to": (IN_REPLY_TO, is_reply_note),
    "pings": (PINGS, kind_of_ping),
}  # fmt: skip


@pytest.mark.parametrize("kind", KNOWN)
def test_the_words_of_each_language_are_known(kind: str) -> None:
    lists, knows = KNOWN[kind]
    assert set(lists) == set(SAYS)
    assert [(language, text) for language, texts in lists.items() for text in texts if not knows(text)] == []


def test_a_name_is_freed_of_says_in_each_language() -> None:
    told = [f"Ann Poe {says}" for texts in SAYS.values() for says in texts if not says.endswith(" am")]
    assert [text for text in told if not says_who(text) or without_says(text) != "Ann Poe"] == []


@pytest.mark.parametrize(
    "text",
    [
        "I say so too",
        "Reply to all of you, with thanks",
        "3 apples",
        "Thoughts on bread",
        "Svarta katter",
        "Citation needed",
    ],
)
def test_an_authors_words_are_no_words_of_a_theme(text: str) -> None:
    judges = [
        only_noise,
        is_reply_note,
        kind_of_ping,
        partial(begins, words=words.AWAITING),
        partial(speaks_of, words=words.CLOSED),
    ]
    assert not any(judge(text) for judge in judges) and count_in(text) is None
