"""What an article cites, and which articles it corrects or is corrected by, as links.

A link leads to a document where a PMID is stated; a DOI is noted as it is, and never turned into a PMID.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from evidence.model import Link
from indexers.files.jats.inline import clean
from indexers.files.jats.tree import XLINK_HREF, name_of, named
from indexers.pubmed.links import is_pmid, valid_doi

_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation", "product")
# article types that speak about another article's state (JATS suggested values and PubMed Central's)
NOTICES = {
    "retraction": "RetractionOf",
    "partial-retraction": "PartialRetractionOf",
    "correction": "ErratumFor",
    "expression-of-concern": "ExpressionOfConcernFor",
}
# related-article-type -> NLM's RefType; on a notice, the article that it is about
_ABOUT = {
    "retracted-article": "RetractionOf",
    "partially-retracted-article": "PartialRetractionOf",
    "corrected-article": "ErratumFor",
    "object-of-concern": "ExpressionOfConcernFor",
}
# on any article, what was later said of it, or what it follows
_OTHERS = {
    "retraction-forward": "RetractionIn",
    "partial-retraction-forward": "PartialRetractionIn",
    "correction-forward": "ErratumIn",
    "expression-of-concern": "ExpressionOfConcernIn",
    "updated-article": "UpdateOf",
    "commentary": "CommentIn",
    "commentary-article": "CommentOn",
    "republished-article": "RepublishedFrom",
}


def cited(article: Element) -> tuple[Link, ...]:
    """A link for each reference with a PMID or a DOI, each once, in their order."""
    found = (_reference(c) for listed in _lists(article) for c in listed.iter(*_CITATIONS))
    return tuple(dict.fromkeys(link for link in found if link))


def related(meta: Element, article_type: str) -> tuple[Link, ...]:
    """The links of article-meta/related-article that have a RefType.

    Only an article of a notice's type retracts or corrects another: publishers also put `corrected-article` on the
    corrected one itself.
    """
    found = []
    for element in named(meta, "related-article"):
        stated = element.get("related-article-type", "").strip().lower()
        kind = _OTHERS.get(stated) or (_ABOUT.get(stated) if article_type in NOTICES else None)
        if kind:
            found.append(_target(kind, element.get("ext-link-type", ""), element.get(XLINK_HREF, "")))
    return tuple(found)


def _lists(article: Element) -> Iterator[Element]:
    """The article's own reference lists: those of its letters and reviews (sub-article, response) are not among them."""
    for part in named(article, "back", "body"):
        for listed in part.iter("ref-list"):
            if not any(name_of(above) == "ref-list" for above in listed.iterancestors()):
                yield listed


def _reference(citation: Element) -> Link | None:
    ids = {i.get("pub-id-type", ""): clean(i.text or "") for i in citation.iter("pub-id")}
    if is_pmid(ids.get("pmid", "")):
        return Link("Cites", f"pubmed:{ids['pmid'].lstrip('0')}")
    doi = valid_doi(ids.get("doi", ""))
    return Link("Cites", "", f"doi:{doi}") if doi else None


def _target(kind: str, scheme: str, address: str) -> Link:
    address = clean(address)
    if scheme in ("pmid", "pubmed") and is_pmid(address):
        return Link(kind, f"pubmed:{address.lstrip('0')}")
    doi = valid_doi(address)
    return Link(kind, "", f"doi:{doi}" if doi else address)
