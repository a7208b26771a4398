"""What the front of an article says of it: ids, titles, journal, language, keywords, what kind of article it is."""

from dataclasses import dataclass

from lxml.etree import _Element as Element

from evidence.model import Identifiers, Journal, Term
from evidence.preprints import is_preprint_record, is_preprint_server
from indexers.files.jats.inline import clean, text_of
from indexers.files.jats.tree import XML_LANG, first, named
from indexers.files.languages import language_codes
from indexers.pubmed.links import Marked, identifiers, is_pmid

# article-type -> NLM's publication type
_TYPES = {
    "research-article": Term("D016428", "Journal Article"),
    "brief-report": Term("D016428", "Journal Article"),
    "rapid-communication": Term("D016428", "Journal Article"),
    "review-article": Term("D016454", "Review"),
    "systematic-review": Term("D000078182", "Systematic Review"),
    "guideline": Term("D016431", "Guideline"),
    "guidelines": Term("D016431", "Guideline"),
    "practice-guideline": Term("D017065", "Practice Guideline"),
    "clinical-practice-guideline": Term("D017065", "Practice Guideline"),
    "case-report": Term("D002363", "Case Reports"),
    "editorial": Term("D016421", "Editorial"),
    "letter": Term("D016422", "Letter"),
    "reply": Term("D016422", "Letter"),
    "article-commentary": Term("D016420", "Comment"),
    "news": Term("D016433", "News"),
    "retraction": Term("D016440", "Retraction of Publication"),
    "partial-retraction": Term("D016440", "Retraction of Publication"),
    "correction": Term("D016425", "Published Erratum"),
    "expression-of-concern": Term("D000075742", "Expression of Concern"),
}
# heading under which a journal prints an article -> NLM's publication type
_SUBJECTS = {
    "guideline": _TYPES["guideline"],
    "guidelines": _TYPES["guideline"],
    "clinical guideline": _TYPES["guideline"],
    "clinical guidelines": _TYPES["guideline"],
    "practice guideline": _TYPES["practice-guideline"],
    "practice guidelines": _TYPES["practice-guideline"],
    "clinical practice guideline": _TYPES["practice-guideline"],
    "clinical practice guidelines": _TYPES["practice-guideline"],
}
# article-types that may stand under such a heading and be the guideline; a letter or a correction there is about one
_OPEN_TYPES = frozenset({"", "research-article", "review-article", "article", "other", "brief-report", "report"})
_TOPICS = ("discipline", "topic", "keyword")  # kinds of subject groups that say what an article is about
_ABBREVIATED = ("nlm-ta", "iso-abbrev")


@dataclass(frozen=True, slots=True)
class Titles:
    """An article's title in English where it has one, and the original of a translated one."""

    title: str
    vernacular: str = ""


def own_identifiers(meta: Element) -> Identifiers:
    """From article-meta/article-id alone: those of references and of related articles are other elements'."""
    stated: list[Marked] = [(i.get("pub-id-type", ""), clean(i.text or "")) for i in named(meta, "article-id")]
    pmid = next((text for kind, text in stated if kind == "pmid" and is_pmid(text)), "")
    return identifiers(pmid.lstrip("0"), [("pmc" if k == "pmcid" else k, t) for k, t in stated], ())


def titles(meta: Element, is_english: bool) -> Titles:
    """The title with its subtitle, without reference marks; a title that is not English gives way to its translation."""
    group = first(meta, "title-group")
    own = _title(group, "article-title", "subtitle")
    for translated in () if is_english else named(group, "trans-title-group"):
        title = _title(translated, "trans-title", "trans-subtitle")
        if title and _language(translated).startswith("en"):
            return Titles(title, own)
    return Titles(own)


def journal(front: Element, meta: Element) -> Journal:
    """Where it appeared."""
    about = first(front, "journal-meta")
    title = first(about, "journal-title-group", "journal-title")
    return Journal(
        title=text_of(title if title is not None else first(about, "journal-title")),
        abbreviation=_abbreviation(about),
        issn=text_of(first(about, "issn")),
        volume=text_of(first(meta, "volume")),
        issue=text_of(first(meta, "issue")),
        pages=_pages(meta),
    )


def language(article: Element) -> str:
    """In MEDLINE's three letters; "" for one that is not known here. JATS's own default is English."""
    codes = language_codes([_language(article) or "en"])
    return codes[0] if codes else ""


def keywords(meta: Element, article: Element) -> tuple[str, ...]:
    """The authors' keywords in the article's language, each once."""
    spoken = _language(article)
    groups = [g for g in named(meta, "kwd-group") if not spoken or _language(g) in ("", spoken)]
    found = (text_of(word) for group in groups for word in group.iter("kwd", "compound-kwd"))
    return tuple(dict.fromkeys(word for word in found if word))


def publication_types(article_type: str, meta: Element) -> tuple[Term, ...]:
    """The types that the article-type, and a heading such as "Guidelines", stand for; none where nothing says."""
    stated = [_TYPES[article_type]] if article_type in _TYPES else []
    headed = _headed(meta) if article_type in _OPEN_TYPES else []
    return tuple(dict.fromkeys([*stated, *headed]))


def _headed(meta: Element) -> list[Term]:
    groups = named(first(meta, "article-categories"), "subj-group")
    headings = [g for g in groups if not g.get("subj-group-type", "").lower().startswith(_TOPICS)]
    subjects = (text_of(subject).casefold() for group in headings for subject in named(group, "subject"))
    return [_SUBJECTS[subject] for subject in subjects if subject in _SUBJECTS]


def is_preprint(article_type: str, around: Element, own: Identifiers, where: Journal) -> bool:
    """By its type, by any name or id of the server in whose "journal" it stands, or by its DOI."""
    about = first(around, "journal-meta")
    ids = [clean(each.text or "") for each in named(about, "journal-id")]
    publisher = text_of(first(about, "publisher", "publisher-name"))
    return (
        article_type == "preprint" or any(map(is_preprint_server, ids)) or is_preprint_record(where, publisher, own.doi)
    )


def _title(group: Element | None, *names: str) -> str:
    parts = [text_of(first(group, name), marks=False) for name in names]
    return ": ".join(part for part in parts if part) if parts[0] else ""


def _abbreviation(about: Element | None) -> str:
    stated = {i.get("journal-id-type", ""): clean(i.text or "") for i in named(about, "journal-id")}
    return next((stated[kind] for kind in _ABBREVIATED if kind in stated), "") or text_of(
        first(about, "journal-title-group", "abbrev-journal-title")
    )


def _pages(meta: Element) -> str:
    names = ("page-range", "fpage", "lpage", "elocation-id")
    all_of, begin, end, electronic = (text_of(first(meta, name)) for name in names)
    span = f"{begin}-{end}" if begin and end and begin != end else begin
    return all_of or span or electronic


def _language(element: Element) -> str:
    return element.get(XML_LANG, "").strip().lower().replace("_", "-")
