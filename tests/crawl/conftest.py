"""A small web on loopback that misbehaves, and a workspace that crawls it."""

from __future__ import annotations

import ssl
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from oitcheck.archive import Archive
from oitcheck.crawl import FetchResult, fetch
from oitcheck.model import Capture, Purpose, RunKind
from oitcheck.store import Store, open_store

Page = Callable[["Asked"], None]


@dataclass
class Asked:
    """One request as a page's function sees it."""

    handler: BaseHTTPRequestHandler
    host: str
    path: str
    times: int

    def header(self, name: str) -> str:
        return self.handler.headers.get(name, "")

    def send(
        self,
        body: bytes = b"",
        status: int = 200,
        kind: str = "text/html",
        length: int | None = None,
        **headers: str,
    ) -> None:
        handler = self.handler
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
        if length is not None and length != len(body):
            handler.close_connection = True

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()
        self.handler.close_connection = True

    def reset(self) -> None:
        self.handler.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.handler.connection.close()
        self.handler.close_connection = True


@dataclass
class Web:
    """Virtual hosts and paths to functions; what nobody has defined is a 404."""

    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    seen: list[tuple[float, str, str]] = field(default_factory=list)
    headers: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    port: int = 0
    watch: Callable[[], None] = lambda: None

    def page(self, url: str, body: bytes | str = b"", **send: object) -> None:
        host, _, path = url.partition("/")
        data = body.encode() if isinstance(body, str) else body
        self.pages[(host, "/" + path)] = lambda asked: asked.send(data, **send)  # type: ignore[arg-type]

    def on(self, url: str) -> Callable[[Page], Page]:
        host, _, path = url.partition("/")

        def keep(page: Page) -> Page:
            self.pages[(host, "/" + path)] = page
            return page

        return keep

    def asked(self, url: str) -> int:
        host, _, path = url.partition("/")
        return self.counts[(host, "/" + path)]

    def handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers.get("Host", "").partition(":")[0]
                key = (host, self.path)
                web.counts[key] += 1
                web.seen.append((time.monotonic(), host, self.path))
                web.headers[key] = dict(self.headers.items())
                web.watch()
                page = web.pages.get(key) or web.pages.get((host, "/*"))
                asked = Asked(self, host, self.path, web.counts[key])
                try:
                    if page is None:
                        asked.send(b"<h1>404</h1>", 404)
                    else:
                        page(asked)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        pass


@dataclass
class Servers:
    started: list[ThreadingHTTPServer] = field(default_factory=list)

    def start(
        self, web: Web, address: str = "127.0.0.1", context: ssl.SSLContext | None = None
    ) -> int:
        server = _Server((address, 0), web.handler())
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.started.append(server)
        return int(server.server_address[1])


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    running = Servers()
    yield running
    for server in running.started:
        server.shutdown()
        server.server_close()


@pytest.fixture
def web(servers: Servers) -> Web:
    new = Web()
    new.port = servers.start(new)
    return new


@dataclass
class Place:
    """A workspace with one round; `crawl` fetches targets and gives the captures back."""

    folder: Path
    store: Store
    run: int = 0

    def configure(self, **network: object) -> None:
        lines = ["[network]"]
        defaults: dict[str, object] = {
            "delay": 0.0,
            "delay_per_address": 0.0,
            "timeout": 2.0,
            "concurrency_per_host": 4,
            "allow_private": ["127.0.0.1/32"],
            "second_agent": "",  # each test that is about it sets it
        }
        for key, value in (defaults | network).items():
            lines.append(f"{key} = {_toml(value)}")
        (self.folder / "oitcheck.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def new_run(self, urls: list[str], kind: RunKind = RunKind.FIRST) -> int:
        self.store.ensure_round("1", 2569)
        self.run = self.store.create_run("1", kind, datetime.now(UTC))
        self.store.add_targets(self.run, urls)
        return self.run

    def fetch(self) -> FetchResult:
        return fetch(self.folder, self.run, lambda _: None)

    def crawl(self, urls: list[str], kind: RunKind = RunKind.FIRST) -> dict[str, list[Capture]]:
        self.new_run(urls, kind)
        result = self.fetch()
        assert result.state == "finished", (result, result.log.read_text(encoding="utf-8"))
        return self.by_url()

    def captures(self) -> list[Capture]:
        return [capture for capture in self.store.captures("1") if capture.run == self.run]

    def by_url(self) -> dict[str, list[Capture]]:
        """Captures of pages, documents, robots.txt and canaries, not what is asked to compare."""
        found: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.captures():
            if capture.purpose not in (Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT):
                found[capture.url].append(capture)
        return found

    def of(self, purpose: Purpose) -> list[Capture]:
        return [capture for capture in self.captures() if capture.purpose is purpose]

    def body(self, capture: Capture) -> bytes:
        blob = self.store.blob(capture.sha256)
        assert blob is not None
        return Archive(self.folder / "evidence").body(blob)

    def outcome(self) -> set[tuple[str, Purpose, int, int, str]]:
        return {(c.url, c.purpose, c.attempt, c.status, c.sha256) for c in self.captures()}


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = "{item}"' for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_store(tmp_path / "oitcheck.db") as store:
        yield Place(tmp_path, store)


@dataclass
class Certificates:
    """A small authority: `issue` gives a server context, ``bundle`` the root to trust."""

    folder: Path
    bundle: Path = field(init=False)

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Root")])
        root = self._build(self._name, self._name, self._key, self._key, ca=True)
        self.bundle = self.folder / "root.pem"
        self.bundle.write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def issue(
        self, *hosts: str, expired: bool = False, self_signed: bool = False
    ) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
        issuer, signer = (name, key) if self_signed else (self._name, self._key)
        cert = self._build(name, issuer, key, signer, hosts=hosts, expired=expired)
        path = self.folder / f"{hosts[0].replace('*', 'star')}-{expired}-{self_signed}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + cert.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _build(
        self,
        name: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        signer: ec.EllipticCurvePrivateKey,
        hosts: tuple[str, ...] = (),
        ca: bool = False,
        expired: bool = False,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        first, last = (now - timedelta(900), now - timedelta(9)) if expired else (now, now)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(first - timedelta(1))
            .not_valid_after(last + timedelta(0 if expired else 30))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        names = [_general(host) for host in hosts]
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(signer, hashes.SHA256())


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))
