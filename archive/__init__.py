"""What Coursekeep keeps, and everything that reads it. No network, no Scrapy, no HTML parsing."""
