"""URLs as officials type them, brought to one form that can be fetched and compared.

`normalise` gives the address that is fetched and by which captures are found again; what was
typed is kept beside it by the caller. Pure: no name is resolved and nothing is fetched.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin

import idna

if TYPE_CHECKING:
    import tldextract

BadUrlCode = Literal[
    "empty",
    "not-a-url",
    "relative",
    "local-file",
    "email",
    "scheme",
    "script",
    "fragment-only",
    "no-host",
    "bad-host",
    "bad-port",
    "userinfo",
    "too-long",
]

MAX_LENGTH = 8000
"""Code points; servers and browsers refuse longer addresses."""


class BadUrl(ValueError):
    """A text that is no http or https URL; ``code`` says why, ``given`` is the text."""

    def __init__(self, code: BadUrlCode, given: str) -> None:
        super().__init__(f"{code}: {given[:200]!r}")
        self.code: BadUrlCode = code
        self.given = given


_DRIVE = re.compile(r"[A-Za-z]:(?:[\\/]|$)|\\\\")
_EMAIL = re.compile(r"(?i:mailto:).*|[^\s/@:?#]+@[^\s/@:?#]+\.[^\s/@:?#]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_WEB = re.compile(r"(https?):[\\/]*(.*)", re.DOTALL | re.IGNORECASE)
_PORT_THEN_PATH = re.compile(r"[0-9]{1,5}(?:[/?#\\]|$)")
_NUMBER_SCHEMES = frozenset({"tel", "sms", "fax", "callto", "line"})
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_NOT_IN_PATH = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9!$&'()*+,;=:@/\[\]._~%-]+")
_NOT_IN_QUERY = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9!$&'()*+,;=:@/?\[\]._~%-]+")
_HOME = re.compile(
    r"/(?:(?:th|en)/?)?(?:(?:index|default|home|main)(?:\.(?:html?|php|aspx?|jsp))?/?)?",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def normalise(given: str) -> str:
    """The http or https URL that ``given`` means, in one form; the same again for its own result.

    Invisible marks and outer blanks go, the text becomes NFC, scheme and host lower case, the host
    IDNA, the default port and the fragment go, dot segments are resolved, raw Thai and blanks are
    percent-encoded as UTF-8. An existing ``%XX`` stays what it is, with upper-case digits. Without
    a scheme ``http://`` is put before what begins with a host name of a known ending.

    Raises `BadUrl`, nothing else.
    """
    text = _visible(given)
    if not text:
        raise BadUrl("empty", given)
    if len(text) > MAX_LENGTH:
        raise BadUrl("too-long", given)
    scheme, rest = _split_scheme(text, given)
    rest = rest.split("#", 1)[0]
    before, mark, query = rest.partition("?")
    authority, slash, path = before.replace("\\", "/").partition("/")
    if not authority:
        raise BadUrl("no-host", given)
    host = _authority(authority, scheme, given)
    url = f"{scheme}://{host}{_without_dots(_encode(slash + path, _NOT_IN_PATH))}"
    return f"{url}?{_encode(query, _NOT_IN_QUERY)}" if mark else url


def host(url: str) -> str:
    """The host name of a normalised URL, lower case, without port; an IPv6 one without brackets.

    Empty when ``url`` has none.
    """
    match = re.match(r"https?://(\[[^\]]*\]|[^/?#:]*)", url, re.IGNORECASE)
    return match[1].strip("[]").lower() if match else ""


def site(url: str) -> str:
    """Scheme, host and port of a normalised URL (``http://www.a.go.th``)."""
    return "/".join(url.split("/", 3)[:3])


def registrable(host: str) -> str:
    """The name that somebody registered: ``www.cpo.surin.go.th`` gives ``surin.go.th``.

    By the public suffix list that comes with tldextract, without a network. An IP address, or a
    name with no known ending, is given back as it is.
    """
    return _registrable(host.lower().rstrip("."))


def resolve(base: str, href: str) -> str | None:
    """The normalised URL that ``href`` means on the page ``base``; None if it isn't http(s).

    None as well for what only moves on the page itself (``#top``, empty).
    """
    text = _visible(href)
    if not text or text.startswith("#"):
        return None
    path, mark, query = text.partition("?")
    try:
        joined = urljoin(base, path.replace("\\", "/") + mark + query)
        return normalise(joined) if _WEB.match(joined) else None
    except ValueError:
        return None


def is_home(url: str) -> bool:
    """Whether a normalised URL is a site's home page (``/``, ``/index.php``, ``/th/home`` ...)."""
    match = re.fullmatch(r"https?://[^/?#]+([^?#]*)", url)
    return bool(match and (not match[1] or _HOME.fullmatch(match[1])))


def display(url: str) -> str:
    """A normalised URL with its Thai (and other non-ASCII letters) decoded for people to read.

    What is invisible, a blank, or turns the direction of writing stays encoded, and so does all
    of ASCII: normalising the result gives ``url`` again.
    """
    shown = _RUN.sub(lambda run: _readable(run[0]), url)
    return shown if unicodedata.is_normalized("NFC", shown) else url


def _visible(given: str) -> str:
    """NFC without control and format characters (zero-width, RTL marks), outer blanks off."""
    if given.isprintable():
        return unicodedata.normalize("NFC", given).strip()
    text = "".join(
        "\ufffd" if unicodedata.category(char) == "Cs" else char
        for char in given
        if unicodedata.category(char) not in ("Cc", "Cf")
    )
    return unicodedata.normalize("NFC", text).strip()


def _split_scheme(text: str, given: str) -> tuple[Literal["http", "https"], str]:
    if text.startswith("#"):
        raise BadUrl("fragment-only", given)
    if _DRIVE.match(text) or text[:5].lower() == "file:":
        raise BadUrl("local-file", given)
    web = _WEB.fullmatch(text)
    if web:
        return ("https" if web[1].lower() == "https" else "http"), web[2]
    if _EMAIL.fullmatch(text):
        raise BadUrl("email", given)
    named = _SCHEME.fullmatch(text)
    if named:
        name = named[1].lower()
        if name in ("javascript", "vbscript", "data"):
            raise BadUrl("script", given)
        is_port = _PORT_THEN_PATH.match(named[2]) and name not in _NUMBER_SCHEMES
        if not is_port and "." not in name:
            raise BadUrl("scheme", given)
    if text.startswith("//"):
        return "http", text[2:]
    if text[0] in "/\\?" or text.startswith("."):
        raise BadUrl("relative", given)
    name = re.split(r"[/\\?#:]", text, maxsplit=1)[0]
    if not _names_a_host(name, bool(named)):
        raise BadUrl("not-a-url", given)
    return "http", text


def _names_a_host(name: str, with_port: bool) -> bool:
    """Whether a text without a scheme begins with a host, rather than being a file or a word."""
    if _IPV4.fullmatch(name) or (with_port and name.lower() == "localhost"):
        return True
    if "." not in name or re.search(r"\s", name):
        return False
    return bool(_extract()(name).suffix and _extract()(name).domain)


def _authority(authority: str, scheme: str, given: str) -> str:
    if "@" in authority:
        raise BadUrl("userinfo", given)
    match = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]*))?", authority)
    if not match:
        raise BadUrl("bad-port" if ":" in authority else "bad-host", given)
    name = _host(match[1], given)
    port = (match[2] or "").lstrip("0")
    if not match[2] or port == {"http": "80", "https": "443"}[scheme]:
        return name
    if not port or len(port) > 5 or int(port) > 65535:
        raise BadUrl("bad-port", given)
    return f"{name}:{port}"


def _host(name: str, given: str) -> str:
    if name.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(name[1:-1]).compressed.split('%')[0]}]"
        except ValueError:
            raise BadUrl("bad-host", given) from None
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, ValueError, IndexError):
            raise BadUrl("bad-host", given) from None
    name = name.lower().removesuffix(".")
    if not name:
        raise BadUrl("no-host", given)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise BadUrl("bad-host", given)
    return name


def _encode(text: str, unsafe: re.Pattern[str]) -> str:
    if "%" in text:
        text = _ESCAPED.sub(lambda pair: pair[0].upper(), text)
    return unsafe.sub(lambda run: quote(run[0], safe=""), text)


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4; ``%2E`` counts as a dot as it does in browsers (WHATWG URL)."""
    segments = path.split("/")[1:]
    kept: list[str] = []
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        plain = segment.replace("%2E", ".")
        if plain not in (".", ".."):
            kept.append(segment)
            continue
        if plain == ".." and kept:
            kept.pop()
        if last:
            kept.append("")
    return "/" + "/".join(kept)


def _readable(run: str) -> str:
    raw = bytes.fromhex(run.replace("%", ""))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return run
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
        if unicodedata.category(char)[0] in "ZC"
        else char
        for char in text
    )


@lru_cache(maxsize=1)
def _extract() -> tldextract.TLDExtract:
    # It brings an HTTP client along, which no other use of URLs should wait for.
    import tldextract  # noqa: PLC0415

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=20_000)
def _registrable(host: str) -> str:
    return _extract()(host).top_domain_under_public_suffix or host
