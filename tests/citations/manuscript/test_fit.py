"""Marks and list that do not fit: each case is told in words, and nothing is lost."""

from citations.manuscript.model import Manuscript
from citations.manuscript.read import read_manuscript

LIST = "\n\nReferences\n1. Adler M. Zinc for colds in adults. Fict Med. 2011;1:1-9.\n2. Bose R. Honey for colds. Fict Med. 2012;1:1-9."


def _read(text: str, name: str = "x.txt") -> Manuscript:
    return read_manuscript(text.encode(), name)


def test_a_mark_without_an_entry_is_named() -> None:
    """[7] and [8] are in no list: their keys stay with the sentence, and a note names them."""
    found = _read("Zinc shortens colds [1,2]. Tea does not [7,8]." + LIST)
    assert found.statements[1].marks[0].keys == ("7", "8")
    assert found.notes == ("The text cites 7 and 8, which the reference list does not have.",)


def test_an_entry_that_nothing_cites_is_named() -> None:
    """Entry 2 stays among the references."""
    found = _read("Zinc shortens colds [1]. Nobody knows why." + LIST)
    assert [r.key for r in found.references] == ["1", "2"]
    assert found.notes == ("No mark in the text names 2 of the reference list.",)


def test_the_same_number_twice_keeps_both_entries() -> None:
    """The second is called so; marks mean the first."""
    found = _read("Zinc shortens colds [1,2]." + LIST + "\n2. Carr L. Tea for colds. Fict Med. 2013;1:1-9.")
    assert [(r.key, r.authors) for r in found.references] == [
        ("1", ("Adler",)),
        ("2", ("Bose",)),
        ("2 (second)", ("Carr",)),
    ]
    assert found.notes == (
        "The reference list has more than one entry 2; a mark is taken to mean the first, and all are kept.",
    )


def test_numbers_that_the_list_leaves_out_are_named() -> None:
    """1, 2, 5: 3 and 4 are missing; the mark [4] has no entry."""
    found = _read("Zinc shortens colds [1,2,4,5]." + LIST + "\n5. Carr L. Tea for colds. Fict Med. 2013;1:1-9.")
    assert found.notes == (
        "The text cites 4, which the reference list does not have.",
        "The numbers of the reference list leave out 3 and 4.",
    )


def test_a_list_without_marks_and_marks_without_a_list() -> None:
    """Both are told, and so is a text with neither."""
    assert _read("Zinc shortens colds." + LIST).notes == (
        "The text has a reference list, but no citation mark was found in it.",
    )
    assert _read("Zinc shortens colds [1]. Honey helps [2].").notes == (
        "The text cites 1 and 2, but no reference list was found; --references FILE can give one.",
    )
    assert _read("Zinc shortens colds.").notes == ("No citation mark and no reference list was found in the text.",)


def test_a_year_that_fits_two_entries_is_told() -> None:
    """Adler 2011 is 2011a or 2011b: both are taken as cited."""
    entries = "\n\nReferences\n\nAdler M. (2011a). Zinc for colds. Fict Med, 1.\n\nAdler M. (2011b). Honey for colds. Fict Med, 2."
    found = _read("Zinc shortens colds (Adler, 2011). Honey helps (Adler, 2011b)." + entries)
    assert [m.keys for s in found.statements for m in s.marks] == [("adler 2011a", "adler 2011b"), ("adler 2011b",)]
    assert found.notes == ("More than one entry fits Adler 2011; all of them are taken as cited.",)


def test_marks_at_the_ends_of_paragraphs_only_are_told_and_not_spread() -> None:
    """Three paragraphs of two sentences, a mark at the end of each: the first sentences cite nothing."""
    paragraph = "Zinc shortens colds. Honey helps as well [1,2].\n\n"
    found = _read(paragraph * 3 + LIST)
    assert [len(s.marks) for s in found.statements] == [0, 1] * 3
    assert found.notes == (
        "In 3 of 3 paragraphs with several sentences only the last carries a citation: it is checked for that sentence"
        " alone, and the others count as uncited.",
    )


def test_an_identifier_in_the_text_is_the_entry_that_has_it() -> None:
    """PMID: 123 means entry 1, which states it; PMC123 is another thing and gets a reference of its own."""
    entry = "\n\nReferences\n1. Adler M. Zinc for colds in adults. Fict Med. 2011;1:1-9. PMID: 123."
    found = _read("Zinc shortens colds (PMID: 123). Honey helps (PMC123)." + entry)
    assert [m.keys for s in found.statements for m in s.marks] == [("1",), ("pmcid:PMC123",)]
    assert [(r.key, r.pmid, r.pmcid) for r in found.references] == [("1", "123", ""), ("pmcid:PMC123", "", "PMC123")]


def test_a_list_without_a_heading_is_found_by_its_form() -> None:
    """Numbered lines with names and years at the end."""
    found = _read("Zinc shortens colds [1].\n\nHoney helps [2].\n\n" + LIST.partition("References\n")[2])
    assert [r.key for r in found.references] == ["1", "2"]
    assert [s.text for s in found.statements] == ["Zinc shortens colds.", "Honey helps."]


def test_what_follows_the_list_is_still_read() -> None:
    """A paragraph behind the entries is body; headings end the list."""
    found = _read("Zinc shortens colds [1]." + LIST + "\n\nAppendix\n\nHoney is sweet [2].\n", "x.md")
    assert [s.text for s in found.statements if s.is_claim] == ["Zinc shortens colds.", "Honey is sweet."]
    assert [r.text for r in found.references][-1] == "Bose R. Honey for colds. Fict Med. 2012;1:1-9."


def test_two_thousand_missing_entries_make_a_short_note() -> None:
    """Twelve are named and the rest is counted."""
    found = _read(" ".join(f"Zinc shortens colds [{n}]." for n in range(3, 1003)) + LIST)
    assert "and 988 more, which the reference list does not have." in found.notes[0]
