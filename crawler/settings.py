"""Scrapy's settings. `scrapy.cfg` names this module, so that `scrapy list` and `scrapy crawl course` work from a checkout."""

from typing import Any

from crawler import __version__

BOT_NAME = "coursekeep"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

USER_AGENT = f"coursekeep/{__version__} (archives course blogs)"
"""Replaced by one with the contact of the configuration, where that gives one."""
ROBOTSTXT_OBEY = False  # the frontier obeys: it knows RFC 9309's errors, Crawl-delay, and counts what is forbidden
REDIRECT_ENABLED = False  # the frontier follows: each hop is planned, in scope, and allowed by robots.txt
EXTENSIONS_BASE: dict[str, int] = {}  # none is needed, and one opens a port that runs whatever Python it is sent
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}  # they would drop errors, which are answers too, and long addresses
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",  # zstd and br do not replay (docs of pywb, warcio)
}

DOWNLOAD_HANDLERS_BASE: dict[str, str] = {}  # no file:, no ftp:
DOWNLOAD_HANDLERS = {
    "http": "crawler.wire.WireDownloadHandler",
    "https": "crawler.wire.WireDownloadHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # Scrapy's own would bypass the recorder
}
DOWNLOADER_MIDDLEWARES_BASE = {  # of Scrapy's own only these: others would follow, filter, unpack, cache or keep cookies
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.patience.PatienceMiddleware": 550,
    "crawler.readback.ReadbackMiddleware": 950,
    "crawler.patience.HoldMiddleware": 960,
}
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the account names it

CONCURRENT_REQUESTS = 32  # over all blogs; a blog has one at a time, since the spider asks for the next after an answer
CONCURRENT_REQUESTS_PER_DOMAIN = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads the spider's source again for each answer
CONCURRENT_ITEMS = 1  # Scrapy makes so many tasks for each answer, and we hand it no items
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0  # half of a Crawl-delay would not be what was asked for
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DNS_RESOLVER = "crawler.resolver.Resolver"

LOG_LEVEL = "INFO"  # for `scrapy crawl`; the command line shows errors only
LOGSTATS_INTERVAL = 0.0
COURSEKEEP_ALLOW_PRIVATE = False


def as_dict() -> dict[str, Any]:
    """The settings above, for a crawler started by the command line."""
    return {name: value for name, value in globals().items() if name.isupper()}
