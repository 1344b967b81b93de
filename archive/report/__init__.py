"""What the database has to say: queries and the words around them. Read only; stdlib sqlite3."""
