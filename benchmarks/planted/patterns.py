"""What makes a sentence unfit for an error, and the words by which a document would say the error itself."""

import re

_ASKING = (
    r"whether|if|hypothes\w+|aim\w*|objective|purpose|we sought"
    r"|to (?:determine|assess|evaluate|investigate|examine|test|compare|study|explore)"
    r"|(?:increas|decreas|reduc)\w+ or|or (?:increas|decreas|reduc)\w+|more or less|not only|or without"
)
NO_STATEMENT = re.compile(rf"\b(?:{_ASKING})\b", re.IGNORECASE)
TELLS_OF_AIMS = re.compile(
    r"\b(?:we|study|trial|paper|review|analysis|authors) (?:aim\w*|evaluate\w*|compare\w*|investigate\w*|examine\w*|assess\w*"
    r"|explore\w*|stud(?:y|ied)|sought|performed|conducted)\b"
    r"|\b(?:was|were|being) (?:performed|conducted|initiated|designed|undertaken|investigated|evaluated|compared|assessed)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(
    r"\b(?:who|which|that|when|if|as|where|while|because|since|although|than|what|how)\b[^,;]{0,60}\Z", re.IGNORECASE
)
_PEOPLE = (
    r"patients?|humans?|participants?|volunteers?|people|persons?|individuals|men|women|children|adults|subjects"
    r"|clinical trials?"
)
PEOPLE = rf"\b(?:{_PEOPLE})\b"
_ANIMALS = (
    r"mice|mouse|murine|rats?|rabbits?|monkeys?|pigs?|zebrafish|dogs?|animals?|rodents?|macaques?|C57\w*|wild-type"
    r"|knock-?\w+|transgenic|\w{1,20}-/-|mutants?|strain\w*|embryo\w*|in vitro|littermates?|pups?"
)
ANIMALS = re.compile(rf"\b(?:{_ANIMALS})(?!\w)", re.IGNORECASE)
HEDGE = r"\b(?:may|might|could|suggest\w*|appear\w*|seem\w*|possibl\w+|potential\w*|likely|probabl\w+|perhaps)\b"
CAUSAL = r"\b(?:caus\w+|leads? to|led to|result\w* in|induc\w+|produc\w+|because|due to|trigger\w*|driv\w+)\b"
RANDOMISED = re.compile(r"randomi[sz]", re.IGNORECASE)  # there an association may be told as an effect
_NO_NAME = "the|an?|and|or|in|of|from|to|that|while|who|whom|regardless|with|without|for|on|at|by|after|during|as"
_WORD = rf"(?: (?!(?:{_NO_NAME})\b)[\w≥≤<>-]+)"
_VERBS = "was|were|is|are|had|has|have|who|but|did|do|does|can|may|compared"
OPEN = rf"{_WORD}{{1,4}}?(?=[,.;:)]|$| (?:{_VERBS})\b)"  # the rest of a group's name, to its last word
_FOLLOWS = (
    r"was|were|is|are|had|has|have|who|whose|did|do|does|can|may|but|compared|after|at|during|in|by|from|for|to|with|aged"
    r"|receiving|treated|undergoing|on|over|within|before|as|of|showed|showing|versus|vs"
)
ENDS = rf"(?=[,.;:)]|$| (?:{_FOLLOWS})\b)"  # where the name of a group ends
