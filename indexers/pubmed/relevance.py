"""The records that PubMed holds to be most relevant to a query: one page of ESearch, in the order of its Best Match."""

from indexers.pubmed.answers import Page, read_page
from indexers.pubmed.entrez import LONG, Entrez, Question
from indexers.pubmed.partition import Part, Search
from indexers.pubmed.replies import BrokenReplyError


def most_relevant(entrez: Entrez, query: str, most: int, says: str = "") -> Search:
    """Up to `most` PMIDs (1 to 9,999), best first. `says`: what a person wrote, for the privacy screen; else the query.

    Always asked anew: nothing is taken from the shelf. Raises what `Entrez` does.
    """
    window = (("retstart", "0"), ("retmax", str(most)), ("sort", "relevance"))
    question = Question("esearch", (("db", "pubmed"), ("term", query), *window), says or query, len(query) > LONG)
    before = entrez.asked
    page, kept = entrez.ask(question, lambda body: _first(read_page(body), most))
    return Search(
        query,
        entrez.address,
        kept.label.at,
        page.count,
        page.ids,
        page.translation,
        page.notes,
        (Part("all", page.count, kept.label.at),),
        most,
        entrez.asked - before,
    )


def _first(page: Page, most: int) -> Page:
    """The page, if it is whole. Raises BrokenReplyError."""
    if page.start or len(page.ids) != min(most, page.count):
        raise BrokenReplyError(f"{len(page.ids)} identifiers where {min(most, page.count)} were due")
    return page
