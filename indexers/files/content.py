"""Where a page's content is: its <main> or <article>, else the smallest element that holds what trafilatura keeps."""

import logging
import re
from collections import Counter

from lxml import etree

from indexers.files.blocks import flat_text
from indexers.files.visible import Visibility

_ENOUGH = 0.3  # of the page's words: a <main> with less holds a banner, not the page
_COVERED = 0.9  # of the words that trafilatura found
_SENTENCE = 8  # words: an item with as many is content and no menu entry
_MAX_FOR_SEARCH = 5_000_000  # characters of source: beyond it the whole body is taken

Words = Counter[str]


def content_root(root: etree._Element, source: str, visibility: Visibility) -> etree._Element:
    """The element to read. No table and no sentence in a list is left outside it, but for the site's frame."""
    body = next(root.iter("body"), root)
    found = main_of(body, visibility)
    return found if found is not None else _found_by_trafilatura(body, source, visibility)


def main_of(body: etree._Element, visibility: Visibility) -> etree._Element | None:
    """The <main> or <article> that holds the page, None where there is none."""
    total = size_of(body, visibility)
    for candidates in (_mains(body, visibility), _articles(body, visibility)):
        sizes = [(size_of(element, visibility), element) for element in candidates]
        largest = max(sizes, key=lambda pair: pair[0], default=(0, body))
        if largest[0] > _ENOUGH * total and (len(sizes) == 1 or largest[0] > total / 2):
            return largest[1]
    return None


def size_of(element: etree._Element, visibility: Visibility) -> int:
    """What an element shows, in words. Recursion is bounded: the parser refuses more than 256 levels."""
    total = len((element.text or "").split())
    for child in element:
        if visibility.is_content(child):
            total += size_of(child, visibility)
        total += len((child.tail or "").split())
    return total


def _mains(body: etree._Element, visibility: Visibility) -> list[etree._Element]:
    return [element for element in body.iter("main", "div") if _is_main(element) and _content(element, visibility)]


def _is_main(element: etree._Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _articles(body: etree._Element, visibility: Visibility) -> list[etree._Element]:
    return [element for element in body.iter("article") if _content(element, visibility)]


def _content(element: etree._Element, visibility: Visibility) -> bool:
    return visibility.is_content(element) and all(visibility.is_content(above) for above in element.iterancestors())


def _found_by_trafilatura(body: etree._Element, source: str, visibility: Visibility) -> etree._Element:
    if len(source) > _MAX_FOR_SEARCH:
        return body
    _words(body, visibility)  # refuses what holds too much before the search, which would take minutes over it
    wanted = Counter(re.findall(r"\w+", _extracted(source)))
    element = _smallest_with(wanted, body, visibility) if wanted else body
    return body if element is body or _loses_content(body, element, visibility) else element


def _extracted(source: str) -> str:
    from trafilatura import extract  # 0.5 s to load, and most pages say where their content is

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of every page that it finds empty
    return str(extract(source, favor_recall=True, include_tables=True, include_comments=False, deduplicate=False) or "")


def _smallest_with(wanted: Words, body: etree._Element, visibility: Visibility) -> etree._Element:
    element, needed = body, _COVERED * wanted.total()
    while True:
        children = (child for child in element if visibility.is_content(child))
        inside = next((c for c in children if (wanted & _words(c, visibility)).total() >= needed), None)
        if inside is None:
            return element
        element = inside


def _loses_content(body: etree._Element, kept: etree._Element, visibility: Visibility) -> bool:
    """Whether a table with several columns, or a list item with a sentence, stands outside `kept`."""
    apart = {*kept.iter(), *kept.iterancestors()}
    outside = (element for element in body.iter("table", "li") if element not in apart)
    return any(_content(element, visibility) and is_worth_keeping(element, visibility) for element in outside)


def is_worth_keeping(element: etree._Element, visibility: Visibility) -> bool:
    """Whether a table has heads, or a list item says more than its links do."""
    if element.tag == "table":
        return next(element.iter("th"), None) is not None and size_of(element, visibility) > 0
    linked = sum((size_of(link, visibility) for link in element.iter("a")), 0)
    return size_of(element, visibility) - linked >= _SENTENCE


def _words(element: etree._Element, visibility: Visibility) -> Words:
    return Counter(re.findall(r"\w+", flat_text(element, visibility, framed=False)))
