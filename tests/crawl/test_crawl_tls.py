"""Certificates are judged by OpenSSL and recorded; the page is read whatever they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import Certificates, Place, Servers, Web

from oitcheck.model import Capture, Tls
from oitcheck.store import open_store


@dataclass
class Secure:
    captures: dict[str, list[Capture]]

    def tls(self, host: str) -> Tls:
        (capture,) = self.captures[f"https://{host}/"]
        assert (capture.status, capture.problem) == (200, None)
        assert capture.tls is not None
        return capture.tls


@pytest.fixture(scope="module")
def secure(
    servers: Servers, certificates: Certificates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Secure]:
    web = Web()
    contexts = {
        "www.good.go.th": certificates.issue("www.good.go.th"),
        "a.star.go.th": certificates.issue("*.star.go.th"),
        "a.b.star.go.th": certificates.issue("*.star.go.th"),
        "www.self.go.th": certificates.issue("www.self.go.th", self_signed=True),
        "www.old.go.th": certificates.issue("www.old.go.th", expired=True),
        "www.other.go.th": certificates.issue("www.elsewhere.go.th"),
    }
    ports = {}
    for host, context in contexts.items():
        web.page(f"{host}/", f"<h1>{host}</h1>")
        ports[host] = servers.start(web, context=context)
    web.page("www.good.go.th/again", "<h1>the same connection</h1>")
    folder = tmp_path_factory.mktemp("tls")
    with open_store(folder / "oitcheck.db") as store:
        place = Place(folder, store)
        place.configure(
            hosts_tls={host: f"127.0.0.1:{port}" for host, port in ports.items()}
            | {"plain.go.th": f"127.0.0.1:{servers.start(web)}"},
            ca_bundle=certificates.bundle.as_posix(),
        )
        urls = [f"https://{host}/" for host in contexts]
        captures = place.crawl([*urls, "https://www.good.go.th/again", "https://plain.go.th/"])
        yield Secure(captures)


def test_a_good_chain_verifies_with_the_given_bundle(secure: Secure) -> None:
    tls = secure.tls("www.good.go.th")
    assert (tls.verify_code, tls.verify_text, tls.host_matches) == (0, "ok", True)
    assert tls.version.startswith("TLSv1.")
    assert tls.cipher
    assert (tls.subject, tls.issuer) == ("CN=www.good.go.th", "CN=Test Root")
    assert tls.not_before < tls.not_after
    assert tls.not_after.endswith("Z")


def test_a_kept_connection_has_the_same_facts(secure: Secure) -> None:
    (again,) = secure.captures["https://www.good.go.th/again"]
    assert again.tls == secure.tls("www.good.go.th")


@pytest.mark.parametrize(
    ("host", "code", "text", "matches"),
    [
        ("www.self.go.th", 18, "self-signed certificate", True),
        ("www.old.go.th", 10, "certificate has expired", True),
        ("www.other.go.th", 62, "hostname mismatch", False),
        ("a.star.go.th", 0, "ok", True),
        ("a.b.star.go.th", 62, "hostname mismatch", False),
    ],
)
def test_what_is_wrong_is_recorded_and_never_refused(
    secure: Secure, host: str, code: int, text: str, matches: bool
) -> None:
    tls = secure.tls(host)
    assert (tls.verify_code, tls.verify_text, tls.host_matches) == (code, text, matches)


def test_a_server_without_tls_is_a_tls_problem(secure: Secure) -> None:
    for capture in secure.captures["https://plain.go.th/"]:
        assert capture.problem is not None
        assert capture.problem.code == "tls"
        assert not capture.answered


def test_a_bundle_that_cannot_be_read_is_the_users_trouble(place: Place) -> None:
    from oitcheck.errors import OitcheckError

    place.configure(ca_bundle="no-such-file.pem")
    place.new_run(["https://www.good.go.th/"])
    with pytest.raises(OitcheckError, match="ca_bundle"):
        place.fetch()
