"""Who may be asked over the network: nobody, this machine and named hosts, or anybody."""

from collections.abc import Collection
from ipaddress import ip_address
from typing import Literal

from evidence.errors import EgressRefusedError

Egress = Literal["offline", "local", "any"]


def require_allowed(host: str, kind: str, egress: Egress, hosts: Collection[str], setting: str) -> None:
    """Raises EgressRefusedError, which names the setting, unless the host may be asked. Looks no name up."""
    if egress == "any" or (egress == "local" and (is_loopback(host) or host.lower() in {h.lower() for h in hosts})):
        return
    if egress == "local":
        reason = f"{setting} is local, so only this machine and named hosts may be asked"
    else:
        reason = f"{setting} is {egress}, so nothing may be asked over the network"
    raise EgressRefusedError(f"{host} was not asked ({kind}): {reason}. Set {setting}=any to allow it.")


def is_loopback(host: str) -> bool:
    """`localhost`, 127.0.0.0/8 and ::1 as they are usually written; any other spelling counts as elsewhere."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
