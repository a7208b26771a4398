"""The screen in front of the network: what looks like one person's data does not go out.

It knows record, insurance and social security numbers, phone numbers, e-mail addresses, full dates, ages over 89 and
names that follow a title: of the 18 identifiers of HIPAA's Safe Harbor (45 CFR 164.514(b)(2)) those that stand in
clinical notes most. It is a net, not a proof: a bare name, or a code without a label, passes. Letters of other
alphabets that look like Latin ones are not taken for them.
"""

from dataclasses import dataclass

from evidence.errors import PrivacyRefusedError
from evidence.folding import fold
from evidence.personal.ages import AGES
from evidence.personal.dates import DATES
from evidence.personal.harmless import HARMLESS
from evidence.personal.names import NAMES
from evidence.personal.numbers import NUMBERS

RULES = (*NUMBERS, *DATES, *AGES, *NAMES)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What kind of personal data stands at `start` to `end` (characters) of a text. The words themselves are not kept."""

    start: int
    end: int
    kind: str


def findings(text: str) -> tuple[Finding, ...]:
    """What looks like personal data, in order of place; several kinds may claim the same words."""
    folded = fold(text)
    for pattern in HARMLESS:
        folded = folded.without(pattern)
    found = {Finding(*folded.span(*span), rule.kind) for rule in RULES for span in rule.spans(folded.text)}
    return tuple(sorted(found))


def screen(text: str, *, send_anyway: bool = False) -> tuple[str, ...]:
    """The kinds that were found and may go out all the same, for the log. Raises PrivacyRefusedError, naming them."""
    kinds = tuple(sorted({finding.kind for finding in findings(text)}))
    if kinds and not send_anyway:
        raise PrivacyRefusedError(kinds)
    return kinds
