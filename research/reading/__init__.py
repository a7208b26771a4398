"""Read documents: the sentences that answer a question, and the facts of a study."""
