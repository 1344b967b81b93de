"""The database: its schema as data, its making and filling. The sole user of sqlite-utils."""
