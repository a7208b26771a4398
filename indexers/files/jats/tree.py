"""Elements of an article by their plain names, whatever namespace a publisher puts them in."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from evidence.errors import RecordRefusedError

XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# of one formula or table, the form that is read: the first of these that there is
_FORMS = ("table", "math", "textual-form", "tex-math", "preformat", "code")


def name_of(element: Element) -> str:
    """The tag without its namespace. Raises RecordRefusedError for an entity that nothing here explains."""
    tag = element.tag
    if not isinstance(tag, str):  # comments and processing instructions do not get past the parser
        raise RecordRefusedError("", f"it uses {element.text}, an entity that only its own DTD explains")
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def named(element: Element | None, *names: str) -> Iterator[Element]:
    """The children that are called one of `names`."""
    for child in element if element is not None else ():
        if name_of(child) in names:
            yield child


def first(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path`, each step the first child of that name; None where there is none."""
    for step in path:
        element = next(named(element, step), None)
    return element


def chosen(alternatives: Element) -> Element | None:
    """Of the forms in which `alternatives` holds one thing, the one that is read; None for pictures alone."""
    forms = {name_of(child): child for child in reversed(alternatives)}
    return next((forms[form] for form in _FORMS if form in forms), None)


def without_namespace(article: Element) -> Element:
    """The article with its own elements bare, as name lookups want them; changes the tree in place."""
    tag = str(article.tag)
    if tag[0] == "{":
        prefix = tag[: tag.index("}") + 1]
        for element in article.iter(f"{prefix}*"):
            element.tag = str(element.tag)[len(prefix) :]
    return article
