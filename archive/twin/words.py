"""What is known of names, words and addresses, as data: which words are not taken for a name, where accounts stand in addresses."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words("""
a an and are as at be been but by can could did do does for from get go got had has have he her here him his how i if in into is it
its just like make may me more most my new no not now of off on one only or other our out over own said same see she should so some
such than that the their them then there these they thing things this those through time to too two under up us use very was way we
well were what when where which while who why will with work would you your about after again all also am any because before being
between both each few first good great last long many much must never next old part people place point put read right say school set
show small still take teach teacher teaching learn learner learning tell think thinking three today try until want week words world
write writing year years yes blog blogs book class course day days education group home help idea ideas life man name page pages post
posts question questions reading research student students study talk text university woman women men
abbey amber angel april archer august austin autumn bailey baker banks barber barn bell berry best bishop black bliss bloom blue bond
booth bow boy brook brooks brown bush butcher butler cade candy carpenter carol carter case cash chance charity chase cherry chip
church clay cliff clover cole collier comfort constant cook cooper coral cotton court craft crane cross crystal daisy dale dawn dean
destiny drew drake duke earl early east ebony eve faith farmer faye field fields finch fisher flint flower forest forrest foster fox
frank frost gale gardener gardner gates gay gem gene ginger glass glen glory grace grant graves gray green grey grove guy hall harmony
harper harvest hazel head heath heather hill hope honor hook house hunt hunter iris ivy jade jasmine jasper jay jean jewel john joy june
justice kay key keys king knight lake lance land lane lark laurel lay lee lily little locke london lord love mark marks marsh martin
mason max mercy merit miles mill miller mills moon moor more moss myrtle nick north notes norm olive page paris park parker parks patience
peace pearl penny pepper piper poole pope porter potter powers price prince prudence ray reed reese rich rivers rob robin rock rod rose
ruby rush rusty sage sally sand sandy savage sawyer scott sharp shepherd short sierra singer skip skye smart smith snow son south
spears spring stacy star stein stella stern stone storm strange strong summer sunny swift tanner taylor temple terry thorn tiger tyler
victor violet viola vale wade walker wall walls ward waters weaver webb wells west wheeler white wild will willow winter wise wolf
wood woods worth wren young
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
sunday mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec english maori pakeha french german spanish chinese
admin administrator anon anonymous author editor guest user visitor webmaster wordpress reader tutor test owner facilitator moderator
der die das und ist ein eine nicht mit von den dem des zu im auf ich wir sie es ja
le la les et un une est en que qui dans pour pas sur avec de du au il elle nous vous
el los las y una es por con para del al se lo su como mas pero sol luz paz rey
te nga ko he ka ki mo ma no na kia ora tena koe koutou mihi whanau
http https www html com org net edu php index archive archives category tag comment comments feed
""")
"""Words that are also names, or names that are also words: alone they are taken for a name only where the text says so."""

NOBODY = _words("""
admin administrator anon anonym anonyme anonymous anonymus author editor guest gast invitado mystery nobody noname owner reader
someone somebody student students teacher test tutor unknown user visitor webmaster wordpress you me
""")
"""Printed names that are nobody's."""

PARTICLES = _words(
    "van von der den de del della di da du la le el al bin ibn ben ten ter zu zur e y and und jr sr ii iii mr mrs ms miss dr prof professor sir"
)
"""Parts of names that are never a name alone."""

CUES = _words("""
hi hello hey hiya dear thanks thank cheers welcome mr mrs ms miss mx dr prof professor sir hallo liebe lieber danke bonjour salut cher
chere merci hola gracias querido querida ola caro cara obrigado obrigada ora tena koe agree agreed congratulations congrats kudos bravo
""")
"""Words after which a word with a capital is somebody who is spoken to."""

SHORT_FORMS = """
abigail abby; alexander alex sandy; alexandra alex sandra; amanda mandy; andrea andi; andrew andy drew; anthony tony; barbara barb;
benjamin ben benny; catherine cath cathy kate kit; charles charlie chuck; christina chris tina; christine chris chrissie; christopher
chris kit; daniel dan danny; david dave; deborah deb debbie; dorothy dot; edward ed eddie ted; elizabeth liz lizzie beth betty;
frances fran; francis frank; frederick fred; gabriel gabe; gregory greg; jacob jake; james jim jimmy jamie; jennifer jen jenny;
jessica jess; john jack johnny; jonathan jon; joseph joe; joshua josh; judith judy; katherine kate kathy katie kit; kathleen kath
kathy; kenneth ken; kimberly kim; lawrence larry; leonard len; margaret maggie meg peggy; matthew matt; michael mike mick mikey;
nathaniel nat; nicholas nick; pamela pam; patricia pat trish; patrick pat paddy; peter pete; philip phil; rebecca becky bec; richard
rick dick; robert rob bob bobby; ronald ron; samantha sam; samuel sam; sandra sandy; stephen steve; steven steve; susan sue susie;
theodore ted theo; theresa terry; thomas tom tommy; timothy tim; victoria vicky; vincent vince; william bill billy will; zachary zach
"""
"""Given names and what their bearers are called, ended by semicolons."""

AVATARS = ("gravatar.com",)
"""Servers of people's pictures."""
ACCOUNTS = _words(
    "twitter.com x.com facebook.com fb.com instagram.com linkedin.com pinterest.com flickr.com about.me medium.com academia.edu slideshare.net "
    "soundcloud.com tiktok.com snapchat.com t.me telegram.me vk.com delicious.com diigo.com scoop.it plus.google.com profiles.google.com "
    "blogger.com goodreads.com storify.com quora.com reddit.com github.com gitlab.com bitbucket.org orcid.org researchgate.net skype.com "
    "disqus.com openid.net myspace.com mastodon.social threads.net bsky.app paypal.me etsy.com last.fm"
)
"""Servers on which an address with a path is an account's."""
PROVIDERS = _words(
    "wordpress.com blogspot.com blogger.com tumblr.com edublogs.org weebly.com wixsite.com wix.com livejournal.com typepad.com "
    "substack.com github.io posterous.com squarespace.com webs.com jimdo.com ning.com wikispaces.com pbworks.com over-blog.com "
    "home.blog blog.com svbtle.com ghost.io medium.com global2.vic.edu.au"
)
"""Servers on which each name below them is somebody's."""

ROADS = _words(
    "street st road rd avenue ave lane ln drive dr terrace tce crescent cres boulevard blvd court ct square parade quay highway"
)
"""What ends a postal address in English."""
TAGS = _words("""
a abbr address article aside audio b bdi bdo big blockquote body br button caption center cite code col colgroup dd del details dfn
dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd
label legend li link main map mark menu meta nav noscript object ol option p param pre q rp rt ruby s samp script section select small
source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr track tt u ul var video wbr
""")
"""What is an element, and not words in angle brackets."""
INLINE = _words(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr"
)
"""Elements that stand within a word or a line."""
ATTRIBUTES = _words(
    "href src alt title cite lang dir colspan rowspan width height rel start type srcset poster align scope reversed"
)
"""Attributes that the twin keeps."""
VOCABULARY = _words("""
live missing gone post page pingback trackback full check category tag internal external image audio video frame roster account url
avatar name rest feed sitemap html wordpress.com stamp printed relative address exact fuzzy acronym year_mismatch ok private refused
not_wordpress unreachable empty not_crawled opted_out coming_soon challenge password running finished stopped crashed yes no robots home
thread requisite comments list search author date about disconnect time length unspecified comment_count ping_count post_count
failed_fetch blocked_source wall trap_guard validators_unreliable feed_text missing_field truncated unknown_markup url_lost same_author
comments_elsewhere article-journal article-magazine article-newspaper article book chapter webpage report thesis paper-conference manuscript
personal_communication post-weblog motion_picture entry-encyclopedia student teacher nofollow excerpt twin text_digest
""") | {"opted out", ""}
"""Words of our own with which a column says what a row is: never a name."""
