"""What is in which file: which records there are, which are revised, deleted, retracted, and when."""

from dataclasses import dataclass

import numpy as np

from benchmarks.generate.draws import Draws, Ints

FIRST_PMID = 10_000_000
FEWEST_UPDATES = 6  # update files, however few records there are
NEW = 0.005  # records that first appear in an update, of all
TWICE = 0.10  # of the revised, revised once more in a later file
AGAIN = 0.10  # of the deleted, added again in a later file
RAISED = 0.002  # of the records, under PMID Version 2 from the outset
NEW_VERSION = 0.02  # of the revised, under the next PMID Version
LATE = 0.5  # of what happens to a record of a higher version afterwards, that is said of the version before
# (link of the article, link of the notice, share of all records)
PAIRS = (
    ("RetractionIn", "RetractionOf", 0.002),
    ("ErratumIn", "ErratumFor", 0.004),
    ("ExpressionOfConcernIn", "ExpressionOfConcernFor", 0.0005),
    ("UpdateIn", "UpdateOf", 0.001),
)
IN_UPDATES = 0.05  # of the notices, and of the articles, that first appear in an update
BOTH, NOTICE_ONLY, ARTICLE_ONLY, ONCE_REVISED = range(4)  # who says so; the last: the article in its revised form only


@dataclass(frozen=True, slots=True)
class Size:
    """What was asked for."""

    records: int
    per_file: int
    updates: float  # of the records, revised
    deletions: float  # of the records
    seed: int


@dataclass(frozen=True, slots=True)
class Batch:
    """One file: records by PMID, how often each has been revised, its PMID Version; PMIDs taken back, and of which version."""

    pmids: Ints
    revisions: Ints
    versions: Ints
    deleted: Ints
    deleted_versions: Ints

    @property
    def ids(self) -> Ints:
        """What the texts are drawn by."""
        return self.pmids | (self.revisions << 32)


@dataclass(frozen=True, slots=True)
class Link:
    """A CommentsCorrections entry, and the revision of the record from which on it is there."""

    kind: str
    target: int
    since: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The files in their order, and every record's links to its notice or its article."""

    baseline: list[Batch]
    updates: list[Batch]
    links: dict[int, list[Link]]
    pmids: Ints  # every one there ever is, ascending


def plan(size: Size) -> Plan:
    """The whole of it, from the arguments alone."""
    draws = Draws(size.seed)
    fresh = max(FEWEST_UPDATES, round(size.records * NEW))
    numbers = np.arange(size.records + fresh)
    gaps = 1 + np.where(draws.uniform("gap?", numbers) < 0.1, draws.below("gap", numbers, 8), 0)
    pmids = FIRST_PMID + np.cumsum(gaps)
    old, new = pmids[: size.records], pmids[size.records :]
    links, notices = _pairs(draws, old, new)
    versions = 1 + (draws.uniform("version", pmids) < RAISED)
    baseline = [
        Batch(part, np.zeros_like(part), versions[i : i + len(part)].astype(np.int64), part[:0], part[:0])
        for i in range(0, len(old), size.per_file)
        for part in (old[i : i + size.per_file],)
    ]
    events = _events(draws, size, old, new, np.setdiff1d(old, notices))
    return Plan(
        baseline, _updates(draws, events, dict(zip(pmids.tolist(), versions.tolist(), strict=True)), new), links, pmids
    )


def _pairs(draws: Draws, old: Ints, new: Ints) -> tuple[dict[int, list[Link]], Ints]:
    """Links by PMID, and the PMIDs of the notices. An article may have several notices; a notice is never an article."""
    kinds = [(a, n) for a, n, share in PAIRS for _ in range(max(2, round(share * len(old))))]
    late = min(max(2, round(len(kinds) * IN_UPDATES)), len(new) // 2)
    notices = np.concatenate((draws.choose("late notice", new, late), draws.choose("notice", old, len(kinds) - late)))
    order = np.arange(len(kinds))
    notices = notices[np.argsort(draws.bits("mixed", order))]
    articles_old, articles_new = np.setdiff1d(old, notices), np.setdiff1d(new, notices)
    of_new = draws.uniform("late article", order) < IN_UPDATES
    articles = np.where(
        of_new,
        articles_new[draws.below("article", order, len(articles_new))],
        articles_old[draws.below("article", order, len(articles_old))],
    )
    links: dict[int, list[Link]] = {}
    said = draws.below("said", order, 4).tolist()
    for (inside, outside), article, notice, by in zip(kinds, articles.tolist(), notices.tolist(), said, strict=True):
        if by != NOTICE_ONLY:
            links.setdefault(article, []).append(Link(inside, notice, int(by == ONCE_REVISED)))
        if by != ARTICLE_ONLY:
            links.setdefault(notice, []).append(Link(outside, article))
    return links, notices


@dataclass(frozen=True, slots=True)
class Events:
    """One row an event, in the order in which they happen: an update file's number, a PMID, what."""

    files: Ints
    pmids: Ints
    deleted: "np.typing.NDArray[np.bool_]"
    count: int  # of update files


def _events(draws: Draws, size: Size, old: Ints, new: Ints, deletable: Ints) -> Events:
    """Revisions, further revisions, new records, deletions and records that come back."""
    revised = draws.choose("revised", old, round(size.records * size.updates))
    gone = draws.choose("deleted", deletable, round(size.records * size.deletions))
    twice, again = revised[: round(len(revised) * TWICE)], gone[: round(len(gone) * AGAIN)]
    articles = len(revised) + len(twice) + len(new) + len(again)
    count = max(FEWEST_UPDATES, -(-articles // size.per_file))
    parts = [
        (draws.below("revised in", revised, count - 1), revised, False),
        (draws.below("new in", new, count), new, False),
        (draws.below("deleted in", gone, count - 1), gone, True),
    ]
    for what, among in (("revised", twice), ("deleted", again)):  # once more, in a later file
        before = draws.below(f"{what} in", among, count - 1)
        parts.append((before + 1 + draws.below(f"{what} again", among, count - 1 - before), among, False))
    files, pmids = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    deleted = np.concatenate([np.full(len(p[1]), p[2]) for p in parts])
    order = np.lexsort((draws.bits("order", pmids), deleted, files))
    return Events(files[order], pmids[order], deleted[order], count)


def _updates(draws: Draws, events: Events, versions: dict[int, int], new: Ints) -> list[Batch]:
    """The update files. A record twice in one file is written once; every file takes back a PMID that never was."""
    revisions = dict.fromkeys(new.tolist(), -1)
    chance = draws.uniform("new version", events.pmids, events.files)
    batches = []
    for file in range(events.count):
        mine = events.files == file
        written: dict[int, tuple[int, int]] = {}
        deleted = {FIRST_PMID - 1 - file: 1}
        rows = zip(events.pmids[mine].tolist(), events.deleted[mine].tolist(), chance[mine].tolist(), strict=True)
        for pmid, gone, luck in rows:
            late = versions[pmid] > 1 and luck < LATE
            if gone:
                deleted[pmid] = versions[pmid] - late
            elif pmid not in written:
                revisions[pmid] = revisions.get(pmid, 0) + 1
                versions[pmid] += luck > 1 - NEW_VERSION and revisions[pmid] > 0
                written[pmid] = revisions[pmid], versions[pmid] - late
        batches.append(_batch(written, deleted))
    return batches


def _batch(written: dict[int, tuple[int, int]], deleted: dict[int, int]) -> Batch:
    """From PMID to (revision, version), and from PMID to version."""
    columns = np.array(list(written.values()), np.int64).reshape(-1, 2)
    pmids, gone, of = (np.array(list(x), np.int64) for x in (written, deleted, deleted.values()))
    return Batch(pmids, columns[:, 0], columns[:, 1], gone, of)
