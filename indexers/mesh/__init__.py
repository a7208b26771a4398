"""MeSH as NLM publishes it, read into descriptors."""
