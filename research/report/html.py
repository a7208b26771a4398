"""A report as one self-contained HTML file, for screen and print. Everything from sources is escaped."""

from collections.abc import Callable
from html import escape
from importlib.resources import files

from evidence.report import Report
from research.report.html_appendix import left_out, limits, methods, references
from research.report.html_findings import agreements, conflicts, findings, gaps, guidelines, plots
from research.report.html_marks import listed, marks, numbers, numbers_of, quote, spoken
from research.report.names import CLOSEST_SAYS, NO_LEAD, beyond_the_lead, by_id, closest, not_found, told_of
from research.report.printable import printable


def to_html(report: Report) -> str:
    """The whole page; no scripts, no outside resources."""
    style = files("research.report").joinpath("report.css").read_text(encoding="utf-8")
    parts = [part for draw in PARTS if (part := draw(report))]
    return printable(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(report.question)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(report: Report) -> str:
    fictional = [line for line in report.limits if line.startswith("FICTIONAL")]
    banner = f'<p class="banner">{escape(fictional[0])}</p>' if fictional else ""
    about = f"Question kind: {report.kind} · library revision {report.revision} · {report.run.started}"
    return f'{banner}<h1>{escape(report.question)}</h1><p class="about">{escape(about)}</p>'


def _bottom_line(report: Report) -> str:
    """The short answer, if it can be given, and the quotes that lead."""
    if not report.answered:
        near = [f"{escape(e.title)} <code>{escape(e.document_id)}</code>" for e in closest(report)]
        said = f"<p>{escape(not_found(report))}</p>" + (f"<p>{CLOSEST_SAYS}</p>{listed(near)}" if near else "")
    elif not report.bottom_line:
        said = f"<p>{escape(NO_LEAD)}</p>"
    else:
        claims, documents = by_id(report)
        said = _short_answer(report) + listed(spoken(claims[i], documents) for i in report.bottom_line)
    return f'<section class="bottom"><h2>Bottom line</h2>{said}</section>'


def _short_answer(report: Report) -> str:
    """What the quotes say together, with how that was found; why it is not said, where it was asked for."""
    answer = report.answer
    if answer is None:
        return ""
    claims, documents = by_id(report)
    lines = "".join(
        f'<p class="answer">{escape(line.text)} {numbers(numbers_of(line.claims, claims, documents))}</p>'
        for line in answer.lines
    )
    told = told_of(answer)
    return f'{lines}<p class="small">{escape(told)}</p>' if told else lines


def _sections(report: Report) -> str:
    """What else is quoted, by kind of study; what the bottom line quotes is named, not repeated."""
    claims, documents = by_id(report)
    return "\n".join(
        f"<section><h2>{escape(section.title)}</h2>"
        + listed(
            f"{quote(claims[i], documents)} {marks(documents[claims[i].citations[0].document_id])}" for i in further
        )
        + (f'<p class="small">Quoted above: {numbers(numbers_of(led, claims, documents))}</p>' if led else "")
        + "</section>"
        for section, further, led in beyond_the_lead(report)
    )


PARTS: tuple[Callable[[Report], str], ...] = (
    _head, _bottom_line, findings, plots, agreements, conflicts, _sections, guidelines, gaps, references, methods, left_out, limits,
)  # fmt: skip
