"""Markdown, HTML and JSON from one Report value."""
