"""How one record becomes a tree of elements, and how its children are listed."""

from collections.abc import Callable
from operator import itemgetter

from lxml import etree
from lxml.etree import _Element as Element

# The children of an element, as a list: a third faster than to iterate over it (and lxml-stubs knows of no slices).
nodes: Callable[[Element], list[Element]] = itemgetter(slice(None))


class ThoroughParser(etree.XMLParser):
    """One that fetches nothing, expands no entity, and keeps libxml2's limits on depth and length."""

    def __init__(self, remove_blank_text: bool = False) -> None:
        super().__init__(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_blank_text=remove_blank_text,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )


class QuickParser(ThoroughParser):
    """One that leaves out the white space between elements, which is a quarter of the work.

    libxml2 cannot tell the indentation of a list from the space between two inline elements. It keeps all white space
    in an element that begins with text; one that begins with an element cannot be flattened as it is (`blanks_lost`).
    """

    def __init__(self) -> None:
        super().__init__(remove_blank_text=True)


def blanks_lost(element: Element) -> bool:
    """Whether the element comes from a QuickParser, so that white space between its children may be missing."""
    return isinstance(element.getroottree().parser, QuickParser)
