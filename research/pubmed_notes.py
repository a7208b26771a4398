"""What PubMed said of a query, in plain words."""

from indexers.pubmed.answers import Notes


def warnings(notes: Notes) -> tuple[str, ...]:
    """A sentence for each kind of thing that PubMed did not find, did not know or left out."""
    named = (
        ("PubMed did not find these words", notes.phrases_not_found),
        ("PubMed did not find these quoted phrases", notes.quoted_phrases_not_found),
        ("PubMed does not know these fields", notes.fields_not_found),
        ("PubMed left these words out", notes.phrases_ignored),
        ("PubMed says", notes.messages),
    )
    return tuple(f"{name}: {'; '.join(values)}" for name, values in named if values)
