"""British and American spellings brought together, for comparison only: haemorrhage, tumour, randomised.

The rules are blunt (nearly every "ae" and "oe" becomes "e") and harmless, since both sides of a comparison go through them.
"""

import re

# Each begins with its letters, for which Python's engine has a fast search, and looks at what stands before them last.
_OE = re.compile(r"oe(?!s\b)")  # oesophagus, foetal; not does, goes, toes
_OUR = re.compile(r"our(?<=[a-z]{3}our)(?=s?\b|ed\b|ing\b|al\b)")  # tumour, behaviour; not hour, four, your
_ISE = re.compile(r"is(?<=[a-z]{3}is)(?=(?:e|ed|es|er|ers|ing|ation|ations)\b)")
_TRE = re.compile(r"tre(?<=[a-z]{2}tre)(?=s?\b)")  # centre, litre
_BRE = re.compile(r"bre(?<=[a-z]{2}bre)(?=s?\b)")  # fibre
_YSE = re.compile(r"ys(?<=[a-z]{3}ys)(?=(?:e|ed|es|ing)\b)")


def american(lowered: str) -> str:
    """Lower-case text in American spelling, more or less; the number of words does not change."""
    lowered = _OE.sub("e", lowered.replace("ae", "e"))
    lowered = _BRE.sub("ber", _TRE.sub("ter", _OUR.sub("or", lowered)))
    return _YSE.sub("yz", _ISE.sub("iz", lowered))
