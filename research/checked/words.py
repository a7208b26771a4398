"""What verdicts and layers are called where a person reads them."""

from collections import Counter

from evidence.checked import Checked, CheckedCitation, CheckedClaim, Layer
from evidence.model import Mismatch, Support

SUPPORTS: tuple[Support, ...] = ("contradicted", "not_found", "partial", "undecided", "supported")  # gravest first
NAMES: dict[Support, str] = {
    "supported": "supported",
    "partial": "partly supported",
    "contradicted": "contradicted",
    "not_found": "not found",
    "undecided": "undecided",
}
MEANS: dict[Support, str] = {
    "supported": "what is cited says this",
    "partial": "what is cited says less, or one of the citations falls",
    "contradicted": "what is cited says otherwise",
    "not_found": "what is cited does not say this, or could not be found",
    "undecided": "no judge at hand can say: read the closest sentence",
}
FALLEN: dict[Layer, str] = {
    "identifier": "no such record here",
    "metadata": "another paper",
    "state": "retracted or a notice",
}
MAY_SPEAK_AGAINST = "May speak against it"
LAYER_NAMES: dict[Layer, str] = {
    "identifier": "which record",
    "metadata": "the right paper",
    "state": "may it be evidence",
    "quote": "word for word",
    "numbers": "figures and direction",
    "support": "a judge's reading",
}


def counts(checked: Checked) -> list[tuple[Support, int]]:
    """How many claims have each verdict, the gravest first."""
    found = Counter(claim.support for claim in checked.claims)
    return [(support, found[support]) for support in SUPPORTS if found[support]]


def summary(checked: Checked) -> str:
    """One sentence."""
    if not checked.claims:
        return "No statement of this text carries a citation that could be read: nothing was checked."
    told = ", ".join(f"{number} {NAMES[support]}" for support, number in counts(checked))
    pairs = sum(len(claim.citations) for claim in checked.claims)
    uncited = f" {_number(len(checked.uncited), 'statement')} without a citation." if checked.uncited else ""
    return f"{_number(len(checked.claims), 'cited statement')} with {_number(pairs, 'citation')}: {told}.{uncited}"


def is_clean(checked: Checked) -> bool:
    """Whether every claim is supported, and there is one: what `--strict` asks."""
    return bool(checked.claims) and all(claim.support == "supported" for claim in checked.claims)


def elsewhere(claim: CheckedClaim) -> str:
    """A sentence on the document that says it, where the cited one does not; "" where there is none."""
    return f"{claim.elsewhere} says this word for word, and is not cited here." if claim.elsewhere else ""


def called(citation: CheckedCitation) -> str:
    """The verdict on one citation as a person reads it: what fell is named for what it is."""
    if citation.support == "not_found" and citation.layer in FALLEN:
        return FALLEN[citation.layer]
    return NAMES[citation.support]


def differs(mismatch: Mismatch) -> str:
    """ "number: here “40%”, in the source “4%”"; a side that says nothing is told as such."""
    here = f"here “{mismatch.claim}”" if mismatch.claim else "left out here"
    there = f"in the source “{mismatch.source}”" if mismatch.source else "not in the source's sentence"
    return f"{mismatch.kind}: {here}, {there}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
