"""Inline markup to text: expected values worked out by hand from the rules in the module's docstring."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from indexers.pubmed.markup import collapse, flatten


def flat(inner: str) -> str:
    return flatten(etree.fromstring(f'<t xmlns:mml="http://www.w3.org/1998/Math/MathML">{inner}</t>'))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("", ""),
        ("<i>Escherichia coli</i>-positive", "Escherichia coli-positive"),
        ("in <i>E. coli</i> and <b>all</b> others", "in E. coli and all others"),
        ("10<sup>3</sup> cells", "10^3 cells"),
        ("10<sup>-6</sup> M", "10^-6 M"),
        ("10<sup>\u22126</sup>", "10^\u22126"),
        ("10<sup>-</sup><sup>6</sup>", "10^-6"),
        ("10<sup>-<i>6</i></sup>", "10^-6"),
        ("10<sup> 3 </sup>/L", "10^3 /L"),
        ("<b>10<sup>3</sup></b>", "10^3"),
        ("<b>10</b><sup>3</sup>", "10^3"),
        ("was effective.<sup>3</sup> Next", "was effective.^3 Next"),
        ("kg/m<sup>2</sup>", "kg/m2"),
        ("I<sup>2</sup> = 22%", "I2 = 22%"),
        ("Ca<sup>2+</sup>", "Ca2+"),
        ("CD4<sup>+</sup> cells", "CD4+ cells"),
        ("miR-15a<sup>-/-</sup>", "miR-15a-/-"),
        ("the 20<sup>th</sup> century", "the 20th century"),
        ("<sup>13</sup>C", "13C"),
        ("mc<sup>2</sup>155", "mc2 155"),
        ("HbA<sub>1c</sub>", "HbA1c"),
        ("H<sub>2</sub>O", "H2O"),
        ("CD4<sub>2</sub>", "CD4_2"),
        ("P <sub>CO<sub>2</sub></sub>", "P CO2"),
        ("p&lt;0.05", "p<0.05"),
        ("one<br/>two", "one two"),
        ("one<!-- no -->two<?pi x?> three", "onetwo three"),
        ("  one \n\t two  ", "one two"),
        ("64\u2009218\u00a0mg  ", "64\u2009218\u00a0mg"),
    ],
)
def test_inline_markup(markup: str, text: str) -> None:
    assert flat(markup) == text


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<mml:msup><mml:mn>10</mml:mn><mml:mn>3</mml:mn></mml:msup>", "10^3"),
        ("<mml:msup><mml:mi>x</mml:mi><mml:mrow><mml:mo>-</mml:mo><mml:mn>2</mml:mn></mml:mrow></mml:msup>", "x^-2"),
        ("<mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn>", "p < 0.05"),
        ("<mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac>", "a/b"),
        (
            "<mml:mfrac><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mi>b</mml:mi></mml:mrow>"
            "<mml:mi>c</mml:mi></mml:mfrac>",
            "(a + b)/c",
        ),
        ("<mml:msub><mml:mi>V</mml:mi><mml:mi>max</mml:mi></mml:msub>", "Vmax"),
        ("<mml:msqrt><mml:mi>n</mml:mi></mml:msqrt>", "√(n)"),
        ("<mml:mtext>log odds</mml:mtext><mml:mi>x</mml:mi>", "log odds x"),
        ("<mml:mi>log</mml:mi><mml:mi>x</mml:mi>", "log x"),
        ("<mml:mn>2</mml:mn><mml:mo>\u2062</mml:mo><mml:mi>x</mml:mi>", "2 x"),
        (
            "<mml:mmultiscripts><mml:mi>C</mml:mi><mml:mprescripts/><mml:none/><mml:mn>13</mml:mn></mml:mmultiscripts>",
            "13C",
        ),
        (
            "<mml:semantics><mml:mi>y</mml:mi><mml:annotation>y_tex</mml:annotation></mml:semantics>",
            "y",
        ),
    ],
)
def test_mathml(mathml: str, text: str) -> None:
    assert flat(f"<mml:math>{mathml}</mml:math>") == text


def test_math_stands_in_its_sentence() -> None:
    assert flat("of <mml:math><mml:mi>x</mml:mi></mml:math> in all") == "of x in all"


words = st.text(st.sampled_from("abz019 .,-+()\u2009\u00a0\n\u03b1"), max_size=12)


def nodes(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["i", "b", "u", "sup", "sub", "mml:mrow", "unknown"])
    return st.lists(
        st.one_of(words, st.builds(lambda tag, body: f"<{tag}>{body}</{tag}>", tags, inner)), max_size=4
    ).map("".join)


markups = st.recursive(words, nodes, max_leaves=20)


def alphanumerics(text: str) -> list[str]:
    return [character for character in text if character.isalnum()]


@given(markups)
def test_no_letter_or_digit_is_lost_added_or_moved(markup: str) -> None:
    element = etree.fromstring(f'<t xmlns:mml="http://www.w3.org/1998/Math/MathML">{markup}</t>')
    assert alphanumerics(flatten(element)) == alphanumerics("".join(map(str, element.itertext())))


@given(markups)
def test_words_that_the_source_sets_apart_stay_apart(markup: str) -> None:
    """Every run of white space in the source sets words apart in the text: splitting at it gives the same words.

    Between a number and its superscript or subscript the mark does: 10<sup> 3</sup> is "10^3".
    """
    element = etree.fromstring(f'<t xmlns:mml="http://www.w3.org/1998/Math/MathML">{markup}</t>')
    source = "".join(map(str, element.itertext()))
    rejoined = re.sub(r"[\^_]", " ", flatten(element))
    before = ["".join(alphanumerics(word)) for word in re.split(r"[ \n]+", source)]
    after = "".join("".join(alphanumerics(word)) + " " for word in rejoined.split(" "))
    position = 0
    for word in filter(None, before):  # a word may be cut in two ("mc2 155"), never joined with the next
        spelled = ""
        while len(spelled) < len(word):
            spelled += after[position].strip()
            position += 1
        assert spelled == word
        assert after[position] == " "
        position += 1
        while after[position : position + 1] == " ":
            position += 1


@given(st.integers(1, 99), st.sampled_from(["", "-", "\u2212", "+"]), st.integers(1, 99))
def test_a_power_never_reads_as_another_number(base: int, sign: str, exponent: int) -> None:
    assert flat(f"{base}<sup>{sign}{exponent}</sup>") == f"{base}^{sign}{exponent}"


@given(st.text())
def test_collapse_is_idempotent_and_keeps_other_spaces(text: str) -> None:
    once = collapse(text)
    assert collapse(once) == once
    assert re.sub(r"[ \t\r\n]", "", once) == re.sub(r"[ \t\r\n]", "", text)
