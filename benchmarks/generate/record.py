"""Records of a batch to XML, in the form of NLM's files (DTD pubmed_250101)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.generate import terms
from benchmarks.generate.details import date, doi, issue_date, publication_types
from benchmarks.generate.draws import Draws, Ints, places
from benchmarks.generate.fragments import Fragments, Journal
from benchmarks.generate.plan import Batch, Link
from benchmarks.generate.text import Writer

# least and most of each list in a record that has it, and the share of records that do
LISTS = {
    "authors": (1, 10, 0.98),
    "tags": (1, 6, 0.85),
    "headings": (3, 12, 0.85),
    "substances": (1, 5, 0.45),
    "keywords": (3, 7, 0.35),
    "references": (6, 28, 0.5),
    "grants": (1, 4, 0.15),
}
HOUR = "          <Hour>6</Hour>\n          <Minute>0</Minute>\n"
HISTORY = (("received", ""), ("accepted", ""), ("pubmed", HOUR), ("medline", HOUR), ("entrez", HOUR))
DICE = 16  # numbers from 0 to 999,999 for the small choices of a record
OLDEST, NEWEST = 1966, 2025
GROWTH = 0.62  # exponent: half of all records are from 2004 or later


@dataclass(frozen=True, slots=True)
class Record:
    """One record's XML, and what of it is checked later."""

    pmid: int
    version: int
    xml: bytes
    abstract: str  # XML inside its AbstractTexts, one after the other


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes records; years are spread over the PMIDs from `first` to `last`."""

    draws: Draws
    writer: Writer
    pools: Fragments
    links: dict[int, list[Link]]
    first: int
    last: int

    def records(self, batch: Batch) -> Iterator[Record]:
        """Every record of the batch, in its order."""
        pmids = batch.pmids
        if not len(pmids):
            return
        lists = zip(*(self._lists(name, pmids) for name in LISTS), strict=True)
        texts = zip(self.writer.titles(pmids), self.writer.abstracts(batch.ids), strict=True)
        rows_ = zip(
            pmids.tolist(), batch.versions.tolist(), batch.revisions.tolist(), self._years(pmids), self._dice(pmids),
            lists, texts, strict=True,
        )  # fmt: skip
        for pmid, version, revision, year, dice, own, (title, parts) in rows_:
            linked = [link for link in self.links.get(pmid, ()) if link.since <= revision]
            top = self._citation(pmid, version, revision, year, dice)
            article = self._article(pmid, year, dice, title, parts, own, linked)
            indexing = self._indexing(year, dice, own, linked)
            data = self._data(pmid, year, dice, own[5])
            xml = b"".join(piece.encode() for piece in (top, article, indexing, data))  # only one is not ASCII: faster
            yield Record(pmid, version, xml, "".join(body for _, body in parts))

    def _lists(self, name: str, pmids: Ints) -> list[str]:
        """One list of each record: its elements, joined."""
        least, most, share = LISTS[name]
        pool: list[str] = getattr(self.pools, name)
        counts = least + self.draws.below(f"{name} count", pmids, most - least + 1)
        counts[self.draws.uniform(f"{name}?", pmids) >= share] = 0
        rows_, place = places(counts)
        if len(pool) < 1000:  # none twice in one record: a start and a step
            steps = 1 + self.draws.below(f"{name} step", pmids, (len(pool) - 1) // most)
            chosen = (self.draws.below(name, pmids, len(pool))[rows_] + place * steps[rows_]) % len(pool)
        else:
            chosen = self.draws.below(name, pmids[rows_], len(pool), place)
        pieces = [pool[i] for i in chosen.tolist()]
        ends = np.cumsum(counts).tolist()
        return ["".join(pieces[a:b]) for a, b in zip([0, *ends], ends, strict=False)]

    def _years(self, pmids: Ints) -> list[int]:
        share = ((pmids - self.first) / (self.last + 1 - self.first)) ** GROWTH
        years: list[int] = (OLDEST + (share * (NEWEST + 1 - OLDEST)).astype(np.int64)).tolist()
        return years

    def _dice(self, pmids: Ints) -> list[list[int]]:
        rows_, place = places(np.full(len(pmids), DICE))
        thrown = (self.draws.bits("dice", pmids[rows_], place) >> np.uint64(20)) % np.uint64(1_000_000)
        found: list[list[int]] = thrown.astype(np.int64).reshape(-1, DICE).tolist()
        return found

    def _citation(self, pmid: int, version: int, revision: int, year: int, dice: list[int]) -> str:
        indexed = dice[0] < 850_000
        status = "MEDLINE" if indexed else "PubMed-not-MEDLINE" if dice[0] < 950_000 else "Publisher"
        completed = (
            f"      <DateCompleted>\n{date(min(year + 1, 2025), dice[1], 8)}      </DateCompleted>\n" if indexed else ""
        )
        # a revision is dated after everything in the baseline
        revised = (
            date(2026, dice[2] % 30 + 30 * revision, 8)
            if revision
            else date(min(year + 1 + dice[2] % 9, 2025), dice[2], 8)
        )
        return (
            f'  <PubmedArticle>\n    <MedlineCitation Status="{status}" Owner="NLM">\n'
            f'      <PMID Version="{version}">{pmid}</PMID>\n{completed}'
            f"      <DateRevised>\n{revised}      </DateRevised>\n"
        )

    def _article(
        self,
        pmid: int,
        year: int,
        dice: list[int],
        title: str,
        parts: list[tuple[str, str]],
        own: tuple[str, ...],
        linked: list[Link],
    ) -> str:
        journal = self._journal(dice)
        electronic = dice[3] < 400_000
        texts = "".join(f"          <AbstractText{attributes}>{body}</AbstractText>\n" for attributes, body in parts)
        abstract = f"        <Abstract>\n{texts}        </Abstract>\n" if texts else ""
        authors = f'        <AuthorList CompleteYN="Y">\n{own[0]}        </AuthorList>\n' if own[0] else ""
        grants = f'        <GrantList CompleteYN="Y">\n{own[6]}        </GrantList>\n' if own[6] else ""
        location = (
            f'        <ELocationID EIdType="doi" ValidYN="Y">{doi(pmid, dice)}</ELocationID>\n' if electronic else ""
        )
        appeared = (
            f'        <ArticleDate DateType="Electronic">\n{date(year, dice[4], 10)}        </ArticleDate>\n'
            if electronic
            else ""
        )
        types = "".join(
            f'          <PublicationType UI="{ui}">{name}</PublicationType>\n'
            for ui, name in publication_types(dice, linked)
        )
        page = dice[5] % 2000 + 1
        return (
            f'      <Article PubModel="{"Print-Electronic" if electronic else "Print"}">\n        <Journal>\n{journal.issn}'
            f'          <JournalIssue CitedMedium="{"Internet" if electronic else "Print"}">\n'
            f"            <Volume>{dice[5] % 90 + 1}</Volume>\n            <Issue>{dice[4] % 12 + 1}</Issue>\n"
            f"            <PubDate>\n{issue_date(year, dice)}            </PubDate>\n          </JournalIssue>\n"
            f"{journal.titles}        </Journal>\n        <ArticleTitle>{title}</ArticleTitle>\n"
            f"        <Pagination>\n          <StartPage>{page}</StartPage>\n          <EndPage>{page + 9}</EndPage>\n"
            f"          <MedlinePgn>{page}-{page + 9}</MedlinePgn>\n        </Pagination>\n"
            f"{location}{abstract}{authors}        <Language>{terms.LANGUAGES[dice[6] % len(terms.LANGUAGES)]}</Language>\n"
            f"{grants}        <PublicationTypeList>\n{types}        </PublicationTypeList>\n{appeared}      </Article>\n{journal.info}"
        )

    def _journal(self, dice: list[int]) -> Journal:
        return self.pools.journals[dice[7] % len(self.pools.journals)]

    def _indexing(self, year: int, dice: list[int], own: tuple[str, ...], linked: list[Link]) -> str:
        indexed = dice[0] < 850_000
        substances = f"      <ChemicalList>\n{own[3]}      </ChemicalList>\n" if own[3] and indexed else ""
        mesh = (
            f"      <MeshHeadingList>\n{own[1]}{own[2]}      </MeshHeadingList>\n"
            if own[1] + own[2] and indexed
            else ""
        )
        keywords = f'      <KeywordList Owner="NOTNLM">\n{own[4]}      </KeywordList>\n' if own[4] else ""
        named = self._named(year, dice, linked)
        corrections = f"      <CommentsCorrectionsList>\n{named}      </CommentsCorrectionsList>\n" if named else ""
        return f"{substances}      <CitationSubset>IM</CitationSubset>\n{corrections}{mesh}{keywords}    </MedlineCitation>\n"

    def _named(self, year: int, dice: list[int], linked: list[Link]) -> str:
        """The CommentsCorrections: a record's notice or article; in some also records from before the first file."""
        links = [(link.kind, link.target) for link in linked]
        if dice[8] < 80_000:
            links += [("Cites", self.first - 1 - (dice[8 + i] * 7 + i)) for i in range(dice[9] % 4 + 1)]
        if dice[9] < 20_000:
            links.append(("CommentIn", self.first - 1 - dice[10]))
        short = self._journal(dice).short
        return "".join(
            f'        <CommentsCorrections RefType="{kind}">\n'
            f"          <RefSource>{short}. {year};{target % 90 + 1}:{target % 997}</RefSource>\n"
            f'          <PMID Version="1">{target}</PMID>\n        </CommentsCorrections>\n'
            for kind, target in links
        )

    def _data(self, pmid: int, year: int, dice: list[int], references: str) -> str:
        ids = f'        <ArticleId IdType="pubmed">{pmid}</ArticleId>\n'
        if dice[11] < 300_000:
            ids += f'        <ArticleId IdType="pmc">PMC{pmid - 5_000_000}</ArticleId>\n'
        if dice[12] < 750_000 or dice[3] < 400_000:
            ids += f'        <ArticleId IdType="doi">{doi(pmid, dice)}</ArticleId>\n'
        if dice[13] < 400_000:
            ids += f'        <ArticleId IdType="pii">S{dice[13]:07}({year % 100:02}){dice[14] % 90000:05}-{dice[14] % 10}</ArticleId>\n'
        history = "".join(
            f'        <PubMedPubDate PubStatus="{status}">\n{date(year, dice[15] + 40 * i, 10)}{hour}        </PubMedPubDate>\n'
            for i, (status, hour) in enumerate(HISTORY[dice[14] % 3 == 0 :])
        )
        cited = f"      <ReferenceList>\n{references}      </ReferenceList>\n" if references else ""
        return (
            f"    <PubmedData>\n      <History>\n{history}      </History>\n      <PublicationStatus>ppublish</PublicationStatus>\n"
            f"      <ArticleIdList>\n{ids}      </ArticleIdList>\n{cited}    </PubmedData>\n  </PubmedArticle>\n"
        )
