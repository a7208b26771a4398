"""The abstracts of an article, its authors' own first; blurbs that repeat it in fewer words are left out."""

from lxml.etree import _Element as Element

from indexers.files.jats.body import Body, heading_of
from indexers.files.jats.categories import of_abstract
from indexers.files.jats.inline import text_of
from indexers.files.jats.layout import Heading
from indexers.files.jats.tree import XML_LANG, first, name_of, named

_BLURBS = frozenset(
    {
        "toc",
        "short",
        "teaser",
        "web-summary",
        "precis",
        "graphical",
        "graphical-abstract",
        "video",
        "stereochemistry",
        "ascii",
    }
)
_ENGLISH = ("en", "eng")


def write_abstracts(meta: Element, body: Body, is_english: bool) -> None:
    """Of `meta` (article-meta): the abstract, other long ones behind it, and the English one of an article in no English."""
    stated = list(named(meta, "abstract"))
    kept = [a for a in stated if _kind(a) not in _BLURBS] or stated[:1]
    for abstract in sorted(kept, key=lambda a: _kind(a) not in ("", "normal")):
        _write(abstract, body)
    if not is_english:
        for abstract in named(meta, "trans-abstract"):
            if abstract.get(XML_LANG, "").lower().split("-")[0] in _ENGLISH and _kind(abstract) not in _BLURBS:
                _write(abstract, body)


def _kind(abstract: Element) -> str:
    return abstract.get("abstract-type", "").strip().lower()


def _write(abstract: Element, body: Body) -> None:
    around = body.layout.heading
    title = text_of(first(abstract, "title"), marks=False)
    body.layout.under(Heading(title or "Abstract", title or "Abstract"), title)
    for child in abstract:
        if name_of(child) == "sec":
            _section(child, body)
        elif name_of(child) not in ("title", "label"):
            body.block(child, title)
    body.flush()
    body.layout.under(around)


def _section(section: Element, body: Body) -> None:
    """A part of a structured abstract, under its own label alone, as PubMed has it."""
    body.flush()
    around = body.layout.heading
    own = heading_of(section).rstrip(" :")
    body.layout.under(Heading(own, own, of_abstract(section.get("sec-type", ""), own)), own)
    body.contents(section, own)
    body.layout.under(around)
