"""`evidence bench recall`: what is cited, against the documents that experts chose."""
