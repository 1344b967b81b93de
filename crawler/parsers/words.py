"""The words that WordPress and its themes print around comments, by language, as its translations have them (folded).

Data for `phrases.py`, which asks it; lists are parted by `|`.
"""

SAYS: dict[str, str] = {
    "en": "says|said|said this|wrote|writes|commented|replied|responded|posted",
    "de": "sagt|sagte|schreibt|schrieb|meint|meinte|kommentierte|hat gesagt|antwortete",
    "fr": "dit|a dit|a ecrit|ecrit|a repondu|a commente",
    "es": "dice|dijo|escribio|comento|ha dicho|respondio",
    "nl": "zegt|zei|schreef|schrijft|reageerde|antwoordde",
    "it": "dice|ha detto|scrive|ha scritto|disse|ha risposto|ha commentato",
    "pt": "diz|disse|escreveu|comentou|respondeu",
    "sv": "säger|sa|sade|skriver|skrev|kommenterade|svarade",
    "da": "siger|sagde|skriver|skrev|svarede",
    "nb": "sier|sa|skriver|skrev|svarte",
    "pl": "odpowiedział|odpowiedziała|odpowiedział(a)|mówi|pisze|napisał|napisała|napisał(a)|powiedział|powiedziała|skomentował|skomentowała",
    "mi": "e ki ana|i ki|e mea ana|ka mea",
    "fi": "sanoo|kirjoittaa|sanoi|kirjoitti",
    "cs, sk, sl, hr": "napsal|napsala|napsal(a)|odpověděl|odpověděla|odpověděl(a)|řekl|řekla|řekl(a)|říká|povedal|hovorí|pravi|kaže|rekao|piše",
    "hu, ro, tr, id": "szerint|mondja|írta|spune|a spus|dedi ki|diyor ki|yanıtladı|cevapladı|berkata|mengatakan|membalas|menulis|viết|nói|đã nói|đã viết|đã trả lời",
    "ca, gl, eu, et, lt, lv, is": "diu|ha dit|dixo|ütleb|ütles|kirjutas|rašo|segir|sagði",
    "ru, uk, bg, sr": "ответил|ответила|ответил(а)|відповів|відповіла|пишет|говорит|сказал|комментирует|говорить|коментує|каже|сказав|казва|каза|каже|говори",
    "el, he, ar, fa": "λέει|είπε|έγραψε|απάντησε|השיב|השיבה|הגיב|הגיבה|אומר|אמר|כתב|يقول|تقول|قال|گفت|می‌گوید|نوشته",
    "ja, zh, ko, th, vi": "さん|より|说|說|说道|說道|表示|님의 말|님이 답했습니다|댓글|พูดว่า",
}
"""After (or before) an author's name."""

BETWEEN: dict[str, str] = {
    "en": "on|at|by|in|the|comment by|comment from|comment|posted by|posted on|posted|pingback by|trackback by|from|and|submitted on|via|am|pm|author",
    "de": "am|um|von|kommentar von|kommentar|uhr|gepostet von|der|den|autor",
    "fr": "le|a|par|commentaire par|commentaire de|commentaire|de|du|auteur|poste par",
    "es": "el|a las|por|comentario por|comentario de|comentario|de|en|publicado por|autor",
    "nl": "op|om|door|reactie door|reactie van|reactie|geplaatst door|uur|auteur",
    "it": "il|alle|di|da|commento di|commento da|commento|ore|autore",
    "pt": "em|as|por|comentario por|comentario de|comentario|no dia",
    "sv": "den|kl|av|kommentar av|kommentar|klockan",
    "da": "d|kl|af|kommentar af|kommentar",
    "nb": "den|kl|av|kommentar av|kommentar|klokka|klokken",
    "pl": "o|dnia|przez|komentarz|komentarz od|godz",
    "mi": "i te|na|kei|i",
    "fi": "klo|kommentti|kirjoittanut",
    "ca, ro, cs, sk, sl, hr, vi, tr": "a les|de către|dne|dna|v|ve|ob|u|komentář od|vào|ngày|tarafından|yazan|tarih",
    "zh, ja": "楼|樓|号楼|沙发|板凳|地板|发表于|發表於|发布于|投稿者|投稿日",
    "other": "pada|oleh|pukul|jam|в|om|о|у|στις|από|ο/η|ב|בשעה|מאת|في|الساعة|بواسطة|در|ساعت|توسط|bởi|เวลา|โดย|saat|tarihinde|ص|م|ق.ظ|ب.ظ",
}
"""Between an author's name and a date, or before either."""

ACTIONS: dict[str, str] = {
    "en": "reply|reply to this comment|reply to|quote|edit|edit this|edit comment|edit link|permalink|link|link to this comment|"
    "permanent link|like|likes|liked|be the first to like this|loading|report|report comment|report abuse|flag|delete|spam|share|"
    "log in to reply|click to reply|report this comment|log in to leave a comment|comment link|link to comment|parent|vote up|vote down|"
    "rate this|reply ↓|# link|(comments won't nest below this level)|comments won't nest below this level|hide|show|twitter|facebook|e",
    "de": "antworten|antwort|zitieren|bearbeiten|permalink|gefallt mir|melden|anmelden um zu antworten|auf diesen kommentar antworten|link|"
    "zum antworten anmelden|anmelden, um zu antworten|melde dich an, um zu antworten|wird geladen|teilen",
    "fr": "repondre|reponse|citer|modifier|permalien|j'aime|signaler|connectez-vous pour repondre|lien|chargement|editer",
    "es": "responder|respuesta|citar|editar|enlace permanente|me gusta|accede para responder|inicia sesión para responder|contestar|enlace|cargando|reportar",
    "nl": "beantwoorden|reageer|reageren|antwoorden|antwoord|citeren|bewerken|permalink|like|inloggen om te reageren|log in om te reageren",
    "it": "rispondi|cita|modifica|link permanente|mi piace|accedi per rispondere|effettua il login per rispondere|replica",
    "pt": "responder|citar|editar|link permanente|curtir|faça login para responder|acesse para responder|inicie sessão para responder|inicie a sessão para responder",
    "sv": "svara|citera|redigera|permalank|gilla|logga in for att svara",
    "da": "svar|besvar|citer|rediger|permalink|synes godt om|log ind for at svare",
    "nb": "svar|siter|rediger|permalenke|liker|logg inn for a svare|logg inn for a kommentere",
    "pl": "odpowiedz|cytuj|edytuj|bezposredni odnosnik|lubie to|zaloguj sie, aby odpowiedziec",
    "mi": "whakautu|utu|whakatika|he pai|takiuru hei whakautu",
    "fi": "vastaa|lainaa|muokkaa|kestolinkki|tykkaa",
    "other": "balas|ответить|відповісти|ответ|отговор|одговори|返信|返信する|回复|回覆|답글|응답|댓글달기|yanıtla|cevapla|răspunde|respon|erantzun|válasz|odpovědět|"
    "odpovedať|odgovori|vasta|atsakyti|atbildēt|svara|απάντηση|להשיב|להגיב|הגב|השב|رد|الرد|پاسخ|پاسخ دهید|ตอบกลับ|trả lời|phản hồi",
}
"""Links that stand under a comment."""

LIKED: dict[str, str] = {
    "en": r"(?:like\s?)?liked by (?:you|\d{1,5} (?:people|person|others?|bloggers?))(?: and \d{1,5} others?)?|\d{1,5} (?:people|person|bloggers?) likes? (?:this|it)",
    "de": r"(?:gefallt mir\s?)?gefallt (?:dir|\d{1,5} person(?:en)?)(?: und \d{1,5} person(?:en)?)?|\d{1,5} (?:person(?:en)?|blogger[n]?) gefallt (?:das|dieser? \w{4,10})",
    "fr": r"(?:j.aime\s?)?aime(?:e)? par (?:vous|\d{1,5} personnes?)",
    "es": r"(?:me gusta\s?)?(?:le|les|te)? ?gusta a (?:ti|\d{1,5} personas?)",
    "nl": r"(?:like\s?)?(?:geliket|leuk gevonden) door (?:jou|\d{1,5} (?:mensen|persoon))",
    "it": r"(?:mi piace\s?)?piace a (?:te|\d{1,5} person[ae])",
    "pt": r"(?:curtir\s?|gosto\s?)?(?:curtido|apreciado) por (?:voce|si|\d{1,5} pessoas?)",
    "sv": r"(?:gilla\s?)?gillad av (?:dig|\d{1,5} personer|1 person)",
    "da, nb": r"(?:liker?\s?|synes godt om\s?)?likt av (?:deg|dig|\d{1,5} (?:personer|person))",
    "pl": r"(?:lubie to\s?)?polubione przez (?:ciebie|\d{1,5} osob[ye]?)",
    "tr, id, vi": r"\d{1,5} (?:kisi|blog yazari) (?:bunu )?begendi|\d{1,5} (?:orang|blogger) (?:menyukai|suka) (?:ini)?|\d{1,5} nguoi (?:da )?thich(?: bai(?: viet)? nay)?",
    "cs, el, he": r"\d{1,5} (?:lidem|blogerum|osobam) se (?:to )?libi|αρεσει σε \d{1,5} (?:ατομα|bloggers?)|\d{1,5} (?:אנשים|בלוגרים) אהבו את זה",
    "ru, uk, ko, ja": r"\d{1,5} (?:людям|человекам) (?:это )?нравится|\d{1,5}\s?명이 (?:이것을 )?좋아합니다|\d{1,5}人のブロガーが「いいね」をつけました。?",
}
"""Who likes a comment, as a line under it has it: regular expressions over folded text."""

ROLES = (
    "post author|author|admin|administrator|moderator|editor|staff|op|guest|beitragsautor|beitragsautorin|beitrags-autor|autor|autorin|"
    "auteur|autrice|auteur de l'article|auteur de l’article|auteur de la publication|auteur/autrice de la publication|auteur ou autrice de la publication|autor de la entrada|berichtauteur|bericht auteur|autore articolo|autore del post|autore|autor do post|"
    "autor do artigo|inläggsförfattare|artikelförfattare|författare|forfatter|indlægsforfatter|innleggsforfatter|autor wpisu|kaituhi|ferfatter|verfasser|post authorpost author"
)
"""Badges beside an author's name."""

PINGS: dict[str, str] = {
    "pingback": "tilbakeping|terugkoppeling|pingtillbaka|retroping|pingback|pingbacks|pingback from|pingback by|pingback van|pingback de|pingback von|ping|пингбэк|пинг|уведомление|сповіщення|пингбек|повратни пинг|ピンバック|ping back|ping balik|ping-balik|geri bildirim|geri izleme|παράθεμα|פינגבאק|פינגבק|핑백|retroenllaç|retroligação|povratni ping|visszajelzés|paluuviite|atgalinis pranešimas|spätné upozornenie|spätný odkaz|تنبيه|بازتاب|引用通告|自動引用通知",
    "trackback": "tilbakesporing|returhänvisning|trackback|trackbacks|trackback from|trackback by|trackback van|trackback de|trackback von|трекбэк|обратная ссылка|зворотне посилання|טראקבק|טרקבק|트랙백|trekbek|トラックバック|retrolien|rétrolien|retroenlace",
}

COUNTED: dict[str, str] = {
    "en": "comments?|responses?|repl(?:y|ies)|thoughts?|reactions?|remarks?|opinions?|voices|notes|people",
    "de": "kommentare?|antwort(?:en)?|gedanken?|meinung(?:en)?|reaktion(?:en)?|erganzung(?:en)?|ruckmeldung(?:en)?|beitrag|beitrage",
    "fr": "commentaires?|reponses?|reflexions?|reactions?|pensees?|avis",
    "es": "comentarios?|respuestas?|pensamientos?|opinion(?:es)?|ideas|reflexion(?:es)?",
    "nl": "reacties?|gedachten?|antwoord(?:en)?|opmerking(?:en)?",
    "it": "comment[oi]|rispost[ae]|pensier[oi]|riflession[ei]|reazion[ei]",
    "pt": "comentarios?|respostas?|pensamentos?|opini(?:ao|oes)|ideias|reacoes",
    "sv": "kommentar(?:er)?|svar|tank(?:e|ar)|reaktion(?:er)?",
    "da": "kommentar(?:er)?|svar|tank(?:e|er)|meninger",
    "nb": "kommentar(?:er)?|svar|tank(?:e|er)|tilbakemeldinger",
    "pl": "komentarz(?:e|y)?|odpowiedz[i]?|mysl[i]?|przemyslen(?:ie|ia)?|opinie",
    "mi": "whakautu|korero|whakaaro|kupu",
    "fi": "kommentti[a]?|vastaus(?:ta)?|ajatus(?:ta)?",
    "other": "tanggapan|komentar|pemikiran|balasan|yorum|dusunce|comentarii|komentar(?:e|u|a)|hozzaszolas|комментари(?:и|я|ев)|мнени(?:е|я|и)|"
    "ответ(?:а|ов)?|мысл(?:ь|и|еи)|коментар(?:і|а|и|ів|я)?|відповід(?:ь|і|еи)|думк(?:а|и)|думок|отговора?|одговора?|мишљењ[ае]|"
    "σχολι(?:α|ο)|σκεψ(?:εις|η)|απαντησ(?:εις|η)|תגוב(?:ה|ות)|מחשב(?:ה|ות)|تعليق(?:ات|ان)?|رد(?:ود)?|رأي|آراء|دیدگاه(?:‌?ها)?|نظر(?:ات)?|پاسخ|"
    "件のコメント|件のフィードバック|件の返信|コメント|条评论|条回复|条留言|则回复|則迴響|則留言|則回應|個評論|개의 댓글|개의 생각|개의 응답|댓글|ความเห็น|ความคิดเห็น|"
    "phan hoi|binh luan|suy nghi|nazor(?:y|u)?|reakc[ei]|odpoved[i]?|gondolat|valasz|velemeny|ganduri|raspuns(?:uri)?|yan[ıi]t|cevap|comentaris?|respostes|"
    "iruzkin|erantzun|gogoeta|kommentaari?|arvamust?|vastust?|atsakym(?:as|ai|u)|komentar(?:as|ai|i|s)|mint(?:is|ys)|atbild(?:es|e)|misli|odgovor(?:a|i|ov)?|athugasemd(?:ir)?",
}
"""What a heading counts, as regular expressions over folded text."""

ONE = "one|ein|eine|einen|une?|un|una|uno|een|um|uma|en|ett|et|jeden|jedna|jedno|kotahi|satu|bir|o|один"

_NUMBERS: dict[str, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze",
    "sv": "tva tre fyra fem sex sju atta nio tio elva tolv",
    "da": "_ tre fire fem seks syv otte ni ti elleve tolv",
    "nb": "_ tre fire fem seks sju atte ni ti elleve tolv",
    "pl": "dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec _ _",
    "mi": "rua toru wha rima ono whitu waru iwa tekau _ _",
}
NUMBERS: dict[str, int] = {
    word: number for words in _NUMBERS.values() for number, word in enumerate(words.split(), 2) if word != "_"
}
"""Numbers that headings spell out ("Three thoughts on"), folded; none that is a common word of another language."""

REPLY_HEADINGS = (
    "leave a reply|leave a comment|leave a response|leave your comment|add a comment|add comment|add your comment|post a comment|"
    "post comment|submit a comment|write a comment|write comment|join the discussion|join the conversation|make a comment|speak your mind|your comment|"
    "leave a reply to|drop a comment|have your say|what do you think|comment on this|cancel reply|reply|"
    "schreibe einen kommentar|schreib einen kommentar|kommentar schreiben|kommentar verfassen|antwort verfassen|antworten abbrechen|antwort abbrechen|hinterlasse eine antwort|hinterlasse einen kommentar|"
    "kommentar hinterlassen|kommentieren|einen kommentar schreiben|antwort schreiben|antwort hinterlassen|"
    "laisser un commentaire|répondre à|annuler la réponse|poster un commentaire|laisser une reponse|ajouter un commentaire|ecrire un commentaire|"
    "deja una respuesta|cancelar la respuesta|deja un comentario|dejar un comentario|deja tu comentario|escribe un comentario|responder|"
    "geef een reactie|geef een antwoord|reactie annuleren|antwoord annuleren|plaats een reactie|een reactie plaatsen|laat een reactie achter|reageer|"
    "lascia un commento|annulla risposta|lascia una risposta|rispondi|invia un commento|"
    "deixe um comentario|deixar um comentário|cancelar resposta|deixe uma resposta|deixar uma resposta|deixe o seu comentario|"
    "lamna ett svar|avbryt svar|lamna en kommentar|lamna ett svar till|kommentera|"
    "skriv et svar|annuller svar|skriv en kommentar|efterlad en kommentar|legg igjen en kommentar|legg inn en kommentar|legg igjen et svar|"
    "dodaj komentarz|anuluj pisanie odpowiedzi|zostaw komentarz|zostaw odpowiedz|skomentuj|"
    "waiho he whakautu|tukua he whakautu|whakakore whakautu|waiho he korero|tukuna he whakautu|kommentoi|vastaa|tinggalkan balasan|tinggalkan komentar|bir cevap yazın|bir cevap yazin|"
    "добавить комментарий|оставить комментарий|コメントを残す|发表评论|發表迴響|답글 남기기|napsat komentar|hozzaszolas|lasa un raspuns|deixa un comentari|"
    "отменить ответ|залишити відповідь|залишити коментар|скасувати відповідь|вашият отговор|вашият коментар|напишете коментар|оставите одговор|одустани од одговора|"
    "αφήστε μια απάντηση|αφήστε ένα σχόλιο|σχολιάστε|ακύρωση απάντησης|כתיבת תגובה|השארת תגובה|השאר תגובה|ביטול תגובה|לבטל תגובה|"
    "اترك تعليقا|اترك تعليقاً|اترك ردا|اترك رد|أضف تعليق|إلغاء الرد|دیدگاهتان را بنویسید|پاسخ دهید|یک پاسخ بگذارید|لغو پاسخ|"
    "コメントする|返信をキャンセル|コメントをキャンセル|发表回复|取消回复|發佈留言|發表留言|取消回覆|댓글 남기기|응답 취소|댓글 취소|ใส่ความเห็น|แสดงความคิดเห็น|ยกเลิกการตอบ|"
    "để lại một bình luận|gửi bình luận|zrušit odpověď na komentář|přidat komentář|pridaj komentár|zrušiť odpoveď|vélemény, hozzászólás|kilépés a válaszból|"
    "anulează răspunsul|lasă un comentariu|odgovori|komentiraj|otkaži odgovor|dodaj odgovor|prekliči odgovor|bir yanıt yazın|yanıtı iptal et|batalkan balasan|"
    "cancel·la les respostes|deixa una resposta|deixa unha resposta|cancelar a resposta|utzi erantzuna|utzi iruzkina|lisa kommentaar|tühista vastus|parašykite komentarą|"
    "atšaukti atsakymą|atcelt atbildi|peruuta vastaus|jätä kommentti|skildu eftir svar|hætta við svar"
)
"""How the heading of a reply form begins."""

DISCUSSION_HEADINGS = (
    "comments|discussion|responses|replies|conversation|feedback|reader comments|"
    "kommentare|diskussion|antworten|commentaires|discussion|reponses|comentarios|respuestas|reacties|commenti|risposte|comentarios|respostas|"
    "kommentarer|svar|komentarze|odpowiedzi|korero|whakautu|kommentit|комментарии|коментарі|коментари|σχόλια|תגובות|تعليقات|التعليقات|دیدگاه‌ها|نظرات|"
    "コメント|评论|留言|댓글|ความเห็น|bình luận|komentáře|komentáre|komentari|hozzászólások|comentarii|yorumlar|komentar|comentaris|iruzkinak|kommentaarid|komentarai|komentāri|athugasemdir"
)
"""Headings without a number above a list of comments."""

NONE_YET = (
    "no comments|no responses|no replies|no thoughts|be the first|there are no comments|0 comments|keine kommentare|noch keine kommentare|kein kommentar|"
    "aucun commentaire|pas de commentaire|pas encore de commentaire|no hay comentarios|sin comentarios|ningún comentario|geen reacties|nog geen reacties|"
    "nessun commento|nenhum comentário|sem comentários|ainda sem comentários|inga kommentarer|ingen kommentarer|brak komentarzy|kāore he kōrero|"
    "ei kommentteja|žádné komentáře|nincs hozzászólás|niciun comentariu|yorum yok|нет комментариев|немає коментарів|няма коментари|"
    "κανένα σχόλιο|אין תגובות|لا توجد تعليقات|コメントはまだありません|暂无评论|尚無留言|댓글 없음|không có bình luận|belum ada komentar"
)
"""Headings where there are none."""

NAVIGATION = (
    "older comments|newer comments|previous comments|next comments|comment navigation|comments navigation|aeltere kommentare|altere kommentare|"
    "neuere kommentare|kommentarnavigation|kommentar-navigation|beitragskommentare|frühere kommentare|commentaires plus anciens|commentaires plus recents|navigation des commentaires|navigation dans les commentaires|navigation de commentaire|commentaires précédents|commentaires suivants|"
    "comentarios antiguos|comentarios anteriores|comentarios recientes|comentarios mas recientes|comentarios más antiguos|comentarios siguientes|navegacion de comentarios|navegación de los comentarios|navegación de comentario|oudere reacties|nieuwere reacties|"
    "reactienavigatie|reactie navigatie|navigatie voor reacties|commenti precedenti|commenti piu recenti|vecchi commenti|nuovi commenti|navigazione commenti|navigazione dei commenti|commenti meno recenti|commenti più vecchi|commenti successivi|comentarios mais antigos|comentarios mais recentes|comentários anteriores|comentários seguintes|navegação de comentários|navegação de comentário|navegação dos comentários|"
    "aldre kommentarer|nyare kommentarer|kommentarsnavigering|kommentarnavigering|ældre kommentarer|tidligere kommentarer|kommentarnavigasjon|nyere kommentarer|eldre kommentarer|starsze komentarze|nowsze komentarze|wcześniejsze komentarze|późniejsze komentarze|nawigacja komentarzy|nawigacja po komentarzach|ngā kōrero tawhito|ngā kōrero hou|"
    "rss feed for comments|comments rss|comment feed|comments feed|trackback uri|trackback url|subscribe to comments|rss feed for this post"
)

CLOSED = (
    "comments are closed|sorry, the comment form is closed|the comment form is closed|comment form is closed|comments are now closed|comments closed|commenting is closed|comments off|this entry is closed|responses are currently closed|"
    "comments have been closed|the comments are closed|kommentare sind geschlossen|die kommentare sind geschlossen|kommentarfunktion ist geschlossen|kommentare geschlossen|"
    "kommentare deaktiviert|kommentarfunktion geschlossen|"
    "les commentaires sont fermes|commentaires fermes|los comentarios estan cerrados|comentarios cerrados|comentarios desactivados|de reacties zijn gesloten|reageren is niet mogelijk|reacties zijn gesloten|reacties gesloten|"
    "i commenti sono chiusi|commenti chiusi|os comentarios estao encerrados|os comentarios estao fechados|comentarios encerrados|comentarios fechados|comentários estão fechados|comentários estão encerrados|"
    "kommentering ar stangd|kommentarerna ar stangda|kommentarer är stängda|kommentering avstängd|möjligheten att kommentera är avstängd|kommentarer inaktiverade|lukket for kommentarer|kommentarer er lukket|kommentarer er lukkede|der er lukket for kommentarer|"
    "det er stengt for kommentarer|kommentarfeltet er stengt|kommentarer er stengt|stengt for kommentarer|możliwość komentowania jest wyłączona|komentowanie jest wyłączone|komentarze wyłączone|komentarze są wyłączone|"
    "kua kati nga korero|kua katia nga whakautu|komentar ditutup|комментарии закрыты"
)

AWAITING = (
    "your comment is awaiting moderation|awaiting moderation|dein kommentar wartet auf moderation|dein kommentar wartet auf|your comment will be visible after|this is a preview; your comment|dies ist eine vorschau; dein kommentar|wartet auf freischaltung|wartet auf die freischaltung|dein kommentar muss noch|"
    "votre commentaire est en attente de|tu comentario esta pendiente de moderacion|tu comentario está a la espera|je reactie wacht op moderatie|je reactie moet nog|il tuo commento e in attesa di moderazione|"
    "seu comentario esta aguardando moderacao|o seu comentario aguarda moderacao|din kommentar inväntar granskning|din kommentar invantar granskning|din kommentar afventer|din kommentar väntar på|din kommentar venter på|"
    "din kommentar avventer moderering|twoj komentarz oczekuje na moderacje|kei te tatari to korero"
)

IN_REPLY_TO = (
    "in reply to|replying to|in response to|als antwort auf|antwort auf|en reponse a|en respuesta a|in antwoord op|als antwoord op|in risposta a|in reply a|"
    "em resposta a|som svar pa|svar pa|som svar til|svar til|w odpowiedzi na|hei whakautu ki|vastauksena|reponse a|σε απάντηση|בתגובה ל|בתגובה אל|בתשובה ל|v odpovědi na|odpověď na|sebagai balasan|membalas|balasan untuk|trả lời|để trả lời|în răspuns la|ca răspuns la|válasz erre|válaszul|в ответ на|ответ на|у відповідь на|u odgovoru na|kot odgovor|com a resposta a|erantzunez|ردا على|رداً على|در پاسخ به|返信先|回复|回覆"
)

MEMBERS = (
    "you must be logged in|you must log in|logged in to post|du musst angemeldet sein|du musst dich anmelden|vous devez vous connecter|vous devez être connecté|lo siento, debes estar conectado|tienes que iniciar sesion|tienes que estar conectado|"
    "debes iniciar sesion|je moet ingelogd zijn|je moet inloggen|devi essere connesso|devi aver effettuato|voce precisa fazer o login|tem de iniciar a sessao|"
    "du maste vara inloggad|du skal være logget ind|du må være innlogget|du må være logget inn|musisz sie zalogowac|musisz być zalogowany|musisz być zalogowana|me takiuru koe"
)
"""Comments are open, to members."""
