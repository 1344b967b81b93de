"""The verbs of `coursekeep`, one small function each; a verb's module is loaded when it is called."""

VERBS = {
    "crawl": "crawler.verbs.crawling",
    "demo": "crawler.verbs.crawling",
    "rebuild": "crawler.verbs.crawling",
    "import": "crawler.verbs.importing",
    "forget": "crawler.verbs.forgetting",
    "verify": "crawler.verbs.archive_checks",
    "show": "crawler.verbs.archive_checks",
    "cat": "crawler.verbs.archive_checks",
    "wacz": "crawler.verbs.packages",
    "replay": "crawler.verbs.packages",
    "bag": "crawler.verbs.packages",
    "status": "crawler.verbs.state",
    "problems": "crawler.verbs.health",
    "coverage": "crawler.verbs.health",
    "doctor": "crawler.verbs.state",
    "query": "crawler.verbs.questions",
    "search": "crawler.verbs.questions",
    "history": "crawler.verbs.questions",
    "diff": "crawler.verbs.questions",
    "works": "crawler.verbs.bibliography",
    "export": "crawler.verbs.bibliography",
    "references": "crawler.verbs.bibliography",
    "parse": "crawler.verbs.reading",
    "fixture": "crawler.verbs.fixture",
}
"""Verb -> the module that has the click command of that name; in the order in which `-h` lists them."""
