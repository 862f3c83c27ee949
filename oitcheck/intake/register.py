"""Whose row is it: codes and names against the registry, or a registry grown from the lists."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from oitcheck import urls
from oitcheck.codes import key
from oitcheck.intake.problems import Problem, problem
from oitcheck.model import Agency, Origin
from oitcheck.thai.digits import to_arabic

_SHORT = (
    ("อบจ", "องค์การบริหารส่วนจังหวัด"),
    ("อบต", "องค์การบริหารส่วนตำบล"),
    ("ทน", "เทศบาลนคร"),
    ("ทม", "เทศบาลเมือง"),
    ("ทต", "เทศบาลตำบล"),
)
_NO_OWN_SITE = frozenset(
    {
        "facebook.com", "fb.com", "messenger.com", "m.me", "line.me", "lin.ee", "youtube.com",
        "youtu.be", "google.com", "goo.gl", "google.co.th", "bit.ly", "tiktok.com", "x.com",
        "twitter.com", "instagram.com", "sharepoint.com", "1drv.ms", "dropbox.com", "canva.com",
        "anyflip.com", "online.anyflip.com", "shorturl.at", "me-qr.com", "qr.io",
    }
)  # fmt: skip
_NEAR = 3


def name_key(name: str) -> str:
    """A name for comparing: folded, without blanks and points, อบต. and the like spelled out."""
    plain = key(name)
    for short, long in _SHORT:
        if plain.startswith(short) and not plain.startswith(long) and "." in name[: len(short) + 3]:
            return long + plain[len(short) :]
    return plain


def code_key(code: str) -> str:
    """A code for comparing: Arabic digits, lower case, without blanks."""
    return "".join(to_arabic(code).split()).casefold()


def agency_id(code: str, name: str) -> str:
    """A stable id: the code as a slug; ``a`` and eight hex digits of the name without one."""
    slug = re.sub(r"[^a-z0-9]+", "-", code_key(code)).strip("-")
    if slug and re.fullmatch(r"[\x00-\x7f]*", code_key(code)):
        return slug
    return "a" + _short_hash(code_key(code) or name_key(name))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


@dataclass(slots=True)
class _Grown:
    id: str
    code: str
    name: str
    hosts: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Refusal:
    where: Origin
    code: str
    value: str
    facts: dict[str, Any]
    rows: int = 0


class Named(Protocol):
    """What an agency is looked up by."""

    @property
    def id(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


class Register:
    """Looks agencies up for rows; an empty one grows. Unknown ones are reported once each."""

    def __init__(self, agencies: Sequence[Named]) -> None:
        self._names = {agency.id: agency.name for agency in agencies}
        self._by_code = {code_key(one.code): one.id for one in agencies if one.code}
        self._by_name = {name_key(one.name): one.id for one in agencies if one.name}
        self._grown: dict[str, _Grown] | None = None if agencies else {}
        self._refusals: dict[tuple[str, str], _Refusal] = {}
        self._seen: dict[tuple[str, str], str | None] = {}

    def known(self, text: str) -> str | None:
        """The id of the agency whose code or name ``text`` is; never grows, never complains."""
        if not text:
            return None
        return self._by_code.get(code_key(text)) or self._by_name.get(name_key(text))

    def find(self, code: str, name: str, where: Origin) -> str | None:
        """The agency's id; None (and a complaint, once) when the registry doesn't know it."""
        pair = (code, name)
        found = self._seen.get(pair)
        if found is None:
            found = self._seen[pair] = self._look(code, name, where)
        return found

    def saw_link(self, agency: str, url: str) -> None:
        """Count a link's host towards the hosts of a grown agency."""
        if self._grown is not None and agency in self._grown:
            self._grown[agency].hosts[urls.host(url)] += 1

    def new_agencies(self) -> tuple[Agency, ...]:
        """What has grown, in order of first appearance, hosts from the majority of the links."""
        return tuple(
            Agency(
                id=one.id,
                code=one.code,
                name=one.name or one.code,
                hosts=_own_hosts(one.hosts),
                grown=True,
            )
            for one in (self._grown or {}).values()
        )

    def problems(self) -> list[Problem]:
        """One complaint for each agency that could not be found, with the nearest names."""
        found = []
        for (code, name), one in self._refusals.items():
            near = self._advice(code, name) if one.code == "agency-unknown" else ""
            found.append(
                problem(one.code, one.where, one.value, rows=one.rows, near=near, **one.facts)
            )
        return found

    def _look(self, code: str, name: str, where: Origin) -> str | None:
        by_code = self._by_code.get(code_key(code)) if code else None
        by_name = self._by_name.get(name_key(name)) if name else None
        if self._grown is not None:
            return self._grow(code, name, by_code or (by_name if not code else None))
        if by_code and by_name and by_code != by_name:
            facts: dict[str, Any] = {
                "by_code": self._names[by_code],
                "by_name": self._names[by_name],
            }
            self._refuse("agency-conflict", code, name, where, facts)
            return None
        if not by_code and not by_name and not code and name:
            by_name = self._by_code.get(code_key(name))
        found = by_code or by_name
        if not found:
            self._refuse("agency-unknown", code, name, where, {})
        return found

    def _refuse(
        self, reason: str, code: str, name: str, where: Origin, facts: dict[str, Any]
    ) -> None:
        value = " ".join(part for part in (code, name) if part)
        refusal = self._refusals.setdefault(
            (code_key(code), name_key(name)), _Refusal(where, reason, value, facts)
        )
        refusal.rows += 1

    def nearest(self, code: str, name: str) -> list[str]:
        """Names of the agencies whose name, or else whose code, comes closest."""
        by_key = {known: self._names[id_] for known, id_ in self._by_name.items()}
        close = difflib.get_close_matches(name_key(name), by_key, n=_NEAR, cutoff=0.6)
        if close or not code:
            return [by_key[found] for found in close]
        codes = difflib.get_close_matches(code_key(code), self._by_code, n=_NEAR, cutoff=0.6)
        return [self._names[self._by_code[found]] for found in codes]

    def _advice(self, code: str, name: str) -> str:
        """Advice for an unknown agency."""
        names = self.nearest(code, name)
        if names:
            return f"ใกล้เคียงกับ {' / '.join(names)} แก้ชื่อให้ตรง หรือเพิ่มหน่วยงานนี้ในทะเบียน"
        return "แก้รหัสหรือชื่อหน่วยงาน หรือเพิ่มหน่วยงานนี้ในทะเบียน"

    def _grow(self, code: str, name: str, found: str | None) -> str:
        assert self._grown is not None
        if found is None and code and name:
            nameless = self._by_name.get(name_key(name))
            if nameless and not self._grown[nameless].code:
                found = nameless
                self._grown[nameless].code = code
        if found is None:
            found = agency_id(code, name)
            if found in self._grown:
                found = f"{found}-{_short_hash(code_key(code) + '|' + name_key(name))[:4]}"
            self._grown[found] = _Grown(found, code, name)
            self._names[found] = name or code
        one = self._grown[found]
        one.name = one.name or name
        if code:
            self._by_code.setdefault(code_key(code), found)
        if name:
            self._by_name.setdefault(name_key(name), found)
        return found


def _own_hosts(counted: Counter[str]) -> tuple[str, ...]:
    """The registered name most links are on, and the hosts under it, most used first.

    Social media and file sharing say nothing about whose site it is and don't count.
    """
    owners: Counter[str] = Counter()
    for host, count in counted.items():
        owner = urls.registrable(host)
        if owner not in _NO_OWN_SITE and host not in _NO_OWN_SITE:
            owners[owner] += count
    if not owners:
        return ()
    owner = min(owners, key=lambda one: (-owners[one], one))
    hosts = [host for host in counted if urls.registrable(host) == owner and host != owner]
    return (*sorted(hosts, key=lambda one: (-counted[one], one)), owner)


def unused(ids: Iterable[str], wanted: str, salt: str) -> str:
    """``wanted``, or with a suffix made from ``salt`` when that id is taken already."""
    return f"{wanted}-{_short_hash(salt)[:4]}" if wanted in set(ids) else wanted
