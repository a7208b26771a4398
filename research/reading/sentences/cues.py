"""What a sentence does in its paper, by its wording: concludes, finds, aims, describes methods, defines, announces."""

import re

_LABEL = r"^(?:{})\s*[:.\u2014-]\s*"
CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "concludes": _LABEL.format("conclusions?|interpretation|summary|significance")
        + r"|\b(?:conclu\w+|suggest(?:s|ed|ing)?|demonstrat\w+|indicat(?:e|es|ed|ing) that|reveal\w*|in summary|taken together|"
        r"our (?:results|findings|data)|these (?:results|findings|data)|support\w*|confirm\w*|evidence)\b",
        "finds": r"\b(?:found|showed|shown|observed|identified|significant\w*|higher|lower|increased|decreased|reduced|compared|"
        r"respectively|p ?[<=>])",
        "aims": _LABEL.format("objectives?|aims?|purpose")
        + r"|\b(?:aim\w*|objective|purpose|to (?:investigate|evaluate|assess|determine|examine|explore)|sought|hypothes\w+|"
        r"whether|unknown|unclear|poorly understood|remains?)\b",
        "states_aim": _LABEL.format("objectives?|aims?|purpose")
        + r"|^(?:to (?:assess|determine|evaluate|compare|investigate|examine|explore|estimate|study|review|describe|identify|test)\b"
        r"|(?:we|this (?:study|review|trial|paper)|(?:the|our) (?:\w+ )?(?:aim|objective|purpose|goal|study)s?\b)"
        r".{0,60}\b(?:aim\w*|sought|objective|purpose|was to|investigate[sd]?|evaluate[sd]?|examine[sd]?|assess(?:es|ed)?))",
        "does": r"\b(?:we (?:\w+ly )?(?:used|performed|conducted|analy[sz]ed|collected|measured|searched|included|studied|"
        r"recruited|enrolled|examined|report|describe|present)|were (?:\w+ly )?(?:randomi[sz]ed|assigned|enrolled|"
        r"collected|analy[sz]ed|measured|included|performed|obtained|recruited|treated|evaluated)|using)\b",
        "announces": r"\b(?:this (?:review|article|paper|chapter|study)|we (?:review|discuss|summari[sz]e|will)|"
        r"(?:is|are) (?:discussed|reviewed|summari[sz]ed|presented|described)|further (?:studies|research)|future|needed|warranted)\b",
        "defines": r"\b(?:is|are) (?:an?|the|one of|characteri[sz]ed|caused|defined|known)\b|\(\w{2,8}\) (?:is|are)\b",
        "approved": r"\b(?:approv\w+|recommend\w*|indicated|FDA|EMA|authori[sz]\w+|first-line|should)\b",
        "causes": r"\b(?:caus\w+|due to|mutations?|result\w* (?:in|from)|lead\w* to|mediat\w+|associat\w+|play\w*|role)\b",
        "lists": r",[^,]+,? (?:and|or)\b|\b(?:includ\w+|such as|namely)\b",
        "hedges": r"\b(?:may|might|could|potential\w*|possib\w+|likely|probably)\b",
        "denies": r"\b(?:no|not|without|neither|nor|lack\w*|fail\w*|un\w+ed)\b",
        "contrasts": r"^(?:however|although|but|despite|while|whereas|nevertheless)\b",
        "leans": r"^(?:this|these|those|such|it|they|their|its|here|the (?:former|latter|same))\b",
        "figures": r"\d",
        "percent": r"\d ?%",
        "statistics": r"\b(?:CI|HR|OR|RR|p ?[<=>])\b|confidence interval",
        "defines_short": r"\([A-Z][\w-]{1,8}\)",
    }.items()
}


def cues_of(sentence: str) -> list[float]:
    """1.0 or 0.0 for each of `CUES`, in their order."""
    return [1.0 if pattern.search(sentence) else 0.0 for pattern in CUES.values()]
