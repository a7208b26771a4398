"""The stand-in's answers, in the shapes of NCBI's (shared/data/entrez_replies)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.standin.faults import Answer
from tests.standin.holdings import Holdings, Record
from tests.standin.query import entered, understand

MOST = 9_999
TOO_FAR = (
    "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only retrieve the "
    "first 9,999 records matching the query."
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE {root} PUBLIC "-//NLM//DTD {dtd}//EN" "{url}">\n'
_DTD = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/"
_DTDS = {
    "eSearchResult": ("esearch 20060628", f"{_DTD}20060628/esearch.dtd"),
    "eSummaryResult": ("esummary v1 20041029", f"{_DTD}20041029/esummary-v1.dtd"),
    "eLinkResult": ("elink 20101123", f"{_DTD}20101123/elink.dtd"),
    "eInfoResult": ("einfo 20190110", f"{_DTD}20190110/einfo.dtd"),
    # one year ahead of what Bio.Entrez ships
    "PubmedArticleSet": (
        "PubMedArticle, 1st January 2027",
        "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_270101.dtd",
    ),
}


@dataclass(slots=True)
class Asked:
    """One request's parameters; a name may stand more than once."""

    pairs: list[tuple[str, str]]

    def get(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.pairs if key == name), default)

    def number(self, name: str, default: int) -> int:
        return int(self.get(name) or default)

    @property
    def ids(self) -> list[int]:
        return [int(part) for key, value in self.pairs if key == "id" for part in value.split(",") if part]


@dataclass(slots=True)
class Desk:
    """Answers from holdings; `history` keeps result sets by WebEnv and query key, as NCBI's server does."""

    holdings: Holdings
    history: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def answer(self, utility: str, asked: Asked, fault: str = "") -> Answer:
        made: Answer = getattr(self, utility)(asked, fault)
        return made

    def esearch(self, asked: Asked, fault: str) -> Answer:
        found = understand(asked.get("term"), self.holdings)
        matches = found.pmids
        if asked.get("mindate"):
            if asked.get("datetype") != "edat":
                return _failed("eSearchResult", "the stand-in knows datetype=edat only")
            matches = matches & entered(self.holdings, asked.get("mindate"), asked.get("maxdate"))
            found.translation += f" AND {asked.get('mindate')}:{asked.get('maxdate')}[Date - Entry]"
        if asked.get("WebEnv"):
            matches = matches & set(self.history[asked.get("WebEnv"), asked.get("query_key")])
        ordered = sorted(matches, reverse=True)
        start, most = asked.number("retstart", 0), min(asked.number("retmax", 20), MOST)
        if start > MOST - 1:
            return _failed("eSearchResult", TOO_FAR)
        shown = max(0, start - most) if fault == "duplicate" else start
        page = ordered[shown : min(shown + most, MOST)]
        messages = [] if ordered else ["No items found."]
        if start + most > MOST:
            messages.append(f"Restrictions achieved. start and count adjusted to {start}, {MOST - start}")
        key = self._keep(ordered) if asked.get("usehistory") == "y" else None
        count = len(ordered) + (fault == "count")
        if asked.get("retmode") == "json":
            said = {
                "count": str(count),
                "retmax": str(len(page)),
                "retstart": str(start),
                "idlist": list(map(str, page)),
            }
            body = json.dumps({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": said}).encode()
            return Answer(200, body, "application/json")
        errors = _tags("PhraseNotFound", found.phrases_not_found) + _tags("FieldNotFound", found.fields_not_found)
        warnings = _tags("QuotedPhraseNotFound", found.quoted_not_found) + _tags("OutputMessage", messages)
        return _xml(
            "eSearchResult",
            f"<Count>{count}</Count><RetMax>{len(page)}</RetMax><RetStart>{start}</RetStart>"
            + (f"<QueryKey>{key[1]}</QueryKey><WebEnv>{key[0]}</WebEnv>" if key else "")
            + f"<IdList>\n{_tags('Id', page)}</IdList><TranslationSet/>"
            + f"<QueryTranslation>{escape(found.translation)}</QueryTranslation>"
            + (f"<ErrorList>{errors}</ErrorList>" if errors else "")
            + (f"<WarningList>{warnings}</WarningList>" if warnings else ""),
            healthy=fault not in ("duplicate", "count"),
        )

    def efetch(self, asked: Asked, fault: str) -> Answer:
        ids = [pmid for pmid in asked.ids if pmid in self.holdings.records]
        if fault == "missing":
            ids = ids[: len(ids) // 2]
        if fault == "extra":
            ids += [next(pmid for pmid in self.holdings.records if pmid not in asked.ids)]
        body = b"\n".join(self.holdings.records[pmid].xml() for pmid in ids)
        head = _head("PubmedArticleSet").encode()
        return Answer(200, head + b"<PubmedArticleSet>" + body + b"</PubmedArticleSet>", pmids=tuple(ids))

    def esummary(self, asked: Asked, fault: str) -> Answer:
        known = [self.holdings.records[pmid] for pmid in asked.ids if pmid in self.holdings.records]
        return _xml("eSummaryResult", "".join(map(_summary, known)))

    def elink(self, asked: Asked, fault: str) -> Answer:
        """Each record is linked to the one held after it."""
        following = dict(zip(sorted(self.holdings.records), sorted(self.holdings.records)[1:], strict=False))
        return _xml(
            "eLinkResult", "".join(_links(pmid, following.get(pmid), asked.get("linkname")) for pmid in asked.ids)
        )

    def einfo(self, asked: Asked, fault: str) -> Answer:
        field_ = "<Field><Name>UID</Name><FullName>UID</FullName></Field>"
        return _xml(
            "eInfoResult",
            f"<DbInfo><DbName>{asked.get('db')}</DbName><Count>{len(self.holdings.records)}</Count>"
            f"<LastUpdate>2026/11/22 06:33</LastUpdate><FieldList>{field_}</FieldList></DbInfo>",
        )

    def _keep(self, ordered: list[int]) -> tuple[str, str]:
        key = (f"MCID_{len(self.history):024x}", "1")
        self.history[key] = ordered
        return key


def _summary(record: Record) -> str:
    return (
        f'<DocSum><Id>{record.pmid}</Id><Item Name="PubDate" Type="Date">2020</Item>'
        f'<Item Name="Source" Type="String">Stand-in</Item><Item Name="AuthorList" Type="List"></Item>'
        f'<Item Name="Title" Type="String">Record {record.pmid}</Item></DocSum>'
    )


def _links(pmid: int, target: int | None, name: str) -> str:
    to = f"<LinkSetDb><DbTo>pubmed</DbTo><LinkName>{name}</LinkName><Link><Id>{target}</Id></Link></LinkSetDb>"
    return f"<LinkSet><DbFrom>pubmed</DbFrom><IdList><Id>{pmid}</Id></IdList>{to if target else ''}</LinkSet>"


def _failed(root: str, message: str) -> Answer:
    return _xml(root, f"<ERROR>{escape(message)}</ERROR>", healthy=False)


def _tags(name: str, values: Sequence[object]) -> str:
    return "".join(f"<{name}>{escape(str(value))}</{name}>\n" for value in values)


def _head(root: str) -> str:
    dtd, url = _DTDS[root]
    return _HEAD.format(root=root, dtd=dtd, url=url)


def _xml(root: str, inside: str, healthy: bool = True) -> Answer:
    return Answer(200, f"{_head(root)}<{root}>{inside}</{root}>".encode(), healthy=healthy)
