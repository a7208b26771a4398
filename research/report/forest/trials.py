"""Which documents report one and the same study."""

from collections.abc import Sequence

from evidence.report import Row


def study_of(rows: Sequence[Row]) -> dict[str, str]:
    """Document id -> the id that stands for its study: joined by `Row.same_study`, through other rows too."""
    parent: dict[str, str] = {}

    def root(document: str) -> str:
        while parent.setdefault(document, document) != document:
            document = parent[document]
        return document

    for row in rows:
        for other in row.same_study:
            parent[root(other)] = root(row.document_id)
    return {row.document_id: root(row.document_id) for row in rows}
