"""Retraction data of others than PubMed, read into notices."""
