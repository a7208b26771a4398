"""The .md5 beside a bulk file: NLM's form, `MD5(pubmed26n0001.xml.gz)= 0123...`, or md5sum's, `0123...  pubmed26n0001.xml.gz`."""

import re
from pathlib import Path

from evidence.errors import SourceRejectedError
from indexers.pubmed.bulk_names import MD5_ENDING

LONGEST = 1 << 16  # bytes; NLM's are 60
_NLM = re.compile(r"MD5\s*\(\s*(?P<name>[^()]+?)\s*\)\s*=\s*(?P<md5>[0-9a-fA-F]{32})")
_MD5SUM = re.compile(r"(?P<md5>[0-9a-fA-F]{32})(?:\s+\*?(?P<name>\S.*?))?")


def md5_beside(path: Path) -> str | None:
    """What the .md5 beside this file says of it, lower case; None where there is no .md5. Raises SourceRejectedError."""
    beside = path.with_name(path.name + MD5_ENDING)
    try:
        with beside.open("rb") as file:
            data = file.read(LONGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceRejectedError(f"{beside} cannot be read ({error.strerror}): see to its permissions.") from error
    return parse_md5(data, path.name)


def parse_md5(data: bytes, name: str) -> str:
    """The checksum that an .md5 file gives for `name`. Raises SourceRejectedError where it gives none."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    found = [match for line in lines if (match := _NLM.fullmatch(line) or _MD5SUM.fullmatch(line))]
    named = {_last_part(match["name"] or name): match["md5"].lower() for match in found}
    if name in named:
        return named[name]
    if named:
        raise SourceRejectedError(
            f"{name}{MD5_ENDING} is about another file, {sorted(named)[0]}: copy the .md5 of {name} again."
        )
    what = "is empty" if not lines else "holds no checksum"
    raise SourceRejectedError(
        f'{name}{MD5_ENDING} {what} (it should read "MD5({name})= " and 32 digits): if it is still being copied, wait;'
        " else copy it again."
    )


def _last_part(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]
