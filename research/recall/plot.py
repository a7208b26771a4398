"""Recall against the number of citations, drawn."""

from collections.abc import Sequence
from pathlib import Path

from evidence.errors import UsageError
from research.recall.scores import Result

FORMS = (".svg", ".png")
COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#e69f00",
    "#000000",
)  # Okabe and Ito: told apart by all


def check_plot(path: Path) -> None:
    """Raises UsageError for a form that is not drawn or a folder that is not there: before hours of work, not after."""
    if path.suffix.lower() not in FORMS:
        raise UsageError(f"{path} cannot be drawn: the plot's file ends in {' or '.join(FORMS)}.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.absolute().parent}.")


def draw(systems: Sequence[Result], path: Path) -> None:
    """A line for each system: mean recall of its first k citations over the mean number of citations at that k.

    A dot marks where a system's citations end. Equal results give equal files. Raises UsageError.
    """
    check_plot(path)
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.hashsalt": "evidence", "svg.fonttype": "none"}):
        figure = Figure(figsize=(7, 4.5), layout="constrained")  # inches
        axes = figure.subplots()
        shown = [s for s in systems if s.curve and s.role != "as many"]
        for number, system in enumerate(shown):
            colour, dash = COLOURS[number % len(COLOURS)], "-" if number < len(COLOURS) else "--"
            across, up = [p.citations for p in system.curve], [p.recall for p in system.curve]
            name = system.name.replace("$", r"\$")  # else matplotlib takes it for mathematics
            axes.plot(across, up, dash, color=colour, label=name if not name.startswith("_") else f" {name}")
            axes.plot(across[-1:], up[-1:], "o", color=colour)
        axes.set_xlabel("Documents cited (mean)")
        axes.set_ylabel("Share of gold documents cited (mean)")
        axes.set_xlim(left=0)
        axes.set_ylim(0, 1)
        if shown:
            axes.legend(frameon=False, loc="best")
        try:
            figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}).") from error
