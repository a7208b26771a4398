"""PDF files -> documents: read in a process of its own, in reading order, with pages, headings and paragraphs."""
