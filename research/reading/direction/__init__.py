"""Finding the sentence of an article that says which way an outcome went, and saying it."""
