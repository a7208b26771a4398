"""PubMed: XML records into documents."""
