"""The abstract of an NBIB record, which is one string, cut at the labels of its parts where they are plain to see."""

import re

Part = tuple[str, str, str]  # label as printed, NLM's category, body

# the first word of a label -> the category that NLM gives it most often (counted over real records)
_CATEGORIES = {
    "BACKGROUND": "background introduction context rationale",
    "OBJECTIVE": "objective objectives aim aims purpose goal goals importance",
    "METHODS": "methods method materials material design setting settings participants patients subjects interventions "
    "intervention procedures procedure main data study research",
    "RESULTS": "results result findings",
    "CONCLUSIONS": "conclusions conclusion interpretation discussion significance",
}
_CATEGORY = {word: category for category, words in _CATEGORIES.items() for word in words.split()}
_UNCATEGORISED = (
    "clinical trial registration",
    "trial registration",
    "registration",
    "funding",
    "limitations",
    "summary",
)
_FIRST_WORDS = "|".join(sorted({*_CATEGORY, *(label.split()[0] for label in _UNCATEGORISED)}, key=len, reverse=True))
_CAPITALS = r"[A-Z][A-Z0-9 ,/&()'-]{4,70}:\s"  # BACKGROUND AND PURPOSE:
_KNOWN = rf"(?i:{_FIRST_WORDS})(?:[ /][A-Za-z&]+){{0,5}}(?::\s|- )"  # Methods:, and Methods- as Stroke prints it
_LABEL = re.compile(rf"(?:(?<=^)|(?<=[.?!)\]] ))(?:{_CAPITALS}|{_KNOWN})(?=\s*\S)")


def parts_of(abstract: str) -> list[Part]:
    """The parts of an abstract, one without a label where it does not begin with a label that others follow.

    No word is lost: labels and bodies together are the abstract.
    """
    if not abstract:
        return []
    labels = list(_LABEL.finditer(abstract))
    if len(labels) < 2 or labels[0].start():
        return [("", "", abstract)]
    ends = [label.start() for label in labels[1:]] + [len(abstract)]
    found = [_part(label[0], abstract[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    return found if all(body for _label, _category, body in found) else [("", "", abstract)]


def _part(printed: str, body: str) -> Part:
    label = printed.rstrip().rstrip(":-")
    return label, _category(label.lower()), body.strip()


def _category(label: str) -> str:
    if label.startswith("background and "):  # NLM: the purpose is what such a part is about
        return "OBJECTIVE"
    return "" if label.startswith(_UNCATEGORISED) else _CATEGORY.get(re.split(r"[ /&,]", label)[0], "")
