"""Findings: the right numbers with the right measure, as written, at their offsets; nothing where that is not plain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.findings import Finding, findings, read


def shown(text: str) -> list[str]:
    """Each finding as "measure estimate low high p", the last ones left out where there are none."""
    return [_shown(finding) for finding in findings(text)]


def _shown(finding: Finding) -> str:
    interval, p = finding.interval, finding.p
    parts = [finding.measure or "?", finding.estimate.text]
    parts += [interval.low.text, interval.high.text] if interval else []
    return " ".join([*parts, *([f"p{p.number.relation}{p.number.text}"] if p else [])])


READ = [
    ("hazard ratio, 0.48; 95% CI, 0.39 to 0.59", ["HR 0.48 0.39 0.59"]),
    ("HR 0·48 (95% CI 0·39–0·59; p<0·001)", ["HR 0·48 0·39 0·59 p<0·001"]),
    ("HR (95% CI): 0.48 (0.39-0.59); P value: .03", ["HR 0.48 0.39 0.59 p.03"]),
    ("Hazard ratio: 0.48; 95% CI: 0.39–0.59; P: .03", ["HR 0.48 0.39 0.59 p.03"]),
    ("relative risk 0.85, 0.66 to 1.09)", ["RR 0.85 0.66 1.09"]),
    ("adjusted mean difference, - 7.0; 95% CI, - 10.8 to - 3.2", ["MD - 7.0 - 10.8 - 3.2"]),
    ("the difference was 44% (95% CI, 27%-53%)", ["RD 44 27 53"]),
    (
        "ORs were 1.2 (95% CI 0.7-2.2), 1.7 (0.9-3.2) and 3.7 (1.9-7.4)",
        ["OR 1.2 0.7 2.2", "OR 1.7 0.9 3.2", "OR 3.7 1.9 7.4"],
    ),
    ("sensitivity and specificity were 97% and 90%", ["sensitivity 97", "specificity 90"]),
    ("95.8% sensitivity and 100% specificity", ["sensitivity 95.8", "specificity 100"]),
    ("positive predictive value of 0.93", ["PPV 0.93"]),
    ("(likelihood ratio [LR], 18; 95% CI, 12-27)", ["LR 18 12 27"]),
    ("area under the ROC curve was 0.81 (95% CI 0.75 to 0.88)", ["AUC 0.81 0.75 0.88"]),
    ("NNTB 8, 95% CI 5 to 20", ["NNT 8 5 20"]),
    ("median survival was 11.1 months (IQR 6.5–13.5)", ["median 11.1 6.5 13.5"]),
    ("6.66 ± 1.32 vs 6.12±1.36", ["mean 6.66", "mean 6.12"]),
    ("mean (SD) age was 61.2 (8.4) years", ["mean 61.2"]),
    ("20.1 and 7.7 cases per 100 person-years", ["incidence 20.1", "incidence 7.7"]),
    ("in 79.4% vs 60.3%", ["proportion 79.4", "proportion 60.3"]),
    ("12 of 100 (12%) died", ["proportion 12"]),
    ("Two of 53 (4%; 95% CI, 0.5%-13%)", ["proportion 4 0.5 13"]),
    ("IL6R rose by 34·3% (95% CI 30·4-38·2)", ["? 34·3 30·4 38·2"]),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_papers_write_is_read_as_written(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


NOT_READ = [
    "OR 0.63-0.69",
    "relative risk [31]",
    "the prevalence was 3–12%",
    "MAPLES group B: 6",
    "t(18) = 3.65, p = 0.002",
    "with a mean (n = 12)",
    "at 12 months",
    "65 patients aged 18 to 80 years",
    "-35.4% vs -15.8%",
    "mean: 75,5",
    "operating room (OR) 3% of the time",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_nothing_is_read_where_it_is_not_plain(text: str) -> None:
    assert shown(text) == []


CROSSES = [
    ("HR 0.8 (95% CI 0.7-0.9)", False),
    ("HR 0.8 (95% CI 0.7-1.0)", True),
    ("mean difference -3 (95% CI -5 to 1)", True),
    ("mean difference -3 (95% CI -5 to -1)", False),
    ("sensitivity 97% (95% CI 92-99%)", None),
    ("HR 0.8", None),
    ("grew by 8% (95% CI -4% to 21%)", None),
]


@pytest.mark.parametrize(("text", "expected"), CROSSES)
def test_an_interval_that_holds_no_effect_says_so_where_that_can_be_told(text: str, expected: bool | None) -> None:
    assert [finding.crosses_no_effect for finding in findings(text)] == [expected]


KINDS = [
    ("OR 1.2 (95% CI 1.1-1.3)", "CI"),
    ("OR 1.2 (95% CrI 1.1-1.3)", "CrI"),
    ("median 9 years (IQR 6-30)", "IQR"),
    ("median 9 years; range 6-30 years", "range"),
    ("OR 1.2 (1.1-1.3)", ""),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_intervals_are_told_apart(text: str, kind: str) -> None:
    assert [finding.interval.kind for finding in findings(text) if finding.interval] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("5.1 ± 0.3", "±"), ("mean 5.1 (SD 0.3)", "SD"), ("mean 5.1 (SE 0.3)", "SE"), ("Mean ± SEM: 5.1 ± 0.3", "SE")],
)
def test_spreads_are_told_apart(text: str, kind: str) -> None:
    assert [finding.spread.kind for finding in findings(text) if finding.spread] == [kind]


def test_a_p_value_of_arms_or_of_a_trend_is_nobodys_but_is_read() -> None:
    """The p value of a comparison belongs to no single arm, and one for trend to no single estimate."""
    reading = read("79.4% vs 60.3%, p = 0.04; OR 2.6 (95% CI 1.7–4.1) (P for trend <0.001)")
    assert [finding.p for finding in reading.findings] == [None, None, None]
    assert [(p.number.text, p.about) for p in reading.p_values] == [("0.04", ""), ("0.001", "trend")]


PIECES = st.sampled_from([
    "HR ", "odds ratio", " [OR] ", "0.48", " (", "95% CI ", "0·39", "–", " to ", ")", "; P<",
    ".001", ". ", "\n", "α", "12", " of ", "%", " vs ", "mean ", "±", "median (IQR); ",
    "n = ", ": ", "; ", " and ", "/", ",", "-", "1 ", " per 1000 person-years",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_is_read_stands_in_the_text_at_its_offsets(text: str) -> None:
    reading = read(text)
    for finding in reading.findings:
        share, interval, spread = finding.share, finding.interval, finding.spread
        parts = [finding.estimate, *((share.events, share.total, share.percent) if share else ())]
        parts += [interval.low, interval.high, interval.level] if interval else []
        parts += [spread.value] if spread else []
        for part in parts:
            assert part is None or text[part.start : part.end] == part.text != ""
            assert part is None or finding.start <= part.start < part.end <= finding.end <= len(text)
    for p in reading.p_values:
        assert p.start <= p.number.start < p.number.end == p.end
        assert text[p.number.start : p.number.end] == p.number.text


@st.composite
def effects_in_print(draw: st.DrawFn) -> tuple[str, str, tuple[Decimal, Decimal, Decimal], str]:
    """A ratio with its interval and p value in a random typography: text, measure, (estimate, low, high), p."""
    name, measure = draw(
        st.sampled_from(
            [("HR", "HR"), ("hazard ratio", "HR"), ("odds ratio [OR]", "OR"), ("aOR", "OR"), ("Relative risk", "RR")]
        )
    )
    low, estimate, high = sorted(Decimal(draw(st.integers(1, 999))) / 100 for _ in range(3))
    dot = draw(st.sampled_from([".", "·", "∙"]))
    bare = draw(st.booleans())

    def printed(value: Decimal) -> str:
        text = f"{value:.2f}".replace(".", dot)
        return text[1:] if bare and text.startswith("0") and dot == "." else text

    to = draw(st.sampled_from(["-", "–", "−", " - ", " – ", " to ", ", "]))
    space = draw(st.sampled_from([" ", "\u00a0", "\u2009"]))
    percent = draw(st.sampled_from(["95%", "95 %", "95 per cent", "90%"]))
    interval = draw(st.sampled_from(["CI", "CI:", "CI,", "confidence interval", "confidence interval [CI]", "CI ="]))
    opening, closing = draw(st.sampled_from([(" (", ")"), (" [", "]"), ("; ", ""), (", ", "")]))
    link = draw(st.sampled_from([" ", ", ", " = ", "=", " was ", ": ", " of "]))
    p = draw(st.sampled_from(["0.03", "<0.001", ">0.99"]))
    ending = draw(st.sampled_from([f"; P{space}", f", p{space}", "; p"])) + (p if p[0] in "<>" else f"={space}{p}")
    bounds = f"{percent}{space}{interval}{space}{printed(low)}{to}{printed(high)}"
    text = f"We saw a {name}{link}{printed(estimate)}{opening}{bounds}{ending}{closing}."
    return text, measure, (estimate, low, high), p.lstrip("<>")


@given(effects_in_print())
def test_an_effect_is_read_back_exactly_from_any_typography(
    made: tuple[str, str, tuple[Decimal, Decimal, Decimal], str],
) -> None:
    text, measure, values, p = made
    (finding,) = findings(text)
    assert finding.measure == measure
    assert finding.interval is not None and finding.interval.kind == "CI" and finding.interval.level is not None
    assert (finding.estimate.value, finding.interval.low.value, finding.interval.high.value) == values
    assert finding.p is not None and finding.p.number.value == Decimal(p)


LONG = [
    "1 ",
    "1, ",
    "1/",
    "95% CI ",
    "12 of 100 (12%) vs ",
    "HR 0.8 (95% CI 0.7-0.9), ",
    "mean ",
    "sensitivity and ",
    "p ",
    "( ",
    " ",
    "1 (2",
]


@pytest.mark.parametrize("piece", LONG)
def test_long_texts_of_any_kind_are_read_to_their_end(piece: str) -> None:
    """No pattern is catastrophic: each of these takes about a second, and would take minutes with a quadratic step."""
    text = piece * (100_000 // len(piece))
    reading = read(text + ". HR 0.8 (95% CI 0.7-0.9)")
    assert reading.findings[-1].measure == "HR"
    assert reading.findings[-1].start > len(text)
