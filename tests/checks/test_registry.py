"""The registry, the folder and the words agree."""

from __future__ import annotations

import ast
import inspect
import re
import string
from pathlib import Path
from types import ModuleType

import pytest

import oitcheck.checks
from oitcheck.catalogue import Words
from oitcheck.catalogue.explain import explain_indicator
from oitcheck.checks import registry
from oitcheck.checks.explain import explain_check
from oitcheck.checks.meta import CHECK_FAILED, CHECK_FAILED_REASON, Meta, Reason
from oitcheck.model import Outcome, Over, Scope

FOLDER = Path(oitcheck.checks.__file__).parent
NO_CHECKS = {
    "__init__",
    "evidence",
    "explain",
    "instead",
    "meta",
    "own_dates",
    "registry",
    "unread",
}
METAS = [module.META for module in registry.CHECKS]
NEVER = re.compile(r"ไม่ผ่าน|ผ่าน(?!\w)|อุทธรณ์|รอบที่|HTTP|redirect|URL \{|sha256|UTC|DNS|TLS|404|403")
ENGLISH_NEVER = re.compile(r"HTTP|redirect|sha256|\b404\b|\b403\b|TLS|DNS")


def test_the_folder_holds_exactly_the_registered_checks() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - NO_CHECKS
    modules = [module for module in registry.CHECKS if isinstance(module, ModuleType)]
    assert [module.__name__.rpartition(".")[2].replace("_", "-") for module in modules] == [
        meta.id for meta in METAS
    ]
    assert files == {meta.id.replace("-", "_") for meta in METAS}
    assert len({meta.id for meta in METAS}) == len(METAS)


@pytest.mark.parametrize("module", registry.CHECKS, ids=lambda module: module.META.id)
def test_a_check_says_what_it_means_why_and_what_it_leaves_alone(module: ModuleType) -> None:
    assert module.__doc__
    for part in ("Means:", "Why:", "Not judged:"):
        assert part in module.__doc__


@pytest.mark.parametrize("module", registry.CHECKS, ids=lambda module: module.META.id)
def test_a_check_neither_reads_the_clock_nor_bytes_nor_the_net(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    banned = ("oitcheck.reading", "random", "time", "socket", "http", "pathlib", "os", "lxml")
    assert [name for name in imported if name.split(".")[0] in banned or name in banned] == []
    assert ".now(" not in inspect.getsource(module)


def _reasons(meta: Meta) -> list[tuple[str, Reason]]:
    """The reasons of a check, each with its particular ones."""
    found = []
    for code, reason in meta.reasons.items():
        found.append((code, reason))
        found += [(f"{code} {kind}", one) for kind, one in reason.particular.items()]
    return found


def _all_words() -> list[tuple[str, Words, bool]]:
    found = []
    for meta in METAS:
        found += [(meta.id, words, True) for words in (meta.title, meta.means, meta.why)]
        for code, reason in _reasons(meta):
            found += [(f"{meta.id} {code}", w, True) for w in (reason.message, reason.fix)]
            found += [(f"{meta.id} {code}", w, True) for w in (reason.brief,) if w is not None]
            if reason.vendor is not None:
                found.append((f"{meta.id} {code} vendor", reason.vendor, False))
    found += [
        (CHECK_FAILED, w, True) for w in (CHECK_FAILED_REASON.message, CHECK_FAILED_REASON.fix)
    ]
    return found


def test_words_stand_in_both_languages_and_keep_technical_ones_for_the_vendor() -> None:
    for name, words, plain in _all_words():
        assert words.th.strip() and words.en.strip(), name
        assert not re.search(r"ไม่ผ่าน|อุทธรณ์|รอบที่", words.th), name
        if plain:
            assert not NEVER.search(words.th), (name, words.th)
            assert not ENGLISH_NEVER.search(words.en), (name, words.en)


def test_both_languages_speak_of_the_same_facts() -> None:
    def fields(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    for name, words, _ in _all_words():
        assert fields(words.th) == fields(words.en), name


def test_who_acts_fits_the_outcome() -> None:
    for meta in METAS:
        for code, reason in _reasons(meta):
            at = f"{meta.id} {code}"
            if reason.outcome is Outcome.FAIL:
                assert reason.who in ("agency", "vendor", "unit"), at
            if reason.outcome is Outcome.ERROR:
                assert reason.who == "province", f"{at}: our own fault is nobody else's task"
            if reason.outcome is Outcome.PASS:
                assert reason.who in ("nobody", "vendor"), f"{at}: a pass is advice at most"
            if reason.who == "vendor":
                assert reason.vendor is not None, f"{at}: a message for the company is missing"


def test_reason_finds_words_for_every_finding() -> None:
    assert registry.reason("current", "wrong-year").outcome is Outcome.FAIL
    assert registry.reason("current", CHECK_FAILED) is CHECK_FAILED_REASON
    for check, code in (("none-such", "ok"), ("current", "none-such")):
        with pytest.raises(KeyError):
            registry.reason(check, code)


def test_the_checks_stand_as_agreed() -> None:
    assert [(meta.id, meta.scope, meta.over) for meta in METAS] == [
        ("submitted", Scope.INDICATOR, Over.EACH),
        ("reachable", Scope.LINK, Over.EACH),
        ("robots", Scope.LINK, Over.EACH),
        ("shared-file", Scope.LINK, Over.EACH),
        ("not-empty", Scope.LINK, Over.EACH),
        ("current", Scope.LINK, Over.ANY),
        ("procurement-form", Scope.LINK, Over.EACH),
        ("main-site", Scope.LINK, Over.EACH),
        ("level", Scope.AGENCY, Over.EACH),
    ]
    assert [meta.id for meta in METAS if meta.rests_on] == ["current", "procurement-form"]


@pytest.mark.parametrize("meta", METAS, ids=lambda meta: meta.id)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_explaining_a_check_names_every_reason(meta: Meta, lang: str) -> None:
    text = explain_check(meta, lang)
    for code in meta.reasons:
        assert f"\n{code} [" in text
    assert meta.title.in_language(lang) in text.splitlines()[0]


def test_explaining_an_item_says_its_years_and_whether_they_are_confirmed() -> None:
    from case_evidence import catalogue_of, indicator_of

    item = indicator_of({"data_year": ["N-1", "covers-N"], "confirmed": False})
    thai = explain_indicator(item, catalogue_of(item), "th")
    assert "ข้อ O12: แผนการจัดซื้อจัดจ้าง" in thai
    assert "ข้อมูลปี 2568 / ช่วงปีที่ครอบคลุมปี 2569" in thai
    assert "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช." in thai
    confirmed = indicator_of({"data_year": ["N"]})
    english = explain_indicator(confirmed, catalogue_of(confirmed), "en")
    assert "Data year: data of 2569" in english
    assert "not confirmed" not in english
