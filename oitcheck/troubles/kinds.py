"""The kinds of trouble, and the shape of their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oitcheck.catalogue import Words
from oitcheck.checks.meta import Who


class Kind(StrEnum):
    """Stored in findings (fact ``trouble``): a kind is never renamed."""

    DNS = "dns"
    DNS_NO_ANSWER = "dns-no-answer"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT_CONNECT = "timeout-connect"
    TIMEOUT_READ = "timeout-read"
    TIMEOUT_TOTAL = "timeout-total"
    TLS_EXPIRED = "tls-expired"
    TLS_NOT_YET_VALID = "tls-not-yet-valid"
    TLS_WRONG_HOST = "tls-wrong-host"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_MISSING_INTERMEDIATE = "tls-missing-intermediate"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_OLD_PROTOCOL = "tls-old-protocol"
    TLS_HANDSHAKE = "tls-handshake"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_NOWHERE = "redirect-nowhere"
    BLOCKED_SCHEME = "blocked-scheme"
    OTHER_SITE = "other-site"
    EMPTY_REPLY = "empty-reply"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    BAD_ENCODING = "bad-encoding"
    PROTOCOL = "protocol"
    NOT_FOUND = "not-found"
    LOGIN_REQUIRED = "login-required"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    BOT_WALL = "bot-wall"
    CLIENT_ERROR = "client-error"
    BUSY = "busy"
    SERVER_ERROR = "server-error"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    HEADER_TOO_LARGE = "header-too-large"
    ROBOTS = "robots"
    PRIVATE_ADDRESS = "private-address"
    PRIVATE_BY_DNS = "private-by-dns"
    BLOCKED_PORT = "blocked-port"
    OWN_FAULT = "own-fault"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Words of one kind.

    ``name``: a clause without a subject before it, fit to stand after "because" (Thai
    เนื่องจาก, English a colon), without technical words. ``fix``: the one action to take, a
    sentence that begins with its verb. ``vendor``: the request to whoever keeps the website, in
    technical words; None where it need not act. ``transient``: may be gone the next time, so it
    is looked at again before anybody is blamed.
    """

    kind: Kind
    transient: bool
    who: Who
    name: Words
    fix: Words
    vendor: Words | None = None
