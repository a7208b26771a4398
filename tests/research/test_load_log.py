"""What was merged stays known after the command that merged it."""

from pathlib import Path

from evidence.settings import Settings
from indexers.inputs import file_inputs, pubmed_inputs
from research.load import load
from research.load_log import LOADS, duplicates_so_far
from research.places import lines
from tests.fakes import pubmed_xml

RIS = """TY  - JOUR
TI  - A randomised trial of zorvastine in adults with migraine
DO  - 10.1000/zorva.1
PY  - 2020
ER  -
"""
XML = pubmed_xml((7, "Zorvastine prevented migraine.", "")).decode()


def test_merged_records_are_counted_by_rule(tmp_path: Path) -> None:
    """One RIS record of an article that PubMed has, loaded twice: counted once, for good."""
    xml = XML.replace("Article 7", "A randomised trial of zorvastine in adults with migraine")
    doi = '<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/zorva.1</ArticleId></ArticleIdList></PubmedData>'
    (tmp_path / "a.xml").write_text(xml.replace("</PubmedArticle>", f"{doi}</PubmedArticle>"), encoding="utf-8")
    (tmp_path / "b.ris").write_text(RIS, encoding="utf-8")
    settings = Settings(library=tmp_path / "library", embedder="none")
    load(settings, pubmed_inputs([tmp_path / "a.xml"]))
    for _ in range(2):
        load(settings, file_inputs([tmp_path / "b.ris"], None))
    assert duplicates_so_far(settings.library) == {"doi": 1}
    assert [
        (line["read"], line["added"], sum(line["duplicates"].values())) for line in lines(settings.library / LOADS)
    ] == [
        (1, 1, 0),
        (1, 0, 1),
    ]
