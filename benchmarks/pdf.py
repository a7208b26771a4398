"""PDF to document against bare text extraction, on the same made-up articles in the same run; and the rule for hyphens.

    python -m benchmarks.pdf [--pages 60] [--repeat 3] [--json]
    python -m benchmarks.pdf --hyphens /path/to/shared/data/jats/ccby_articles.tar.gz

Ways: "ours" (layout, headings, pages; without the process of its own), "ours, own process" (as files are loaded), and the
bare text of pypdfium2 and of pypdf (left out where it is not installed). CPU seconds; the best of the repeats. Memory is
the peak of a process that does nothing else. `words in order` is the share of the true words that a way gives in their
order, by difflib, hyphens at line ends left to each way.

With --hyphens, the sentences of real articles are set in lines of 45 characters, words broken as printers may, and each
hyphen at a line's end is judged: was it rightly undone or kept?
"""

import argparse
import difflib
import json
import random
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from indexers.files.pdf.document import document_of
from indexers.files.pdf.hyphens import Vocabulary
from indexers.files.pdf.read import read_pdf
from indexers.files.pdf.values import Limits
from tests.pdf_samples import Setting, article

_WORDS = (
    "patients treatment randomised placebo mortality outcomes hypertension cardiovascular trials reduction significantly baseline "
    "the of and in with for was were between group groups analysis double-blind follow-up interval years adverse events"
)
WORDS = _WORDS.split()
WIDTH = 45  # characters of a line


def ours(path: Path) -> tuple[int, str]:
    """Pages and text, by all our steps."""
    found = document_of(path.read_bytes(), "c", "n", Limits())
    return len(found.pages), found.text.partition("\n\n")[2]


def apart(path: Path) -> tuple[int, str]:
    """The same in a process of its own."""
    found = read_pdf(path, "c", "n")
    return len(found.pages), found.text.partition("\n\n")[2]  # type: ignore[union-attr]  # it is one of our samples


def pdfium(path: Path) -> tuple[int, str]:
    """Bare text of pypdfium2."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return len(document), "\n".join(page.get_textpage().get_text_range() for page in document)


def pypdf(path: Path) -> tuple[int, str]:
    """Bare text of pypdf."""
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    return len(pages), "\n".join(page.extract_text() for page in pages)


WAYS: dict[str, Callable[[Path], tuple[int, str]]] = {
    "ours": ours,
    "ours, own process": apart,
    "pypdfium2": pdfium,
    "pypdf": pypdf,
}


def sample(pages: int) -> tuple[bytes, list[str]]:
    """An article in two columns, and its words in order."""
    chance = random.Random(7)
    parts: list[tuple[str, str]] = []
    while sum(len(text) for _, text in parts) < pages * 5000:
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(40, 160)))
        parts += [("h", "Results")] if chance.random() < 0.1 else []
        parts.append(("p", f"{words.capitalize()}."))
    setting = Setting(broken=True, head="Journal of Made-Up Trials", foot="Page {}")
    return article(parts, setting, "A long article that was made up").data(), " ".join(t for _, t in parts).split()


def measured(way: str, path: Path, truth: list[str], repeat: int) -> dict[str, Any]:
    """One way's figures; runs in a process of its own."""
    best, pages, text = float("inf"), 0, ""
    for _ in range(repeat):
        start = cpu()
        pages, text = WAYS[way](path)
        best = min(best, cpu() - start)
    who = resource.RUSAGE_CHILDREN if way == "ours, own process" else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss / 1024
    got = text.split()[:4000]
    same = sum(
        block.size for block in difflib.SequenceMatcher(None, truth[:4000], got, autojunk=False).get_matching_blocks()
    )
    return {
        "way": way,
        "pages": pages,
        "cpu": best,
        "pages_per_cpu_s": pages / best,
        "peak_mb": peak,
        "words_in_order": same / min(4000, len(truth)),
    }


def cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def broken(words: list[str], chance: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Line by line what stands before and after a hyphen at its end, and whether the hyphen is the word's own."""
    room = WIDTH
    for word in words:
        if len(word) + 1 <= room:
            room -= len(word) + 1
            continue
        own = [m.start() for m in re.finditer(r"(?<=\w)-(?=\w)", word) if m.start() < room]
        if own:
            yield word[: own[-1]], word[own[-1] + 1 :], True
        elif word.isalpha() and len(word) >= 7 and room > 4:
            cut = chance.randint(3, min(len(word) - 3, max(3, room - 1)))
            yield word[:cut], word[cut:], False
        room = WIDTH - len(word)


def hyphens(archive: Path) -> dict[str, Any]:
    """Over all articles: line-end hyphens, and the share of them judged right, by whether they are the word's own."""
    right = {True: 0, False: 0}
    total = {True: 0, False: 0}
    chance = random.Random(7)
    for text in article_texts(archive):
        words = text.split()
        counts = Vocabulary.of([text])
        for before, after, is_own in broken(words, chance):
            first = re.match(r"[^\W_]+(?:-[^\W_]+)*", after)
            last = re.search(r"[^\W_]+(?:-[^\W_]+)*$", before)
            if not first or not last:
                continue
            whole = f"{last[0]}-{first[0]}" if is_own else f"{last[0]}{first[0]}"
            counts.counts[whole.lower()] -= 1  # this one is broken, and does not say how it is written
            total[is_own] += 1
            right[is_own] += counts.keeps(last[0], first[0]) == is_own
            counts.counts[whole.lower()] += 1
    return {
        "own": total[True],
        "own_right": right[True] / total[True],
        "broken": total[False],
        "broken_right": right[False] / total[False],
    }


def article_texts(archive: Path) -> Iterator[str]:
    """The paragraphs of every JATS article in the archive."""
    with tarfile.open(archive) as files:
        for member in files:
            file = files.extractfile(member) if member.isfile() else None
            if file and member.name.endswith((".xml", ".nxml")):
                root = etree.parse(file, etree.XMLParser(recover=True, resolve_entities=False)).getroot()
                yield " ".join(" ".join("".join(map(str, p.itertext())).split()) for p in root.iter("p"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--hyphens", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hyphens:
        print(json.dumps(hyphens(options.hyphens)))
        return
    if options.way:
        truth = options.file.with_suffix(".txt").read_text().split()
        print(json.dumps(measured(options.way, options.file, truth, options.repeat)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.pdf"
        data, truth = sample(options.pages)
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(" ".join(truth))
        rows = [row for way in WAYS if (row := in_process(way, path, options.repeat))]
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(
            "{way:18} {pages} pages  {pages_per_cpu_s:7.1f} pages/CPU s  {peak_mb:6.1f} MB  {words_in_order:.4f} in order".format(
                **row
            )
        )


def in_process(way: str, path: Path, repeat: int) -> dict[str, Any] | None:
    """The figures of one way, None where its library is missing."""
    words = [sys.executable, "-m", "benchmarks.pdf", "--way", way, "--file", str(path), "--repeat", str(repeat)]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        print(f"{way}: {(done.stderr.strip().splitlines() or ['no word of why'])[-1]}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
