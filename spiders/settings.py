"""Every Scrapy setting that differs from its default, with the reason beside it.

What depends on the workspace (delay, agent, the shared parts) is laid over this by `__main__`.
"""

from __future__ import annotations

from typing import Any

from oitcheck.settings import Network

BOT_NAME = "oitcheck"

# asyncio, so that threads, queues and time limits of the standard library can be awaited.
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# The only way out: checks every address, records TLS, limits size. The others are switched off,
# or an attachment file:///etc/passwd would be "fetched".
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": f"{__package__}.handler.GuardedHandler",
    "https": f"{__package__}.handler.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# One busy host must not take the turns of all others.
SCHEDULER_PRIORITY_QUEUE = "scrapy.pqueues.DownloaderAwarePriorityQueue"
# Most requests wait for their host's delay or their address's turn; waiting costs nothing.
CONCURRENT_REQUESTS = 128
# Measured: a higher number only makes pages wait for the reader and the disk.
CONCURRENT_ITEMS = 8
# The store gives each URL once, and second tries are meant.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Ours records every hop and tells loops apart.
REDIRECT_ENABLED = False
# Ours keeps cookies for one chain of redirects only: a visit must not change the next one.
COOKIES_ENABLED = False
# A second try is a capture of its own, made by the spider.
RETRY_ENABLED = False
# robots.txt is itself evidence and counts for attachments only: see robots.py.
ROBOTSTXT_OBEY = False
# The handler unpacks while it receives, or a bomb would be whole before it is noticed.
COMPRESSION_ENABLED = False
# A page with status 404 is a capture like any other.
HTTPERROR_ALLOW_ALL = True
# A proxy of the environment would resolve names behind the guard's back.
HTTPPROXY_ENABLED = False
# No following of <meta refresh>: what a page says is the reader's business.
METAREFRESH_ENABLED = False
# One level of attachments has no depth to count; a referrer would tell sites of each other;
# long addresses are common here; the last one drops error pages, and they are evidence.
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
}
# Ours, and without those whose work the handler does (time limit) or that have none here.
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    f"{__package__}.middlewares.Guard": 50,
    f"{__package__}.middlewares.Redirects": 600,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # builds every answer's headers once more, to count their bytes
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
# Documents before the store: a page's edges are stored in one transaction with its capture.
ITEM_PIPELINES = {
    f"{__package__}.pipelines.Documents": 100,
    f"{__package__}.pipelines.Store": 900,
}

# Sites with two languages answer in the first one asked for.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.5",
}

# An open port on the office computer is no help to anybody.
TELNETCONSOLE_ENABLED = False
# Scrapy's statistics are written for operators; ours are the progress lines.
LOGSTATS_INTERVAL = 0.0
# The same statistics, at the end.
STATS_DUMP = False
# It works by the resource module, which Windows lacks, and would only warn.
MEMUSAGE_ENABLED = False
# The log is a file of the workspace, set up by __main__.
LOG_INSTALL_ROOT_HANDLER = False
# At INFO and below Scrapy writes whole URLs and items.
LOG_LEVEL = "WARNING"


def for_network(network: Network) -> dict[str, Any]:
    """Settings that follow from oitcheck.toml."""
    contact = network.contact.encode("ascii", "ignore").decode("ascii").strip()
    return {
        "USER_AGENT": f"{network.user_agent} (+{contact})" if contact else network.user_agent,
        "DOWNLOAD_DELAY": network.delay,
        # Jitter would let two requests come at half the delay that was promised.
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": network.concurrency_per_host,
    }
