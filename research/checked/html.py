"""The text with its verdicts, as one self-contained HTML file: each cited sentence with the source's sentence beside it.

No scripts, no outside resources; everything from the text and from sources is escaped.
"""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from evidence.checked import Against, Checked, CheckedCitation, CheckedClaim, CheckedReference
from evidence.model import Mismatch, Support
from research.checked.words import (
    FALLEN,
    LAYER_NAMES,
    MAY_SPEAK_AGAINST,
    MEANS,
    NAMES,
    SUPPORTS,
    called,
    counts,
    differs,
    elsewhere,
    summary,
)
from research.report.printable import printable


def to_html(checked: Checked, name: str) -> str:
    """The whole page; `name` is the file's."""
    style = files("research.report").joinpath("report.css").read_text(encoding="utf-8")
    own = files("research.checked").joinpath("check.css").read_text(encoding="utf-8")
    parts = (_head(checked, name), _legend(checked), _notes(checked), _text(checked), _references(checked))
    return printable(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Citation check: {escape(name)}</title>\n<style>\n{style}{own}</style>\n</head>\n"
        f'<body>\n<main class="check">\n{chr(10).join(part for part in parts if part)}\n</main>\n</body>\n</html>\n'
    )


def _head(checked: Checked, name: str) -> str:
    revision = f"library revision {checked.revision}" if checked.revision is not None else "no library"
    about = f"Judges: {', '.join(checked.judges)} · {revision}"
    return (
        f"<h1>Citation check: {escape(name)}</h1>"
        f'<p class="lead">{escape(summary(checked))}</p><p class="about">{escape(about)}</p>'
    )


def _legend(checked: Checked) -> str:
    present = dict(counts(checked))
    rows = "".join(f"<dt>{_badge(s)} {present.get(s, 0)}</dt><dd>{escape(MEANS[s])}</dd>" for s in SUPPORTS)
    return f'<dl class="legend">{rows}</dl>'


def _notes(checked: Checked) -> str:
    said = "".join(f"<li>{escape(note)}</li>" for note in checked.notes)
    return f"<section><h2>About the references</h2><ul>{said}</ul></section>" if said else ""


def _text(checked: Checked) -> str:
    """The text in its order: a row for each claim, and what stands between as it is."""
    rows, at = [], 0
    for claim in sorted(checked.claims, key=lambda c: c.start):
        rows.append(_between(checked, at, claim.start))
        rows.append(_row(checked, claim))
        at = max(at, claim.end)
    rows.append(_between(checked, at, len(checked.text)))
    return f"<section><h2>The text</h2>{''.join(rows)}</section>"


def _between(checked: Checked, start: int, end: int) -> str:
    """Text without citations; statements that should have one are underlined."""
    if not checked.text[start:end].strip():
        return ""
    pieces, at = [], start
    for first, last in checked.uncited:
        if start <= first and last <= end:
            pieces.append(escape(checked.text[at:first]))
            pieces.append(f'<span class="uncited">{escape(checked.text[first:last])}</span>')
            at = last
    pieces.append(escape(checked.text[at:end]))
    return f'<div class="between">{"".join(pieces).strip()}</div>'


def _row(checked: Checked, claim: CheckedClaim) -> str:
    seen = [m.claim for citation in claim.citations for m in citation.mismatches]
    said = _marked(checked.text[claim.start : claim.end], seen)
    beside = "".join(_citation(citation, len(claim.citations) > 1) for citation in claim.citations)
    beside += "".join(_against(each) for each in claim.against)
    also = f'<p class="small">{escape(elsewhere(claim))}</p>' if claim.elsewhere else ""
    return (
        f'<div class="pair {claim.support}"><div class="said"><p>{said}</p>{_badge(claim.support)}</div>'
        f'<div class="source">{beside}{also}</div></div>'
    )


def _citation(citation: CheckedCitation, several: bool) -> str:
    fell = citation.support == "not_found" and citation.layer in FALLEN
    own = f" {_badge(citation.support, called(citation))}" if several or fell else ""
    head = f"<b>{escape(citation.marker)}</b> <code>{escape(citation.document_id)}</code>{own}"
    quote = f"<blockquote>{_marked(citation.quote, [m.source for m in citation.mismatches])}</blockquote>"
    reason = f"{escape(citation.reason)} <i>({escape(LAYER_NAMES[citation.layer])})</i>"
    return (
        f"<p>{head}</p>{quote if citation.quote else ''}{_mismatches(citation.mismatches)}<p class='small'>{reason}</p>"
    )


def _against(against: Against) -> str:
    quote = _marked(against.quote, [m.source for m in against.mismatches])
    return (
        f"<p><b>{MAY_SPEAK_AGAINST}</b> <code>{escape(against.document_id)}</code></p><blockquote>{quote}</blockquote>"
        f"<p class='small'>{escape(against.reason)}</p>"
    )


def _mismatches(mismatches: Sequence[Mismatch]) -> str:
    items = "".join(f"<li>{escape(differs(m))}</li>" for m in mismatches)
    return f'<ul class="mismatches">{items}</ul>' if items else ""


def _marked(text: str, parts: Sequence[str]) -> str:
    """Escaped, with the first place of each part marked; parts that overlap one before are left."""
    places: list[tuple[int, int]] = []
    for part in sorted(set(filter(None, parts)), key=lambda p: (-len(p), p)):
        at = text.find(part)
        if at >= 0 and all(at + len(part) <= start or at >= end for start, end in places):
            places.append((at, at + len(part)))
    made, last = [], 0
    for start, end in sorted(places):
        made += [escape(text[last:start]), f"<mark>{escape(text[start:end])}</mark>"]
        last = end
    return "".join([*made, escape(text[last:])])


def _references(checked: Checked) -> str:
    rows = "".join(_reference(r) for r in checked.references)
    head = "<tr><th>Mark</th><th>As written</th><th>Record</th><th>What is wrong</th></tr>"
    table = f'<div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    return f"<section><h2>References</h2>{table}</section>" if rows else ""


def _reference(reference: CheckedReference) -> str:
    web = reference.url if reference.url.startswith(("https://", "http://")) else ""
    named = f'<a href="{escape(web)}">{escape(reference.document_id)}</a>' if web else escape(reference.document_id)
    state = "" if reference.status in ("", "current") else f' <span class="badge">{escape(reference.status)}</span>'
    cells = (escape(reference.key), escape(reference.text), f"{named}{state} {escape(reference.title)}")
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, escape(reference.reason))) + "</tr>"


def _badge(support: Support, words: str = "") -> str:
    return f'<span class="badge verdict {support}">{escape(words or NAMES[support])}</span>'
