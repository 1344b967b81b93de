"""Taking down: what is asked for is found, taken out of every file, and not fetched again."""
