"""What is known about the markup of WordPress themes since 2005: classes and ids, in the order in which they are trusted.

Data only. A name is a class, or an id after `#`; all lower case.
"""

CONTAINERS = (
    "hentry", "h-entry", "type-post", "type-page", "post", "single-post", "post-single", "postarea", "post-area",
    "post-wrapper", "postwrap", "post_wrapper", "article", "single-article", "blog-post", "blogpost", "entry-wrapper",
    "item", "entry", "#post", "#article", "#single", "#entry",
)  # fmt: skip
"""Elements that hold a whole post: heading, meta, body."""

MAINS = (
    "#primary", "#main-content", "#maincontent", "#content", "site-content", "site-main", "#main", "#contentleft",
    "main-content", "content-area", "#left", "#primarycontent", "#center", "#container", "#page", "content", "main",
)  # fmt: skip
"""Elements that hold the post and not the sidebar, where no container is marked."""

SURE_BODIES = frozenset(
    ("wp-block-post-content", "entry-content", "e-content", "td-post-content", "et_pb_post_content", "post_content")
)
"""Bodies into which themes print nothing of their own without a mark."""

BODIES = (
    "wp-block-post-content", "et_pb_post_content", "elementor-widget-theme-post-content", "td-post-content", "fl-post-content",
    "entry-content", "post-content", "e-content", "entry-body", "articlebody", "article-body",
    "article-content", "article__content", "article__body", "post__content", "entry__content", "post-body", "entrybody",
    "entrytext", "entry-text", "storycontent", "story-content", "postcontent", "post_content", "entry_content",
    "post-entry", "postentry", "post_entry", "post-text", "posttext", "post_text", "postbody", "post_body", "itemtext",
    "item-content", "single-content", "single-entry-content", "blog-content", "the-content", "the_content",
    "thecontent", "content-inner", "post-inner-content", "inner-post-entry", "article-text", "single-context", "page-content", "pagecontent",
    "p-con", "pf-content", "post-main", "main-post", "postcopy", "snap_preview", "#content-main", "#entry-content",
    "#post-content", "entry",
)  # fmt: skip
"""Elements that hold the body."""

LOOSE_BODIES = ("content", "text", "primary", "copy", "description", "main", "post-inner", "inner", "post", "box")
"""Names that mean the body only where they hold most of the post's text."""

TITLES = (
    "wp-block-post-title", "entry-title", "post-title", "p-name", "posttitle", "post_title", "entrytitle", "entry_title",
    "storytitle", "article-title", "single-title", "single-post-title", "post__title", "entry__title", "headline",
    "page-title", "pagetitle", "page_title", "title", "topic", "page-header-title", "hero-title", "itemtitle",
)  # fmt: skip

LEADS = (
    "lead", "lede", "leadtext", "lead-text", "leadin", "lead-in", "leadparagraph", "lead-paragraph", "postlead",
    "teaser", "teasertext", "teaser-text", "intro", "introtext", "intro-text", "introduction", "standfirst",
    "dek", "deck", "excerpt", "postexcerpt", "summary", "chapea", "chapeau", "chapo", "chapoa", "chapoau",
    "vorspann", "anlauf", "ankeiler", "anreisser", "entradilla", "bajada", "copete", "sapo", "ingress",
    "underrubrik", "occhiello", "sommario", "resumo", "linha-fina", "manchet", "zajawka", "abstract",
)  # fmt: skip
"""How classes end that name the lead of a post: `lead`, `Post__lead`, `article-teaser`, `chapo` (French), `vorspann` (German), `ingress`
(Swedish)."""

AUTHORS = (
    "wp-block-post-author-name__link", "wp-block-post-author-name", "wp-block-post-author__name", "p-author",
    "author-name", "authorname", "author_name", "post-author-name", "postauthor", "post-author", "post_author",
    "entry-author", "entry-author-link", "entry-author-name", "byline-author", "author-link", "the-author", "author",
    "vcard", "byline", "meta-author", "posted-by", "by-author", "written-by", "entry__author", "post__author", "by",
)  # fmt: skip
"""Elements whose text is the author's name, perhaps after a word like "by"."""

DATES = (
    "dt-published", "wp-block-post-date", "published", "entry-date", "post-date", "postdate", "post_date", "posted-on",
    "date", "entry__date", "post__date", "entry-time", "post-time", "the-date", "thedate", "the_date", "meta-date",
    "post-published", "date-time", "datetime", "timestamp", "time", "posted", "day", "calendar", "dater", "published-date",
    "publish-date", "date-published", "post-meta-date", "date-header", "cal", "post-day", "mydate",
)  # fmt: skip
"""Elements whose text is the date of the post."""

METAS = (
    "entry-meta", "postmetadata", "post-meta", "postmeta", "post_meta", "meta", "metadata", "entrymeta", "entry_meta",
    "entry-footer", "entry-utility", "post-info", "postinfo", "post_info", "post-data", "post-details", "info",
    "itemhead", "post-header", "entry-header", "posttop", "post-footer", "postfooter", "storymeta", "entry-info",
    "byline", "details", "article-meta", "article__meta", "single-meta", "single-post-meta", "post-byline", "stats",
    "post-headline", "posttitle", "post-top", "submitted", "posted", "author-date", "post-author-date",
)  # fmt: skip
"""Elements that say who wrote the post, and when."""

PUBLISHED = frozenset(("published", "entry-date", "dt-published"))
UPDATED = frozenset(
    ("updated", "modified", "dt-updated", "last-modified", "wp-block-post-date__modified-date", "entry-modified-date")
)
"""A date so marked is not the first one, unless it is marked as published too."""
