"""Which of NLM's five categories a section belongs to, by its type or its heading.

NLM, "Structured Abstracts: NLM label list". In an abstract a discussion concludes; in the body it weighs others' work
too, so there it has no category.
"""

import re

_NUMBERING = re.compile(r"^[\s\d.):\u2013-]+|^[ivx]+[.)]\s+", re.IGNORECASE)
_HEADINGS = (
    # of two in one heading the later: "Methods and findings", "Background and aims"
    (
        "RESULTS",
        re.compile(
            r"(?:methods?|measurements?|outcomes?)(?: and |/| & )(?:main |principal )?(?:results|findings)", re.I
        ),
    ),
    (
        "OBJECTIVE",
        re.compile(r"(?:background|introduction|rationale)(?: and |/| & )(?:objective|aim|purpose|goal)", re.I),
    ),
    ("BACKGROUND", re.compile(r"background|introduction|intro\b|context|rationale|what is known", re.I)),
    (
        "OBJECTIVE",
        re.compile(r"(?:primary )?objectives?\b|aims?\b|purpose|goals?\b|(?:study )?questions?\b|hypothes[ie]s", re.I),
    ),
    (
        "METHODS",
        re.compile(
            r"(?:main )?(?:(?:materials?|patients|subjects|participants),? (?:and|&) )?(?:materials?|methods?)\b|methodology"
            r"|(?:research |study )?design|procedures?\b|animals?\b|setting|patients\b"
            r"|participants\b|subjects\b|interventions?\b|main outcome|outcomes? measure"
            r"|measurements?\b|study (?:design|selection)|data (?:sources|extraction|synthesis)|statistical anal",
            re.I,
        ),
    ),
    ("RESULTS", re.compile(r"(?:main |principal |key |recent )?(?:results?|findings?|outcomes?)\b", re.I)),
    (
        "CONCLUSIONS",
        re.compile(
            r"conclusions?\b|conclud|interpretation|implications|significance|recommendations|summary and conclusion",
            re.I,
        ),
    ),
)
_DISCUSSION = re.compile(r"discussion", re.I)
_TYPES = {
    "intro": "BACKGROUND",
    "introduction": "BACKGROUND",
    "background": "BACKGROUND",
    "methods": "METHODS",
    "method": "METHODS",
    "materials": "METHODS",
    "materials|methods": "METHODS",
    "subjects": "METHODS",
    "results": "RESULTS",
    "conclusions": "CONCLUSIONS",
    "conclusion": "CONCLUSIONS",
}


def of_abstract(kind: str, title: str) -> str:
    """The category of a section of an abstract, "" if none."""
    return _of(kind, title) or ("CONCLUSIONS" if _DISCUSSION.match(_bare(title)) else "")


def of_body(kind: str, title: str, above: str, outermost: bool) -> str:
    """The category of a section of the body: its own, where it is outermost or concludes, else that of those `above` it."""
    own = _of(kind, title)
    return own if outermost or own == "CONCLUSIONS" else above


def _of(kind: str, title: str) -> str:
    bare = _bare(title)
    found = next((category for category, heading in _HEADINGS if heading.match(bare)), "")
    return found or ("" if _DISCUSSION.match(bare) else _TYPES.get(kind.strip().lower(), ""))


def _bare(title: str) -> str:
    return _NUMBERING.sub("", title[:200])
