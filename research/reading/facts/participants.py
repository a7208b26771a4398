"""How many took part in a study, as it says so: the randomised before the enrolled, never the screened or a sub-group.

Chosen by rules: every number of people in the parts where a study speaks of itself is a whole, a part or something else
by the words around it; of the wholes, the best worded is taken, and none where two of the same standing disagree.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.report import Stated
from evidence.text.sentences import sentences
from evidence.text.typography import even
from research.reading.facts.people import DIGITS, NOUN, NUMBER, WORDS, Count, counts, value_of
from research.reading.facts.zones import Zone, stated

FEWEST = 5  # people; of fewer, sentences tell single fates
LONGEST = 3_000  # characters of a sentence that is read: what is longer is a list, and costs its square
RANDOMISED, TOOK_PART, NAMED = range(3)  # standing of a number, the best first
_ELSEWHERE = frozenset({"BACKGROUND", "CONCLUSIONS", "REGISTRATION", "FUNDING"})
_PLANNED = re.compile(
    r"\b(?:will|would|shall|sample size|power (?:of|calculation|to)|planned|is designed|calculated"
    r"|feasibility of recruiting|(?:aim\w*|target\w*|goal) (?:to|of) (?:recruit|enrol|includ)\w*)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"(?:\b[nN] ?= ?|\b(?:of (?:whom|which|these|those|them),?|among (?:whom|them|these|those),?"
    r"|(?<!study )(?<!trial )(?<!cohort )(?<!analysis )including|includes|per|each|every"
    r"|(?<!\ba )groups? of(?: the)?|subsets? of|subgroups? of|subsample of|sub-?study (?:of|in)|at least|up to"
    r"|more than|less than|fewer than"
    r"|excluding|excluded|excluded were|compared (?:with|to)|versus|vs\.?|from (?:a|the) (?:\w+ ){0,3}(?:cohort"
    r"|population|sample|database|registry|list|pool|group) of|remaining|other|another|additional|further|only"
    r"|except|screened|screening|invited|approached"
    r"|contacted|eligible|for every|population of|million|one in|remaining|about|first|last)"
    rf"|{WORDS}(?: out)? of(?: the| these)?(?: original)?"
    r"|\d(?: ?\([^)]*\))?(?: out)? of(?: the| these| all)?(?: original)?|\b(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten) of(?: the)?|[\d.]+ ?% of(?: the)?)\s*$",
    re.IGNORECASE,
)  # fmt: skip
_PART_AFTER = re.compile(
    r"\s*(?:\)|(?:who (?:were|had been) )?(?:randomly )?(?:allocated|assigned|randomi[sz]ed) [\w(]|as (?:the "
    r"|a )?(?:\w+ )?(?:control|comparison|placebo)|(?:\([^)]{0,40}?\d ?%\s*[);,\]])|\[\d|(?:in|to|into|from"
    r"|per) (?:each|every|the [\w -]{1,30}(?:groups?|arms?)\b)|each\b|per\b|[^.;,]{0,30}\b(?:in|to|per) (?:each"
    r"|every|both)\b|[^.;,]{0,30}\bper (?:group|arm)\b"
    r"|(?:[^.;:]{0,60}?\b(?:group|arm)s?\))"
    r"|[^.;,:]{0,60}?(?<!-)\b(?:screened|approached|invited|contacted|eligible|assessed for eligibility"
    r"|declined|refused|excluded|withdrew|withdrawn"
    r"|dropped|discontinued|lost|died|developed|experienced|(?<!who )(?:had|has|have)(?! been)|reported"
    r"|responded|completed|showed|achieved|relapsed"
    r"|remained|survived|improved|returned|required|needed|stopped|suffered|presented|tested positive|agreed|were "
    r"(?:excluded|found|diagnosed|lost|withdrawn|considered|able|willing|still|not|positive|negative|alive"
    r"|classified|male|female|men|women|smokers))\b)",
    re.IGNORECASE,
)  # fmt: skip
_SIFTED_AFTER = re.compile(
    r"[^.;]{0,60}?\b(?:screened|approached|invited|contacted|assessed for eligibility|for eligibility)\b", re.IGNORECASE
)
_CONTROLS_AFTER = re.compile(rf"[^.;]{{0,200}}?\b{DIGITS} [^.;\d]{{0,60}}\bcontrols\b", re.IGNORECASE)
_OF_WHOM = re.compile(
    rf"[^.;]{{0,140}}?, (?:only )?(?:{DIGITS}|{WORDS})(?: \([^)]*\))?(?: \w+){{0,3}} (?:enrol+ed|included"
    rf"|randomi[sz]ed|consented|agreed|participated|completed|met|eligible|analy[sz]ed|responded|willing"
    rf"|diagnosed)\b",
    re.IGNORECASE,
)
_SIFTED_SELF = re.compile(r"\b(?:eligible|potential|screened)\b", re.IGNORECASE)
_THEN_FEWER = re.compile(rf"[^.;]{{0,140}}?, (?:only )?{DIGITS}\b", re.IGNORECASE)  # "Of 4894 eligible women, 4532 ..."
_FATE = re.compile(
    r"\b(?:reported|developed|experienced|died|relapsed|withdrew|withdrawn|discontinued|dropped|required"
    r"|refused|did not|stopped)\b",
    re.IGNORECASE,
)
_SIFTED_NEAR = re.compile(
    r"\b(?:screen\w*|invit\w*|approach\w*|eligib\w*|contact\w*|identified|population|per|every|registered)\b",
    re.IGNORECASE,
)
_DRAWN = (
    r"(?:randomi[sz](?:ed|ing|ation)|randomly (?:assign|allocat|select|divid)(?:ed|ing)|randomly|assign(?:ed"
    r"|ing)|allocat(?:ed|ing))"
)
_RANDOMISED_AFTER = re.compile(rf"[^.;]{{0,90}}?\b{_DRAWN}\b", re.IGNORECASE)
_RANDOMISED_BEFORE = re.compile(rf"\b{_DRAWN}(?: (?:a total of|all|of|the))*\s*$", re.IGNORECASE)
_IN = (
    r"(?:enrol+(?:ed|ing|ment)|included|including|recruit(?:ed|ing)|participated|took part|entered|studied"
    r"|analy[sz]ed|selected|evaluated|examined|investigated|assessed|interviewed|surveyed|followed|consented"
    r"|registered|identified|were available|were prospectively|were retrospectively|reviewed|compris(?:ed|ing)"
    r"|consist(?:ed|ing) of|involv(?:ed|ing)|observed|tested|compared|contributed|measured|monitored|obtained"
    r"|collected|questioned|matched|divided)"
)
_TOOK_PART_AFTER = re.compile(rf"[^.;:]{{0,110}}?\b{_IN}\b", re.IGNORECASE)
_TOOK_PART_BEFORE = re.compile(
    rf"\b{_IN}(?: (?:in|of|a|the|our|all|total|from|data|on|by|overall))*\s*$", re.IGNORECASE
)
_TREATED_AFTER = re.compile(r"\s*(?:were |had )?(?:received|underwent|treated|given)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:totals? of|in total,?|in all,?|overall,?|totall?ing|altogether,?)\s*$", re.IGNORECASE)
_STUDY_OF = re.compile(
    r"\b(?:study|trial|cohort|analysis|survey|data|performed|conducted|carried out|done|sample|series|review"
    r"|charts|records|notes|questionnaires?)\b"
    r"[^.;]{0,200}?\b(?:in|of|among|on|from|with|for|to|was|were|by)(?: (?:the|our|all|of|records))*\s*$",
    re.IGNORECASE,
)  # fmt: skip
_UNITS = (
    r"(?:mg|g|kg|ml|mcg|mm|cm|years?|months?|weeks?|days?|hours?|h|min|times|points?|cent(?:re|er)s?|hospitals?"
    r"|sites?|clinics?|countries|studies|trials)"
)
_ANOTHER = re.compile(
    r"(?:\bcompared (?:with|to)|\band|\bor|\bvs\.?|\bversus|\bwhile|\bwhereas|;)\s+(?:(?:the )?other\s+|[nN] ?= ?)?"
    rf"(?!(?:19|20)\d\d\b)(?P<number>{NUMBER})(?![\d.,/-]*\d|\s?%|-|\s?{_UNITS}\b|(?: \w+)? (?:completed|finished)\b)",
    re.IGNORECASE,
)
_SIZES = re.compile(rf"\b[nN] ?= ?(?P<number>{DIGITS})")
_NAMED_SIZE = re.compile(rf"\b{NOUN}\b[^.;()]{{0,40}} ?\( ?[nN] ?= ?(?P<number>{DIGITS}) ?(?=[);,])", re.IGNORECASE)
_SEXES = re.compile(r"\b(?:males?|females?|men|women|boys|girls)\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:in|since|from|between|until|during|to|by|and|of)\s*$", re.IGNORECASE)
_SIDE = r"(?:(?!(?:of|in|were|was|had|with|to|received|and|from|who)\b)[A-Za-z/'-]+ )"
_GROUP = rf"(?:{NOUN}|cases|controls)\b"
_BOTH = re.compile(
    rf"(?P<first>{NUMBER}) (?:{_SIDE}{{0,4}}?{_GROUP}|{_SIDE}{{0,2}}?(?!years|months|weeks"
    rf"|days)[A-Za-z/-]+)(?: \([^()\d]{{1,60}}\))?,? (?:and|versus|vs\.?) (?P<second>{NUMBER}) {_SIDE}{{0,4}}?{_GROUP}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A number of people that may be the study's whole."""

    count: Count
    standing: int
    is_sure: bool  # said to be the total, or the sum of the arms named after it
    is_pair: bool  # two groups, each with its number


def participants(text: str, zones: Sequence[Zone], *, only_sure: bool = False) -> Stated | None:
    """The number of people of one study, with the words that name them; None where it is not plain.

    `only_sure` takes but stated totals and pairs: of cases and controls one side alone is not the study.
    """
    plain = even(text)
    own = [zone for zone in zones if zone.category not in _ELSEWHERE]
    wholes = [whole for zone in own for whole in _wholes(plain, zone) if whole.is_sure or not only_sure]
    largest = _largest(plain, own) if wholes else 0
    wholes = [w for w in wholes if (w.standing == RANDOMISED and not w.is_pair) or w.count.value >= largest]
    chosen = _chosen(wholes) if wholes else None if only_sure else _only_size(plain, own)
    return stated(text, chosen.start, chosen.end) if chosen else None


def _largest(plain: str, zones: Sequence[Zone]) -> int:
    """The largest number of people or size of a group that is named: what is smaller may be a part of it."""
    people = [
        c.value
        for z in zones
        for c in counts(plain, z.start, z.end)
        if not _SIFTED_NEAR.search(plain, max(z.start, c.start - 60), c.end + 60)
    ]
    sizes = [value_of(m["number"]) for zone in zones for m in _SIZES.finditer(plain, zone.start, zone.end)]
    return max([*people, *sizes], default=0)


def _only_size(plain: str, zones: Sequence[Zone]) -> Count | None:
    """ "Children aged 5-18 years (n = 406)", where no other size of any group is stated."""
    sizes = [match for zone in zones for match in _SIZES.finditer(plain, zone.start, zone.end)]
    named = [m for zone in zones for m in _NAMED_SIZE.finditer(plain, zone.start, zone.end)]
    if len(sizes) != 1 or len(named) != 1 or value_of(named[0]["number"]) < FEWEST:
        return None
    end = named[0].end() + (plain[named[0].end()] == ")")
    return Count(value_of(named[0]["number"]), named[0].start(), end, named[0].end("number"))


def _chosen(wholes: Sequence[_Whole]) -> Count | None:
    """Of the best standing, the only value, the one that is sure, or the first where it is also the largest."""
    for standing in (RANDOMISED, TOOK_PART, NAMED):
        these = [whole for whole in wholes if whole.standing == standing]
        sure = [whole for whole in these if whole.is_sure] or these
        if sure:
            largest = max(whole.count.value for whole in sure)
            return sure[0].count if sure[0].count.value == largest else None
    return None


def _wholes(plain: str, zone: Zone) -> Iterable[_Whole]:
    for start, end in sentences(plain, zone.start, zone.end):
        if end - start > LONGEST or _PLANNED.search(plain, start, end):
            continue
        pair = _pair(plain, start, end)
        for count in [pair] if pair else counts(plain, start, end):
            whole = _whole(plain, count, start, end, is_pair=pair is not None)
            if whole:
                yield whole


def _pair(plain: str, start: int, end: int) -> Count | None:
    """Two groups in one breath, "120 patients and 60 healthy controls": both are shown; the sum only ranks them."""
    match = _BOTH.search(plain, start, end)
    if not match or re.search(rf"{NUMBER} [\w ]{{1,40}}, \Z", plain[start : match.start()], re.IGNORECASE):
        return None  # none, or three groups
    if _SEXES.search(match.group()):
        return None
    value = value_of(match["first"]) + value_of(match["second"])
    return Count(value, match.start(), match.end(), match.end("second"))


def _whole(plain: str, count: Count, start: int, end: int, *, is_pair: bool) -> _Whole | None:
    """What the words around a number make of it; None for a part, a year or a few."""
    before, after = plain[start : count.start], plain[count.end : end]
    if count.value < FEWEST or _is_year(plain, count, before) or _PART_BEFORE.search(before) or _in_figures(before):
        return None
    if _SIFTED_SELF.search(plain, count.start, count.end) and _THEN_FEWER.match(after):
        return None
    is_sum = _sums_up(count, plain[count.number_end : end])
    is_total = is_sum or (bool(_TOTAL.search(before)) and not _TREATED_AFTER.match(after))
    if not is_sum and (_PART_AFTER.match(after) or _SIFTED_AFTER.match(after) or _OF_WHOM.match(after)):
        return None
    if not is_sum and not is_pair and _is_arm(before, after):
        return None
    standing = _standing(count, before, after)
    if standing == NAMED and _FATE.search(after) and not is_sum:
        return None
    return _Whole(count, standing, is_total or is_pair, is_pair)


def _standing(count: Count, before: str, after: str) -> int:
    if _RANDOMISED_AFTER.match(after) or _RANDOMISED_BEFORE.search(before):
        return RANDOMISED
    said = _TOOK_PART_AFTER.match(after) or _TOOK_PART_BEFORE.search(before) or _STUDY_OF.search(before)
    return TOOK_PART if said or count.capital or (_TOTAL.search(before) and not _TREATED_AFTER.match(after)) else NAMED


def _sums_up(count: Count, rest: str) -> bool:
    """Whether two or more numbers that follow in the sentence add up to this one: its arms."""
    following = [
        value_of(m["number"]) for m in re.finditer(rf"(?<![\d.,])(?P<number>{DIGITS})(?![\d.,]*\d|\s?%)", rest)
    ]
    sizes = [value_of(m["number"]) for m in _SIZES.finditer(rest)]
    if len(sizes) > 1 and sum(sizes) == count.value:
        return True
    return any(
        sum(following[k : k + size]) == count.value for size in (2, 3, 4) for k in range(len(following) - size + 1)
    )


def _is_arm(before: str, after: str) -> bool:
    """One side of a comparison whose other side follows or went before: "38 received A and 36 received B"."""
    if _CONTROLS_AFTER.match(after):
        return True
    other = _ANOTHER.search(after) or re.search(
        rf",\s(?P<number>{DIGITS}) (?:to|in|received|were|was|with|on|patients|participants|controls)\b", after
    )
    return bool(other and value_of(other["number"]) >= FEWEST) or bool(
        re.search(rf"\b{DIGITS}\b[^.;]*\b(?:and|or|vs|versus|while|whereas)\s*$", before)
    )


def _is_year(plain: str, count: Count, before: str) -> bool:
    written = plain[count.start : count.number_end]
    return bool(re.fullmatch(r"(?:19|20)\d\d", written)) and bool(_YEAR_BEFORE.search(before))


def _in_figures(before: str) -> bool:
    """Within a bracket that began with other figures: "(RR 0.25, two trials, 1706 women)"."""
    return before.count("(") > before.count(")") and bool(re.search(r"\d", before[before.rindex("(") :]))
