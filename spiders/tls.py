"""TLS that never refuses: what is wrong with a certificate is recorded, the page is still read."""

from __future__ import annotations

import ipaddress
import ssl
import sys
from pathlib import Path
from typing import Any

from cryptography import x509
from OpenSSL import SSL, crypto
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from zope.interface import implementer

from oitcheck.errors import OitcheckError
from oitcheck.model import Tls

# OpenSSL's X509_V_ERR_* (include/openssl/x509_vfy.h), as `openssl verify` words them.
_TEXTS = {
    0: "ok",
    2: "unable to get issuer certificate",
    7: "certificate signature failure",
    9: "certificate is not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in certificate chain",
    20: "unable to get local issuer certificate",
    21: "unable to verify the first certificate",
    22: "certificate chain too long",
    23: "certificate revoked",
    24: "invalid CA certificate",
    26: "unsuitable certificate purpose",
    27: "certificate not trusted",
    62: "hostname mismatch",
    66: "EE certificate key too weak",
    67: "CA certificate key too weak",
    68: "CA signature digest algorithm too weak",
}
_HOSTNAME_MISMATCH = 62
_NO_ISSUER = 20
_ALONE = 21
_LEGACY_SERVER_CONNECT = 0x4


def make_context(ca_bundle: str) -> SSL.Context:
    """A client context with the trusted roots: ``ca_bundle`` (PEM), or else the system's.

    Old protocols and ciphers are allowed on purpose: a page that an old server still gives to
    people is evidence, and its protocol version is recorded. Raises `OitcheckError` for a
    bundle that can't be read.
    """
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_options(_LEGACY_SERVER_CONNECT)
    context.set_min_proto_version(SSL.TLS1_VERSION)
    context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
    if ca_bundle:
        try:
            context.load_verify_locations(str(Path(ca_bundle)))
        except (SSL.Error, OSError):
            raise OitcheckError(
                f"network.ca_bundle: {ca_bundle} can't be read as certificates",
                "give a PEM file, or remove the line to trust what the system trusts",
            ) from None
        return context
    context.set_default_verify_paths()
    if sys.platform == "win32":  # OpenSSL knows no path there; Python reads the system's store
        store = context.get_cert_store()
        assert store is not None
        for der in ssl.create_default_context().get_ca_certs(binary_form=True):
            store.add_cert(crypto.load_certificate(crypto.FILETYPE_ASN1, der))
    return context


@implementer(IOpenSSLClientConnectionCreator)
class Handshake:
    """Opens one TLS connection to ``host`` and keeps what it saw; `facts` tells it."""

    def __init__(self, context: SSL.Context, host: str) -> None:
        self._context = context
        self._host = host
        self._connection: SSL.Connection | None = None
        self._code = 0
        self._leaf: x509.Certificate | None = None

    def clientConnectionForTLS(self, tls: TLSMemoryBIOProtocol) -> SSL.Connection:
        connection = SSL.Connection(self._context, None)
        if not _is_ip(self._host):  # RFC 6066: no addresses in SNI
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        connection.set_verify(SSL.VERIFY_PEER, self._verify)
        connection.set_alpn_protos([b"http/1.1"])
        self._connection = connection
        return connection

    def _verify(self, _: SSL.Connection, cert: crypto.X509, code: int, depth: int, ok: int) -> bool:
        # OpenSSL tells of a chain that is the site's own certificate only by two codes; the first
        # (no issuer) it also gives for a whole chain to an unknown root.
        if code and (not self._code or (self._code, code) == (_NO_ISSUER, _ALONE)):
            self._code = code
        if depth == 0:
            try:
                self._leaf = cert.to_cryptography()
            except ValueError:
                self._leaf = None
        return True

    @property
    def begun(self) -> bool:
        """Whether a connection was opened with it (a kept one needs no new handshake)."""
        return self._connection is not None

    def facts(self) -> Tls:
        """What is known by now; fields that the handshake didn't reach are empty.

        A chain that verifies but names other hosts has OpenSSL's code for that, 62.
        """
        connection, leaf = self._connection, self._leaf
        up = connection is not None and connection.get_cipher_name() is not None
        assert connection is not None or not up
        matches = leaf is None or _matches(leaf, self._host)
        code = self._code if self._code or matches else _HOSTNAME_MISMATCH
        return Tls(
            version=connection.get_protocol_version_name() if connection and up else "",
            cipher=(connection.get_cipher_name() or "") if connection else "",
            verify_code=code,
            verify_text=_TEXTS.get(code, f"error {code}"),
            subject=_name(leaf, "subject"),
            issuer=_name(leaf, "issuer"),
            not_before=f"{leaf.not_valid_before_utc:%Y-%m-%dT%H:%M:%SZ}" if leaf else "",
            not_after=f"{leaf.not_valid_after_utc:%Y-%m-%dT%H:%M:%SZ}" if leaf else "",
            host_matches=matches,
        )


def _name(leaf: x509.Certificate | None, part: str) -> str:
    if leaf is None:
        return ""
    try:
        named: Any = getattr(leaf, part)
        return str(named.rfc4514_string())
    except ValueError:
        return ""


def _matches(leaf: x509.Certificate, host: str) -> bool:
    """RFC 6125 as browsers do it: subject alternative names only, ``*`` for one left label."""
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if _is_ip(host):
        return ipaddress.ip_address(host) in names.get_values_for_type(x509.IPAddress)
    wanted = host.lower().rstrip(".")
    for given in names.get_values_for_type(x509.DNSName):
        name = given.lower().rstrip(".")
        if name == wanted:
            return True
        if name.startswith("*.") and wanted.partition(".")[2] == name[2:]:
            return True
    return False


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
