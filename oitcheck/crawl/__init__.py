"""Fetching: what it will cost, and the Scrapy process that does it."""

from oitcheck.crawl.estimating import Estimate, estimate
from oitcheck.crawl.fetch import FetchResult, Progress, fetch, log_path

__all__ = ["Estimate", "FetchResult", "Progress", "estimate", "fetch", "log_path"]
