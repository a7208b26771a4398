"""A zip file without the time at which it was written, so that equal reports are equal files."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def repacked(data: bytes) -> bytes:
    """The same members in the same order."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name, _FIRST)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
