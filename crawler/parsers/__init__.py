"""Bytes and an address in, a Page out. Pure: no files, no network, no clock."""
