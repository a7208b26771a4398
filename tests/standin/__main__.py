"""`python -m tests.standin`: a PubMed on this machine, to try commands against by hand."""

import argparse
import time
from pathlib import Path

from tests.standin.faults import KINDS, Fault
from tests.standin.holdings import made_up, real
from tests.standin.server import Standin


def _fault(text: str) -> Fault:
    kind, _, rest = text.partition(":")
    utility, _, first = rest.partition(":")
    return Fault(kind, utility, int(first or 1))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="a free one by default")
    parser.add_argument("--files", type=Path, help="a folder of PubMed XML files; made-up records by default")
    parser.add_argument("--records", type=int, default=1000, help="how many made-up records, all found by: aspirin")
    parser.add_argument("--clump", type=int, default=0, help="how many of them were entered on one day")
    parser.add_argument("--per-second", type=int, default=3)
    parser.add_argument(
        "--fault", action="append", type=_fault, default=[], help=f"KIND[:UTILITY[:NUMBER]]; kinds: {', '.join(KINDS)}"
    )
    given = parser.parse_args()
    holdings = real(given.files) if given.files else made_up(given.records, given.clump)
    with Standin(holdings, given.fault, given.per_second, port=given.port) as pubmed:
        print(f"{len(holdings.records)} records. Stop with Ctrl-C.\n", flush=True)
        print(f"export EVIDENCE_EUTILS_URL={pubmed.url} EVIDENCE_EMAIL=you@example.org EVIDENCE_EGRESS_SOURCES=local")
        print(flush=True)
        said = 0
        try:
            while True:
                time.sleep(0.2)
                for seen in pubmed.ledger.requests[said:]:
                    print(f"{seen.utility} {seen.number}", seen.fault and f"({seen.fault})", flush=True)
                    said += 1
        except KeyboardInterrupt:
            print(f"\n{len(pubmed.ledger.requests)} requests; rules broken: {pubmed.ledger.violations or 'none'}")


if __name__ == "__main__":
    main()
