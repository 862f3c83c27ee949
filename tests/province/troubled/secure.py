"""TLS as it goes wrong in the field: every certificate is minted when the server starts."""

from __future__ import annotations

import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ..certificates import context_of, make, name_of
from .shape import host


@dataclass(frozen=True)
class _Authority:
    name: str
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def contexts(folder: Path, good: tuple[str, ...]) -> tuple[ssl.SSLContext, Path]:
    """A context that shows each host its own certificate, and the file of the one authority.

    ``good`` hosts get a certificate without fault.
    """
    root = _root("Trouble Sample Root")
    ca = folder / "root.pem"
    ca.write_bytes(root.certificate.public_bytes(_PEM))
    between = _below(root, "Trouble Sample Intermediate")
    now = datetime.now(UTC)
    day = timedelta(days=1)
    made = {
        host("tls-expired"): _leaf(root, host("tls-expired"), now - 90 * day, now - 2 * day),
        host("tls-not-yet-valid"): _leaf(
            root, host("tls-not-yet-valid"), now + 2 * day, now + 90 * day
        ),
        host("tls-wrong-host"): _leaf(root, "www.somebody-else.go.th"),
        host("tls-self-signed"): _self_signed(host("tls-self-signed")),
        host("tls-missing-intermediate"): _leaf(between, host("tls-missing-intermediate")),
        host("tls-old-protocol"): _leaf(root, host("tls-old-protocol")),
    }
    shown = {
        name: context_of(folder / f"{name}.pem", (certificate,), key)
        for name, (certificate, key) in made.items()
    }
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = make(good[0], good, key, name_of(root.name), root.key, authority=False)
    context = context_of(folder / "good.pem", (certificate,), key)

    def choose(sock: ssl.SSLObject, asked: str | None, _: ssl.SSLContext) -> int | None:
        if asked == host("tls-handshake"):
            return ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE
        if asked in shown:
            sock.context = shown[asked]
        return None

    context.sni_callback = choose
    return context, ca


def old_context(folder: Path) -> ssl.SSLContext:
    """A server that speaks nothing newer than TLS 1.0, with a certificate of the authority.

    A listening context of its own: the version is settled before a name is heard.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{host('tls-old-protocol')}.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
    return context


_PEM = serialization.Encoding.PEM
_Leaf = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def _root(name: str) -> _Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return _Authority(name, make(name, (), key, name_of(name), key, authority=True), key)


def _below(root: _Authority, name: str) -> _Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    made = make(name, (), key, name_of(root.name), root.key, authority=True)
    return _Authority(name, made, key)


def _leaf(
    by: _Authority, name: str, start: datetime | None = None, end: datetime | None = None
) -> _Leaf:
    key = ec.generate_private_key(ec.SECP256R1())
    made = make(name, (name,), key, name_of(by.name), by.key, authority=False, start=start, end=end)
    return made, key


def _self_signed(name: str) -> _Leaf:
    key = ec.generate_private_key(ec.SECP256R1())
    return make(name, (name,), key, name_of(name), key, authority=False), key
