"""Words that carry a sentence's answer to a yes/no question, by group. Written by hand; what each is worth is learned."""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


CUES: dict[str, re.Pattern[str]] = {
    "negated": _words(
        r"(?:did|does|do|is|are|was|were|has|have|had|can|could|would|should|will|may|might) ?not\b|cannot\b|(?:do|did|does|is)n['’]t\b|"
        r"never\b|neither\b|nor\b"
    ),
    "no effect": _words(
        r"no (?:\w+ ){0,3}?(?:differences?|effects?|benefits?|reductions?|increases?|changes?|associations?|improvements?|"
        r"correlations?|relationship|advantages?|impact|influence|role|link)\b"
    ),
    "no evidence": _words(
        r"(?:no|little|insufficient|lack of|limited|without|inconclusive|conflicting|weak) (?:\w+ ){0,2}?(?:evidence|data|support|"
        r"proof|consensus)\b"
    ),
    "not significant": _words(
        r"not (?:\w+ ){0,2}?significan\w*|non-?significan\w*|insignificant\w*|no (?:\w+ ){0,2}?significan\w*|"
        r"failed to (?:show|reach|demonstrate)\b"
    ),
    "not associated": _words(
        r"not (?:\w+ ){0,2}?(?:associat|correlat|relat|link|predict|influenc|affect|differ|improv|reduc|increas|alter|chang)\w*|"
        r"independent of\b|unrelated\b|(?:regardless|irrespective) of\b"
    ),
    "failed": _words(
        r"fail(?:s|ed|ure)? to\b|ineffective\b|unable to\b|inability\b|unlikely\b|useless\b|unnecessary\b|contraindicat\w+|halted\b|"
        r"terminated\b|abandon\w+|futility\b|disappointing\b|refut\w+|contradict\w+|against\b"
    ),
    "same": _words(
        r"similar\b|comparable\b|equivalent\b|equal\b|same\b|unchanged\b|unaffected\b|non-?inferior\b|no different\b|identical\b"
    ),
    "lacks": _words(r"lack(?:s|ed|ing)?\b|absence\b|absent\b|without\b|none\b|rare(?:ly)?\b|devoid\b|free of\b|loss\b"),
    "hedge": _words(
        r"(?:may|might|could|possibl[ey]|potential(?:ly)?|perhaps|appears?|seems?|suggest\w*|likely|probabl[ey])\b"
    ),
    "unclear": _words(
        r"(?:unclear|unknown|uncertain|controversial|debat\w+|inconclusive|conflicting|mixed|remains? to be|questionable|elusive|"
        r"not (?:yet |fully |well )?(?:known|clear|established|understood|determined))\b"
    ),
    "more research": _words(
        r"(?:further|more|additional|larger|future) (?:\w+ ){0,3}?(?:studies|research|trials|investigation|data|work|evidence)\b"
    ),
    "but": _words(
        r"(?:however|but|although|though|despite|whereas|nevertheless|only|limited|some|selected|certain|depend\w*|except|unless)\b"
    ),
    "significant": re.compile(r"(?<!not )(?<!no )(?<!statistically )\bsignificant(?:ly)?\b", re.IGNORECASE),
    "small p": re.compile(r"\bp\s*(?:<|=|≤)\s*0?[.·]0[0-4]\d*", re.IGNORECASE),
    "large p": re.compile(r"\bp\s*(?:>|=|≥)\s*0?[.·](?:0[6-9]|[1-9])|\bp\s*=\s*ns\b", re.IGNORECASE),
    "works": _words(
        r"effective(?:ly|ness)?\b|efficac\w+|benefi\w+|useful\b|improv\w+|superior\b|promising\b|success\w*|valuable\b|helpful\b|"
        r"feasible\b|reliabl[ey]\b|accurate(?:ly)?\b|safe(?:ly)?\b|well tolerated\b|recommend\w*|approved\b|indicated\b|important\b"
    ),
    "linked": _words(
        r"associat\w+|correlat\w+|relat\w+|link\w*|predict\w*|contribut\w+|involved\b|implicat\w+|plays?\b|role\b|caus\w+|induc\w+|"
        r"mediat\w+|regulat\w+|leads?\b|result(?:s|ed)? in\b|risk factors?\b|responsible\b"
    ),
    "shows": _words(
        r"show\w*|demonstrat\w+|reveal\w*|confirm\w*|found\b|identif\w+|indicat\w+|evidence that\b|support\w*|establish\w+|"
        r"report\w*|prove[sdn]?\b|conclude\w*"
    ),
    "harms": _words(
        r"(?:rather than|instead of|worse\w*|inferior|detriment\w*|harm\w*|deleterious|poor(?:er)?)\b"
    ),
}  # fmt: skip
DENIALS = ("negated", "no effect", "not significant", "not associated", "failed")
SILENT = (*DENIALS, "no evidence", "lacks", "unclear")

UP = _words(
    r"(?:increas\w+|higher|more|greater|elevat\w+|rais\w+|up-?regulat\w+|promot\w+|enhanc\w+|induc\w+|stimulat\w+|activat\w+|"
    r"accelerat\w+|worsen\w*|exacerbat\w+|over-?express\w+|gain|excess|common|frequent|aggravat\w+|improv\w+)\b"
)
DOWN = _words(
    r"(?:decreas\w+|reduc\w+|lower\w*|less|fewer|declin\w+|down-?regulat\w+|inhibit\w*|suppress\w+|prevent\w*|protect\w+|"
    r"attenuat\w+|block\w*|diminish\w+|slow\w*|delay\w*|impair\w+|mitigat\w+|ameliorat\w+|alleviat\w+|rare|uncommon|loss|"
    r"shorter|smaller|abolish\w+|antagoni\w+|avoid\w*)\b"
)
