"""How readings are compared with labels: field by field, numbers by value, p values by value and comparison."""

from benchmarks.reading_effects import LABELS, baseline_items, read_items
from benchmarks.reading_effects_labels import items, load


def test_a_label_counts_each_field_and_numbers_agree_by_value() -> None:
    found = items([["OR", "0.90", ".76", "1.03", "=0.110"], ["p", "<0.05"]])
    assert sorted(found) == sorted(
        [
            ("estimate", "0.9"),
            ("measure", "0.9", "OR"),
            ("low", "0.9", "0.76"),
            ("high", "0.9", "1.03"),
            ("p", "0.9", "0.11"),
            ("p", "", "<0.05"),
        ]
    )


def test_a_reading_is_written_as_its_label() -> None:
    label = items([["OR", "0.88", "0.76", "1.03", "=0.11"], ["?", "8", "-4.4", "21.3"], ["p", "<.05"]])
    text = "OR 0·88 (95% CI 0·76–1·03; p=0·11), then it rose by 8% (95% CI −4.4% to 21.3%). Trend: P<.05"
    assert read_items(text) == label


def test_the_baseline_reads_what_its_expression_says() -> None:
    assert baseline_items("odds ratio 0.88 (95% CI 0.76-1.03), p<0.05") == items(
        [["OR", "0.88", "0.76", "1.03"], ["p", "<0.05"]]
    )


def test_no_document_is_in_two_halves_and_the_file_names_each_text_once() -> None:
    labels = load(LABELS)
    halves: dict[str, set[str]] = {}
    for label in labels:
        halves.setdefault(label.half, set()).add(label.name.split(":")[1])
    assert {half: sum(label.half == half for label in labels) for half in halves} == {
        "dev": 120,
        "test": 80,
        "fresh": 60,
        "late": 79,
    }
    assert not halves["dev"] & halves["test"] and not halves["fresh"] & (halves["dev"] | halves["test"])
    assert not halves["late"] & (halves["dev"] | halves["test"] | halves["fresh"])
    assert len({label.name for label in labels}) == len(labels) == 339
