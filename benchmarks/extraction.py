"""Guideline pages: list items and table cells kept, and time a page, beside other extractors in the same run.

    python -m benchmarks.extraction [FOLDER]      (default: the shared NCI PDQ pages)

An item or a cell is kept where its letters and digits stand in the text in their order. Of the peers, those that are
installed are run: trafilatura (which this project also uses, on pages that do not say where their content is) and
resiliparse. Times are the best of three, each page alone.
"""

import gzip
import re
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from lxml import etree, html

from evidence.model import Document
from evidence.trust import Selectors
from indexers.guidelines.extract import read_page
from indexers.guidelines.page_about import PageAbout

PAGES = Path(__file__).parents[2] / "shared" / "data" / "guidelines" / "nci_pdq"
Extractor = Callable[[bytes], str]


def ours(data: bytes) -> str:
    """As a source without selectors is read, with sections, cells, references and recommendations."""
    return _text(data, PageAbout(url="https://example.org/p", name="bench"))


def ours_selected(data: bytes) -> str:
    """As a source with selectors is read."""
    return _text(data, PageAbout(url="https://example.org/p", name="bench", selectors=Selectors(content="main")))


def _text(data: bytes, about: PageAbout) -> str:
    found = read_page(data, about)
    return found.text if isinstance(found, Document) else ""


def by_trafilatura(data: bytes) -> str:
    """With tables, as much as it will keep."""
    from trafilatura import extract

    return str(extract(data, favor_recall=True, include_tables=True, include_comments=False, deduplicate=False) or "")


def by_resiliparse(data: bytes) -> str:
    """Main content with list marks."""
    from resiliparse.extract.html2text import extract_plain_text  # type: ignore[import-not-found,unused-ignore]

    return str(extract_plain_text(data.decode("utf-8", "replace"), main_content=True))


def extractors() -> dict[str, Extractor]:
    """Ours and the peers that are installed."""
    found: dict[str, Extractor] = {"ours": ours, "ours, with selectors": ours_selected}
    peers: dict[str, Extractor] = {"trafilatura": by_trafilatura, "resiliparse": by_resiliparse}
    return found | {name: peer for name, peer in peers.items() if find_spec(name)}


def parts(data: bytes, tags: tuple[str, ...]) -> list[str]:
    """The words of the innermost elements of these tags in the page's <main>, squeezed; empty ones left out."""
    main = next(html.fromstring(data.decode()).iter("main"))
    elements = [element for element in main.iter(*tags) if not any(True for _ in element.iterdescendants(*tags))]
    squeezed_ = (squeezed(etree.tostring(e, method="text", encoding="unicode", with_tail=False)) for e in elements)
    return [words for words in squeezed_ if words]


def squeezed(text: str) -> str:
    """Letters and digits in order."""
    return re.sub(r"[\W_]+", "", text)


def seconds(extract: Extractor, data: bytes) -> float:
    """The best of three."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        extract(data)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Print a table, a line for each extractor."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]
    if not pages:
        sys.exit(f"There are no .html.gz pages in {folder}: name their folder.")
    items = [parts(page, ("li",)) for page in pages]
    cells = [parts(page, ("td", "th")) for page in pages]
    print(f"{len(pages)} pages, {sum(map(len, items)):,} list items, {sum(map(len, cells)):,} table cells")
    print("| extractor | list items kept | table cells kept | s a page | against trafilatura |\n|---|---|---|---|---|")
    rows = {name: measured(extract, pages, items, cells) for name, extract in extractors().items()}
    slowest = rows.get("trafilatura", (0, 0, 0.0))[2]
    for name, (kept_items, kept_cells, took) in rows.items():
        ratio = f"{slowest / took:.1f} times as fast" if slowest else ""
        print(f"| {name} | {kept_items:,} | {kept_cells:,} | {took / len(pages):.3f} | {ratio} |")


def measured(extract: Extractor, pages: list[bytes], *wanted: list[list[str]]) -> tuple[int, int, float]:
    """Items kept, cells kept, and seconds for all pages."""
    texts = [squeezed(extract(page)) for page in pages]
    items, cells = (sum(part in text for text, page in zip(texts, of, strict=True) for part in page) for of in wanted)
    return items, cells, sum(seconds(extract, page) for page in pages)


if __name__ == "__main__":
    main()
