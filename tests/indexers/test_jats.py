"""JATS articles: what the front says, what the text holds and where, and what is refused."""

import gzip
import io
from pathlib import Path

import pytest

from evidence.appraisal import indexed_design
from evidence.model import Author, Document, Grant, Identifiers, Journal, Link, Published, Term
from indexers.files.jats.read import read_jats
from indexers.files.read import read_file
from indexers.inputs import file_inputs
from indexers.intake import Refused

META = """
<article-id pub-id-type="pmid">123</article-id><article-id pub-id-type="pmc">456</article-id>
<article-id pub-id-type="doi">10.1000/x.1</article-id>
<title-group><article-title>Aspirin for <italic>AF</italic><xref ref-type="fn" rid="n">*</xref></article-title>
<subtitle>a randomised trial</subtitle></title-group>
"""


def article(body: str = "", meta: str = META, back: str = "", more: str = "", attributes: str = "") -> str:
    kind = attributes or 'article-type="research-article"'
    return (
        f'<article {kind} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">'
        f"<front><journal-meta/><article-meta>{meta}</article-meta></front><body>{body}</body><back>{back}</back>{more}"
        "</article>"
    )


def read(source: str | bytes) -> Document:
    (found,) = read_jats(source if isinstance(source, bytes) else source.encode(), "set", "name")
    assert isinstance(found, Document), found
    return found


def lines(body: str) -> list[str]:
    """The blocks of the text behind the title."""
    return read(article(body)).text.split("\n\n")[1:]


def refused(source: str | bytes) -> str:
    found = list(read_jats(source if isinstance(source, bytes) else source.encode(), "set", "name"))
    assert isinstance(found[-1], Refused), found
    return found[-1].reason


def sections(document: Document) -> list[tuple[str, str, str]]:
    return [(s.label, s.category, document.text[s.start : s.end]) for s in document.sections]


def test_the_front_becomes_facts() -> None:
    """Ids, names, dates, journal, money, language and type, each from its own element."""
    meta = f"""{META}
      <contrib-group><contrib contrib-type="author"><name><surname>Roe</surname><given-names>Ann-Marie B.</given-names>
        <suffix>Jr</suffix></name></contrib>
        <contrib contrib-type="author"><collab>AF Group<contrib-group><contrib contrib-type="author"><name>
        <surname>Member</surname></name></contrib></contrib-group></collab></contrib>
        <contrib contrib-type="editor"><name><surname>Ed</surname></name></contrib></contrib-group>
      <pub-date pub-type="collection"><year>2004</year></pub-date>
      <pub-date pub-type="ppub"><day>3</day><month>5</month><year>2004</year></pub-date>
      <pub-date pub-type="epub"><day>1</day><month>4</month><year>2004</year></pub-date>
      <pub-date pub-type="pmc-release"><day>1</day><month>1</month><year>2003</year></pub-date>
      <volume>8</volume><issue>2</issue><fpage>10</fpage><lpage>19</lpage>
      <permissions><copyright-statement>(c)</copyright-statement>
        <license xlink:href="http://creativecommons.org/licenses/by/4.0/"><license-p>Free.</license-p></license></permissions>
      <kwd-group><title>Keywords</title><kwd>stroke</kwd><kwd>aspirin</kwd></kwd-group>
      <funding-group><award-group><funding-source>NIH</funding-source><award-id>R01</award-id></award-group></funding-group>
    """
    source = article(meta=meta, attributes='article-type="research-article" xml:lang="en-GB"').replace(
        "<journal-meta/>",
        '<journal-meta><journal-id journal-id-type="nlm-ta">J Ex</journal-id><journal-title-group><journal-title>Journal of '
        "Examples</journal-title></journal-title-group><issn>1234-5678</issn></journal-meta>",
    )
    document = read(source)
    assert (document.id, document.form, document.source) == ("pubmed:123", "jats", "set")
    assert document.identifiers == Identifiers("123", "PMC456", "10.1000/x.1")
    assert document.title == "Aspirin for AF: a randomised trial"
    assert document.authors == (Author("Roe", "Ann-Marie B.", "AMB", suffix="Jr"), Author(collective="AF Group"))
    assert document.published == Published("2004-04-01", "day", "epub")
    assert document.journal == Journal("Journal of Examples", "J Ex", "1234-5678", "8", "2", "10-19")
    assert document.languages == ("eng",)
    assert document.keywords == ("stroke", "aspirin")
    assert document.grants == (Grant("R01", "NIH"),)
    assert document.publication_types == (Term("D016428", "Journal Article"),)
    assert (document.design, document.status) == ("rct", "current")
    assert document.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert document.url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC456/"


def test_the_id_is_the_articles_own() -> None:
    """A PMID of a reference or a related article is never taken; without one the PMCID, without any id the file's name."""
    title = "<title-group><article-title>T</article-title></title-group>"
    related = '<related-article related-article-type="companion" ext-link-type="pmid" xlink:href="9"/>'
    cites = (
        "<ref-list><ref><element-citation><pub-id pub-id-type='pmid'>77</pub-id></element-citation></ref></ref-list>"
    )
    pmc = '<article-id pub-id-type="pmcid">PMC5</article-id>'
    assert read(article("<p>x</p>", title + related, cites)).id == "file:set/name"
    assert read(article("<p>x</p>", pmc + title + related, cites)).id == "pmc:PMC5"


def test_sections_carry_their_headings_and_categories() -> None:
    """The abstract's parts first; sections of the body under the outermost heading and their own; a discussion has none."""
    meta = f"""{META}
      <abstract abstract-type="toc"><p>Blurb.</p></abstract>
      <abstract><sec><title>Background</title><p>Why.</p></sec><sec><title>Findings:</title><p>It fell.</p></sec></abstract>"""
    body = (
        "<sec sec-type='materials|methods'><title>2. Patients and methods</title><p>We did.</p>"
        "<sec><title>Outcomes</title><p>Death.</p></sec></sec>"
        "<sec><title>Discussion</title><p>Others.</p><sec><title>Conclusion</title><p>So.</p></sec></sec>"
    )
    document = read(article(body, meta, "<ack><p>Thanks.</p></ack><ref-list><title>References</title></ref-list>"))
    assert sections(document)[1:] == [
        ("Background", "BACKGROUND", "Why."),
        ("Findings", "RESULTS", "It fell."),
        ("2. Patients and methods", "METHODS", "We did."),
        ("2. Patients and methods: Outcomes", "METHODS", "Death."),
        ("Discussion", "", "Others."),
        ("Discussion: Conclusion", "CONCLUSIONS", "So."),
        ("Acknowledgements", "", "Thanks."),
    ]
    assert "Blurb" not in document.text
    assert document.text.startswith("Aspirin for AF: a randomised trial\n\nBackground\n\nWhy.\n\nFindings\n\nIt fell.")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>3</sup> cells", "10^3 cells"),
        ("10<sup>-</sup><sup>6</sup> M", "10^-6 M"),
        ("m<sup>2</sup>, CO<sub>2</sub>", "m2, CO2"),
        ('effect<sup><xref ref-type="bibr">12</xref></sup>.', "effect[12]."),
        ('was 5<sup><xref ref-type="bibr">1</xref>,<xref ref-type="bibr">2</xref></sup>', "was 5[1,2]"),
        ('effect<xref ref-type="bibr"><sup>12</sup></xref> and', "effect[12] and"),
        ('effect<xref ref-type="bibr">12</xref>', "effect[12]"),
        ('effect [<xref ref-type="bibr">12</xref>]', "effect [12]"),
        ('12.3<xref ref-type="table-fn"><sup>a</sup></xref>', "12.3^a"),
        ("a&#x200B;b&#xAD;c&#x2028;d", "abc d"),
        ("x<inline-formula><mml:math><mml:mi>a</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math></inline-formula>", "xa = 2"),
        ("<alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></alternatives>", "x"),
        ("one<break/>two", "one two"),
        ("5&nbsp;mg &alpha; &le; 3 &amp; 4 &lt; 5", "5\u00a0mg \u03b1 \u2264 3 & 4 < 5"),
    ],
)  # fmt: skip
def test_markup_changes_no_number_and_glues_no_word(markup: str, text: str) -> None:
    """Scripts, reference marks, formulas and named characters read as the page shows them."""
    assert lines(f"<p>{markup}</p>") == [text]


def test_a_paragraph_goes_on_around_what_floats_in_it() -> None:
    """A table or figure in a paragraph stands behind the section's own text; a list ends the line and keeps its items."""
    body = (
        "<sec><title>Results</title><p>It fell <fig><label>Figure 1</label><caption><title>Flow.</title><p>All in.</p></caption>"
        "</fig>by half.</p><p>Three:<list><list-item><label>1.</label><p>one</p></list-item><list-item><p>two</p>"
        "</list-item></list>and more.</p></sec>"
    )
    assert lines(body) == [
        "Results",
        "It fell by half.",
        "Three:",
        "1. one\ntwo",
        "and more.",
        "Figure 1. Flow. All in.",
    ]
    assert [s[0] for s in sections(read(article(body)))] == ["Title", "Results", "Figure 1"]


def test_letters_printed_with_an_article_are_no_part_of_it() -> None:
    """A sub-article, a response: neither their text nor their references."""
    ref = "<ref-list><ref><citation><pub-id pub-id-type='pmid'>8</pub-id></citation></ref></ref-list>"
    letter = f"<sub-article><front-stub/><body><p>Decision letter.</p></body><back>{ref}</back></sub-article>"
    more = f"{letter}<response><body><p>Reply.</p></body></response>"
    document = read(article("<p>Own.</p>", more=more))
    assert document.text.endswith("Own.")
    assert document.links == ()


def test_back_matter_keeps_what_says_something_of_the_study() -> None:
    """Interests, money and appendices under labels of their own; biographies and references are no text."""
    back = (
        "<fn-group><fn fn-type='conflict'><p>None declared.</p></fn></fn-group><bio><p>A man.</p></bio>"
        "<app-group><app><title>Appendix 1</title><sec><title>Search</title><p>MEDLINE.</p></sec></app></app-group>"
    )
    notes = "<fn fn-type='financial-disclosure'><p>By NIH.</p></fn><fn fn-type='corresp'><p>Mail.</p></fn>"
    meta = f"{META}<author-notes>{notes}</author-notes>"
    assert sections(read(article("<p>Own.</p>", meta, back)))[1:] == [
        ("", "", "Own."),
        ("Funding", "", "By NIH."),
        ("Conflicts of interest", "", "None declared."),
        ("Appendix 1: Search", "", "MEDLINE."),
    ]


def test_references_become_links() -> None:
    """To a PMID where one is stated, else a DOI as a note, each once; a reference with neither is none."""
    back = (
        "<ref-list><ref><element-citation><pub-id pub-id-type='doi'>10.1/a</pub-id><pub-id pub-id-type='pmid'>11</pub-id>"
        "</element-citation></ref><ref><mixed-citation><pub-id pub-id-type='doi'>10.1000/b</pub-id></mixed-citation></ref>"
        "<ref><mixed-citation>A book.</mixed-citation></ref>"
        "<ref><citation><pub-id pub-id-type='pmid'>11</pub-id></citation></ref></ref-list>"
    )
    assert read(article(back=back)).links == (Link("Cites", "pubmed:11"), Link("Cites", "", "doi:10.1000/b"))


@pytest.mark.parametrize(
    ("kind", "relation", "link", "status"),
    [
        ("retraction", "retracted-article", "RetractionOf", "notice"),
        ("correction", "corrected-article", "ErratumFor", "notice"),
        ("expression-of-concern", "object-of-concern", "ExpressionOfConcernFor", "notice"),
        ("research-article", "retraction-forward", "RetractionIn", "retracted"),
        ("research-article", "correction-forward", "ErratumIn", "corrected"),
        ("research-article", "corrected-article", None, "current"),
        ("research-article", "companion", None, "current"),
    ],
)
def test_related_articles_settle_the_state(kind: str, relation: str, link: str | None, status: str) -> None:
    """A notice is one by its type; what publishers put on the corrected article itself makes no notice of it."""
    meta = f'{META}<related-article related-article-type="{relation}" ext-link-type="pmid" xlink:href="31"/>'
    document = read(article("<p>x</p>", meta, attributes=f'article-type="{kind}"'))
    assert document.links == ((Link(link, "pubmed:31"),) if link else ())
    assert document.status == status


def test_only_an_articles_own_registration_is_taken() -> None:
    """A number in the registration's section, or the only one that the abstract calls registered; a list of trials is none."""
    headed = f"{META}<abstract><sec><title>Trial registration</title><p>NCT00000001</p></sec></abstract>"
    assert read(article("<p>Unlike NCT00000009.</p>", headed)).registrations == ("NCT00000001",)
    said = f"{META}<abstract><p>Good. Registered as ISRCTN 12345678.</p></abstract>"
    assert read(article("<p>x</p>", said)).registrations == ("ISRCTN12345678",)
    listed = f"{META}<abstract><p>Registered trials were NCT00000001 and registered NCT00000002.</p></abstract>"
    assert read(article("<p>x</p>", listed)).registrations == ()


def test_a_title_in_another_language_gives_way_to_its_translation() -> None:
    """The English title and abstract are what is searched; the original title is kept."""
    meta = (
        "<title-group><article-title>Aspirina</article-title><trans-title-group xml:lang='en'><trans-title>Aspirin</trans-title>"
        "</trans-title-group></title-group><abstract><p>Bien.</p></abstract><trans-abstract xml:lang='en'><p>Well.</p></trans-abstract>"
    )
    document = read(article("<p>x</p>", meta, attributes='article-type="research-article" xml:lang="es"'))
    assert (document.title, document.vernacular_title, document.languages) == ("Aspirin", "Aspirina", ("spa",))
    assert "Well." in document.text


def test_sets_and_namespaces() -> None:
    """Every article of a pmc-articleset, and of a reply that puts JATS into a namespace, is read."""
    one = article("<p>One.</p>")
    two = article("<p>Two.</p>", META.replace("123", "124"))
    found = list(read_jats(f"<pmc-articleset>{one}{two}</pmc-articleset>".encode(), "set", "name"))
    assert [d.id for d in found if isinstance(d, Document)] == ["pubmed:123", "pubmed:124"]
    inside = one.replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns" ')
    harvested = f'<OAI-PMH xmlns="http://o/"><record>{inside}</record></OAI-PMH>'
    assert read(harvested).text.endswith("One.")


def test_bytes_are_read_in_the_encoding_that_they_declare() -> None:
    """Latin-1, UTF-16 and a byte order mark; the same text comes out."""
    source = article("<p>caf\u00e9</p>")
    latin = f'<?xml version="1.0" encoding="ISO-8859-1"?>{source}'.encode("latin-1")
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{source}'.encode("utf-16")
    for data in (latin, wide, b"\xef\xbb\xbf" + source.encode()):
        assert read(data).text.endswith("caf\u00e9")


BOMB = (
    '<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    + article("<p>&c;</p>")
)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (BOMB, "&c;"),
        ('<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + article("<p>&x;</p>"), "&x;"),
        (article("<p>&nosuch;</p>"), "line 6"),
        ("<!DOCTYPE article PUBLIC 'x' 'http://127.0.0.1:1/none.dtd'>" + article("<p>&nosuch;</p>"), "&nosuch;"),
        (article("<p>One.</p>").replace("</body>", "\n\n</bod>"), "line 8"),
        (article("<p>One.</p>")[:-30], "not well-formed"),
        ("<pmc-articleset></pmc-articleset>", "no article"),
        ('<article article-type="x"><body><p>x</p></body></article>', "no front"),
        ("<article><front><article-meta/></front></article>", "neither a title nor a text"),
        (article("<sec>" * 300 + "</sec>" * 300), "depth"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(source: str, reason: str) -> None:
    """No DTD is fetched, no entity is expanded, and nothing that is broken is half read."""
    assert reason.lower() in refused(source).lower()


def test_what_stands_before_a_fault_in_a_set_is_kept() -> None:
    """The whole articles come, then one refusal that says where it ends."""
    found = list(read_jats(f"<pmc-articleset>{article('<p>One.</p>')}<article><front>".encode(), "set", "name"))
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Refused)
    assert found[1].record == "name, after article 1"


def test_an_article_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end: memory is bounded by the limit, not by the file."""
    monkeypatch.setattr("indexers.files.jats.source.MAX_ARTICLE", 1 << 20)
    endless = io.BytesIO(article("<p>word</p>" * 400_000).encode())
    (found,) = read_jats(endless, "set", "name")
    assert isinstance(found, Refused)
    assert "larger than 1 MB" in found.reason
    assert endless.tell() < 3 << 20


def test_files_are_told_by_their_content(tmp_path: Path) -> None:
    """In a folder .nxml and .xml files are read, packed or not; PubMed's own XML is told where to go."""
    (tmp_path / "a.nxml").write_text(article("<p>x</p>"))
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(article("<p>x</p>", META.replace("123", "124")).encode()))
    (tmp_path / "c.xml").write_text("<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>")
    (tmp_path / "d.xml").write_text(article("<p>x</p>", "<title-group><article-title>T</article-title></title-group>"))
    found = [item for made in file_inputs([tmp_path], None) for item in made.read()]
    ids = [item.id for item in found if isinstance(item, Document)]
    assert ids == ["pubmed:123", "pubmed:124", f"file:{tmp_path.name}/d"]
    (other,) = [item for item in found if isinstance(item, Refused)]
    assert "evidence ingest pubmed" in other.reason
    (named,) = read_file(tmp_path / "a.nxml", "mine")
    assert isinstance(named, Document)
    assert named.source == "mine"


@pytest.mark.parametrize(
    ("journal", "is_preprint"),
    [
        ('<journal-id journal-id-type="publisher-id">BIORXIV</journal-id>', True),
        ("<journal-title-group><journal-title>medRxiv</journal-title></journal-title-group>", True),
        ('<journal-id journal-id-type="nlm-ta">Res Sq</journal-id>', True),
        ("<publisher><publisher-name>openRxiv</publisher-name></publisher>", True),
        ("<journal-title-group><journal-title>F1000Research</journal-title></journal-title-group>", False),
    ],
)
def test_a_preprint_by_its_server(journal: str, is_preprint: bool) -> None:
    """Whatever the article-type is."""
    source = article().replace("<journal-meta/>", f"<journal-meta>{journal}</journal-meta>")
    assert read(source).is_preprint is is_preprint


def test_a_preprint_by_its_doi() -> None:
    """Where the journal is not named."""
    assert read(article("<p>x</p>", META.replace("10.1000/x.1", "10.1101/2020.03.22.20040956"))).is_preprint
    assert not read(article("<p>x</p>")).is_preprint


PLAIN = "<title-group><article-title>Stroke in adults</article-title></title-group>"
GROUP = "<article-categories><subj-group{}><subject>{}</subject></subj-group></article-categories>"


@pytest.mark.parametrize(
    ("kind", "heading", "design"),
    [
        ("guideline", "", "guideline"),
        ("practice-guideline", "", "guideline"),
        ("research-article", GROUP.format("", "Guideline"), "guideline"),
        ("other", GROUP.format(' subj-group-type="heading"', "Clinical Practice Guidelines"), "guideline"),
        ("research-article", GROUP.format("", "Research"), ""),
        ("research-article", GROUP.format(' subj-group-type="Discipline-v3"', "Guidelines"), ""),
        ("letter", GROUP.format("", "Guideline"), "letter"),
    ],
)
def test_guidelines_by_type_and_heading(kind: str, heading: str, design: str) -> None:
    """A topic is no heading, and a letter under it is a letter."""
    assert read(article("<p>x</p>", heading + PLAIN, attributes=f'article-type="{kind}"')).design == design


@pytest.mark.parametrize(
    "title",
    ["Stroke in adults: a clinical practice guideline", "Adherence to a stroke guideline", "The new stroke guideline"],
)
def test_guidelines_by_title_as_everywhere(title: str) -> None:
    """A title makes one where `evidence.appraisal` says so, and nowhere else."""
    found = read(article("<p>x</p>", f"<title-group><article-title>{title}</article-title></title-group>"))
    assert found.design == indexed_design((Term("D016428", "Journal Article"),), (), title)
    assert (found.design == "guideline") is ("practice guideline" in title)
