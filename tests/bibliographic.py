"""Documents for round trips: every bibliographic field, in text of every script and with every character that a format
takes for its own."""

import re
from datetime import date

from hypothesis import strategies as st

from evidence.model import Author, Document, Identifiers, Journal, Published, Term
from indexers.files.names import document_id
from indexers.files.stated import clean
from indexers.pubmed.sections import compose

COLLECTION = "mine"
# what RIS, BibTeX, JSON, NBIB, CSV or LaTeX take for their own
HOSTILE = (
    "ER  - ", "TY  - JOUR", "PMID- 1", "@article{x,", "{", "}", "{{", "\\", "\\{", "\\'e", "\\textit{", '"', "'", "''", "``",
    "$", "$x^2$", "%", "&", "#", "_", "^", "~", "--", "---", ";", ",", " and ", "AND", ": ", "BACKGROUND: ", "METHODS: ",
    "- ", "<i>", "</sub>", "&lt;", "p < 0.05", "\\u0041", "\t", "é", "e\u0301", "ﬁ", "Ω", "漢字", "עברית", "العربية",
    "ไทย", "हिन्दी", "🧪", "\u00a0", "\u2009", "\u2028", "−1.5", "β", "ß", "İ", "ı", "'=1+1", "=1+1", "PMID: 5",
)  # fmt: skip
_letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
_pieces = st.lists(st.one_of(st.text(_letters, max_size=8), st.sampled_from(HOSTILE)), min_size=1, max_size=8)
line = _pieces.map("".join).map(clean)  # as any of our readers would have it
said = line.map(lambda text: text or "·")
words = line.map(lambda text: text if any(c.isalnum() for c in text) else f"{text}x")
body = st.lists(said, min_size=1, max_size=3).map("\n".join)
part = st.tuples(line, st.sampled_from(["", "BACKGROUND", "METHODS", "RESULTS"]), body)

person = st.builds(
    Author, family=words, given=line, initials=st.one_of(st.just(""), st.text("ABCÉЖ", max_size=3)), suffix=line
)
plain_person = st.builds(
    lambda family, given: Author(family, given, "".join(word[0] for word in given.split())),
    st.sampled_from(["Müller", "van der Berg", "O'Brien", "李", "Al-Said"]),
    st.sampled_from(["Anna", "Anna B", "Jean Paul", "Ö"]),
)
author = st.one_of(plain_person, person, words.map(lambda name: Author(collective=name)))
dates = st.dates(date(1500, 1, 1), date(2099, 12, 31)).map(date.isoformat)
published = st.one_of(
    st.just(Published()),
    dates.map(lambda day: Published(day[:4], "year")),
    dates.map(lambda day: Published(day[:7], "month")),
    dates.map(lambda day: Published(day, "day")),
)
pages = st.one_of(
    st.just(""), st.sampled_from(["697-704", "e12", "1008-12", "S1-S5, e7", "a-b-c", "12--14", "-5", "7-7"]), said
)
issn = st.one_of(st.just(""), st.from_regex(re.compile("[0-9]{4}-[0-9]{3}[0-9X]", re.ASCII), fullmatch=True))
journal = st.builds(Journal, line, line, issn, line, line, pages)
doi = st.one_of(st.just(""), said.map(lambda text: "10.1234/" + re.sub(r"\s", "", text)))
pmid = st.one_of(st.just(""), st.integers(1, 99_999_999).map(str))
pmcid = st.one_of(st.just(""), st.integers(1, 99_999_999).map(lambda number: f"PMC{number}"))
address = st.one_of(
    st.just("https://example.org/a_b%20c?x=1&y=~z#f"),
    said.map(lambda text: "https://example.org/" + re.sub(r"\s", "", text)),
)
languages = st.lists(st.sampled_from(["eng", "fre", "ger", "chi", "jpn", "mul", "und"]), unique=True, max_size=3)
keywords = st.lists(words, unique=True, max_size=4)
types = st.lists(
    st.sampled_from(["Journal Article", "Randomized Controlled Trial", "Consensus Development Conference, NIH", "Preprint", "Book"]),
    unique=True,
    max_size=3,
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document as any reader of ours could have made it."""
    own = Identifiers(draw(pmid), draw(pmcid), draw(doi))
    title = draw(words)
    parts = [(label, category, text) for label, category, text in draw(st.lists(part, max_size=3))]
    text, sections = compose(title, parts)
    named = tuple(Term("", name) for name in draw(types))
    name = draw(words)
    return Document(
        id=f"pubmed:{own.pmid}" if own.pmid else f"pmc:{own.pmcid}" if own.pmcid else document_id(COLLECTION, name),
        title=title,
        text=text,
        source=COLLECTION,
        form="jsonl",
        sections=sections,
        published=draw(published),
        authors=tuple(draw(st.lists(author, max_size=4))),
        journal=draw(journal),
        identifiers=own,
        languages=tuple(draw(languages)),
        vernacular_title=draw(line),
        publication_types=named,
        keywords=tuple(draw(keywords)),
        is_preprint=draw(st.booleans()) or any(term.name == "Preprint" for term in named),
        url=draw(address),
    )
