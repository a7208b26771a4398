"""Names and DOIs of preprint servers, and of journals that look like them."""

import pytest

from evidence.model import Journal
from evidence.preprints import is_preprint_doi, is_preprint_record, is_preprint_server


@pytest.mark.parametrize(
    "name",
    [
        "medRxiv", "MEDRXIV", "medRxiv : the preprint server for health sciences", "bioRxiv", "arXiv", "ArXiv",
        "arXiv preprint arXiv:1706.03762", "arXiv [cs.CL]", "CoRR", "Research Square", "Res Sq", "SSRN",
        "SSRN Electronic Journal", "Preprints.org", "Preprints", "Preprints with The Lancet", "PsyArXiv", "ChemRxiv",
        "OSF Preprints", "Authorea", "Authorea Preprints", "PeerJ PrePrints", "JMIR Preprints", "Nature Precedings",
    ],
)  # fmt: skip
def test_servers(name: str) -> None:
    """However a record writes them, as its journal or as its publisher."""
    assert is_preprint_server(name)
    assert is_preprint_server("", name)


@pytest.mark.parametrize(
    "name",
    [
        "", "F1000Research", "Wellcome open research", "The Lancet", "BMJ (Clinical research ed.)", "Genome Research",
        "Cold Spring Harbor Laboratory Press", "Research", "Archives of Internal Medicine", "JMIR Research Protocols",
        "Part XIV", "Corrosion", "Science Square", "PeerJ", "Printing",
    ],
)  # fmt: skip
def test_journals(name: str) -> None:
    """Reviewed before or after: they are no servers for preprints."""
    assert not is_preprint_server(name, name)


@pytest.mark.parametrize(
    ("doi", "is_one"),
    [
        ("10.1101/2020.03.22.20040956", True), ("10.1101/2020.03.22.20040956v2", True), ("10.1101/123456", True),
        ("10.64898/2026.01.01.123456", True), ("https://doi.org/10.1101/2020.03.22.20040956", True),
        ("doi:10.21203/rs.3.rs-123456/v1", True), ("10.2139/ssrn.3556518", True), ("10.48550/arXiv.1706.03762", True),
        ("10.31234/osf.io/abcde", True), ("10.26434/chemrxiv-2021-x", True),
        ("10.1101/gr.123456.111", False), ("10.1101/cshperspect.a006239", False), ("10.1101/gad.1", False),
        ("10.1101/2020", False), ("10.1056/NEJMoa2034577", False), ("10.12688/f1000research.1-1.v1", False), ("", False),
    ],
)  # fmt: skip
def test_dois(doi: str, is_one: bool) -> None:
    """Cold Spring Harbor's journals share a prefix with the servers, and are told apart by what follows."""
    assert is_preprint_doi(doi) is is_one


def test_records() -> None:
    """By the title, the abbreviation, the publisher or the DOI, each alone."""
    assert is_preprint_record(Journal("medRxiv"), "", "")
    assert is_preprint_record(Journal(abbreviation="Res Sq"), "", "")
    assert is_preprint_record(Journal(), "medRxiv", "")
    assert is_preprint_record(Journal(), "", "10.2139/ssrn.3556518")
    assert not is_preprint_record(Journal("Genome Res"), "Cold Spring Harbor Laboratory", "10.1101/gr.1")
