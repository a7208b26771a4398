"""What looks like a citation mark and is none; and what looks odd and is one."""

import pytest

from citations.manuscript.model import Manuscript
from citations.manuscript.read import read_manuscript

NUMBERED = "\n\nReferences\n" + "\n".join(
    f"{n}. Adler M. Study number {n} of colds. Fict Med. 20{n:02};1:1-9." for n in range(1, 13)
)
NAMED = (
    "\n\nReferences\n\nAdler, M. (2019). Zinc for the common cold. Fict Med, 1, 1-9."
    "\n\nBose, R., & Li, C. (2020). Zinc again. Fict Med, 2, 1-9."
)


def marks(text: str, name: str = "x.txt") -> list[str]:
    return [mark.text for s in _read(text, name).statements for mark in s.marks]


def _read(text: str, name: str) -> Manuscript:
    return read_manuscript(text.encode(), name)


@pytest.mark.parametrize(
    "sentence",
    [
        'The effect "were [sic] large" in all groups.',
        "The risk ratio was 1.2 (95% CI [1.1, 3.4]) in all groups.",
        "The median delay was 5 [2-9] days in all groups.",
        "Age was 12 (IQR [3, 12]) years in all groups.",
        "The trial began (2020) in all groups.",
        "Few patients died (n = 12) in all groups.",
        "Deaths are shown (Figure 1) for all groups.",
        "Interleukin was raised, IL-6 (2) in all groups.",
        "There were 10^3 cells per mL in all groups.",
        "The area was 12 m² and the volume 3 cm³ in all groups.",
        "CD4⁺ cells and Ca²⁺ rose by 10⁵ in all groups.",
        "The model fitted (R² = 0.4, χ² = 3) in all groups.",
        "Uptake of ¹⁸F and ⁹⁹Tc rose by 4 s⁻¹ in all groups.",
        "The V600E [BRAF] variant was found in all groups.",
        "There were two arms: (1) zinc and (2) placebo in all groups.",
        "Doses were 5 (3) and 7 (2) mg in all groups.",
        "The vaccine for covid19 and interleukin6 was given in all groups.",
    ],
)
def test_no_mark_where_none_is(sentence: str) -> None:
    """Intervals, years, counts, figures, powers, charges, isotopes and enumerations beside real marks."""
    assert marks(f"Colds are common [1]. {sentence} They last for days [2,3].{NUMBERED}") == ["[1]", "[2,3]"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial ended (March 2019) in all groups.",
        "Nobody died (China, 2019) in all groups.",
        "Deaths are shown (Figure 2, 2020) for all groups.",
        "Rates have risen (since 2019) in all groups.",
        "The RECOVERY trial (RECOVERY 2020) was large in all groups.",
        "The CONSORT (2010) statement was followed in all groups.",
        "In Germany (2019) the rates rose in all groups.",
    ],
)
def test_no_author_where_none_is(sentence: str) -> None:
    """Dates, places and names of trials with a year beside real authors."""
    text = f"Colds are common (Adler, 2019). {sentence} Zinc helps (Bose & Li 2020).{NAMED}"
    assert marks(text) == ["(Adler, 2019)", "(Bose & Li 2020)"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Zinc, as shown before [3], shortens colds.", "[3]"),
        ("Zinc shortens colds by 23% [4,5].", "[4,5]"),
        ("Zinc shortened colds in 2019 [6].", "[6]"),
        ("Zinc shortens colds [refs. 7, 8].", "[refs. 7, 8]"),
        ("Zinc shortens colds.［9］", "［9］"),
        ("Zinc shortens colds\u00a0[2\u20134].", "[2\u20134]"),
        ("Zinc shortens colds \\[10\\].", "\\[10\\]"),
        ("Zinc shortens colds (reviewed in [11]).", "[11]"),
        ("Zinc shortens colds [3, p. 12, Table 2, row Age ≥65].", "[3, p. 12, Table 2, row Age ≥65]"),
    ],
)
def test_an_odd_mark_is_one(sentence: str, expected: str) -> None:
    """Commas behind, brackets of other scripts, escapes, pages: each is found as written, and nothing else."""
    found = marks(f"Colds are common [1]. {sentence} They last for days [12].{NUMBERED}")
    assert found == ["[1]", expected, "[12]"]


def test_a_mark_belongs_to_the_sentence_it_stands_behind() -> None:
    """Before the full stop, behind it, and before a comma; the sentence is handed on without it."""
    text = f"Zinc helps [1]. Honey helps.[2] Onions, however [3], do not help. Tea was not tried.{NUMBERED}"
    found = [(s.text, [m.text for m in s.marks]) for s in _read(text, "x.txt").statements]
    assert found == [
        ("Zinc helps.", ["[1]"]),
        ("Honey helps.", ["[2]"]),
        ("Onions, however, do not help.", ["[3]"]),
        ("Tea was not tried.", []),
    ]


def test_a_quoted_mark_is_the_source_s_own() -> None:
    """ "[5]" inside a quotation that has its own mark behind it is no mark, and stays in the quotation."""
    found = _read(f"The authors wrote “zinc shortens colds by a day.[5]” [2] Honey helps too [1].{NUMBERED}", "x.txt")
    assert [m.text for s in found.statements for m in s.marks] == ["[2]", "[1]"]
    assert found.statements[0].text == "The authors wrote “zinc shortens colds by a day.[5]”"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_line_ends_and_encodings_make_no_difference(ends: str, encoding: str) -> None:
    """The same marks and entries, and offsets that count in the text as it was decoded, its line ends kept."""
    text = f"Zinc shortens\ncolds [1,\n2]. Honey – helps [3].{NUMBERED}".replace("\n", ends)
    found = read_manuscript(text.encode(encoding), "x.txt")
    assert found.text == text
    assert [m.keys for s in found.statements for m in s.marks] == [("1", "2"), ("3",)]
    assert [s.text for s in found.statements] == ["Zinc shortens colds.", "Honey – helps."]
    assert all(found.text[r.start : r.end] == r.text for r in found.references)
    assert len(found.references) == 12


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The hazard ratio was 0.80 (95% CI 0.70 to 0.91) [3,4].", "[3,4]"),
        ("The hazard ratio was 0.80 (95% CI 0.70 to 0.91) [3-5].", "[3-5]"),
        ("Scores on the pain scale improved [3,4].", "[3,4]"),
        ("Benefit was seen in 4 trials [3,5].", "[3,5]"),
    ],
)
def test_a_mark_behind_a_whole_interval_or_a_count_is_a_mark(sentence: str, expected: str) -> None:
    """The interval before it is closed: what follows in square brackets is what the list has."""
    assert marks(sentence + NUMBERED) == [expected]


@pytest.mark.parametrize("sentence", ["The range was [2-9] days.", "Age, median (IQR) [3-9], did not differ."])
def test_an_interval_in_square_brackets_stays_one_although_the_list_has_its_numbers(sentence: str) -> None:
    assert marks(sentence + NUMBERED) == []


def test_a_tables_cell_with_a_finding_and_its_figure_is_a_claim() -> None:
    """Six words or numbers: what an evidence table says is held to what it cites; bare figures in cells are not."""
    table = (
        "| Drug | Effect |\n|---|---|\n| Zinc | shortened severe colds by 2.4 days [4] |\n| Honey | 12 of 30 [5] |\n"
    )
    said = [(s.text, s.is_claim) for s in _read(table + NUMBERED, "x.md").statements if s.marks]
    assert said == [("Zinc | shortened severe colds by 2.4 days", True), ("Honey | 12 of 30", False)]
