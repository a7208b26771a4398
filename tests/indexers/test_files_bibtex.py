"""BibTeX: every field by hand, LaTeX undone, and what a hostile file may try. All entries are fictional."""

import io
from pathlib import Path

import bibtexparser
import pytest

from evidence.model import Author, Document, Identifiers, Journal, Published
from indexers.files.bibtex import read_bibtex
from indexers.files.kind import kind_of
from indexers.files.latex import plain
from indexers.files.lines import MAX_LINE
from indexers.files.read import read_file
from indexers.intake import Refused

ENTRY = r"""% written by hand
@string{jir = "Journal of Invented " # {Results}}
@comment{nothing}
@Article{Muster2019,
  author = {M{\"u}ster, Erika Anna and Doe, Jr, John and Ludwig van Beethoven and {World Health Organization} and others},
  title = "{A}spirin and \textit{bleeding}: $\beta$-blockers, 10$^{-3}$ and CO$_2$",
  journal = jir,
  shortjournal = {J Invent Res},
  issn = {1234-567X},
  year = 2019, month = mar, day = 5,
  volume = {12}, number = {3}, pages = {697--704},
  doi = {10.1234/A\_b.C},
  url = {https://example.org/a_b%20c},
  language = {english},
  keywords = {aspirin, {bleeding, major}},
  abstract = {It bled in 5% of 12 patients \& cost \$4,
     as a fictional trial found},
}
"""


def read(text: str | bytes) -> list[Document | Refused]:
    return list(read_bibtex(io.BytesIO(text.encode() if isinstance(text, str) else text), "mine"))


def one(text: str) -> Document:
    (found,) = read(text)
    assert isinstance(found, Document), found
    return found


def titles(items: list[Document | Refused]) -> list[str]:
    return [item.title if isinstance(item, Document) else "refused" for item in items]


def test_every_field_by_hand() -> None:
    """Macros joined, names in all their forms, a percent sign that is no comment, a wrapped abstract."""
    found = one(ENTRY)
    assert (found.id, found.source, found.form) == ("file:mine/Muster2019", "mine", "bibtex")
    assert found.title == "Aspirin and bleeding: β-blockers, 10^-3 and CO2"
    abstract = "It bled in 5% of 12 patients & cost $4, as a fictional trial found"
    assert found.text == f"{found.title}\n\n{abstract}"
    assert found.authors == (
        Author("Müster", "Erika Anna", "EA"),
        Author("Doe", "John", "J", suffix="Jr"),
        Author("van Beethoven", "Ludwig", "L"),
        Author(collective="World Health Organization"),
    )
    assert found.journal == Journal("Journal of Invented Results", "J Invent Res", "1234-567X", "12", "3", "697-704")
    assert found.published == Published("2019-03-05", "day", "month")
    assert found.identifiers == Identifiers(doi="10.1234/A_b.C")
    assert found.url == "https://example.org/a_b%20c"
    assert (found.languages, found.keywords) == (("eng",), ("aspirin", "bleeding, major"))
    assert [t.name for t in found.publication_types] == ["Journal Article"]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e}t\'{e} \`a na\"{\i}f \c{c}a \v{s} \~n {\aa} {\O}re \ss", "été à naïf ça š ñ å Øre ß"),
        (r"\textbf{bold \emph{and} {\it more}} {\bf x}", "bold and more x"),
        (r"$\alpha$ and \textgamma, $p \leq 0.05$, 5 $\pm$ 2", "α and γ, p ≤ 0.05, 5 ± 2"),
        (r"costs $50 (not $40) in 2019", "costs $50 (not $40) in 2019"),
        (r"100\% \& \# \_ \$ \{x\}", "100% & # _ $ {x}"),
        (r"a 5% fall % no comment", "a 5% fall % no comment"),
        (r"pages 1--2---3 ``so'' it's", "pages 1–2—3 “so” it's"),
        (r"mc$^2$, H\textsubscript{2}O, 10\textsuperscript{3}, x_1^2", "mc2, H2O, 10^3, x_1^2"),
        (r"a~b\ c\,d\\e", "a b c d e"),
        (r"C:\temp and \unknown{kept}", r"C:\temp and kept"),
        (r"\textbackslash{}x \textasciitilde{} \^{} \~{}", "\\x ~ ^ ~"),
        ("no latex", "no latex"),
    ],
)
def test_latex_is_undone(latex: str, text: str) -> None:
    """Letters are composed, styles vanish, words and numbers stay; what is no LaTeX is left as it stands."""
    assert plain(latex) == text


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ("pmid = {123}", "pubmed:123"),
        ("pmid = 0123", "pubmed:123"),
        ('note = "PMID: 123"', "pubmed:123"),
        ("note = {Cited by PMID: 123 and others}", "file:mine/k"),
        ("note = {123}", "file:mine/k"),
        ("eprint = {123}, eprinttype = {pubmed}", "pubmed:123"),
        ("eprint = {123}, eprinttype = {arxiv}", "file:mine/k"),
        ("url = {https://pubmed.ncbi.nlm.nih.gov/123/}", "pubmed:123"),
        ("pmcid = {PMC128915}", "pmc:PMC128915"),
        ("pmcid = {128915}", "file:mine/k"),
        ("number = {123}, doi = {10.1234/31883958}", "file:mine/k"),
    ],
)
def test_identifier_is_never_guessed(fields: str, identifier: str) -> None:
    """A PMID only where it is said to be one."""
    assert one(f"@article{{k, title = {{T}}, {fields}}}").id == identifier


def test_one_bad_entry_costs_no_other() -> None:
    """Unclosed braces and quotes, a missing comma or key, an empty entry: refused by name, the rest is read."""
    bad = (
        "@article{open, title = {never closed,",
        '@article{quote, title = "never closed,',
        "@article{comma, title = {A} year = 2019}",
        "@article{empty, year = 2019}",
        "@article{nothing",
    )
    for each in bad:
        items = read(f"@article{{a, title = {{One}}}}\n{each}\n@article{{b, title = {{Two}}}}\n")
        assert titles(items) == ["One", "refused", "Two"]
        refused = items[1]
        assert isinstance(refused, Refused)
        assert "line 2" in refused.record


def test_repeated_keys_and_fields() -> None:
    """Two entries under one key are both kept unless they are the same; of a repeated field the first counts."""
    one_, two = "@misc{k, title = {One}, title = {Other}}\n", "@misc{k, title = {Two}}\n"
    assert titles(read(one_ + two + one_)) == ["One", "Two", "refused"]


def test_several_on_one_line_and_parentheses() -> None:
    """As BibTeX allows."""
    assert titles(read("@misc{a, title={One}} @misc(b, title={Two})")) == ["One", "Two"]


def test_encodings(tmp_path: Path) -> None:
    """A byte order mark, other line ends, windows-1252; UTF-16 is refused with what to do."""
    text = "@misc{a,\n title = {Über}\n}\n"
    for data in (b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode(), text.encode("windows-1252")):
        path = tmp_path / "mine.bib"
        path.write_bytes(data)
        assert titles(list(read_file(path))) == ["Über"]
    assert titles(read(text.encode("utf-16"))) == ["refused"]


def test_macros_stay_bounded() -> None:
    """Thirty macros, each ten times the one before, would be 10^30 characters: the file is read, the rest goes on."""
    laughs = '@string{m0 = "ha"}\n' + "".join(
        f"@string{{m{i} = " + " # ".join([f"m{i - 1}"] * 10) + "}\n" for i in range(1, 30)
    )
    items = read(laughs + "@misc{a, title = m29}\n@misc{b, title = {Two}}\n")
    assert titles(items)[-1] == "Two"
    assert all(len(title) <= 100_000 for title in titles(items))


def test_endless_nesting_and_lines() -> None:
    """100,000 nested braces and a line of more than 8 MB: read or refused, and the next entry is read."""
    deep = "@misc{a, title = {" + "{" * 100_000 + "x" + "}" * 100_000 + "}}\n"
    open_ = "@misc{a, title = {" + "{" * 100_000 + "\n"
    long = "@misc{a, title = {" + "x" * (MAX_LINE + 10) + "}}\n"
    next_one = "@misc{b, title = {Two}}\n"
    assert titles(read(deep + next_one)) == ["x", "Two"]
    assert titles(read(open_ + next_one)) == ["refused", "Two"]
    assert titles(read(long + next_one)) == ["refused", "Two"]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """bibtexparser's own warnings are ours to word."""
    read("@article{a, title = {never closed\n")
    assert capfd.readouterr() == ("", "")


def test_agrees_with_bibtexparser() -> None:
    """Its own stack finds the same key, year, volume and pages in a sound entry."""
    (theirs,) = bibtexparser.parse_string(ENTRY).entries
    ours = one(ENTRY)
    assert (theirs.key, theirs["volume"], theirs["year"]) == ("Muster2019", ours.journal.volume, "2019")
    assert theirs["pages"].replace("--", "-") == ours.journal.pages


def test_kind_by_content() -> None:
    """Comments of any kind may go before; a style sheet's or a mail's "@" makes no BibTeX."""
    assert kind_of(ENTRY.encode()) == "bibtex"
    assert kind_of(b"@comment{x}\n@misc{a, title={T}}") == "bibtex"
    assert kind_of(b"mail me @ home {") != "bibtex"


@pytest.mark.parametrize(
    ("fields", "is_preprint"),
    [
        ("journal = {medRxiv}", True), ("journal = {arXiv preprint arXiv:1706.03762}", True),
        ("journaltitle = {{Research} {Square}}", True), ("publisher = {bioRxiv}", True),
        ("eprint = {1}, archiveprefix = {arXiv}", True), ("doi = {10.48550/arXiv.1706.03762}", True),
        ("howpublished = {medRxiv}", True),
        ("journal = {Nature}, eprint = {1}, archiveprefix = {arXiv}", False), ("journal = {F1000Research}", False),
    ],
)  # fmt: skip
def test_a_preprint_by_where_it_appeared(fields: str, is_preprint: bool) -> None:
    """An @article of a server is none of a journal; a journal's article may name its preprint's place in the archive."""
    assert one(f"@article{{a, title = {{T}}, {fields}}}").is_preprint is is_preprint
