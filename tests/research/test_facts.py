"""The facts of a study are read from its own words, located, and left out rather than guessed."""

from dataclasses import replace

import pytest

from evidence.model import Document, Section
from research.reading.facts.same import same_studies
from research.reading.facts.study import StudyFacts, facts_of
from tests.fakes import document

RCT = {"design": "rct", "title": "A drug for a condition"}


def said(body: str, field: str, **changes: object) -> str | None:
    """The words that state a fact of a document whose abstract is `body`."""
    made = document(body=body, **(RCT | changes))
    start = made.sections[1].start
    kept = replace(made, sections=(made.sections[0], Section("METHODS", start, len(made.text), "METHODS")))
    stated = getattr(facts_of(kept), field)
    assert stated is None or kept.text[stated.start : stated.end] == stated.text
    return stated.text if stated else None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("We randomly assigned 1,234 patients to aspirin or placebo.", "1,234 patients"),
        ("We enrolled 581\u2009845 adults in this trial.", "581\u2009845 adults"),
        ("Sixty-two patients with asthma were randomised.", "Sixty-two patients"),
        ("One hundred and four patients were enrolled.", "One hundred and four patients"),
        ("Of 900 screened, 148 patients were randomised to A (N = 97) or B (N = 51).", "148 patients"),
        ("A total of 1200 patients were screened. We randomised 300 patients.", "300 patients"),
        ("Over 9000 women and men were randomised.", "9000 women and men"),
        ("Children aged 5-18 years (n = 406) reported their behaviour.", "Children aged 5-18 years (n = 406)"),
        ("We enrolled 63 patients and 52 healthy controls.", "63 patients and 52 healthy controls"),
    ],
)
def test_the_whole_study(body: str, words: str) -> None:
    """The number of all who took part, in its own words: randomised before screened, total before arms."""
    assert said(body, "participants") == words


@pytest.mark.parametrize(
    "body",
    [
        "Patients were randomised to soy (n = 59) or placebo (n = 64).",  # no total is stated
        "Twenty-three patients were randomized to the diet and twenty-one patients to the control group.",
        "A total of 275 participants were assigned to integrated care and 355 to usual care.",
        "We enrolled 530 women in each group.",
        "The trial ran at 40 centres in 2019 patients.",
        "A sample of 200 patients will be randomised.",
        "Ten patients died.",
        "In 12 of 40 patients in the active group the pain returned.",
        "Of 4894 eligible women, 4532 without dementia were recruited and enrolled.",
        "We assessed 11\u2009914 participants for eligibility.",
        "We gave 40 mg to patients for 12 weeks.",
        "Five patients, all in the ketamine group, reported hallucinations.",
    ],
)
def test_no_part_for_the_whole(body: str) -> None:
    """Arms, plans, outcomes, years, centres and doses are no number of participants."""
    assert said(body, "participants") is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("We included 17 trials (12,345 participants).", "17 trials (12,345 participants)"),
        ("Of 1422 records, 14 RCTs with 581 845 participants were included.", "14 RCTs with 581 845 participants"),
        ("We included 12 trials (980 patients with angina).", "12 trials (980 patients with angina)"),
        ("Fourteen studies met the criteria. In two trials (80 women) pain fell.", "Fourteen studies"),
        ("We screened 813 records.", None),
    ],
)
def test_a_synthesis_states_studies_and_people(body: str, words: str | None) -> None:
    """A synthesis shows what it included, not what was sifted and not one outcome's trials."""
    assert said(body, "participants", design="meta-analysis") == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("The median follow-up was 5.2 years (range 1-9).", "median follow-up was 5.2 years (range 1-9)"),
        ("Patients were followed for 12 months.", "followed for 12 months"),
        ("Pain was assessed at 3 and 6 months.", None),
        ("Patients received aspirin or placebo for 24 weeks.", None),
        ("Patients were 40 years old.", None),
    ],
)
def test_follow_up(body: str, words: str | None) -> None:
    """How long people were followed, in words that say so: not how long they were treated, nor when they were measured."""
    assert said(body, "follow_up") == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("We enrolled patients at 12 hospitals in Denmark.", "at 12 hospitals in Denmark"),
        ("The study was conducted in Kandahar, Afghanistan.", "in Kandahar, Afghanistan"),
        ("Patients were scanned (Philips, Best, The Netherlands).", None),
    ],
)
def test_setting(body: str, words: str | None) -> None:
    """Centres and country of the study, not of the maker of a device."""
    assert said(body, "setting") == words


def test_funding() -> None:
    """Who paid comes from the sentence that says so; who was studied is not read, even from a title."""
    title = "Aspirin in adults with type 2 diabetes: a trial"
    body = "We randomised 80 adults. Funded by the Danish Heart Foundation."
    assert said(body, "population", title=title) is None
    assert said(body, "funding", title=title) == "Funded by the Danish Heart Foundation."


def test_a_guideline_has_no_participants() -> None:
    """A guideline's population is what it states, located; where that is not in its text it is left out."""
    body = "We recommend screening of adults aged 40 to 70 years. A trial enrolled 900 patients."
    stated = {"design": "guideline", "organisation": "USPSTF"}
    assert said(body, "participants", **stated) is None
    assert said(body, "population", population="adults aged 40 to 70 years", **stated) == "adults aged 40 to 70 years"
    assert said(body, "population", population="all adults", **stated) is None


def test_a_protocol_has_no_participants() -> None:
    """Nobody has taken part in what is only planned."""
    assert said("A total of 86 patients were enrolled.", "participants", design="protocol") is None


def _full_text() -> Document:
    """A full text whose introduction and discussion speak of other people's trials."""
    parts = (
        ("Abstract", "", "A trial of aspirin for headache. It is registered as ISRCTN 12345678."),
        ("Introduction", "BACKGROUND", "A trial enrolled 5000 patients (NCT11111111)." + " More was needed." * 500),
        ("Methods", "METHODS", "We enrolled 77 patients. This trial was registered as NCT22222222."),
        ("Discussion", "", "Others randomised 9000 patients (NCT33333333)."),
    )
    text, sections = "A title", [Section("Title", 0, 7)]
    for label, category, words in parts:
        text += "\n\n"
        sections.append(Section(label, len(text), len(text) + len(words), category))
        text += words
    return document(title="A title", body="", text=text, sections=tuple(sections), text_form="jats", design="rct")


def test_a_full_text_speaks_of_itself_in_its_methods() -> None:
    """The abstract first, then the methods; never the figures and numbers of another study."""
    facts = facts_of(_full_text())
    assert facts.participants is not None
    assert facts.participants.text == "77 patients"
    assert facts.registrations == ("ISRCTN12345678", "NCT22222222")


def test_a_review_has_only_its_own_registration() -> None:
    """The trials that a synthesis lists are not its registrations; PROSPERO's number is."""
    body = "We included 2 trials (NCT00000001, NCT00000002). Registration: PROSPERO CRD42018091234."
    kept = document(body=body, design="systematic-review")
    assert facts_of(kept).registrations == ("CRD42018091234",)


def test_reports_of_one_trial() -> None:
    """Primary studies that share a trial's number are the same study; syntheses, lists and reviews' numbers are not."""
    facts = {
        "a": StudyFacts(registrations=("NCT00000001",)),
        "b": StudyFacts(registrations=("NCT 00000001", "ISRCTN12345678")),
        "c": StudyFacts(registrations=("ISRCTN12345678",)),
        "many": StudyFacts(registrations=("NCT00000001", "NCT00000002", "NCT00000003")),
        "review": StudyFacts(registrations=("NCT00000001",), is_synthesis=True),
        "x": StudyFacts(registrations=("CRD42018091234",)),
        "y": StudyFacts(registrations=("CRD42018091234",)),
    }
    assert same_studies(facts) == {"a": ("b",), "b": ("a", "c"), "c": ("b",)}
