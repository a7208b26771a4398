"""Statements of the US Preventive Services Task Force as section trees: laid out once, every grade verbatim."""

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import UsageError
from evidence.model import Document, Link, Section
from evidence.text.sentences import sentences
from indexers.files.kind import kind_of
from indexers.files.markdown_text import plain
from indexers.files.read import read_file
from indexers.files.section_tree import read_section_tree
from indexers.guidelines.extract import read_page
from indexers.guidelines.page_about import PageAbout
from indexers.inputs import file_inputs
from indexers.intake import Refused

ABOUT = PageAbout(
    url="https://www.uspreventiveservicestaskforce.org/uspstf/recommendation/x",
    name="uspstf",
    publisher="US Preventive Services Task Force",
)
PAGE = (
    "6/22/26, 11:13 PM\n\nRecommendation: Gout: Screening | Task Force of Examples\n\n"
    "# Gout: Screening\n\nAugust 24, 2021\n\nImportance\n\nGout hurts **many** adults,$^{{1,2}}$ and HbA_{{1c}} does not.{more}\n\n"
    "https://example.org/gout\n\n{count}/2"
)


def tree(name: str, shared: Path) -> tuple[list[dict[str, Any]], Document]:
    """The nodes of a real tree, flat, and its document."""
    path = shared / "guidelines" / "uspstf" / f"{name}.json"
    nodes: list[dict[str, Any]] = []
    waiting = json.loads(path.read_text(encoding="utf-8"))
    while waiting:
        node = waiting.pop(0)
        nodes.append(node)
        waiting = node.get("nodes", []) + waiting
    (document,) = read_file(path)
    assert isinstance(document, Document), document
    return nodes, document


def made(*nodes: dict[str, Any]) -> Document:
    document = read_section_tree(json.dumps(nodes).encode(), "set", "gout")
    assert isinstance(document, Document), document
    return document


def node(title: str, text: str, *below: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "node_id": "0", "summary": "A machine's own words.", "text": text, "nodes": list(below)}


def test_a_page_that_nodes_share_stands_once_without_its_frame() -> None:
    page = PAGE.format(more="", count=1)
    document = made(node("Gout: Screening", page, node("Importance", page)))
    assert (
        document.text
        == "Gout: Screening\n\nAugust 24, 2021\n\nImportance\n\nGout hurts many adults,[1,2] and HbA1c does not."
    )
    assert document.sections[2] == Section("Importance", 46, len(document.text))
    assert (document.title, document.form) == ("Gout: Screening", "section-tree")
    assert (document.published.date, document.url) == ("2021-08-24", "https://example.org/gout")


def test_a_sentence_that_runs_over_the_page_is_one() -> None:
    first = PAGE.format(
        more="\n\nThe Task Force looked at every trial that was reported in adults with gout and", count=1
    )
    second = "6/22/26, 11:13 PM\nRecommendation: Gout: Screening | Task Force of Examples\n\nfound none.\n\nhttps://example.org/gout\n2/2"
    assert (
        "in adults with gout and found none." in made(node("Gout: Screening", first), node("Importance", second)).text
    )


def test_rows_keep_heads_and_a_first_row_of_data_is_no_head() -> None:
    text = (
        "# T\n\n| Age | Dose |\n| --- | --- |\n| 40 | 5 mg |\n|  | 10 mg |\n\n"
        "| Who is it for? | Adults. |\n| --- | --- |\n| How often? | Daily. |"
    )
    document = made(node("T", text))
    rows = ["Age; Dose", "Age: 40; Dose: 5 mg", "Dose: 10 mg", "Who is it for?; Adults.", "How often?; Daily."]
    assert [line for line in document.text.splitlines()[2:] if line] == rows
    cells = {document.text[c.start : c.end]: (c.row, c.column) for c in document.cells}
    assert cells["5 mg"] == ("40", "Dose")
    assert cells["10 mg"] == ("40", "Dose")
    assert cells["Daily."] == ("How often?", "")


def test_references_with_a_number_of_medline_are_linked_and_those_with_a_doi_noted() -> None:
    text = "# T\n\nText.\n\n## References\n\n1. A. BMJ. Medline:21300712 doi:10.1136/bmj.d442\n2. B. doi:10.1001/jama.2020.21669\n3. C."
    assert made(node("T", text)).links == (
        Link("Cites", "pubmed:21300712"),
        Link("Cites", "", "doi:10.1001/jama.2020.21669"),
    )


@pytest.mark.parametrize(
    "name", ["breast_cancer_screening", "hypertension_screening", "prediabetes_diabetes_screening"]
)
def test_every_sentence_of_a_real_tree_is_there_as_often_as_its_pages_hold_it(name: str, shared: Path) -> None:
    nodes, document = tree(name, shared)
    wanted = Counter(words for text in dict.fromkeys(n["text"] for n in nodes) for words in said(text))
    have = re.sub(r"[\W_]+", "", document.text)
    assert len(wanted) > 150
    assert {words: (count, have.count(words)) for words, count in wanted.items() if have.count(words) < count} == {}
    once = [words for words in wanted if len(words) > 80]
    assert [
        words for words in once if have.count(words) > sum(n for other, n in wanted.items() if words in other)
    ] == []
    assert "11:12 PM" not in document.text
    assert "Taskforce\n" not in document.text


def said(text: str) -> list[str]:
    """The sentences of a page's Markdown, letters and digits alone, without the print-out's frame."""
    found: list[str] = []
    for line in text.splitlines():
        line = line.strip()
        framed = re.fullmatch(
            r"\d+/\d+/\d+, .*[AP]M|\d+/\d+|Recommendation: .* Taskforce|https://www\.usp\S+/recommendation/\S+|[|\s-]*",
            line,
        )
        if not framed:
            cells = line.strip("|").split("|") if line.startswith("|") else [line.lstrip("#-• ")]
            bare = [plain(re.sub(r"^\d+\.\s", "", cell.strip())) for cell in cells]
            found += [re.sub(r"[\W_]+", "", b[s:e]) for b in bare for s, e in sentences(b)]
    return [words for words in found if words]


RECOMMENDED = {
    "breast_cancer_screening": [
        (
            "B",
            "Women aged 40 to 74 years",
            "The USPSTF recommends biennial screening mammography for women aged 40 to 74 years.",
        ),
        (
            "I",
            "Women 75 years or older",
            "The USPSTF concludes that the current evidence is insufficient to assess the balance of benefits and harms of "
            "screening mammography in women 75 years or older.",
        ),
        (
            "I",
            "Women with dense breasts",
            "The USPSTF concludes that the current evidence is insufficient to assess the balance of benefits and harms of "
            "supplemental screening for breast cancer using breast ultrasonography or magnetic resonance imaging (MRI) in women "
            'identified to have dense breasts on an otherwise negative screening mammogram. See the "Practice Considerations" '
            "section for more information on the patient population to whom this recommendation applies and on screening "
            "mammography modalities.",
        ),
    ],
    "hypertension_screening": [
        (
            "A",
            "Adults 18 years or older without known hypertension",
            "The USPSTF recommends screening for hypertension in adults 18 years or older with office blood pressure measurement "
            "(OBPM). The USPSTF recommends obtaining blood pressure measurements outside of the clinical setting for diagnostic "
            "confirmation before starting treatment.",
        )
    ],
    "prediabetes_diabetes_screening": [
        (
            "B",
            "Asymptomatic adults aged 35 to 70 years who have overweight or obesity",
            "The USPSTF recommends screening for prediabetes and type 2 diabetes in adults aged 35 to 70 years who have overweight "
            "or obesity. Clinicians should offer or refer patients with prediabetes to effective preventive interventions.",
        )
    ],
}
FACTS = {
    "breast_cancer_screening": ("Breast Cancer: Screening", "2024-04-30", ["moderate", "", ""]),
    "hypertension_screening": ("Hypertension in Adults: Screening", "2021-04-27", ["high"]),
    "prediabetes_diabetes_screening": ("Prediabetes and Type 2 Diabetes: Screening", "2021-08-24", ["moderate"]),
}


@pytest.mark.parametrize("name", RECOMMENDED)
def test_every_recommendation_of_a_real_statement_has_its_grade_verbatim(name: str, shared: Path) -> None:
    """Worked out by hand from the summary tables; nothing else on the pages is one, not even where they tell a grade."""
    _, document = tree(name, shared)
    found = [(r.strength, r.population, document.text[r.start : r.end]) for r in document.recommendations]
    assert found == RECOMMENDED[name]
    assert {(r.system, r.era) for r in document.recommendations} == {("USPSTF", "since July 2012")}
    title, edition, certainties = FACTS[name]
    assert (document.title, document.edition) == (title, edition)
    assert [r.certainty for r in document.recommendations] == certainties
    assert document.organisation == "United States Preventive Services Taskforce"
    assert (document.design, document.status) == ("guideline", "current")
    assert document.url.startswith("https://www.uspreventiveservicestaskforce.org/uspstf/recommendation/")
    assert document.population


@pytest.mark.parametrize("name", RECOMMENDED)
def test_the_same_statement_as_a_web_page_gives_the_same_recommendations(name: str, shared: Path) -> None:
    nodes, document = tree(name, shared)
    page = as_html(list(dict.fromkeys(n["text"] for n in nodes)), document.edition)
    other = read_page(page.encode(), ABOUT)
    assert isinstance(other, Document)
    assert facts_of(other) == facts_of(document)


def facts_of(document: Document) -> list[tuple[str, ...]]:
    return [
        (document.text[r.start : r.end], r.system, r.strength, r.certainty, r.population, r.era)
        for r in document.recommendations
    ]


def as_html(pages: list[str], issued: str) -> str:
    """A page with the tables and headings that the Markdown writes out."""
    lines = "\n".join(pages).splitlines()
    parts: list[str] = []
    for i, line in enumerate(lines):
        escaped = html.escape(line.strip())
        if line.startswith("| ---"):
            continue
        if line.startswith("|"):
            tag = "th" if "Grade" in line and lines[i + 1].startswith("| ---") else "td"
            row = "".join(f"<{tag}>{cell.strip()}</{tag}>" for cell in escaped.strip("|").split("|"))
            opened = "" if parts and parts[-1].endswith("</tr>") else "<table>"
            parts.append(f"{opened}<tr>{row}</tr>")
            continue
        closed = "</table>" if parts and parts[-1].endswith("</tr>") else ""
        heading = re.fullmatch(r"(#+) (.*)", escaped)
        parts.append(closed + (f"<h2>{heading.group(2)}</h2>" if heading else f"<p>{escaped}</p>"))
    return f"<meta name='dcterms.issued' content='{issued}'><main><h1>Statement</h1>{''.join(parts)}</main>"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('[\n {"title": "A", "node_id": "0000", "text": "x"}]', "section-tree"),
        ('[{"title":"A","nodes":[{"title":"B","text":"x"}]}]', "section-tree"),
        ('{\n "doc_name": "x", "structure": [{"title": "A"}]}', "section-tree"),
        ('{"title": "A", "nodes": [{"title": "B", "text": "x"}]}', "section-tree"),
        ('{"_id": "1", "title": "A", "text": "a \\"nodes\\" story"}\n', "jsonl"),
        ('{"_id": "1", "title": "A", "text": "x"}\n{"_id": "2", "title": "B", "text": "y"}\n', "jsonl"),
    ],
)
def test_a_tree_is_told_apart_by_what_it_holds(source: str, kind: str) -> None:
    assert kind_of(source.encode()) == kind


def test_other_json_is_refused_by_name_and_passed_over_in_a_folder(tmp_path: Path) -> None:
    """A folder's settings are nobody's document; who names such a file is told what is wrong with it."""
    settings = tmp_path / "package.json"
    settings.write_text('{\n "name": "x",\n "scripts": {}\n}')
    with pytest.raises(UsageError):
        file_inputs([tmp_path], None)
    (refused,) = read_file(settings)
    assert isinstance(refused, Refused)
    (tmp_path / "gout.json").write_text(json.dumps([node("T", "# T\n\nText.")], indent=1))
    assert [Path(found.name).name for found in file_inputs([tmp_path], None)] == ["gout.json"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "nested too deep"),
        (b'[{"title": "A", "text": "x"', "not whole"),
        (b'[{"title": "A", "nodes": []}]', "no text"),
        (b'[{"title": 1, "text": ["x"], "nodes": {}}]', "no text"),
        (b"[" + b'{"title":"A"},' * 100_001 + b"{}]", "nodes"),
        (b" " * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_a_tree_that_is_none_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    found = read_section_tree(data, "set", "name")
    assert isinstance(found, Refused)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("**Grade: B**", "Grade: B"),
        ("*BRCA1*- or *BRCA2*-related, SEER*Stat and 2 * 3 * 4", "BRCA1- or BRCA2-related, SEER*Stat and 2 * 3 * 4"),
        ("pressure. $^{8,9}$ It", "pressure. [8,9] It"),
        ("less than $120/80 \\mathrm{~mmHg}$ and $139/80$ to", "less than 120/80 mmHg and 139/80 to"),
        ("HbA_{1c} of 10$^{9}$/L, costs $5 to $10", "HbA1c of 10^9/L, costs $5 to $10"),
        ("0.49--0.88 and a--b", "0.49–0.88 and a--b"),
        ("![img-0.jpeg](img-0.jpeg) see [the page](https://example.org/a)", "see the page"),
        ("a &amp; b", "a & b"),
    ],
)
def test_inline_marks_become_plain_text_and_change_no_number(marked: str, read: str) -> None:
    assert plain(marked) == read
