"""A report as one self-contained HTML file, for screen and print. Everything from sources is escaped."""

from html import escape
from importlib.resources import files

from evidence.model import Claim
from evidence.report import CitedDocument, Report
from research.report.guidelines import guideline_rows
from research.report.live import library_searches, pubmed_searches, told
from research.report.markdown import by_reason
from research.report.names import NO_LEAD, badges, design_name, filters_in_words, speaker, words
from research.report.policy import admissions, policy_lines
from research.report.printable import printable


def to_html(report: Report) -> str:
    """The whole page; no scripts, no outside resources."""
    style = files("research.report").joinpath("report.css").read_text(encoding="utf-8")
    parts = (_head(report), _bottom_line(report), _sections(report), _guidelines(report), _conflicts(report), _table(report),
             _references(report), _methods(report), _left_out(report), _limits(report))  # fmt: skip
    return printable(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(report.question)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(p for p in parts if p)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(report: Report) -> str:
    fictional = [line for line in report.limits if line.startswith("FICTIONAL")]
    banner = f'<p class="banner">{escape(fictional[0])}</p>' if fictional else ""
    about = f"Question kind: {report.kind} · library revision {report.revision} · {report.run.started}"
    return f'{banner}<h1>{escape(report.question)}</h1><p class="about">{escape(about)}</p>'


def _bottom_line(report: Report) -> str:
    if not report.answered:
        reason = next(line for line in report.limits if line.startswith("Not found"))
        return f'<section class="bottom"><h2>Bottom line</h2><p>{escape(reason)}</p></section>'
    if not report.bottom_line:
        return f'<section class="bottom"><h2>Bottom line</h2><p>{escape(NO_LEAD)}</p></section>'
    claims, documents = _by_id(report)
    lines = "".join(
        f'<li><span class="lead">{escape(speaker(documents[claims[i].citations[0].document_id]) + ":")}</span> '
        f"{_quote(claims[i], documents)}</li>"
        for i in report.bottom_line
    )
    return f'<section class="bottom"><h2>Bottom line</h2><ul>{lines}</ul></section>'


def _sections(report: Report) -> str:
    claims, documents = _by_id(report)
    return "\n".join(
        f"<section><h2>{escape(s.title)}</h2><ul>"
        + "".join(
            f"<li>{_quote(claims[i], documents)} {_marks(documents[claims[i].citations[0].document_id])}</li>"
            for i in s.claims
        )
        + "</ul></section>"
        for s in report.sections
    )


def _guidelines(report: Report) -> str:
    rows = guideline_rows(report)
    if not rows:
        return ""
    body = "".join(
        f'<tr><td><a href="#ref-{r.document.number}">{r.document.number}</a></td><td>{escape(r.body)}</td>'
        f"<td>{escape(r.edition)}</td><td><q>{escape(r.words)}</q></td><td>{escape(r.grade)}</td></tr>"
        for r in rows
    )
    heads = "<th>No.</th><th>Body</th><th>Edition</th><th>In its own words</th><th>Grade, in its own system</th>"
    return (
        '<section><h2>Guidelines side by side</h2><div class="wide"><table><thead><tr>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _conflicts(report: Report) -> str:
    claims, documents = _by_id(report)
    return "".join(
        f'<section class="conflict"><h2>Where the evidence disagrees</h2><p>{escape(c.title)}. The strongest of each side:</p><ul>'
        + "".join(
            f'<li><span class="lead">{escape(speaker(documents[claims[i].citations[0].document_id]) + ":")}</span> '
            f"{_quote(claims[i], documents)}</li>"
            for i in c.claims
        )
        + "</ul></section>"
        for c in report.conflicts
    )


def _table(report: Report) -> str:
    if not report.table:
        return ""
    _, documents = _by_id(report)
    heads = (
        "No.",
        "Study",
        "Design (indexed)",
        "Level",
        "Year",
        "Population",
        "Comparison",
        "Outcome asked",
        "Effect as stated",
    )
    rows = (
        (str(documents[r.document_id].number), r.study, design_name(r.design), str(r.level or ""), str(r.year or ""),
         words(r.population), words(r.comparison), r.outcome, words(r.effect))
        for r in report.table
    )  # fmt: skip
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    head = "".join(f"<th>{h}</th>" for h in heads)
    return (
        '<section><h2>Evidence table</h2><div class="wide"><table><thead><tr>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _references(report: Report) -> str:
    if not report.documents:
        return ""
    items = "".join(
        f'<li id="ref-{d.number}" value="{d.number}">{escape(d.reference)} {_marks(d)} {_successor(d)}{_link(d)}</li>'
        for d in report.documents
    )
    return f'<section><h2>References</h2><ol class="references">{items}</ol></section>'


def _methods(report: Report) -> str:
    m = report.measures
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(c))}</td>"
            for c in (s.facet, s.text, s.mode, filters_in_words(s.filters), s.at, s.found, s.kept)
        )
        + "</tr>"
        for s in library_searches(report)
    )
    return (
        "<section><h2>How this was searched</h2>"
        f"<p>{escape(' '.join(policy_lines(report.policy)))}</p>"
        f"{_admissions(report)}{_pubmed(report)}"
        '<div class="wide"><table><thead><tr><th>Search</th><th>Words</th><th>Mode</th><th>Filters</th><th>At</th><th>Found</th>'
        f"<th>Could be evidence</th></tr></thead><tbody>{rows}</tbody></table></div>"
        f"<h3>Citation check</h3><p>{m.sentences} statements, {m.cited_sentences} with a citation; {m.citations} citations, "
        f"{m.supported_citations} of them located word for word in their source; {m.removed} statements removed.</p></section>"
    )


def _admissions(report: Report) -> str:
    """What let each cited document in."""
    items = "".join(
        f'<li value="{d.number}"><code>{escape(d.id)}</code>: {escape(words)}</li>' for d, words in admissions(report)
    )
    return f'<h3>What let each cited document in</h3><ol class="small">{items}</ol>' if items else ""


def _pubmed(report: Report) -> str:
    """The live searches of PubMed, each with what PubMed made of it."""
    items = (
        f"<li>{escape(first)}" + "".join(f"<br>{escape(line)}" for line in rest) + "</li>"
        for first, *rest in map(told, pubmed_searches(report))
    )
    listed = "".join(items)
    return f'<ul class="small">{listed}</ul>' if listed else ""


def _left_out(report: Report) -> str:
    parts = []
    for reason, members in by_reason(report):
        items = "".join(f"<li>{escape(e.title)} <code>{escape(e.document_id)}</code></li>" for e in members)
        heading = f"{reason[0].upper()}{reason[1:]} ({len(members)})"
        parts.append(f'<details><summary>{escape(heading)}</summary><ul class="small">{items}</ul></details>')
    removed = "".join(f"<li>{escape(r.text)}: {escape(r.reason)}</li>" for r in report.removed)
    if removed:
        parts.append(f"<h3>Statements removed by the citation check</h3><ul>{removed}</ul>")
    return f"<section><h2>Left out, and why</h2>{''.join(parts)}</section>" if parts else ""


def _limits(report: Report) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in report.limits)
    return f'<section><h2>Limits and intended use</h2><ul class="small">{items}</ul></section>'


def _by_id(report: Report) -> tuple[dict[str, Claim], dict[str, CitedDocument]]:
    return {c.id: c for c in report.claims}, {d.id: d for d in report.documents}


def _quote(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    marks = "".join(
        f'<a href="#ref-{documents[c.document_id].number}">[{documents[c.document_id].number}]</a>'
        for c in claim.citations
    )
    places = "; ".join(dict.fromkeys(c.place for c in claim.citations if c.place))
    grades = "; ".join(dict.fromkeys(c.grade for c in claim.citations if c.grade))
    place = f' <span class="place">{escape(places)}</span>' if places else ""
    grade = f' <strong class="grade">{escape(grades)}</strong>' if grades else ""
    return f'<q>{escape(claim.text)}</q> <span class="cite">{marks}</span>{place}{grade}'


def _successor(d: CitedDocument) -> str:
    return f"Superseded by {escape(d.replaced_by)}. " if d.replaced_by else ""


def _marks(d: CitedDocument) -> str:
    found = badges(d)
    return "".join(f'<span class="badge {style}">{escape(words)}</span>' for style, words in found)


def _link(d: CitedDocument) -> str:
    safe = d.url.startswith(("https://", "http://"))
    return f'<a class="open" href="{escape(d.url, quote=True)}">open</a>' if safe else ""
