"""Small manuscripts with a reference list over a library, in which references are wrong as curators met them in the wild.

A real PMID of another paper, a PMCID read as a PMID, a figure that the right paper does not have, a real quote pinned to
the wrong paper, a retracted source, an author and year that are not the record's, a PMID that nobody has; and claims
with nothing wrong. Each manuscript cites every document once, so that what is expected of a claim is told by its own
reference alone.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.planted.controls import verbatim
from benchmarks.planted.elsewhere import covered, missing
from benchmarks.planted.figures import figure_not_in_it, number
from benchmarks.planted.model import Change, Sentence, Source, Words
from benchmarks.planted.papers import COVERED, UNTOLD
from benchmarks.planted.sources import plain_sentences, prose
from benchmarks.planted.wording import quote
from citations.references import vancouver
from evidence.model import Author, Document, Identifiers

KINDS = (
    "verbatim", "number", "quote", "figure-not-in-it", "other-paper", "quote-of-other", "other-pmid", "pmcid-as-pmid",
    "wrong-metadata", "retracted", "unknown-identifier",
)  # fmt: skip
CLAIMS = 8  # of one manuscript
UNKNOWN = 88_000_000  # PMIDs from here on are in no library that is used here


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim as it stands in the text without its mark, the kind that it was made as, and whether it is an error."""

    claim: str
    kind: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class PlantedText:
    """A manuscript in Markdown; what is expected of its claims, in order."""

    name: str
    markdown: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class PlantedTexts:
    """The manuscripts and the documents of the library that they are to be checked against."""

    documents: tuple[Document, ...]
    texts: tuple[PlantedText, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A claim, the reference that it is given, and the documents that the library must hold."""

    expected: Expected
    reference: str
    documents: tuple[Document, ...]


def manuscripts(documents: Sequence[Document], words: Words, seed: int = 0, most: int = 20) -> PlantedTexts:
    """At most `most` manuscripts of `CLAIMS` claims each. `documents` need PMID, PMCID, authors and a date; each is
    cited by one claim alone, and every kind comes in turn."""
    chance = random.Random(seed)
    usable = [d for d in documents if d.identifiers.pmid and d.identifiers.pmcid and d.authors and d.published.date]
    chance.shuffle(usable)
    held = {document.id: document for document in usable}
    claims: list[_Cited] = []
    while len(usable) > 1 and len(claims) < most * CLAIMS:
        document, other = usable.pop(), usable[-1]
        made = _cited(KINDS[len(claims) % len(KINDS)], document, other, words, chance)
        if made is None:
            continue
        if other in made.documents:
            usable.pop()  # it is cited now
        claims.append(made)
        held |= {each.id: each for each in made.documents}
    parts = [claims[k : k + CLAIMS] for k in range(0, len(claims), CLAIMS)]
    return PlantedTexts(tuple(held.values()), tuple(_text(n, part) for n, part in enumerate(parts, 1)))


def as_source(document: Document) -> Source:
    """As the generator of claims sees it."""
    number = int(re.sub(r"\D", "", document.id) or 0)
    return Source(document.id, number, document.title, document.text, tuple(prose(document)))


def _cited(kind: str, document: Document, other: Document, words: Words, chance: random.Random) -> _Cited | None:
    """A claim of that kind made of the document; None where none can be."""
    source = as_source(document)
    sentences = list(plain_sentences(source))
    chance.shuffle(sentences)
    for sentence in sentences:
        change = next(_MAKE.get(kind, _as_it_stands)(sentence, words, chance), None)
        if change is None or re.search(r"[*_`<>~]", change.claim):
            continue  # what Markdown reads as markup is no part of this test
        if kind in ("other-paper", "quote-of-other") and not _is_foreign(sentence, other):
            continue
        reference, held = _reference(kind, document, other, chance)
        return _Cited(Expected(change.claim, kind, kind != "verbatim"), reference, held)
    return None


def _as_it_stands(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    del words, chance
    yield Change(sentence.text, "nothing")


def _quoted(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    if not re.search(r"[\"“”]", sentence.text):
        yield Change(chance.choice(words.quoted).format(q=sentence.text.rstrip(".")), "nothing, in quotation marks")


_MAKE: dict[str, Callable[[Sentence, Words, random.Random], Iterator[Change]]] = {
    "verbatim": verbatim, "number": number, "quote": quote, "figure-not-in-it": figure_not_in_it,
    "quote-of-other": _quoted,
}  # fmt: skip


def _is_foreign(sentence: Sentence, other: Document) -> bool:
    source = as_source(other)
    return covered(sentence.text, source) < COVERED and len(missing(sentence.text, source)) >= UNTOLD


def _reference(
    kind: str, document: Document, other: Document, chance: random.Random
) -> tuple[str, tuple[Document, ...]]:
    """The entry of the list, and the documents as the library must hold them."""
    own = document.identifiers
    alone = _with_identifiers(document, pmid=own.pmid)
    if kind in ("other-paper", "quote-of-other"):
        return vancouver(other), (document, other)
    if kind == "other-pmid":
        return vancouver(_with_identifiers(document, pmid=other.identifiers.pmid)), (document, other)
    if kind == "pmcid-as-pmid":
        digits = own.pmcid.removeprefix("PMC")
        stranger = replace(
            other, id=f"pubmed:{digits}", identifiers=Identifiers(pmid=digits), title=f"{other.title} (a second report)"
        )
        return vancouver(_with_identifiers(document, pmid=digits)), (document, stranger) if chance.random() < 0.5 else (
            document,
        )
    if kind == "unknown-identifier":
        return vancouver(_with_identifiers(document, pmid=str(UNKNOWN + chance.randrange(1_000_000)))), (document,)
    if kind == "retracted":
        return vancouver(alone), (replace(document, status="retracted"),)
    if kind == "wrong-metadata":
        year = str((document.published.year or 2000) - chance.randint(4, 9))
        stated = replace(
            alone,
            authors=_strangers(document, other),
            published=replace(document.published, date=year, precision="year"),
        )
        return vancouver(stated), (document,)
    return vancouver(document), (document,)


def _strangers(document: Document, other: Document) -> tuple[Author, ...]:
    """Another paper's authors, without those of this one."""
    own = {author.family for author in document.authors}
    left = tuple(author for author in other.authors if author.family and author.family not in own)
    return left or (Author(family="Invented", initials="XY"),)


def _with_identifiers(document: Document, pmid: str) -> Document:
    """With this PMID as its only identifier."""
    return replace(document, identifiers=Identifiers(pmid=pmid))


def _text(number: int, claims: Sequence[_Cited]) -> PlantedText:
    body = "\n\n".join(_marked(each.expected.claim, k) for k, each in enumerate(claims, 1))
    listed = "\n".join(f"{k}. {each.reference}" for k, each in enumerate(claims, 1))
    markdown = f"# Planted review {number}\n\n{body}\n\n## References\n\n{listed}\n"
    return PlantedText(f"planted-{number}.md", markdown, tuple(each.expected for each in claims))


def _marked(claim: str, key: int) -> str:
    """With its mark before the full stop, or after the closing quotation mark."""
    return f"{claim[:-1]} [{key}]." if claim.endswith(".") else f"{claim} [{key}]"
