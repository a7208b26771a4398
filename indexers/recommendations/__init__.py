"""Recommendations as guidelines print them: verbatim, each with its grade in its own body's words, never converted."""
