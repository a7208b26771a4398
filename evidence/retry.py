"""How long to wait before asking again."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST, CAP = 0.5, 60.0  # seconds
LONGEST_ASKED = 600.0  # seconds that a server may ask us to wait; beyond that the user is told when to come back
AGAIN = frozenset({429, 500, 502, 503, 504})  # HTTP statuses after which another try may succeed


def backoff(failures: int, random: Callable[[], float]) -> float:
    """Seconds after so many failures (1, 2, ...): 0.5, 1, 2, ... up to 60, of which a random share of a half is left out.

    The random share keeps processes that failed together from coming back together (Brooker, AWS, 2015: "equal jitter").
    """
    full = min(CAP, FIRST * 2.0 ** (failures - 1))
    return full / 2 + random() * full / 2


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that the Retry-After header asks for (RFC 9110, section 10.2.3), or None. Names are in lower case.

    A date is measured from the server's own Date, so that a wrong clock on either side does no harm.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    until = _moment(value)
    if until is None:
        return None
    since = _moment(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - since).total_seconds())


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
