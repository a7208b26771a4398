"""PubMed XML to documents: small inline XML, with expected values worked out by hand."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Author, Document, Grant, Identifiers, Journal, Link, MeshHeading, Published, Section, Term
from indexers.pubmed.records import Deleted, Refused, open_pubmed, read_pubmed

FULL = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="2">31883958</PMID>
<DateRevised><Year>2021</Year><Month>03</Month><Day>09</Day></DateRevised>
<Article PubModel="Print-Electronic">
  <Journal><ISSN IssnType="Electronic">1234-5678</ISSN>
    <JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>4</Issue>
      <PubDate><Year>2020</Year><Month>Feb</Month></PubDate></JournalIssue>
    <Title>Journal of Tests</Title><ISOAbbreviation>J Tests</ISOAbbreviation></Journal>
  <ArticleTitle>Aspirin in <i>Homo
     sapiens</i>.</ArticleTitle>
  <Pagination><StartPage>1008</StartPage><EndPage>1012</EndPage><MedlinePgn>1008-12</MedlinePgn></Pagination>
  <ELocationID EIdType="doi" ValidYN="Y">10.1000/elocation</ELocationID>
  <Abstract>
    <AbstractText Label="AIM" NlmCategory="OBJECTIVE">To test 10<sup>3</sup> people.</AbstractText>
    <AbstractText Label="EMPTY"/>
    <AbstractText>It worked.</AbstractText>
    <CopyrightInformation>© 2020</CopyrightInformation>
  </Abstract>
  <AuthorList CompleteYN="Y">
    <Author ValidYN="Y"><LastName>King</LastName><ForeName>Ada M</ForeName><Initials>AM</Initials><Suffix>Jr</Suffix>
      <AffiliationInfo><Affiliation>Here</Affiliation></AffiliationInfo></Author>
    <Author ValidYN="N"><LastName>Kang</LastName></Author>
    <Author ValidYN="Y"><CollectiveName>The <i>E. coli</i> Group</CollectiveName></Author>
  </AuthorList>
  <Language>eng</Language><Language>fre</Language>
  <DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
    <AccessionNumber>NCT00262600</AccessionNumber></AccessionNumberList></DataBank>
    <DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>X1</AccessionNumber>
    </AccessionNumberList></DataBank></DataBankList>
  <GrantList><Grant><GrantID>R01</GrantID><Agency>NHLBI</Agency><Country>United States</Country></Grant></GrantList>
  <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
    <PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
  <VernacularTitle>Aspirine.</VernacularTitle>
  <ArticleDate DateType="Electronic"><Year>2019</Year><Month>12</Month><Day>30</Day></ArticleDate>
</Article>
<ChemicalList><Chemical><RegistryNumber>R16CO5Y76E</RegistryNumber>
  <NameOfSubstance UI="D001241">Aspirin</NameOfSubstance></Chemical></ChemicalList>
<CommentsCorrectionsList>
  <CommentsCorrections RefType="ErratumIn"><RefSource>J Tests. 2021;1:1</RefSource><PMID>555</PMID>
  </CommentsCorrections>
  <CommentsCorrections RefType="CommentIn"><RefSource>Elsewhere</RefSource></CommentsCorrections>
</CommentsCorrectionsList>
<MeshHeadingList>
  <MeshHeading><DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
  <MeshHeading><DescriptorName UI="D001241" MajorTopicYN="N">Aspirin</DescriptorName>
    <QualifierName UI="Q000627" MajorTopicYN="Y">therapeutic use</QualifierName></MeshHeading>
</MeshHeadingList>
<KeywordList Owner="NOTNLM"><Keyword>aspirin</Keyword><Keyword><i>in vivo</i></Keyword></KeywordList>
</MedlineCitation>
<PubmedData>
  <ArticleIdList><ArticleId IdType="pubmed">31883958</ArticleId><ArticleId IdType="doi">10.1000/own</ArticleId>
    <ArticleId IdType="pmc">PMC128915</ArticleId></ArticleIdList>
  <ReferenceList><Reference><Citation>Other</Citation><ArticleIdList><ArticleId IdType="doi">10.1000/cited</ArticleId>
    <ArticleId IdType="pmc">PMC999</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>"""


def article(pmid: int, inside: str = "", after: str = "", title: str = "A title.") -> str:
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article><ArticleTitle>{title}</ArticleTitle>'
        f"{inside}</Article>{after}</MedlineCitation></PubmedArticle>"
    )


def whole(*records: str) -> str:
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet SYSTEM "x.dtd">\n'
    return declaration + "<PubmedArticleSet>" + "\n".join(records) + "</PubmedArticleSet>\n"


def read(xml: str | bytes) -> list[Document | Deleted | Refused]:
    data = xml.encode() if isinstance(xml, str) else xml
    return list(read_pubmed(io.BytesIO(data), "file.xml"))


def one(xml: str) -> Document:
    (found,) = read(xml)
    assert isinstance(found, Document), found
    return found


def refusal(xml: str | bytes) -> Refused:
    (found,) = read(xml)
    assert isinstance(found, Refused), found
    return found


def ids(items: list[Document | Deleted | Refused]) -> list[str]:
    return [item.id for item in items if not isinstance(item, Refused)]


def test_every_field_of_a_full_record() -> None:
    text = "Aspirin in Homo sapiens.\n\nTo test 10^3 people.\nIt worked."
    assert one(whole(FULL)) == Document(
        id="pubmed:31883958",
        title="Aspirin in Homo sapiens.",
        text=text,
        source="pubmed",
        form="pubmed-xml",
        sections=(Section("Title", 0, 24), Section("AIM", 26, 46, "OBJECTIVE"), Section("", 47, 57)),
        published=Published("2019-12-30", "day", "ArticleDate"),
        authors=(Author("King", "Ada M", "AM", "", "Jr"), Author(collective="The E. coli Group")),
        journal=Journal("Journal of Tests", "J Tests", "1234-5678", "12", "4", "1008-12"),
        identifiers=Identifiers("31883958", "PMC128915", "10.1000/own"),
        languages=("eng", "fre"),
        vernacular_title="Aspirine.",
        publication_types=(Term("D016428", "Journal Article"), Term("D016449", "Randomized Controlled Trial")),
        mesh=(
            MeshHeading("D006801", "Humans"),
            MeshHeading("D001241", "Aspirin", True, (Term("Q000627", "therapeutic use"),)),
        ),
        keywords=("aspirin", "in vivo"),
        chemicals=(Term("D001241", "Aspirin"),),
        grants=(Grant("R01", "NHLBI", "United States"),),
        registrations=("NCT00262600",),
        links=(Link("ErratumIn", "pubmed:555", "J Tests. 2021;1:1"), Link("CommentIn", "", "Elsewhere")),
        design="rct",
        status="corrected",
        url="https://pubmed.ncbi.nlm.nih.gov/31883958/",
        version=2,
        revised="2021-03-09",
    )


@pytest.mark.parametrize(
    ("xml", "pmids"),
    [
        (article(1), ["1"]),  # a single record reply
        ("\ufeff\n " + whole(article(1)), ["1"]),
        (whole(article(1)) + whole(article(2)), ["1", "2"]),
        (whole(article(1), "<!-- <PubmedArticle> -->", article(2)), ["1", "2"]),
        ("<MedlineCitationSet>" + article(7)[15:-16] + "</MedlineCitationSet>", ["7"]),
        ("<pubmed-article-set>" + article(7) + "</pubmed-article-set>", ["7"]),
        (whole(), []),
        ("<PubmedArticleSet/>", []),
    ],
)
def test_shapes_of_files(xml: str, pmids: list[str]) -> None:
    assert [document.identifiers.pmid for document in read(xml) if isinstance(document, Document)] == pmids
    assert not [item for item in read(xml) if isinstance(item, Refused)]


def test_other_encodings() -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>' + article(1, title="Ménière.")
    assert [item.title for item in read(latin.encode("latin-1")) if isinstance(item, Document)] == ["Ménière."]
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + article(1, title="α.")
    assert [item.title for item in read(wide.encode("utf-16")) if isinstance(item, Document)] == ["α."]


def test_a_file_saved_as_a_quoted_string_is_read() -> None:
    xml = whole(FULL).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("©", "\\u00a9")
    assert one(f'"{xml}"') == one(whole(FULL))


def test_deletions() -> None:
    xml = whole(article(1), "<DeleteCitation><PMID Version='1'>5</PMID><PMID>6</PMID></DeleteCitation>")
    assert read(xml)[1:] == [Deleted("pubmed:5", 1), Deleted("pubmed:6")]


def test_a_deletion_names_the_document_as_it_was_loaded() -> None:
    """Without leading zeros, as documents are named; an entry that is no PMID is refused, and the others stand."""
    xml = whole(
        article(5), "<DeleteCitation><PMID>0005</PMID><PMID>0</PMID><PMID>x7</PMID><PMID>8</PMID></DeleteCitation>"
    )
    _, first, zero, word, last = read(xml)
    assert (first, last) == (Deleted("pubmed:5"), Deleted("pubmed:8"))
    assert zero == Refused("file.xml, record 2", "a PMID that it takes back is missing or no number: '0'")
    assert word == Refused("file.xml, record 2", "a PMID that it takes back is missing or no number: 'x7'")


def test_a_book_chapter() -> None:
    book = one(
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID Version='1'>20301295</PMID>"
        "<ArticleIdList><ArticleId IdType='bookaccession'>NBK1116</ArticleId></ArticleIdList>"
        "<Book><BookTitle>GeneReviews<sup>®</sup></BookTitle><PubDate><Year>1993</Year></PubDate>"
        "<AuthorList Type='editors'><Author><LastName>Adam</LastName></Author></AuthorList></Book>"
        "<ArticleTitle>Disorder X</ArticleTitle><Language>eng</Language>"
        "<AuthorList Type='authors'><Author><LastName>Ray</LastName></Author></AuthorList>"
        "<PublicationType UI='D016454'>Review</PublicationType>"
        "<Abstract><AbstractText Label='x'>Body.</AbstractText></Abstract>"
        "<ContributionDate><Year>1998</Year><Month>11</Month><Day>3</Day></ContributionDate>"
        "</BookDocument><PubmedBookData/></PubmedBookArticle></PubmedArticleSet>"
    )
    assert (book.id, book.title, book.text) == ("pubmed:20301295", "Disorder X", "Disorder X\n\nBody.")
    assert (book.journal.title, book.authors, book.design) == ("GeneReviews®", (Author("Ray"),), "book-chapter")
    assert book.published == Published("1998-11-03", "day", "ContributionDate")


def test_without_an_abstract_the_text_is_the_title() -> None:
    document = one(article(1))
    assert (document.text, document.sections) == ("A title.", (Section("Title", 0, 8),))


def test_an_english_other_abstract_stands_in_and_says_so() -> None:
    others = (
        "<OtherAbstract Type='Publisher' Language='spa'><AbstractText>No.</AbstractText></OtherAbstract>"
        "<OtherAbstract Type='plain-language-summary' Language='eng'><AbstractText>Easy.</AbstractText></OtherAbstract>"
        "<OtherAbstract Type='Publisher' Language='eng'><AbstractText Label='AIM'>Yes.</AbstractText></OtherAbstract>"
    )
    document = one(article(1, after=others))
    assert document.text == "A title.\n\nYes."
    assert document.sections[1] == Section("AIM (Publisher, eng)", 10, 14)
    own = "<Abstract><AbstractText>Own.</AbstractText></Abstract>"
    assert one(article(1, inside=own, after=others)).text == "A title.\n\nOwn."


def test_titles() -> None:
    vernacular = "<VernacularTitle>Titre.</VernacularTitle>"
    body = "<Abstract><AbstractText>Body.</AbstractText></Abstract>"
    assert one(article(1, vernacular, title="[Not Available].")).title == "Titre."
    assert one(article(1, body, title="")).text == "[No title]\n\nBody."
    assert refusal(whole(article(1, title=""))) == Refused("pubmed:1", "it has neither a title nor an abstract")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2020</Year><Month>Feb</Month><Day>29</Day>", Published("2020-02-29", "day", "PubDate")),
        ("<Year>2021</Year><Month>02</Month><Day>29</Day>", Published("2021-02", "month", "PubDate")),
        ("<Year>2021</Year><Month>Mar-Apr</Month>", Published("2021", "year", "PubDate")),
        ("<Year>2021</Year><Season>Spring</Season>", Published("2021", "year", "PubDate")),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", Published("1998", "year", "MedlineDate")),
        ("<MedlineDate>Spring 2000</MedlineDate>", Published("2000", "year", "MedlineDate")),
        ("<MedlineDate>undated</MedlineDate>", Published()),
        ("", Published()),
    ],
)
def test_dates(date: str, expected: Published) -> None:
    xml = article(1, f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>")
    assert one(xml).published == expected


@pytest.mark.parametrize(
    ("location", "doi"),
    [
        ('<ELocationID EIdType="doi" ValidYN="Y">10.1000/a(1)&lt;2&gt;</ELocationID>', "10.1000/a(1)<2>"),
        ('<ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID>', ""),
        ('<ELocationID EIdType="pii">10.1000/pii</ELocationID>', ""),
        ('<ELocationID EIdType="doi">https://doi.org/10.1000/b</ELocationID>', "10.1000/b"),
        ('<ELocationID EIdType="doi">not one</ELocationID>', ""),
    ],
)
def test_a_doi_from_elsewhere_only_if_it_is_valid(location: str, doi: str) -> None:
    assert one(article(1, location)).identifiers.doi == doi


def test_the_doi_of_a_reference_is_never_the_articles_own() -> None:
    without = FULL.replace('<ArticleId IdType="doi">10.1000/own</ArticleId>', "").replace(
        '<ELocationID EIdType="doi" ValidYN="Y">10.1000/elocation</ELocationID>', ""
    )
    assert "10.1000/cited" in without
    assert one(whole(without)).identifiers.doi == ""


@pytest.mark.parametrize(
    ("link", "status"),
    [("RetractionIn", "retracted"), ("ErratumFor", "notice"), ("UpdateIn", "superseded"), ("Cites", "current")],
)
def test_status(link: str, status: str) -> None:
    after = f'<CommentsCorrectionsList><CommentsCorrections RefType="{link}"/></CommentsCorrectionsList>'
    assert one(article(1, after=after)).status == status


def test_preprints_are_marked() -> None:
    types = '<PublicationTypeList><PublicationType UI="D000076942">Preprint</PublicationType></PublicationTypeList>'
    assert one(article(1, types)).is_preprint
    assert not one(article(1)).is_preprint


def test_a_server_without_the_type_is_a_preprints() -> None:
    """The record's journal says so, whoever wrote it."""
    journal = "<Journal><Title>medRxiv : the preprint server for health sciences</Title></Journal>"
    assert one(article(1, journal)).is_preprint


# what cannot be read


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (article(2).replace("A title.", "a & b"), "pubmed:2"),
        (article(2).replace("</Article>", ""), "pubmed:2"),
        (article(2).replace("A title.", "&undefined;"), "pubmed:2"),
        (article(2).replace("A title.", "\x00"), "pubmed:2"),
        (article(2).replace("</PubmedArticle>", ""), "pubmed:2"),
        (article(2).replace('<PMID Version="1">2</PMID>', ""), "file.xml, record 2"),
        (article(2).replace(">2<", ">PMC2<"), "file.xml, record 2"),
        ("<PubmedArticle/>", "file.xml, record 2"),
        ("<PubmedBookArticle></PubmedBookArticle>", "file.xml, record 2"),
        ("<Error>oh</Error>", "file.xml, after record 1"),
    ],
)
def test_one_that_cannot_be_read_is_named_and_the_rest_goes_on(broken: str, named: str) -> None:
    first, refused, last = read(whole(article(1), broken, article(3)))
    assert isinstance(refused, Refused)
    assert (refused.record, ids([first, last])) == (named, ["pubmed:1", "pubmed:3"])
    assert refused.reason


@pytest.mark.parametrize("content", [b"", b" \n", b"{}", b"<html><body>502</body></html>", b"<a/>", b"\x00\xff\xfe"])
def test_what_is_no_pubmed_file_is_refused(content: bytes) -> None:
    assert refusal(content).record.startswith("file.xml")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><PubmedArticleSet>"
    + article(1, title="&i;")
    + "</PubmedArticleSet>"
)
FILE_READER = (
    '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]><PubmedArticleSet>'
    + article(1, title="&x;")
    + "</PubmedArticleSet>"
)
PARAMETERS = FILE_READER.replace("<!ENTITY x SYSTEM", "<!ENTITY % x SYSTEM").replace("]>", "%x;]>")


@pytest.mark.parametrize("xml", [BOMB, FILE_READER, PARAMETERS], ids=["bomb", "file", "parameter"])
def test_a_file_with_entities_of_its_own_is_refused(xml: str) -> None:
    assert refusal(xml) == Refused(
        "file.xml", "it declares entities of its own, which PubMed never does: nothing of it is read"
    )


def test_a_doctype_inside_a_record_is_refused() -> None:
    smuggled = article(1).replace("<Article>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Article>')
    assert refusal(whole(smuggled)).record == "pubmed:1"


@pytest.mark.parametrize("tags", [["i"], ["sup"], ["mml:math", "mml:msup"], ["unknown"]])
def test_deep_nesting_is_refused_and_the_rest_goes_on(tags: list[str]) -> None:
    """libxml2 stops at 256 levels, and formulas may stop earlier: no nesting ends the run."""
    for depth in (100, 240, 2000):
        around = tags * (depth // len(tags))
        title = "".join(f"<{tag}>" for tag in around) + "x" + "".join(f"</{tag}>" for tag in reversed(around))
        deep, after = read(whole(article(1, title=title), article(2)))
        assert ids([after]) == ["pubmed:2"]
        assert isinstance(deep, Refused) or ids([deep]) == ["pubmed:1"]


def test_a_record_without_an_end_is_refused_in_constant_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexers.pubmed.split.MAX_RECORD", 1 << 16)
    endless = article(2, title="x" * (1 << 18))
    first, refused, last = read(whole(article(1), endless, article(3)))
    assert ids([first, last]) == ["pubmed:1", "pubmed:3"]
    assert isinstance(refused, Refused)
    assert refused.record == "pubmed:2"


THREE = whole(FULL, article(2), article(3)).encode()
ENDS = [at + len(b"</PubmedArticle>") for at in range(len(THREE)) if THREE.startswith(b"</PubmedArticle>", at)]
CLOSED = len(THREE.rstrip())


@given(st.integers(0, len(THREE)))
@settings(max_examples=300)
def test_a_file_cut_off_anywhere_gives_every_whole_record_and_says_so(cut: int) -> None:
    items = read(THREE[:cut])
    whole_ones = sum(end <= cut for end in ENDS)
    assert ids(items) == ["pubmed:31883958", "pubmed:2", "pubmed:3"][:whole_ones]
    refused = [item for item in items if isinstance(item, Refused)]
    assert len(refused) == (cut < CLOSED)
    assert all(item.record == "file.xml" for item in refused)


def test_a_cut_names_the_record_it_fell_in() -> None:
    assert read(THREE[: ENDS[0] + 120])[-1] == Refused(
        "file.xml", "the file is cut off in the middle of pubmed:2; whole records before that: 1"
    )


@given(st.integers(1, 100), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_the_size_of_the_chunks_changes_nothing(size: int, copies: int) -> None:
    class Drip(io.BytesIO):
        def read1(self, _size: int | None = -1, /) -> bytes:
            return super().read1(size)

    content = THREE * copies
    assert list(read_pubmed(Drip(content), "file.xml")) == read(content)


@pytest.mark.parametrize("packed", [False, True])
def test_gzip_is_told_by_its_content(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "pubmed.bin"
    path.write_bytes(gzip.compress(THREE) if packed else THREE)
    with open_pubmed(path) as stream:
        assert ids(list(read_pubmed(stream, path.name))) == ["pubmed:31883958", "pubmed:2", "pubmed:3"]


def test_a_truncated_gzip_file_keeps_its_whole_records(tmp_path: Path) -> None:
    path = tmp_path / "pubmed.xml.gz"
    content = whole(*(article(number, title=f"Number {number * 7919 % 1000}.") for number in range(1, 500))).encode()
    packed = gzip.compress(content)
    path.write_bytes(packed[: len(packed) // 2])
    with open_pubmed(path) as stream:
        *documents, last = read_pubmed(stream, path.name)
    assert len(documents) > 100
    assert ids(documents) == [f"pubmed:{number}" for number in range(1, len(documents) + 1)]
    assert isinstance(last, Refused)
    assert "compressed data" in last.reason


PACKED = gzip.compress(THREE)


@given(st.integers(0, len(PACKED) - 1))
def test_a_gzip_file_cut_off_anywhere_says_so(cut: int) -> None:
    items = list(read_pubmed(gzip.GzipFile(fileobj=io.BytesIO(PACKED[:cut])), "file.xml"))  # type: ignore[arg-type]
    assert isinstance(items[-1], Refused)
    assert ids(items) == ["pubmed:31883958", "pubmed:2", "pubmed:3"][: len(items) - 1]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read(content)


@given(st.integers(0, len(THREE) - 1), st.binary(max_size=4))
@settings(max_examples=200)
def test_damage_never_raises_and_never_passes_unseen(at: int, noise: bytes) -> None:
    """With bytes overwritten, a record is either still there or something was refused."""
    items = read(THREE[:at] + noise + THREE[at + len(noise) :])
    if not any(isinstance(item, Refused) for item in items):
        assert len(items) == 3


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&"), min_size=1, max_size=30),
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&"), max_size=30), max_size=4
    ),
)
def test_offsets_count_characters_of_the_text(title: str, bodies: list[str]) -> None:
    parts = "".join(f'<AbstractText Label="L{n}">{body}</AbstractText>' for n, body in enumerate(bodies))
    (document,) = read(article(1, f"<Abstract>{parts}</Abstract>", title=title))
    if isinstance(document, Refused):
        assert not title.strip(" ") and not any(body.strip(" ") for body in bodies)
        return
    assert isinstance(document, Document)
    kept = [(f"L{n}", " ".join(filter(None, body.split(" ")))) for n, body in enumerate(bodies) if body.strip(" ")]
    assert [(s.label, document.text[s.start : s.end]) for s in document.sections] == [("Title", document.title), *kept]
