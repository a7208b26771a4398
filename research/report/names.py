"""How designs, states and kinds are spoken of."""

DESIGN_NAMES = {
    "rct": "Randomised controlled trial", "in-vitro": "In vitro study", "": "Design not indexed",
}  # fmt: skip


def design_name(design: str) -> str:
    """ "case-control" is "Case control" to a reader's eye, but "Case-control study" reads better where it is known."""
    return DESIGN_NAMES.get(design, design.replace("-", " ").capitalize())


def badges(design: str, level: int | None, status: str, is_preprint: bool, fictional: bool) -> list[tuple[str, str]]:
    """(style, words) for a document: what a reader must see beside every citation of it."""
    found = [("design", design_name(design) + (f", level {level}" if level else ""))]
    if status != "current":
        found.append((f"status-{status}", {"concern": "Expression of concern"}.get(status, status.capitalize())))
    if is_preprint:
        found.append(("preprint", "Preprint"))
    if fictional:
        found.append(("fictional", "Fictional"))
    return found
