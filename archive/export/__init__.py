"""The database for other programs: bibliographies, tables, networks, texts, feeds, and a part of it as one of its own."""
