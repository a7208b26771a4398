"""Yes/no questions: what each sentence says to the question, and the answer with its grounds."""
