"""Which records go when a new year's baseline replaces the old: what the old year's files held and no new file does.

NLM's baseline "completely replaces" the year before (its README). A record that it no longer holds was taken back without
a DeleteCitation. That is rare, thousands among 38 million: where many would go, a file is missing, and none goes.
"""

from dataclasses import dataclass

from evidence.pmids import PmidSet

MOST = 0.001  # of the old year's records; NLM takes back far fewer than one in a thousand
SHOWN = 5  # PMIDs named in the message


@dataclass(frozen=True, slots=True)
class Leaving:
    """`pmids` are to be dropped now; where `refused` says why not, they are none."""

    pmids: PmidSet
    refused: str = ""


def leaving(old: PmidSet, new: PmidSet, present: PmidSet, elsewhere: PmidSet = PmidSet()) -> PmidSet:
    """Records that only the old year's files vouch for.

    `old` and `new`: what the files of either year assert and do not delete again; `present`: what the library holds;
    `elsewhere`: what another source (a live search, a user's file) vouches for too.
    """
    return ((old & present) - new) - elsewhere


def guarded(going: PmidSet, old: PmidSet, years: tuple[int, int], force: str = "", forced: bool = False) -> Leaving:
    """Refuses where more than MOST of the old year's records would go, unless `forced`.

    `years` are (old, new); `force` is the flag to name in the message, as the user types it.
    """
    if forced or len(going) <= MOST * len(old):
        return Leaving(going)
    return Leaving(PmidSet(), _refusal(going, len(old), years, force))


def _refusal(going: PmidSet, of: int, years: tuple[int, int], force: str) -> str:
    numbers = list(going)
    some = ", ".join(map(str, numbers[:SHOWN])) + (f" ... {numbers[-1]}" if len(numbers) > SHOWN else "")
    way_out = f" If they are to go, run it again with {force}." if force else ""
    return (
        f"{len(numbers):,} of the {of:,} records of {years[0]} ({len(numbers) / of:.1%}) are in no file of {years[1]}"
        f" (PMIDs {some}), so the new baseline looks incomplete and nothing was dropped: see that every file of"
        f" {years[1]} is there, then run this again.{way_out}"
    )
