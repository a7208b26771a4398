"""Answer sentences: which sentences of a document answer a question, and which few of a pool answer it together."""
