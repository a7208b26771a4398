"""Questions made of BioASQ and of NCI's PDQ pages: every gold document is one that an expert cited there."""

import gzip
from pathlib import Path

from benchmarks.recall import bioasq, pdq
from benchmarks.recall_pdq import Mark, cited_sentences, statements

PAGE = """<html><body><h1>Lung Cancer Prevention</h1><section><h2>Evidence</h2><h3>Beta carotene</h3>
<p>Smokers who took beta carotene had more lung cancer than others.[<a href="#cit/section_2.1">1</a>-<a href="#cit/section_2.3">3</a>] It
 did no harm to people who had never smoked at all, in one study.[<a href="#cit/section_2.4">4</a>] Nobody has said why that is so.</p>
<ul><li>Radon in homes raises the risk of lung cancer.[<a href="#cit/section_2.5">5</a>]</li>
<li>Short.[<a href="#cit/section_2.1">1</a>]</li></ul>
<h6>References</h6><ol>
<li id="section_2.1">A. <a href="http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&amp;db=PubMed&amp;list_uids=111&amp;dopt=Abstract">x</a></li>
<li id="section_2.2">B. <a href="https://pubmed.ncbi.nlm.nih.gov/222/">x</a></li>
<li id="section_2.3">C. A book without an article.</li>
<li id="section_2.4">D. <a href="https://www.ncbi.nlm.nih.gov/pubmed/444">x</a></li>
<li id="section_2.5">E. <a href="https://example.org/2024">x</a></li></ol></section></body></html>"""


def page(tmp_path: Path) -> Path:
    path = tmp_path / "types-lung-hp-lung-prevention-pdq.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode()))
    return path


def test_a_sentence_has_the_articles_behind_its_marks_ranges_included(tmp_path: Path) -> None:
    """[1-3] names 1, 2 and 3, of which 3 is a book; a label, and a sentence that cites no article, are not asked."""
    one, two = statements(page(tmp_path))
    assert one.asked == "Beta carotene: Smokers who took beta carotene had more lung cancer than others."
    assert one.pmids == ("111", "222")
    assert two.text == "It did no harm to people who had never smoked at all, in one study."
    assert (two.pmids, two.number, two.page) == (("444",), 2, "lung-hp-lung-prevention")


def test_a_mark_that_begins_a_sentence_belongs_to_the_one_before() -> None:
    text = "It rose. [7] It fell."
    assert [c for _, c in cited_sentences(text, [Mark(10, "section_1.7")])] == [["section_1.7"], []]


def test_marks_of_two_lists_are_no_range() -> None:
    """[1,3] and marks of different sections leave nothing out between them."""
    text = "It rose.[1,3]"
    assert list(cited_sentences(text, [Mark(9, "s.1"), Mark(11, "s.3")])) == [("It rose.", ["s.1", "s.3"])]
    text = "It rose.[1-3]"
    assert list(cited_sentences(text, [Mark(9, "s.1"), Mark(11, "t.3")])) == [("It rose.", ["s.1", "t.3"])]


def test_bioasq_has_all_gold_of_its_questions(shared: Path) -> None:
    """125 questions with BioASQ's own kinds; the gold that the library has is a part of what is asked for."""
    from benchmarks.reports import questions

    rows = bioasq(shared)
    here = {q["id"]: set(q["gold"]) for q in questions(shared)}
    assert len(rows) == len({row["id"] for row in rows}) == 125
    assert {row["kind"] for row in rows} == {"yesno", "factoid", "list", "summary"}
    assert all(here[row["id"]] <= set(row["gold"]) for row in rows)
    assert sum(bool(gold) for gold in here.values()) == 117


def test_pdq_cites_only_what_its_reference_lists_name(shared: Path) -> None:
    """Every gold PMID stands in one of the pages, and most of the pages' PMIDs are asked for."""
    raw = "".join(
        gzip.decompress(path.read_bytes()).decode() for path in (shared / "guidelines" / "nci_pdq").glob("*.gz")
    )
    rows = pdq(shared)
    gold = {g.removeprefix("pubmed:") for row in rows for g in row["gold"]}
    assert all(f"list_uids={pmid}&" in raw or f"pubmed/{pmid}" in raw for pmid in gold)
    assert len(rows) > 2_000 and len(gold) > 2_400
    assert not any("[" in row["question"][-6:] for row in rows)
