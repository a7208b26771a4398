"""A check as JSON, as annotated HTML, for the terminal."""

from html.parser import HTMLParser

from evidence.checked import Checked, CheckedCitation, CheckedClaim, CheckedReference, Opinion
from evidence.model import Mismatch
from research.checked.as_json import checked_json
from research.checked.html import to_html
from research.checked.terminal import check_lines
from research.checked.words import is_clean, summary

TEXT = "Aspirin helps. Bleeding rose by 40% [1]. <b>Deaths</b> fell [2]. Nothing is cited here."
WRONG = CheckedClaim(
    "Bleeding rose by 40%.",
    15,
    40,
    "contradicted",
    "The figure is another.",
    (
        CheckedCitation(
            "[1]",
            "1",
            "pubmed:1",
            "contradicted",
            "numbers",
            "The figure is another.",
            "Bleeding rose by 4%.",
            10,
            30,
            (Mismatch("number", "40%", "4%"),),
            (Opinion("exact", "contradicted", "The figure is another."),),
            None,
        ),
    ),
    0,
    "pubmed:9",
)
RIGHT = CheckedClaim(
    "<b>Deaths</b> fell.",
    41,
    64,
    "supported",
    "Word for word.",
    (
        CheckedCitation(
            "[2]", "2", "pubmed:2", "supported", "quote", "Word for word.", "Deaths fell.", 5, 17, (), (), True
        ),
    ),
)
CHECKED = Checked(
    TEXT,
    (WRONG, RIGHT),
    (
        CheckedReference(
            "1", "Smith <i>A</i>. 2020. PMID: 1.", "pubmed:1", "First & last", "concern", "", "https://p/1/"
        ),
        CheckedReference("2", "Jones B.", "pubmed:2", "Second", "current", "", "javascript:alert(1)"),
    ),
    ("exact", "lexical"),
    7,
    ("The entry 3 is never cited.",),
    ((65, 87),),
    {"citation_recall": 0.5},
)


class Words(HTMLParser):
    """The page's text, its links and its marked words."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.links, self.marked = "", [], []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
        if "mark" in self._open:
            self.marked.append(data)


def page() -> Words:
    words = Words()
    words.feed(to_html(CHECKED, "draft.md"))
    return words


def test_the_json_is_what_the_interface_promises() -> None:
    made = checked_json(CHECKED)
    (wrong, _) = made["claims"]
    assert {"text", "start", "end", "support", "citations"} <= set(wrong)
    assert {"marker", "document_id", "support", "layer", "reason", "quote", "start", "end"} <= set(
        wrong["citations"][0]
    )
    assert made["measures"] == {"citation_recall": 0.5}
    assert TEXT[wrong["start"] : wrong["end"]] == "Bleeding rose by 40% [1]."
    assert made["uncited"] == [{"text": "Nothing is cited here.", "start": 65, "end": 87}]


def test_the_page_shows_each_sentence_with_its_verdict_and_the_source_beside_it() -> None:
    read = page()
    for words in (
        "Bleeding rose by 4%.",
        "Deaths fell.",
        "The figure is another.",
        "contradicted",
        "pubmed:9",
        "never cited",
    ):
        assert words in read.text
    assert read.marked == ["40%", "4%"]


def test_the_page_loses_nothing_of_the_text() -> None:
    read = "".join(page().text.split())
    for part in ("Aspirinhelps.", "<b>Deaths</b>fell[2].", "Nothingiscitedhere."):
        assert part in read


def test_markup_in_the_text_or_a_reference_is_shown_and_never_obeyed() -> None:
    html = to_html(CHECKED, "<script>x</script>.md")
    assert "<script>" not in html
    assert "<b>Deaths</b>" not in html
    assert page().links == ["https://p/1/"]


def test_the_terminal_shows_what_is_not_supported_with_its_line_and_source() -> None:
    shown = "\n".join(check_lines(CHECKED))
    assert "2 cited statements with 2 citations: 1 contradicted, 1 supported. 1 statement" in shown
    assert "CONTRADICTED (line 1): Bleeding rose by 40%." in shown
    assert "closest: “Bleeding rose by 4%.”" in shown
    assert "pubmed:9 says this word for word" in shown


def test_a_text_without_claims_is_not_clean() -> None:
    """`--strict` must not pass a text because nothing could be read in it."""
    nothing = Checked("x", (), (), (), None)
    assert not is_clean(nothing)
    assert "nothing was checked" in summary(nothing)
    assert is_clean(Checked(TEXT, (RIGHT,), (), (), 1))
    assert not is_clean(CHECKED)
