"""Guidelines from the web: fetched politely, kept as they came, read into documents."""
