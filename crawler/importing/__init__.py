"""Files of other tools: kept as they came, and read into the same database."""
