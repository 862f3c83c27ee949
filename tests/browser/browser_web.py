"""A web on loopback for the browser, and a second address that nothing may reach."""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from oitcheck.settings import Settings

Page = Callable[[BaseHTTPRequestHandler], None]
EXECUTABLE = shutil.which("chromium-headless-shell")


class Web:
    """Paths to HTML or to functions; ``asked`` holds what was asked for."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.pages: dict[str, str | Page] = {}
        self.asked: list[str] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append(f"{self.headers.get('Host')} {self.path}")
                page = web.pages.get(urlsplit(self.path).path)
                if callable(page):
                    with suppress(OSError):
                        page(self)
                else:
                    send(self, page or "", status=200 if page is not None else 404)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    body: str | bytes,
    status: int = 200,
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> None:
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


class Forbidden:
    """A listener for TCP and one for UDP on an address; ``hits`` counts whatever arrives."""

    def __init__(self, address: str) -> None:
        self.tcp = socket.create_server((address, 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind((address, self.port))
        self.hits = 0
        self.closed = False
        self.threads = [
            threading.Thread(target=target, daemon=True) for target in (self._tcp, self._udp)
        ]
        for thread in self.threads:
            thread.start()

    def _tcp(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.tcp.accept()
                if self.closed:
                    return
                self.hits += 1
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nleak")
                connection.close()

    def _udp(self) -> None:
        with suppress(OSError):
            while True:
                self.udp.recvfrom(2048)
                if self.closed:
                    return
                self.hits += 1

    def close(self) -> None:
        place = self.tcp.getsockname()
        self.closed = True
        socket.create_connection(place).close()
        self.udp.sendto(b"", place)
        for thread in self.threads:
            thread.join(5)
        self.tcp.close()
        self.udp.close()


def network(settings: Settings, **changes: object) -> Settings:
    return replace(settings, network=replace(settings.network, **changes))  # type: ignore[arg-type]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def certificate_for(host: str, folder: Path) -> Path:
    """A PEM file with a key and a certificate that only it itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
