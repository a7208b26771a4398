"""Factoid, list and definition questions: the things that sentences name, and the sentences that define."""
