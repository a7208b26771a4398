"""JATS: the XML in which PubMed Central and publishers keep the full text of articles (NISO Z39.96), and NLM's DTDs before it."""
