"""WARC/1.1 files: exact wire bytes in, captures out. Nothing outside this package imports warcio."""
