"""Fakes for tests: small real implementations, no mocks."""

from evidence.model import Document, Identifiers, Published, Section


def document(
    number: int = 1,
    *,
    title: str = "Aspirin and bleeding",
    body: str = "Aspirin increased major bleeding. Mortality did not differ.",
    **changes: object,
) -> Document:
    """A PubMed document with a title and one section."""
    text = f"{title}\n\n{body}" if body else title
    sections = [Section("Title", 0, len(title))]
    if body:
        sections.append(Section("RESULTS", len(title) + 2, len(text), "RESULTS"))
    values: dict[str, object] = {
        "id": f"pubmed:{number}",
        "title": title,
        "text": text,
        "source": "pubmed",
        "form": "pubmed-xml",
        "sections": tuple(sections),
        "published": Published("2020", "year", "PubDate"),
        "identifiers": Identifiers(pmid=str(number)),
        "languages": ("eng",),
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
    }
    return Document(**(values | changes))  # type: ignore[arg-type]
