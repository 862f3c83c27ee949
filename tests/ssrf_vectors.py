"""Addresses that lead inside, in every spelling that a browser or a resolver reads."""

from __future__ import annotations

import ipaddress


def spellings(address: str, port: int) -> dict[str, str]:
    """URLs that all mean the IPv4 ``address`` at ``port``, by the name of the spelling."""
    number = int(ipaddress.IPv4Address(address))
    a, b, c, d = address.split(".")
    high, low = number >> 16, number & 0xFFFF
    hosts = {
        "dotted": address,
        "decimal": str(number),
        "hexadecimal": hex(number),
        "octal": f"0{number:o}",
        "dotted-octal": f"0{int(a):o}.0{int(b):o}.0{int(c):o}.0{int(d):o}",
        "dotted-hexadecimal": f"0x{int(a):x}.0x{int(b):x}.0x{int(c):x}.0x{int(d):x}",
        "mixed-bases": f"0x{int(a):x}.0{int(b):o}.{c}.{d}",
        "leading-zeros": f"000{int(a):o}.{b}.{c}.000{int(d):o}",
        "two-parts": f"{a}.{number & 0xFFFFFF}",
        "three-parts": f"{a}.{b}.{low}",
        "trailing-dot": f"{address}.",
        "full-width-digits": address.translate({n: n + 0xFEE0 for n in range(48, 58)}),
        "ideographic-dots": address.replace(".", "\u3002"),
        "full-width-dots": address.replace(".", "\uff0e"),
        "half-width-dots": address.replace(".", "\uff61"),
        "circled-digits": address.replace("1", "\u2460"),
        "percent-encoded": "".join(f"%{ord(sign):02x}" for sign in address),
        "percent-encoded-dots": address.replace(".", "%2e"),
        "mapped": f"[::ffff:{address}]",
        "mapped-hexadecimal": f"[::ffff:{high:x}:{low:x}]",
        "mapped-long": f"[0:0:0:0:0:ffff:{high:x}:{low:x}]",
        "compatible": f"[::{address}]",
        "translated": f"[::ffff:0:{high:x}:{low:x}]",
        "nat64": f"[64:ff9b::{high:x}:{low:x}]",
        "nat64-local": f"[64:ff9b:1::{high:x}:{low:x}]",
        "6to4": f"[2002:{high:x}:{low:x}::1]",
        "teredo": f"[2001:0:4136:e378:8000:63bf:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]",
        "isatap": f"[2a00:1450::5efe:{high:x}:{low:x}]",
    }
    urls = {name: f"http://{host}:{port}/{name}" for name, host in hosts.items()}
    return urls | {
        "user-before": f"http://www.example.go.th@{address}:{port}/",
        "user-and-password": f"http://www.example.go.th:80@{address}:{port}/",
        "backslash": f"http:\\\\{address}:{port}\\x",
        "backslash-before-at": f"http://www.example.go.th\\@{address}:{port}/",
        "three-slashes": f"http:///{address}:{port}/",
        "tab-inside": f"http://{address[:5]}\t{address[5:]}:{port}/",
        "line-end-inside": f"http://{address[:5]}\n{address[5:]}:{port}/",
        "soft-hyphen": f"http://{address[:4]}\u00ad{address[4:]}:{port}/",
        "zero-width-space": f"http://{address[:4]}\u200b{address[4:]}:{port}/",
        "upper-case-scheme": f"HTTP://{address}:{port}/",
        "https": f"https://{address}:{port}/",
    }


INSIDE: dict[str, str] = {
    "unspecified": "http://0.0.0.0/",
    "zero": "http://0/",
    "this-network": "http://0.1.2.3/",
    "private-10": "http://10.0.0.1/",
    "private-172": "http://172.16.0.1/",
    "private-172-last": "http://172.31.255.254/",
    "private-192": "http://192.168.1.1/",
    "link-local": "http://169.254.1.1/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata-decimal": "http://2852039166/latest/meta-data/",
    "metadata-alibaba": "http://100.100.100.200/latest/meta-data/",
    "metadata-azure": "http://168.63.129.16/metadata/",
    "metadata-oracle": "http://192.0.0.192/latest/",
    "metadata-six": "http://[fd00:ec2::254]/latest/meta-data/",
    "carrier-grade-nat": "http://100.64.0.1/",
    "benchmark": "http://198.18.0.1/",
    "documentation": "http://192.0.2.1/",
    "multicast": "http://224.0.0.1/",
    "future-use": "http://240.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "six-unspecified": "http://[::]/",
    "six-loopback": "http://[::1]/",
    "six-loopback-long": "http://[0:0:0:0:0:0:0:1]/",
    "six-unique-local": "http://[fc00::1]/",
    "six-site-local": "http://[fec0::1]/",
    "six-link-local": "http://[fe80::1]/",
    "six-zone": "http://[fe80::1%25eth0]/",
    "six-multicast": "http://[ff02::1]/",
    "six-documentation": "http://[2001:db8::1]/",
    "localhost": "http://localhost/",
    "localhost-capitals": "http://LOCALHOST/",
    "localhost-dot": "http://localhost./",
    "port-ssh": "http://8.8.8.8:22/",
    "port-smtp": "http://8.8.8.8:25/",
    "port-redis": "http://8.8.8.8:6379/",
    "port-below": "http://8.8.8.8:7999/",
    "port-above": "http://8.8.8.8:10000/",
}
SCHEMES: dict[str, str] = {
    "file": "file:///etc/passwd",
    "file-host": "file://localhost/etc/passwd",
    "ftp": "ftp://127.0.0.1/x",
    "gopher": "gopher://127.0.0.1:6379/_INFO",
    "dict": "dict://127.0.0.1:11211/stat",
    "data": "data:text/html,hello",
    "javascript": "javascript:alert(1)",
    "jar": "jar:http://127.0.0.1!/x",
    "view-source": "view-source:http://127.0.0.1/",
    "blob": "blob:http://127.0.0.1/1",
}
