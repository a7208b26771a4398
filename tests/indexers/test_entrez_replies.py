"""Replies of the E-utilities are read alike with and without a document type, and nothing is ever fetched for one."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexers.pubmed import answers
from indexers.pubmed.answers import DatabaseInfo, Notes, read_info, read_links, read_page, read_summaries
from indexers.pubmed.replies import BrokenReplyError, read_plainly, read_reply

Reader = Callable[[bytes], object]
REAL: list[tuple[str, Reader]] = [
    ("esearch2.xml", read_page),
    ("esearch5.xml", read_page),
    ("esummary1.xml", read_summaries),
    ("elink1.xml", read_links),
    ("einfo2.xml", read_info),
]
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
    b'"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">'
)
INSIDE = (
    b"<Count>2</Count><RetMax>2</RetMax><RetStart>0</RetStart><IdList><Id>7</Id><Id>5</Id></IdList><TranslationSet/>"
    b"<QueryTranslation>a[All Fields]</QueryTranslation>"
    b"<ErrorList><PhraseNotFound>qq</PhraseNotFound><PhraseNotFound>rr</PhraseNotFound>"
    b"<FieldNotFound>titel</FieldNotFound></ErrorList>"
    b'<WarningList><PhraseIgnored>the</PhraseIgnored><QuotedPhraseNotFound>"x y"</QuotedPhraseNotFound>'
    b"<OutputMessage>No items found.</OutputMessage></WarningList>"
)
GOOD = HEAD + b"<eSearchResult>" + INSIDE + b"</eSearchResult>"


@pytest.fixture
def cut_off_from_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection fails the test."""

    def refuse(*args: object) -> None:
        raise AssertionError(f"a connection was opened: {args[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(("name", "read"), REAL)
def test_document_type_makes_no_difference(
    name: str, read: Reader, shared: Path, monkeypatch: pytest.MonkeyPatch, cut_off_from_the_world: None
) -> None:
    """A real reply gives the same value by its document type, by one of the future, by none, and by names alone."""
    body = (shared / "entrez_replies" / name).read_bytes()
    by_type = read(body)
    assert read(body.replace(b".dtd", b"_2031.dtd")) == by_type
    assert read(re.sub(rb"<!DOCTYPE[^>]*>", b"", body)) == by_type
    monkeypatch.setattr(answers, "read_reply", lambda body, root: read_plainly(body))
    assert read(body) == by_type


def test_real_search_is_read(shared: Path) -> None:
    """The values that stand in esearch5.xml."""
    page = read_page((shared / "entrez_replies" / "esearch5.xml").read_bytes())
    assert (page.count, page.start) == (5, 0)
    assert page.ids == ("6540636", "5830998", "4460425", "4466840", "3443459")
    assert page.translation.endswith('OR "stem cells"[All Fields]) AND hasabstract[All Fields]')
    assert page.notes == Notes()


def test_real_summaries_links_and_info_are_read(shared: Path) -> None:
    """The values that stand in the files, by hand."""
    folder = shared / "entrez_replies"
    first, second = read_summaries((folder / "esummary1.xml").read_bytes())
    assert (first.pmid, first.journal, first.published) == ("11850928", "Archives of dermatology", "1965 Aug")
    assert first.authors == ("LoPresti PJ", "Hambrick GW Jr")
    assert second.kinds == ("Journal Article", "Review")
    links = read_links((folder / "elink1.xml").read_bytes())
    assert {each.pmid for each in links} == {"9298984"}
    five = next(each for each in links if each.name == "pubmed_pubmed_reviews_five")
    assert five.targets == ("9298984", "8794856", "9700164", "7914521", "9914369")
    info = read_info((folder / "einfo2.xml").read_bytes())
    assert isinstance(info, DatabaseInfo)
    assert (info.name, info.count, info.updated) == ("pubmed", 39730388, "2025/11/27 06:33")
    assert info.fields[:2] == (("ALL", "All Fields"), ("UID", "UID"))


@pytest.mark.parametrize("body", [GOOD, GOOD.removeprefix(HEAD)], ids=["typed", "bare"])
def test_what_pubmed_says_of_the_query_is_kept(body: bytes) -> None:
    """Words not found and left out, fields not known, messages: each under its own name."""
    page = read_page(body)
    assert page.ids == ("7", "5")
    assert page.translation == "a[All Fields]"
    assert page.notes == Notes(("qq", "rr"), ("titel",), ("the",), ('"x y"',), ("No items found.",))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "an empty reply"),
        (b'{"error":"API rate limit exceeded","count":"4"}', "JSON"),
        (b"<html><body>maintenance</body></html>", "something else"),
        (GOOD[:-30], "cut off"),
        (GOOD.replace(b"<Count>2</Count>", b"<Count>2"), "not well-formed"),
        (GOOD.replace(b"<Id>7", b"<Id>7\x0b"), "control characters"),
        (GOOD.replace(b"<Count>2</Count>", b"<ERROR>Search Backend failed</ERROR>"), "Search Backend failed"),
        (GOOD.replace(b"<Count>2", b"<Count>two"), "Count is no number"),
        (GOOD.replace(b"<Id>7", b"<Id>PMC7"), "no numbers"),
        (GOOD.replace(b"<Id>7", b"<Id>5"), "twice"),
    ],
)
def test_nonsense_is_told_apart(body: bytes, says: str) -> None:
    """What is no answer raises, and says what it is."""
    with pytest.raises(BrokenReplyError, match=says):
        read_page(body)


def test_no_entity_is_expanded(tmp_path: Path, cut_off_from_the_world: None) -> None:
    """A reply that declares a file of this machine as an entity does not get its content."""
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE eSearchResult [<!ENTITY x SYSTEM "file://{secret}">]><eSearchResult>'
        "<Count>0</Count><QueryTranslation>&x;</QueryTranslation></eSearchResult>"
    ).encode()
    try:
        assert "hunter2" not in repr(read_reply(body, "eSearchResult"))
    except BrokenReplyError as error:
        assert "hunter2" not in str(error)


def test_parser_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    """Bio.Entrez makes folders in the user's home when it is imported; not here."""
    script = f"from indexers.pubmed.answers import read_page; print(read_page({GOOD!r}).count)"
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"
    assert list(tmp_path.iterdir()) == []
