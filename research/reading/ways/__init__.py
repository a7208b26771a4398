"""Which way a sentence points on a question's outcome."""
