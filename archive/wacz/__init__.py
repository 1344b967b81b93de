"""WACZ packages (1.1.1): an archive, or a part of it, in one file that players open. Made, signed and checked here."""
