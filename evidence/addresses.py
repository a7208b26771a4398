"""Where a host name leads, and whether that is inside: the guard against being sent into one's own network."""

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from evidence.errors import SourceRejectedError

Resolve = Callable[[str, int], list[str]]  # host and port to addresses, the best first; raises OSError

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address stands in its last 32 bits
# all that IANA has given out for the world (RFC 4291, "IPv6 Global Unicast Address Assignments"). What lies outside and
# `ipaddress` still calls global leads inside: ::/96 and ::ffff:0:0:0/96 (an IPv4 address in the last 32 bits), fec0::/10
# (once site-local), 64:ff9b:1::/48 (RFC 8215, a network's own translation)
_UNICAST = IPv6Network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: before an IPv4 address in the last 32 bits


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as the system gives them. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def open_addresses(host: str, port: int, inside: Collection[str], look_up: Resolve = resolve) -> list[str]:
    """Addresses that may be connected to. `inside` names the hosts that a person wrote down, wherever they lead.

    A name of which one address is inside is refused whole: an honest server's are all alike. Raises SourceRejectedError,
    and OSError where the name leads nowhere.
    """
    bare = host.strip("[]").lower()
    found = look_up(bare, port)
    private = [address for address in found if not is_public(address)]
    if private and bare not in {name.strip("[]").lower() for name in inside}:
        raise SourceRejectedError(
            f"{bare} leads to {private[0]}, an address inside this network, which a source may not send us to."
            " If that server is meant, name its numeric address in the source list."
        )
    return found


def is_public(address: str) -> bool:
    """Not loopback, private, link-local, shared, multicast or reserved (IANA's registries as `ipaddress` has them).

    An IPv4 address inside an IPv6 one counts as what it leads to.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    each = _within(parsed) if isinstance(parsed, IPv6Address) else [parsed]
    return all(_is_outside(one) for one in each)


def _is_outside(address: IPv4Address | IPv6Address) -> bool:
    is_given_out = not isinstance(address, IPv6Address) or address in _UNICAST
    return is_given_out and address.is_global and not address.is_multicast


def names_inside(host: str) -> bool:
    """Whether a host is written as an inside address, or as localhost: who writes that means it."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        ip_address(bare)
    except ValueError:
        return False
    return not is_public(bare)


def _within(address: IPv6Address) -> list[IPv4Address | IPv6Address]:
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64:
        return [last]
    inner = [address.sixtofour, *(address.teredo or ())]
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        inner.append(last)
    return [address, *(one for one in inner if one is not None)]
