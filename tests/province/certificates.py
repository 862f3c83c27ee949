"""Certificates made at start: an authority for the sites, and a certificate nobody vouches for."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def name_of(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def make(
    subject: str,
    hosts: Sequence[str],
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    authority: bool,
    start: datetime | None = None,
    end: datetime | None = None,
) -> x509.Certificate:
    """A certificate for ``hosts``, signed by ``issuer``; good from two days ago for three months
    where ``start`` and ``end`` don't say otherwise."""
    now = datetime.now(UTC)
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start or now - timedelta(days=2))
        .not_valid_after(end or now + timedelta(days=90))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=authority,
                crl_sign=authority,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(names, critical=False).add_extension(usage, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def context_of(
    path: Path, chain: Sequence[x509.Certificate], key: ec.EllipticCurvePrivateKey
) -> ssl.SSLContext:
    pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)
    path.write_bytes(pem + _pem(key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def server_context(
    folder: Path, hosts: Sequence[str], untrusted: Sequence[str]
) -> tuple[ssl.SSLContext, Path]:
    """The server's TLS context, and the file of the authority that vouches for ``hosts``.

    ``untrusted`` hosts get a certificate that they signed themselves.
    """
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority_name = name_of("Sample Province Test Authority")
    authority = make(
        "Sample Province Test Authority", (), authority_key, authority_name, authority_key, True
    )
    ca = folder / "ca.pem"
    ca.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = make(hosts[0], hosts, key, authority_name, authority_key, False)
    context = context_of(folder / "server.pem", (leaf,), key)
    own_key = ec.generate_private_key(ec.SECP256R1())
    own = make(untrusted[0], untrusted, own_key, name_of(untrusted[0]), own_key, False)
    own_context = context_of(folder / "own.pem", (own,), own_key)

    def choose(sock: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name in untrusted:
            sock.context = own_context

    context.sni_callback = choose
    return context, ca
