"""What fills the archive: Scrapy, the recorder, the parsers, the command line."""

__version__ = "0.1.0"
