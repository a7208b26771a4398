"""Names of persons, where a title or the word "patient" gives them away. A disease that bears a name is no person."""

import re

from evidence.personal.rule import Rule

NAME = "name"

_NAME = r"[^\W\d_](?:[\w'-]*\w)?"
# what follows the letters MR, DR and MRS where they mean magnetic resonance, mitral regurgitation, diabetic
# retinopathy, or the modified Rankin scale; and what follows any title in a sentence about titles
_OTHER_WORDS = """imaging images image angiography spectroscopy enterography enteroclysis elastography scan scans scanner scanning
    perfusion cholangiopancreatography guided mammography venography urography arthrography fingerprinting linac diffusion
    tomography neurography myelography defecography lymphangiography fluoroscopy thermometry contrast sequence sequences
    findings signal protocol protocols features severity grade grading jet regurgitation and or in is are was versus vs with
    without for of after before by to at from on as than the a an patients patient due among during risk rate rates
    screening progression prevalence detection diagnosis stage staging score scores scale shift outcome outcomes reduction
    volume fraction mutations expression antigen alleles allele positive negative lesions treatment therapy study studies
    trial trials analysis evidence relapse group program programme data method methods system not can may should does has
    mit und oder bei ohne im ist hat nach vor von der die das wird kann jünger älter ab über unter"""
_NOT_NAMES = frozenset(_OTHER_WORDS.split())
_THING = re.compile(
    r"'?s?'? (?:disease|syndrome|sign|signs|test|score|criteria|criterion|scale|index|method|procedure|operation|technique"
    r"|classification|diet|diets|protocol|regimen|program|programme|formula|phenomenon|reflex|position|manoeuvre|maneuver"
    r"|thyroiditis|ophthalmopathy|orbitopathy|lymphoma|sarcoma|tumou?r|palsy|chorea|contracture|fracture|nodes?|law)\b",
    re.I,
)


def _names_somebody(found: re.Match[str]) -> bool:
    """The word behind the title is a name, and not that of a disease or a test."""
    title, dot, word = found["title"], found["dot"], found["name"]
    if word.lower() in _NOT_NAMES or _THING.match(found.string, found.end()):
        return False
    if title.isupper() and len(title) < 4 and not dot:  # MR, DR, MS, MRS are also abbreviations
        return word[0].isupper() and word[1:].islower() and title not in ("MS", "DR")
    if title in ("ms", "miss", "sir"):  # milliseconds, to miss
        return False
    return word[0].isupper() or title.lower() in ("mr", "mrs", "herr", "frau", "dr", "prof")


_TITLE = (
    r"mr|mrs|ms|miss|mx|mister|missus|dr|prof|professor|doctor|herrn?|frau|mme|mlle|madame|monsieur|señora?|sra|signora?"
    r"|dhr|mevr"
)
_GIVEN = """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas
    eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis
    jerry tyler aaron jose adam nathan henry peter zachary kyle walter harold carl juan arthur mary patricia jennifer linda
    elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol
    amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela
    nicole anna samantha katherine christine helen debra rachel carolyn janet maria heather diane olivia julie joyce
    victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah jane martha jacqueline frances gloria
    ann teresa alice sara janice doris julia hans klaus jürgen wolfgang günter heinz uwe stefan andreas thomas matthias
    ursula monika petra sabine renate helga karin ingrid gisela erika anja heike claudia jean pierre michel marie jeanne
    françoise monique nathalie isabelle carlos luis javier francisco antonio manuel carmen lucia giovanni giuseppe marco
    mohammed mohamed ahmed ali fatima aisha wei li ming priya raj sunita anil yuki hiroshi ivan olga dmitri"""
_FIRST = "|".join(sorted(set(_GIVEN.split())))
_LABEL = r"(?:patient(?:'s)?|pt\.?|client|full|first|last|family|sur|legal)[ -]?name(?: is| was)?|name of (?:the )?patient|patienten?name"

NAMES = (
    Rule(
        NAME,
        re.compile(
            rf"(?<![\w-])(?P<title>{_TITLE})(?P<dot>\.?) ?(?:(?<=[ .])(?:dr|prof|med)\.? )*(?<=[ .])(?:[a-z]\. ?){{0,2}}(?P<name>{_NAME})",
            re.I,
        ),
        _names_somebody,
    ),
    Rule(NAME, re.compile(rf"(?<!\w)(?i:{_LABEL}) ?(?:[:=]|(?<=is)|(?<=was)) ?(?P<name>[^\W\d_][\w'-]+)", re.UNICODE)),
    Rule(NAME, re.compile(rf"(?<!\w)(?i:name is|i am called|ich heiße) (?P<name>[^\W\d_a-z]{_NAME})")),
    Rule(NAME, re.compile(rf"(?<!\w)(?<!\w )(?i:name) ?[:=] ?{_NAME}")),
    Rule(NAME, re.compile(r"(?<!\d )(?<![\w-])(?:Hrn?|Fr)\. [^\W\d_a-z][^\W\d_A-Z]+")),  # 14 Fr is a catheter
    Rule(NAME, re.compile(rf"(?<!\w)(?i:{_FIRST}) [^\W\d_a-z]['\w-]+,? (?:\d{{1,3}}\b|\(\d|aged?\b)")),
    Rule(
        NAME,
        re.compile(
            r"(?<!\w)(?i:patient|pt|man|woman|boy|girl|child|infant|lady|gentleman|male|female|person|mother|father)"
            rf"(?i:,? (?:is )?(?:named|called)) (?P<name>[^\W\d_]{_NAME})"
        ),
    ),
    Rule(NAME, re.compile(rf"(?<!\w)(?i:patient|pt\.?|client)[:,]? (?i:{_FIRST}) [^\W\d_a-z]['\w-]+")),
    Rule(NAME, re.compile(r"(?<!\w)(?i:patient|pt\.?|client) ?: ?[^\W\d_a-z][\w'-]+, ?[^\W\d_a-z][\w'-]+")),
)
