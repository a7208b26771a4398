"""Bring documents in, and find them again."""
