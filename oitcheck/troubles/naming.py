"""Which kind of trouble a capture shows."""

from __future__ import annotations

import re

from oitcheck import addresses, signs, urls
from oitcheck.model import Capture, Problem, ProblemCode, Tls
from oitcheck.troubles.kinds import Kind, Trouble
from oitcheck.troubles.table import TROUBLES

# OpenSSL's X509_V_ERR_*; what isn't named here is a chain that doesn't end at a trusted root.
_CERTIFICATES = {
    9: Kind.TLS_NOT_YET_VALID,
    10: Kind.TLS_EXPIRED,
    18: Kind.TLS_SELF_SIGNED,
    21: Kind.TLS_MISSING_INTERMEDIATE,
    62: Kind.TLS_WRONG_HOST,
}
# Chrome, Edge and Firefox open nothing older than TLS 1.2 since 2020 to 2022 (RFC 8996).
_OLD_PROTOCOLS = frozenset({"SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"})
_WEAK_CIPHER = re.compile(r"RC4|RC2|DES|NULL|EXP|ADH|AECDH|MD5|SEED|IDEA", re.IGNORECASE)
# OpenSSL's and the server's words for "no version that both of us speak"
_OLD_WORDS = ("unsupported protocol", "protocol version", "unsupported ssl version")
_TIMEOUTS = {"connect": Kind.TIMEOUT_CONNECT, "read": Kind.TIMEOUT_READ}
# getaddrinfo's two ways to say that there is no such name, or none with an address
_NO_NAME = frozenset({"EAI_NONAME", "EAI_NODATA", "no address"})
_BY_STATUS = {
    401: Kind.LOGIN_REQUIRED,
    403: Kind.FORBIDDEN,
    404: Kind.NOT_FOUND,
    407: Kind.FORBIDDEN,
    408: Kind.BUSY,
    410: Kind.NOT_FOUND,
    421: Kind.BUSY,
    425: Kind.BUSY,
    429: Kind.RATE_LIMITED,
    451: Kind.FORBIDDEN,
    503: Kind.BUSY,
}
_NAMES_OF_THIS_MACHINE = (".local", ".localhost", ".lan", ".internal", ".intranet")
_SIMPLE = {
    ProblemCode.REFUSED: Kind.REFUSED,
    ProblemCode.RESET: Kind.RESET,
    ProblemCode.REDIRECT_LOOP: Kind.REDIRECT_LOOP,
    ProblemCode.TOO_MANY_REDIRECTS: Kind.TOO_MANY_REDIRECTS,
    ProblemCode.BLOCKED_SCHEME: Kind.BLOCKED_SCHEME,
    ProblemCode.TRUNCATED: Kind.TRUNCATED,
    ProblemCode.BAD_ENCODING: Kind.BAD_ENCODING,
    ProblemCode.HEADER_TOO_LARGE: Kind.HEADER_TOO_LARGE,
    ProblemCode.ROBOTS: Kind.ROBOTS,
    ProblemCode.OTHER: Kind.OWN_FAULT,
    ProblemCode.HTTP_STATUS: Kind.OWN_FAULT,  # without a status: `kind_of` looks at that first
}
# They end the visit by themselves; the status beside them is only that of the last redirect.
_BEFORE_STATUS = frozenset(
    {
        ProblemCode.BLOCKED_ADDRESS,
        ProblemCode.BLOCKED_SCHEME,
        ProblemCode.REDIRECT_LOOP,
        ProblemCode.TOO_MANY_REDIRECTS,
        ProblemCode.TOO_LARGE,
        ProblemCode.HEADER_TOO_LARGE,
        ProblemCode.ROBOTS,
    }
)


def of(capture: Capture) -> Trouble | None:
    """The trouble of a capture with its words; None: it opened, and on its own site."""
    kind = kind_of(capture)
    return TROUBLES[kind] if kind is not None else None


def kind_of(capture: Capture) -> Kind | None:
    """The kind of a capture's trouble: the first that holds of what ended the visit by itself, the
    status, what spoilt the answer, the certificate, and a page of another site."""
    problem = capture.problem
    if problem is not None and problem.code in _BEFORE_STATUS:
        return _of_problem(problem, capture)
    if capture.status >= 400:
        # whatever status a test for machines comes with: people may be let in all the same
        return Kind.BOT_WALL if signs.bot_wall(capture, None) else _of_status(capture.status)
    if problem is not None:
        return _of_problem(problem, capture)
    if not capture.answered:
        return Kind.OWN_FAULT
    if capture.tls is not None and (insecure := _of_tls(capture.tls)):
        return insecure
    return Kind.OTHER_SITE if _elsewhere(capture) else None


def _of_problem(problem: Problem, capture: Capture) -> Kind:
    code, detail = problem.code, problem.detail
    if code in _SIMPLE:
        return _SIMPLE[code]
    first = detail.partition(" ")[0]
    match code:
        case ProblemCode.DNS:
            # Even "no such name" may be a passing fault of the resolver that was asked: both are
            # looked at again before anybody is blamed; they differ in what to mend.
            return Kind.DNS if detail in _NO_NAME or not detail else Kind.DNS_NO_ANSWER
        case ProblemCode.TIMEOUT:
            return _TIMEOUTS.get(first, Kind.TIMEOUT_TOTAL)
        case ProblemCode.TLS:
            old = any(words in detail.lower() for words in _OLD_WORDS)
            return Kind.TLS_OLD_PROTOCOL if old else Kind.TLS_HANDSHAKE
        case ProblemCode.EMPTY:
            return Kind.EMPTY if capture.answered else Kind.EMPTY_REPLY
        case ProblemCode.TOO_LARGE:
            return Kind.BOMB if first == "ratio" else Kind.TOO_LARGE
        case ProblemCode.PROTOCOL:
            return Kind.REDIRECT_NOWHERE if 300 <= capture.status < 400 else Kind.PROTOCOL
        case ProblemCode.BLOCKED_ADDRESS:
            if first == "port":
                return Kind.BLOCKED_PORT
            inside = _literal(urls.host(asked_last(capture)))
            return Kind.PRIVATE_ADDRESS if inside else Kind.PRIVATE_BY_DNS
    raise AssertionError(code)


def _of_status(status: int) -> Kind:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 600:  # no status of HTTP: how some services turn programs away
        return Kind.FORBIDDEN
    return Kind.SERVER_ERROR if status >= 500 else Kind.CLIENT_ERROR


def _of_tls(tls: Tls) -> Kind | None:
    # A browser that doesn't speak the protocol never gets as far as the certificate.
    if tls.version in _OLD_PROTOCOLS or _WEAK_CIPHER.search(tls.cipher):
        return Kind.TLS_OLD_PROTOCOL
    if tls.verify_code:
        return _CERTIFICATES.get(tls.verify_code, Kind.TLS_UNTRUSTED)
    return None if tls.host_matches else Kind.TLS_WRONG_HOST


def _elsewhere(capture: Capture) -> bool:
    """Whether the visit ended at a name that somebody else registered."""
    if not capture.final_url:
        return False
    asked, reached = urls.host(capture.url), urls.host(capture.final_url)
    return (urls.registrable(asked) or asked) != (urls.registrable(reached) or reached)


def asked_last(capture: Capture) -> str:
    """The address that was asked when the fetch ended: the last redirect leads there."""
    if capture.final_url and capture.final_url != capture.url:
        return capture.final_url
    for hop in reversed(capture.hops):
        target = urls.resolve(hop.url, hop.location) if hop.location else None
        if target:
            return target
    return capture.url


def _literal(host: str) -> bool:
    return bool(
        addresses.literal(host) or host == "localhost" or host.endswith(_NAMES_OF_THIS_MACHINE)
    )
