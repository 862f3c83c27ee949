"""The Scrapy project: started as a process by `oitcheck.crawl`, never imported."""
