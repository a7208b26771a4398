"""What kind of answer a question wants, by its first words."""

import re
from typing import Literal

QuestionType = Literal["yesno", "effect", "factoid", "list", "definition", "other"]

_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|has|have|had|should|would|will|may|might|must)"
_YES_NO = re.compile(
    rf"(?:{_AUXILIARY}(?:n't)?\b(?! (?:you )?(?:list|name|tell|give|summari[sz]e|describe|explain|provide))"
    r"|.*\b(?:yes or no|true or false)\b)"
)
_AFTER_TOPIC = re.compile(
    rf".{{3,}}(?:[:?.,\u2013\u2014]|--)\s*{_AUXILIARY}(?:n't)? "
)  # "Hip fractures: is a nail better?"
_LIST = re.compile(
    r"(?:please )?(?:list|name|enumerate|give|mention)\b|(?:can|could) you (?:list|name)\b"
    r"|(?:which|what)(?: \w+)? are (?!the (?:effects?|consequences|roles?)\b)"
    r"|(?:which|what) (?:[\w-]+ ){0,3}?(?:genes|proteins|drugs|diseases|symptoms|types|factors|mutations|treatments|therapies|"
    r"medications|methods|tools|companies|organs|cells|enzymes|pathways|agents|inhibitors|antibodies|syndromes|disorders)\b"
    r"(?! (?:is|was|does|has)\b)"
    r"|.*(?:\bplease (?:list|name)\b|\b(?:which|what) (?:\w+ )?(?:genes|proteins|drugs|diseases|symptoms|conditions|mutations)\s*\?*\Z)"
)
_EFFECT = re.compile(
    r"(?:what|how) (?:is|are|was|were|does|do|did|much|large|big)\b.{0,80}?\b(?:effects?|efficacy|effectiveness|impact|benefits?|"
    r"harms?|influence|affects?|reduces?|increases?|improves?|lowers?|compare[sd]?)\b"
)
_DEFINITION = re.compile(
    r"(?:please )?(?:define|definition of|describe what)\b|what does [^?]+ (?:mean|stand for)\b|what is meant by\b"
    r"|what (?:is|are) (?:an? )?[\w'\u2019()/+\u2013-]+(?: [\w'\u2019()/+\u2013-]+){0,2}\s*\?*\Z"
    r"|what is (?:the )?definition of\b"
)
_OF_A_THING = re.compile(r"what (?:is|are) (?:the|its|their) ")
_FACTOID = re.compile(
    r".*\b(?:which|what) (?:[\w-]+ ){0,2}[\w-]+\s*\?*\Z"
    r"|(?:(?:in|on|at|by|to|for|from|with|of|under) )?(?:which|what|who|whom|whose|where|when|how (?:many|much|long|often|common|old))\b"
)


def question_type(question: str) -> QuestionType:
    """The kind of answer that is asked for; "other" where the words do not say (why, how, a bare topic)."""
    asked = " ".join(question.lower().split())
    if _YES_NO.match(asked) or _AFTER_TOPIC.match(asked):
        return "yesno"
    if _LIST.match(asked):
        return "list"
    if _EFFECT.match(asked):
        return "effect"
    if _DEFINITION.match(asked) and not _OF_A_THING.match(asked):
        return "definition"
    return "factoid" if _FACTOID.match(asked) else "other"
