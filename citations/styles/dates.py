"""Dates as the two styles write them; both from "2020", "2020-03" or "2020-03-05"."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_nlm(date: str) -> str:
    """ "2020 Mar 5"."""
    parts = date.split("-") if date else []
    return " ".join([*parts[:1], *(_MONTHS[int(m) - 1][:3] for m in parts[1:2]), *(str(int(d)) for d in parts[2:3])])


def in_ama(date: str) -> str:
    """ "March 5, 2020"."""
    year, month, day = [*date.split("-"), "", "", ""][:3]
    if not month:
        return year
    name = _MONTHS[int(month) - 1]
    return f"{name} {int(day)}, {year}" if day else f"{name} {year}"
