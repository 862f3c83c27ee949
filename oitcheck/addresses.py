"""Which addresses may be reached, and the map that sends a host name to a chosen one.

Pure: nothing is resolved or connected here. Whoever connects (crawler, browser proxy) resolves a
name, asks `forbidden` about every address that came back, and connects to exactly the address
that was asked about.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import unquote

from oitcheck.errors import OitcheckError
from oitcheck.settings import Network

_Address = IPv4Address | IPv6Address

# Addresses at which cloud machines hand out their own credentials and settings. Two of them lie
# in space that is public otherwise (Azure's 168.63.129.16, Oracle's 192.0.0.192).
_METADATA = frozenset(
    {
        "169.254.169.254",
        "169.254.169.253",
        "169.254.169.123",
        "169.254.170.2",
        "169.254.170.23",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
    }
)

# IANA's special-purpose registries (RFC 6890 and updates), first match wins. A table of our own
# because `ipaddress.is_global` changed its mind between Python releases.
_SPECIAL_4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(net), word)
    for net, word in (
        ("127.0.0.0/8", "loopback"),
        ("10.0.0.0/8", "private"),
        ("172.16.0.0/12", "private"),
        ("192.168.0.0/16", "private"),
        ("169.254.0.0/16", "link-local"),
        ("100.64.0.0/10", "cgnat"),
        ("224.0.0.0/4", "multicast"),
        ("0.0.0.0/8", "unspecified"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("198.18.0.0/15", "reserved"),
        ("240.0.0.0/4", "reserved"),
    )
)
_SPECIAL_6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(net), word)
    for net, word in (
        ("::1/128", "loopback"),
        ("::/128", "unspecified"),
        ("fc00::/7", "private"),
        ("fec0::/10", "private"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "reserved"),
        ("3fff::/20", "reserved"),
    )
)
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = IPv6Network("::/96")

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def forbidden(ip: str, port: int, network: Network) -> str | None:
    """Why ``ip``:``port`` may not be reached, or None if it may.

    One of: metadata, loopback, private, link-local, cgnat, multicast, unspecified, reserved,
    port, not-an-address. An IPv6 form that carries an IPv4 address (mapped, compatible, 6to4,
    NAT64, Teredo, ISATAP) is judged by what it carries. Ports other than 80, 443 and 8000 to
    9999 are refused. ``network.allow_private`` lifts both limits for the networks it names.
    """
    try:
        address = _parse(ip)
    except ValueError:
        return "not-an-address"
    forms = _forms(address)
    if any(_allowed(form, network) for form in forms):
        return None
    for form in forms:
        word = _special(form)
        if word is not None:
            return word
    if port not in (80, 443) and not 8000 <= port <= 9999:
        return "port"
    return None


def mapped(host: str, port: int, tls: bool, network: Network) -> tuple[str, int] | None:
    """The address and port that the settings give for ``host``, or None: resolve it by DNS.

    An exact host beats the longest matching ``*.`` pattern; ``*`` matches every host. A value
    ``IP:port`` replaces the URL's port, a bare ``IP`` keeps it. ``hosts_tls`` serves https and
    ``hosts`` http; a host that only the other map names goes to that entry's address with the
    URL's own port, so that a mapped host never reaches DNS.

    Raises `OitcheckError` for a value that is no address.
    """
    name = _plain(host)
    own, other = network.hosts, network.hosts_tls
    if tls:
        own, other = other, own
    value = _lookup(name, own)
    if value is not None:
        address, given = _endpoint(value)
        return address, given or port
    value = _lookup(name, other)
    if value is not None:
        return _endpoint(value)[0], port
    return None


def literal(host: str) -> str | None:
    """The canonical address that ``host`` spells, or None if it is a name.

    Reads what browsers read (WHATWG URL, host parsing): decimal, octal, hex and short IPv4
    forms, full-width digits, percent-encoded characters, bracketed IPv6 (a zone is dropped).
    """
    text = unicodedata.normalize("NFKC", unquote(host.strip())).replace("。", ".")
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    if ":" in text:
        try:
            return str(_parse(text))
        except ValueError:
            return None
    parts = text.removesuffix(".").split(".")
    if not 1 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    *heads, last = numbers
    if any(head > 255 for head in heads) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(head << 8 * (3 - place) for place, head in enumerate(heads))
    return str(IPv4Address(value))


def _parse(ip: str) -> _Address:
    return ipaddress.ip_address(ip.strip().partition("%")[0])


def _forms(address: _Address) -> tuple[_Address, ...]:
    """The addresses that a packet to ``address`` may end at; what it carries replaces it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    low = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or address in _NAT64_LOCAL:
        return (low,)
    if address in _COMPATIBLE and int(address) > 1:
        return (low,)
    if address.teredo is not None:
        return (address, *address.teredo)
    if (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE:  # ISATAP, RFC 5214, u bit either way
        return (address, low)
    return (address,)


def _allowed(address: _Address, network: Network) -> bool:
    for given in network.allow_private:
        net = ipaddress.ip_network(given, strict=False)
        if net.version == address.version and address in net:
            return True
    return False


def _special(address: _Address) -> str | None:
    if str(address) in _METADATA:
        return "metadata"
    if isinstance(address, IPv4Address):
        return next((word for net, word in _SPECIAL_4 if address in net), None)
    word = next((word for net, word in _SPECIAL_6 if address in net), None)
    if word is None and address not in _GLOBAL_UNICAST_6:
        return "reserved"
    return word


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()


def _lookup(name: str, table: Mapping[str, str]) -> str | None:
    best: tuple[int, str] | None = None
    for pattern, value in table.items():
        wanted = _plain(pattern)
        if wanted == name:
            return value
        matches = wanted == "*" or (wanted.startswith("*.") and name.endswith(wanted[1:]))
        if matches and (best is None or len(wanted) > best[0]):
            best = (len(wanted), value)
    return best[1] if best else None


def _endpoint(value: str) -> tuple[str, int]:
    """``IP``, ``IP:port``, ``[IPv6]:port`` or a bare IPv6; port 0 when none is given."""
    text = value.strip()
    match = re.fullmatch(r"\[([^\]]+)\](?::([0-9]{1,5}))?|([0-9.]+)(?::([0-9]{1,5}))?", text)
    address, port = (match[1] or match[3], match[2] or match[4]) if match else (text, None)
    try:
        found = str(_parse(address))
    except ValueError:
        found = ""
    number = int(port or 0)
    if not found or number > 65535 or (port is not None and number == 0):
        raise OitcheckError(
            f"network.hosts: {value!r} is no address",
            'write it like "127.0.0.1" or "127.0.0.1:8080"',
        )
    return found, number


def _number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part.startswith("0"):
        return int(part, 8)
    return int(part)
