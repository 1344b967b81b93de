"""Classes and ids of chrome and of post meta, by what they are for: patterns of whole names, parted by white space."""

CHROME = {
    "sharing": r"""
        sharedaddy sd-.+ robots-nocontent sharing jp-(?!carousel-wrap).+ wpl-.+ a2a.* addtoany.* addthis.* share-?this.* shareaholic.*
        shariff.* sociable.* sexy-?bookmarks?.* snap_nopreview ssba.* essb.* heateor.* mashsb.* sassy.* wpsr.* tweetmeme.* dd_.+
        dpsp.* novashare.* sfsi.* swp.* juiz.* really_simple_share.* simplesocial.* scriptlesssocial.* addtofav.* bookmarkify
        (?:\w+-)?(?:social|share|sharing)(?:$|[-_].*|(?:buttons?|links?|icons?|bar|box|media|ize|likes?)(?:$|[-_].*))
        wp-block-(?:jetpack-)?(?:social|shar|subscri|like).* fb[-_](?:like|share|comments|root|follow).* twitter-.*button g-plus.*
        pin-?it.* tweet-?(?:button|this).* ts-fab.* retweet.* bookmarks-links get-social jetpack-(?!video).*""",
    "likes and ratings": r"""
        (?:post|comment)?-?likes?(?:[-_](?:box|button|bar|count|link|this|wrap).*)? likes-.+ (?:post-?)?ratings?
        pd-rating.* rating-.+ nr_rating.* kk-star.* gdrts.* (?:wp-?)?post-?ratings.* thumbs-?rating.* wp_?ulike.* zilla-likes.*
        simplefavorite.* (?:[\w-]+-)?(?:applause|claps?)(?:$|[-_].*)""",
    "related": r"""
        (?:[\w-]+[-_])?related(?:$|[-_]?(?:posts?|articles?|content|entr|stor|wrap|box|list|item|link|widget|section|cont|outer|inner|read|\d).*)
        yarpp.* crp_.* rp4wp.* outbrain.* taboola.* zemanta.* wp_rp.* linkwithin.* similar-?posts?.* you-?(?:may|might).*
        more-?(?:posts|stories|articles|from|in).* recommended-?.* read-?(?:also|next).* also-?like.* upprev.* nrelate.*""",
    "ads": r"""
        wpcnt.* wpa wordads.* atatags.* wpadvert.* adsense.* ads? adsbygoogle adverts? advert(?:ise|ize|s|-).* quads-.* adrotate.* code-block code-block-\d+ [\w-]*code-block-insert.*
        ad-?(?:unit|slot|wrap|cont|box|block|space|zone|banner|insert|area|\d).* ads?_.+ ads-.+ ai-?viewport.*
        (?:google|banner|post|content|in-?article|inline|bottom|top)-?ads?(?:$|[-_].*) sponsor(?:ed|s)? sponsor-.*
        (?:[\w]+[-_])?affiliate[-_]?(?:disclaimer|disclosure|notice|note|hint|hinweis|info)s?.* aawp-disclaimer (?:post|ftc|amazon)?[-_]?disclosure(?:$|[-_](?:box|text|top|bottom|wrap).*)""",
    "navigation": r"""
        (?:\w+-)?(?:nav|navi|navigation|pagination|pager|pagenavi|postnav)(?:$|[-_].*) navigation.* post-?nav.* wp-pagenavi.*
        page-?links? link-?pages wp-?link-?pages.* postpages pages (?:post-)?page-?(?:nav|link)s?-?.* next-?prev.* prev-?next.*
        (?:post-?|entry-?)?(?:prev|previous|next|older|newer)(?:[-_]?(?:posts?|links?|entr(?:y|ies)|articles?|page))s? browse
        breadcrumbs?.* crumbs? yoast-breadcrumb.* (?:rank-math|aioseo)-breadcrumbs?.* menu menu-.+ (?:main|top|sub)-?menu back-?to-?top.*
        scroll-?(?:to-?)?top.* top-?link wp-block-(?:navigation|post-navigation-link|page-list|query|loginout).* tab-selector""",
    "widgets": r"""
        widgets? widget(?:[-_]|s[-_]).+ sidebars?(?:$|[-_\d](?!layout|wrap|included|content|active|none).*) (?:primary|secondary|content|left|right|main|site)-sidebar.* textwidget
        wp-block-(?:latest|tag-cloud|categories|archives|calendar|rss|search|comments|post-comments).* subsidiary.*
        ez-toc.* simpletoc.* lwptoc.* toc(?:$|[-_].*) (?:rank-math|wp-block-rank-math|wp-block-yoast).*toc.* table-of-contents.*
        tptn_.* wpp-.+ top-?10.* searchform.* search-form.* search-?box.* mashup.*""",
    "author boxes": r"""
        (?:post-?|entry-?|article-?|about-?(?:the-?)?)?author[-_]?(?:bio|box|info|area|desc|profile|card|block|wrap|section|about|cont|avatar|bottom|image|gravatar|page|social).*
        post-author-bottom about-?author.* aboutauthor.* (?:\w+-)?bio saboxplugin.* abh_.* molongui.* pp-author.*
        multiple-authors.* m-a-box.* avatar.* (?:post-)?gravatar wp-block-avatar wp-block-post-author(?!-name).* authorbox.* guest-author.*""",
    "following": r"""
        cta(?:$|[-_].*) call-?to-?action.* subscri(?:be|ption|ptions)(?:$|[-_].*) (?:[\w-]+[-_])?newsletter.* (?:[\w-]+[-_])?paywall mc4wp.* mailchimp.* mc_embed.* opt-?in(?:$|[-_].*) convertkit.* tnp.* follow
        follow[-_](?:bar|button|us|me|by|wrap|blog).* actnbr.* loggedout-follow.* feed-?links? rss-?(?:link|icon|box)?s? feedburner.*
        email-?(?:signup|subscri).* wp-block-mailerlite.* jetpack-subscri.*""",
    "notices": r"""
        cookie.* eu-cookie.* gdpr.* cli-.* cc-window consent.* popup.* modal(?:$|[-_].*) pum(?:$|-.*) overlay tiptip.* tooltip
        screen-?reader-?text skip-?link.* skip visually-?hidden.* assistive-text sr-only hidden-?text noprint hidden hide post-views?.*
        view-?count.* views-?count.* (?:\w+-)?reading-?time.* read-?time.* rt-reading.* word-?count.* (?:read-?)?progress.* hatom-extra""",
    "comments": r"""
        comment-?(?:form|respond|count|link|policy|area|notes|num|info|status|rss|nav)s?(?:$|[-_].*) comments-?(?:link|area|count|title|rss|feed|closed|open|num|popup|nav|respond)(?:$|s?[-_].*)
        comments respond\w* respond-.* postcomments? nocomments add-?comment.* leave-?(?:a-)?(?:comment|reply).*
        discussion trackbacks?(?:[-_].*)? pingbacks? disqus.* webmention.* post-?comments? feedback comment-?rss""",
    "tools": r"""
        (?:entry-?|post-?)?edit(?:$|-?(?:link|post|this).*) print(?:$|-?(?:link|friendly|button|icon|only|me).*) printfriendly.* pf-button.*
        wpptopdf.* pdfprnt.* dkpdf.* email-?link.* report-?.+ copyright.* site-?footer.* colophon credits wpcf7.* contact-form.*
        grunion.* wp-block-(?:jetpack-)?contact-form.* hp_meta.* spinner like-this text-?resiz.* font-?resiz.* gtranslate.* wpml-.*
        wp-block-jetpack-(?:subscri|rating|business|tock|opentable|mailchimp|podcast|repeat).* elementor-(?:widget-)?(?:share|nav|social|post-nav|author-box|search|posts|toc|table-of).*
        post-image-inner goog_report_form powered_by""",
}

SMALL = ("sharing", "likes and ratings", "ads", "navigation", "following")
"""Chrome that never holds a text: what does, under such a name (`social-scroll-past-this`), is the page's layout."""

META = {
    "heads and feet": r"""
        (?:entry|post|article|single|story|page|item|blog|hero|content)[-_]?(?:header|head|headline|heading|titles?|footer|foot|top|bottom|info|details|data)
        (?:entry|post|article|single|story|page|item)[-_]{1,2}(?:header|title|footer)[-_].* itemhead posttop posttitle page-?title storytitle
        entrytitle headline header title subtitle wp-block-post-(?:title|featured-image).* (?:\w+-)?post-featured-(?:image|media).* taglist""",
    "meta": r"""
        (?:entry|post|article|single|story|page|item|blog|small|sub|the|byline|posted)?[-_]{0,2}(?:meta|metas|metadata|postmeta|postmetadata|byline|utility|utilities|stats)(?:$|[-_].*)
        postmeta.* entrymeta.* storymeta.* postinfo.* postmetabottom infos? details submitted posted small-?meta options
        elementor-(?:widget-)?post-info bbp-(?:reply|topic)-(?:author|header|meta)
        (?:post|entry)[-_](?:format|type|tools|actions?|options|controls|details|extras?|icons?|bottom|extra|credits?|utility).* entry-?actions actions""",
    "dates": r"""
        (?:entry|post|article|single|story|published|publish|the|meta|my|item)?[-_]{0,2}(?:date|dates|datetime|timestamp|dateline|time|pubdate|calendar)(?:-?(?:box|wrap|header|time|line|container|day|block))?
        (?:entry|post)[-_](?:date|time)[-_].* wp-block-post-date.* published updated dt-(?:published|updated) posted-on day month year""",
    "authors": r"""
        (?:entry|post|article|single|story|the|meta|by|written|item)?[-_]{0,2}(?:author|authors|byline|vcard|posted-?by|writer)(?:[-_]?(?:name|link|date|meta|line|title|data))?
        wp-block-post-author-name.* p-author by posted-by postauthor written-by""",
    "terms": r"""
        (?:entry|post|article|single|story|the|meta|item|blog)?[-_]{0,2}(?:tags?|categor(?:y|ies)|cats?|terms|taxonom(?:y|ies)|topics|taglist|filed|filed-?under|labels)(?:[-_]?(?:links?|list|wrap|container|box|cloud|meta|section|area))?
        posttags? postcats? postcategory cat-links tags-links tagged tagcloud taxonomy-.+ wp-block-post-terms.* tax p-category""",
    "rights": r"""
        licen[cs]e(?:$|[-_].*) cc-?licen[cs]e.* permalinks?(?:$|[-_].*) shortlink.* pmark entry-format-badge (?:featured|post)-?(?:image|media|thumbnail)-?(?:caption|credit)
        postedby sep separator""",
}

TAGS = frozenset(
    ("aside", "button", "datalist", "dialog", "footer", "form", "input", "nav", "script", "select", "style", "textarea")
)
"""Elements that are chrome wherever they stand in a post."""

STATES = ("has-", "is-", "no-", "not-", "with-", "without-")
"""A class that begins so tells of a state of its element (`no-share`, `has-sidebar`), not what it is."""

ROLES = frozenset(("banner", "complementary", "contentinfo", "dialog", "navigation", "search"))
