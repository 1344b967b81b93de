"""What is known about the markup of comments: ordered data, the surest marks first, named after what taught it.

Selectors are simple and cheap (no descendant combinators over a whole page: a hostile page may nest deeply).
"""

import re

_PING_LISTS = (
    "[class*=pingback], [id*=pingback], [class*=trackback], [id*=trackback], .pings, .pinglist, #pings, #pinglist"
)
CANDIDATES = (
    f"[id*=omm], [class*=omment], [class*=back], [id*=back-], .h-cite, [itemtype*=Comment], :is({_PING_LISTS}) > li"
)
"""Selectors of all elements that may be comments or pings: one query, since each walks the whole page, of few and wide branches,
since each is tried at every element."""

NUMBERED = re.compile(
    r"(?:comment|(?:(?:li|div|dd|dt|wp|wc|wpd|dsq|tr|art|article|single|the|user|box|wrap|main|item)[-_])?"
    r"(?:comment|comm|cmt|kommentar|comentario|commentaire))[-_]?(\d{1,12})(?:_(\d{1,12}))?",
    re.IGNORECASE,
)
"""An id that numbers a comment: comment-5 (core), li-comment-5 (Twenty Ten), div-comment-5 (Walker_Comment), wc-comm-5_2 (wpDiscuz)."""

PING_NUMBERED = re.compile(r"(pingback|trackback)-?(\d{0,12})", re.IGNORECASE)
"""An id of a ping in themes that list them with their own template."""

NUMBER_IN_LINK = re.compile(r"(?:#(?:li-|div-)?comment-|[?&]replytocom=|#comm-)(\d{1,12})")
"""The number in a comment's own permalink or reply link."""

CHILD_OF = re.compile(r"\b(?:child-of|parent|reply-to|in-reply-to)-(\d{1,12})\b")
DEPTH = re.compile(r"\bdepth-(\d{1,5})\b")

_NEVER = """
    a abbr b body br button em fieldset form h1 h2 h3 h4 h5 h6 head html i iframe img input label legend meta nav noscript ol
    option script select small span strong style textarea time title ul link cite header footer
"""
NEVER = frozenset(_NEVER.split())
"""Elements that are no comment, whatever their id or class."""

COMMENT_CLASSES = frozenset(
    ("comment", "h-cite", "u-comment", "comment-body", "commententry", "comment-item", "single-comment")
)
PING_CLASSES = {"pingback": "pingback", "trackback": "trackback"}
PING_LISTS = re.compile(
    r"\b(?:pings?|ping-?list|pings?[-_]list|trackbacks?|pingbacks?|track(?:back)?[-_]?list|trackbacklist)\b"
)
"""Classes and ids of lists that hold pings only, whose items may have no marks."""

REVIEWS = frozenset(("review", "reviews", "bbp-reply", "bbp-topic", "bbp-body", "woocommerce-reviews"))
"""Shop reviews and forum posts have comment ids; they are none."""

ASIDE = re.compile(
    r"(?:^|\s)(?:widget|widget[-_][\w-]+|widgets|sidebars?|sidebar[-_]?(?:\d+|primary|secondary|left|right|main|area|inner|widgets?)|"
    r"(?:primary|secondary|left|right|main)-sidebar|recent-?comments?[\w-]*|latest-?comments?[\w-]*|"
    r"wp-block-latest-comments[\w-]*|related-?posts?[\w-]*)(?:\s|$)"
)
"""Classes and ids of places beside the discussion."""

CONTAINER = re.compile(
    r"(?:^|\s)(?:comments|comments?-?area|comments?-?(?:wrap|wrapper|section|container|template|block|box)|"
    r"wp-block-comments[\w-]*|wp-block-post-comments|disqus_thread|commentblock|"
    r"post-comments|entry-comments|respond|responses|discussion|comments-template|comments_wrap)(?:\s|$)"
)
"""Classes and ids of what holds the discussion. Lists are not among them: a body may quote one."""

INSIDE_CONTAINER = "#respond, #commentform, #comments, form[action*='wp-comments-post']"
"""What tells a box around body and discussion from the body."""

BODY = re.compile(
    r"(?:^|\s)(?:e-content|entry-content|post-content|entry-body|post-body|postentry|entrytext|entry-text|storycontent|"
    r"wp-block-post-content|itemtext|post-entry|entry|post_content|articlebody|article-content)(?:\s|$)"
)
"""Classes and ids of post bodies: what stands in one, outside a container, is quoted."""

POST = re.compile(BODY.pattern + r"|(?:^|\s)(?:hentry|h-entry|post|type-post|type-page)(?:\s|$)")
"""Classes and ids of a post as a whole, or of its body."""

CONTENT = (
    ".wp-block-comment-content",
    "[itemprop=text]",
    "[itemprop=commentText]",
    ".e-content",
    ".comment-text-inner",
    ".wpd-comment-text",
    ".wc-comment-text",
    ".comment-content",
    ".comment_content",
    ".commentcontent",
    ".comment-text",
    ".comment_text",
    ".commenttext",
    ".comment-txt",
    ".commenttxt",
    ".comment-entry",
    ".commententry",
    ".comment-copy",
    ".comment-message",
    ".comment-the-content",
    ".comment-body-text",
    ".comment-body",
    ".commentbody",
    ".comment_body",
    ".comment-inner",
    ".comment-post",
    ".comment-desc",
    "[class*=comment__content]",
    "[class*=comment__text]",
    "[class*=comment__body]",
    "[class*=comment-message]",
    ".commentdiv",
    ".entry-content",
    ".entry",
)
"""Where a comment's text stands."""

AUTHOR = (
    ".wp-block-comment-author-name",
    "[itemprop=author] [itemprop=name]",
    ".p-author .p-name",
    ".comment-author .fn",
    ".fn",
    "[itemprop=author]",
    "[itemprop=creator]",
    ".p-author",
    ".comment-author-name",
    ".comment-author-link",
    ".comment_author_name",
    ".comment-name",
    ".comment_name",
    ".commentname",
    ".author-name",
    ".authorname",
    ".wpd-comment-author",
    ".wc-comment-author",
    "[id^=commentauthor]",
    ".commentauthor",
    ".comment_author",
    ".commenter",
    ".commenter-name",
    ".comment-author cite",
    ".comment-author a",
    ".comment-author",
    ".comment-by",
    ".comment-user",
    ".comment-link",
    ".username",
    ".author",
    ".name",
    ".user",
    "[class*=author-name]",
    "[class*=__author]",
    "[class*=-name]",
    "[class*=commenter]",
)
"""Where a comment's author stands, by class."""

AUTHOR_TAGS = ("cite", "h3", "h4", "h5", "h6", "a.url", "a[rel~=external]", "strong", "b", "dt")
"""Where it stands by tag, outside the text."""

TIMES = (
    "time[datetime]",
    "[itemprop=datePublished]",
    "[itemprop=dateCreated]",
    "[itemprop=commentTime]",
    ".dt-published",
    "abbr[title]",
    ".comment-published",
    "[datetime]",
)
"""Where a machine may have written the time: `datetime`, `content` or `title`."""

DATES = (
    "time",
    ".wp-block-comment-date",
    ".comment-date",
    ".comment_date",
    ".commentdate",
    ".comment-time",
    ".commenttime",
    ".comment-datetime",
    ".comment-timestamp",
    ".comment-metadata",
    ".commentmetadata",
    ".comment-meta",
    ".comment_meta",
    ".commentmeta",
    ".comment-permalink",
    "a[href*='#comment-']",
    "a[href*='#comm-']",
    "[class*=date]",
    "[class*=time]",
    "[class*=meta]",
    "[class*=info]",
    "small",
    "abbr",
    "em",
)
"""Where the time is printed."""

CHROME = re.compile(
    r"(?:^|[\s_-])(?:gr?avatars?|avatar[\w-]*|photo|says|repl(?:y|ies)|reply-?(?:link|to|container|wrap|button)?|replylink|respond|"
    r"comment-?reply[\w-]*|edit(?:-?link|-?comment)?|likes?|comment-?likes?|share(?:daddy)?|sd-(?:block|content)|ratings?|karma|votes?|"
    r"thumbs?|quote-?link|report[\w-]*|flag|awaiting-moderation|comment-awaiting[\w-]*|moderation|permalinks?|comment-?(?:actions?|tools|"
    r"controls?|utility|footer|links?|options|nav|num(?:ber)?|count(?:er)?|id|karma|badge|label|head(?:er)?)|comment-?edit[\w-]*|"
    r"controls|actions|options|screen-reader-text|assistive-text|visually-hidden|wpcnt|jp-relatedposts|unapproved|"
    r"wp-block-comment-reply-link|wp-block-comment-edit-link|wp-block-avatar|bypostauthor-badge|post-author-(?:badge|label)|addtoany[\w-]*|"
    r"counter|num(?:ber)?|count|tooltip|wpd-(?:comment-footer|vote[\w-]*|reply[\w-]*|tools|comment-left|comment-header|comment-share[\w-]*))(?:$|[\s])"
)
"""Classes of what stands in a comment and is not its text. Never removed where it holds much text."""

CHROME_LINKS = re.compile(
    r"replytocom=|#respond$|/comment\.php\?action=|[?&]like_comment=|[?&]share=|[?&]quote-comment=|wp-login\.php|#commentform$|report-?abuse|"
    r"javascript:|mailto:\?"
)
"""Addresses of links that stand in a comment and are not its text."""
CHROME_SIGNS = ("#", "=", "wp-login.php", "abuse", "javascript:", "mailto:?")
"""What is in each such address, or in one with a comment's number."""

SILENT = (
    "img.avatar",
    "script",
    "style",
    "form",
    "input",
    "button",
    "textarea",
    "svg",
    "noscript",
    "iframe.comment-like",
    ".comment-awaiting-moderation",
    "ol:empty",
    "ul:empty",
)
"""What stands in a comment and is never its text; empty lists are left when the replies in them have been read."""

NAMING = ("img", "a[data-replyto]", "a[data-commentid][aria-label]")
"""Pictures and links that core prints in comments, whose attributes tell of the author."""

AWAITING = ".comment-awaiting-moderation, .awaiting-moderation, .comment-moderation, .moderation, em, i, small, strong"

FRAME = "[id*=omment], [class*=omment], #respond, #disqus_thread, .must-log-in, form, iframe"
"""One query that finds all boxes, headings and forms of an emptied discussion."""

REMOVED = re.compile(
    r"(?:^|\s)(?:comments|respond|comment-?form|post-?comment|reply-title|comments?-?area|comment-respond|comments?-(?:navigation|nav|pagination)|"
    r"comments?-?title|wp-block-(?:post-)?comments[\w-]*|no-?comments|comments-closed|comment-nav-(?:above|below)|"
    r"comments-template|comments-?wrap(?:per)?|comment-wrap|commentsbox|comment-rss|must-log-in|disqus_thread|comment-form-[\w-]+|"
    r"comments-(?:header|heading|section|container|block|inner)|jetpack_remote_comment|comment-reply-title|comment-subscription-form)(?:\s|$)"
)
"""Classes and ids of what goes with the discussion when it has been read."""

ELSEWHERE = (
    "#disqus_thread, .fb-comments, #isso-thread, #commento, #hyvor-talk-view, hyvor-talk-comments, #cusdis_thread, #remark42, "
    "#fastcomments-widget, #graphcomment, .giscus, .utterances, #coral_thread, #viafoura_comments"
)
"""Where a service shows comments that it keeps itself: none of them is on the page."""

FORM = re.compile(r"(?:^|\s)(?:respond|comment-?form|comment-respond|wp-block-post-comments-form)(?:\s|$)")
FORM_ADDRESS = re.compile(r"wp-comments-post|jetpack\.wordpress\.com/jetpack-comment")
NOTES = "h1, h2, h3, h4, h5, h6, .comments-title, .nocomments, .no-comments, .must-log-in, .comments-closed, p"
NOTE_TAGS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "nav", "span", "small", "legend", "a", "ul", "header")
)
BODIES = ".entry-content, .post-content, .e-content, .entry, .storycontent, .postentry, .entrytext, .post-entry"
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

BESIDE_NAME = (
    ".says",
    ".screen-reader-text",
    ".assistive-text",
    ".post-author",
    ".reply",
    ".comment-reply-link",
    ".comment-edit-link",
    "[class*=badge]",
    "[class*=role]",
    "[class*=date]",
    "[class*=time]",
    "time",
    "small",
    ".comment-meta",
    ".commentmetadata",
    ".avatar",
    "[class*=permalink]",
    ".wpd-user-label",
)
"""What themes put into the element of the name."""
