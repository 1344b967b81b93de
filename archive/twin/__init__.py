"""The database's twin for research: the same tables, with pseudonyms in the place of people."""
