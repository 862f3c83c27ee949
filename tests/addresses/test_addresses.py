"""Which addresses may be reached, and how a host is mapped or read as a literal address."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.addresses import forbidden, literal, mapped
from oitcheck.errors import OitcheckError
from oitcheck.settings import Network

OPEN = Network()
LOOPBACK = Network(allow_private=("127.0.0.0/8", "::1/128"))


@pytest.mark.parametrize(
    ("ip", "word"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.1.2", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("169.254.0.7", "link-local"),
        ("100.64.0.1", "cgnat"),
        ("100.127.255.255", "cgnat"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("255.255.255.255", "reserved"),
        ("240.0.0.1", "reserved"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("192.0.2.1", "reserved"),
        ("198.51.100.1", "reserved"),
        ("203.0.113.1", "reserved"),
        ("198.18.0.1", "reserved"),
        ("192.0.0.8", "reserved"),
        ("169.254.169.254", "metadata"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("fdff::1", "private"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "reserved"),
        ("3fff::1", "reserved"),
        ("4000::1", "reserved"),
        ("100::1", "reserved"),
        # IPv6 forms that carry an IPv4 address
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:169.254.169.254", "metadata"),
        ("::127.0.0.1", "loopback"),
        ("::a00:1", "private"),
        ("2002:7f00:1::", "loopback"),
        ("2002:c0a8:101::1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "metadata"),
        ("64:ff9b:1::a00:1", "private"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "reserved"),
        ("2607:f8b0::5efe:10.0.0.1", "private"),
        ("2607:f8b0::200:5efe:10.0.0.1", "private"),
        # no address at all
        ("localhost", "not-an-address"),
        ("", "not-an-address"),
        ("127.1", "not-an-address"),
    ],
)
def test_no_way_into_the_inside(ip: str, word: str) -> None:
    assert forbidden(ip, 80, OPEN) == word


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "203.150.1.1",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "11.0.0.1",
        "223.255.255.255",
        "2400:cb00::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public_addresses_are_open(ip: str) -> None:
    assert forbidden(ip, 443, OPEN) is None


@pytest.mark.parametrize("port", [80, 443, 8000, 8080, 8443, 9999])
def test_web_ports_are_open(port: int) -> None:
    assert forbidden("8.8.8.8", port, OPEN) is None


@pytest.mark.parametrize("port", [0, 21, 22, 25, 81, 444, 3306, 5432, 6379, 7999, 10000, 11211])
def test_other_ports_are_refused(port: int) -> None:
    assert forbidden("8.8.8.8", port, OPEN) == "port"


def test_allow_private_lifts_address_and_port_for_its_networks_only() -> None:
    assert forbidden("127.0.0.1", 41234, LOOPBACK) is None
    assert forbidden("::ffff:127.0.0.1", 41234, LOOPBACK) is None
    assert forbidden("::1", 22, LOOPBACK) is None
    assert forbidden("10.0.0.1", 80, LOOPBACK) == "private"
    assert forbidden("169.254.169.254", 80, LOOPBACK) == "metadata"
    assert forbidden("8.8.8.8", 22, LOOPBACK) == "port"


@given(st.ip_addresses(v=4))
def test_what_is_open_is_public_whatever_python_thinks_special(
    address: ipaddress.IPv4Address,
) -> None:
    if forbidden(str(address), 80, OPEN) is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_open_ipv6_is_global_unicast(address: ipaddress.IPv6Address) -> None:
    carriers = ("::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "::/96")
    if any(address in ipaddress.IPv6Network(net) for net in carriers):
        return
    if forbidden(str(address), 80, OPEN) is None:
        assert address in ipaddress.IPv6Network("2000::/3")


@given(st.ip_addresses(v=4), st.integers(1, 65535))
def test_mapped_ipv6_is_judged_like_the_ipv4_it_carries(
    address: ipaddress.IPv4Address, port: int
) -> None:
    plain = forbidden(str(address), port, OPEN)
    assert forbidden(f"::ffff:{address}", port, OPEN) == plain
    assert forbidden(f"64:ff9b::{address}", port, OPEN) == plain


MAP = Network(
    hosts={
        "*": "127.0.0.9",
        "*.go.th": "127.0.0.1:8001",
        "*.example.go.th": "127.0.0.1:8002",
        "WWW.Example.go.th.": "127.0.0.1:8003",
        "six.example.go.th": "[::1]:8006",
        "bare.example.go.th": "::1",
        "plain.example.go.th": "127.0.0.5",
    },
    hosts_tls={"*.example.go.th": "127.0.0.1:8443", "only.tls.ac.th": "127.0.0.7:8444"},
    allow_private=("127.0.0.0/8",),
)


@pytest.mark.parametrize(
    ("host", "port", "tls", "expected"),
    [
        ("www.example.go.th", 80, False, ("127.0.0.1", 8003)),
        ("WWW.EXAMPLE.GO.TH.", 80, False, ("127.0.0.1", 8003)),
        ("a.example.go.th", 80, False, ("127.0.0.1", 8002)),
        ("a.b.example.go.th", 80, False, ("127.0.0.1", 8002)),
        ("example.go.th", 80, False, ("127.0.0.1", 8001)),
        ("notexample.go.th", 80, False, ("127.0.0.1", 8001)),
        ("elsewhere.com", 8080, False, ("127.0.0.9", 8080)),
        ("six.example.go.th", 80, False, ("::1", 8006)),
        ("bare.example.go.th", 80, False, ("::1", 80)),
        ("plain.example.go.th", 8080, False, ("127.0.0.5", 8080)),
        ("www.example.go.th", 443, True, ("127.0.0.1", 8443)),
        ("school.go.th", 443, True, ("127.0.0.1", 443)),
        ("only.tls.ac.th", 443, True, ("127.0.0.7", 8444)),
    ],
)
def test_map_exact_beats_longest_pattern(
    host: str, port: int, tls: bool, expected: tuple[str, int]
) -> None:
    assert mapped(host, port, tls, MAP) == expected


def test_a_host_only_the_other_map_names_keeps_its_port_and_never_reaches_dns() -> None:
    network = Network(hosts_tls={"a.go.th": "127.0.0.1:8443"}, hosts={"b.go.th": "127.0.0.1:81"})
    assert mapped("a.go.th", 80, False, network) == ("127.0.0.1", 80)
    assert mapped("b.go.th", 443, True, network) == ("127.0.0.1", 443)


def test_unmapped_host_goes_to_dns() -> None:
    assert mapped("www.example.go.th", 80, False, OPEN) is None
    assert mapped("example.go.th", 80, False, Network(hosts={"*.example.go.th": "1.2.3.4"})) is None


@pytest.mark.parametrize(
    "value",
    ["", "localhost", "127.0.0.1:0", "127.0.0.1:99999", "1.2.3", "a:b:c", "[::1", "1.2.3.4:x"],
)
def test_bad_map_value_is_the_users_trouble(value: str) -> None:
    with pytest.raises(OitcheckError, match="is no address"):
        mapped("a.go.th", 80, False, Network(hosts={"a.go.th": value}))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0X7F.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("10.258", "10.0.1.2"),
        ("0", "0.0.0.0"),
        ("0x", "0.0.0.0"),
        ("１２７.0.0.1", "127.0.0.1"),
        ("127。0。0。1", "127.0.0.1"),
        ("%31%32%37.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("[::FFFF:127.0.0.1]", "::ffff:7f00:1"),
        ("[0:0:0:0:0:0:0:1]", "::1"),
        ("[fe80::1%25eth0]", "fe80::1"),
        ("203.150.1.1", "203.150.1.1"),
    ],
)
def test_literal_addresses_in_every_spelling(host: str, expected: str) -> None:
    found = literal(host)
    assert found is not None
    assert ipaddress.ip_address(found) == ipaddress.ip_address(expected)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "www.example.go.th",
        "127.0.0.1.nip.io",
        "1.2.3.4.5",
        "256.0.0.1",
        "1.2.3.256",
        "4294967296",
        "08.0.0.1",
        "0xzz",
        "๑๒๗.๐.๐.๑",
        "[::1",
        "[v1.x]",
        "a:b",
        "1..2",
        "-1",
    ],
)
def test_names_and_nonsense_are_no_literals(host: str) -> None:
    assert literal(host) is None


@given(st.ip_addresses())
def test_literal_is_idempotent(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    once = literal(str(address))
    assert once is not None
    assert literal(once) == once


@given(st.integers(0, 2**32 - 1))
def test_number_forms_are_one_address(number: int) -> None:
    expected = str(ipaddress.IPv4Address(number))
    assert literal(str(number)) == literal(hex(number)) == literal(f"0{number:o}") == expected


@given(st.text())
def test_literal_never_raises(text: str) -> None:
    literal(text)
    assert forbidden(text, 80, OPEN) is None or isinstance(forbidden(text, 80, OPEN), str)
