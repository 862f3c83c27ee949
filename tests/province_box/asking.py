"""Plain requests to the box: the host's name goes into Host and SNI, the connection to loopback."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from province.box import Province


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(box: Province, url: str, *, verify: bool = True) -> Answer:
    """GET ``url`` once, without following anything."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    sock = socket.create_connection(("127.0.0.1", box.https if secure else box.http), 10)
    if secure:
        context = ssl.create_default_context(cafile=str(box.ca))
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        sock = context.wrap_socket(sock, server_hostname=parts.hostname)
    client = http.client.HTTPConnection(parts.hostname or "", timeout=10)
    client.sock = sock
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        client.request("GET", target, headers={"Host": parts.hostname or ""})
        answer = client.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read())
    finally:
        client.close()


def follow(box: Province, url: str) -> tuple[str, Answer]:
    """GET ``url`` and what it leads to; where it ended, and the answer there."""
    for _ in range(5):
        answer = ask(box, url, verify=False)
        if answer.status not in (301, 302):
            return url, answer
        url = answer.headers["location"]
    raise AssertionError(f"too many redirects: {url}")
