"""What of a page that opens is told, and what is not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from watched_web import GOOD, TEXT, page

from oitcheck.outages import (
    EMPTY,
    Change,
    Fault,
    Kind,
    Look,
    Shown,
    Standing,
    State,
    changes,
    extended,
    faults,
    shown,
    stand,
    text_changed,
)
from oitcheck.pipeline.watch_state import Told, WatchState, load_state, save_state
from oitcheck.reading import read

T0 = datetime(2026, 7, 1, 3, tzinfo=UTC)
URL = "http://www.one.go.th/plan"


def look(body: bytes, hours: float = 0, **more: object) -> Look:
    sha = hashlib.sha256(body).hexdigest()
    base = Look(T0 + timedelta(hours=hours), int(hours), 1, State.OPEN, sha256=sha, size=len(body))
    return replace(base, **({"final_url": URL, "media_type": "text/html"} | more))  # type: ignore[arg-type]


def seen(
    content: str, hours: float = 0, *, title: str = "แผน", count: int = 0, **more: object
) -> Shown:
    body = page(content, title, count)
    document = read(body, "html", sha256="0" * 64, reader="test")
    return shown(look(body, hours, **more), document)


LOGIN = "<p>กรุณาเข้าสู่ระบบ</p><form><input type='password'></form>"
SHORT = "<h1>แผนพัฒนาท้องถิ่น พ.ศ. 2569</h1><p>ดูได้ที่สำนักงาน</p>"


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (seen(GOOD, count=59), ()),  # the clock and the counter have gone on
        (seen(LOGIN), (Fault.LOGIN_WALL,)),
        (seen("<h1>ไม่พบหน้าที่ท่านค้นหา</h1>"), (Fault.NOT_FOUND,)),
        (seen("<p>อยู่ระหว่างดำเนินการ</p>"), (Fault.PLACEHOLDER,)),
        (seen(GOOD, final_url="http://www.one.go.th/"), (Fault.TO_HOME,)),
        (seen(GOOD, final_url="http://www.casino.com/x"), (Fault.OTHER_SITE,)),
        (seen(GOOD, final_url="https://one.go.th/plan-2569"), ()),
        (seen(SHORT), (Fault.SMALLER,)),
        (seen(TEXT.format(year=2566)), (Fault.YEAR_GONE,)),
        (seen(TEXT.format(year=2570) + "<p>เดิม พ.ศ. 2569</p>"), ()),
        (seen(GOOD, verify_code=10), (Fault.CERTIFICATE,)),
        (seen(GOOD, verify_code=0, not_after="2026-07-10T00:00:00Z"), (Fault.EXPIRES,)),
        (seen(GOOD, verify_code=0, not_after="2026-08-10T00:00:00Z"), ()),
    ],
)  # fmt: skip
def test_what_is_worse_than_the_last_good_state(now: Shown, found: tuple[Fault, ...]) -> None:
    assert faults(seen(GOOD), now) == found


def test_a_fault_that_was_there_before_is_no_change() -> None:
    assert faults(seen(LOGIN), seen(LOGIN, count=3)) == ()
    bad = seen(GOOD, verify_code=10)
    assert faults(bad, seen(GOOD, 1, verify_code=10)) == ()


def test_other_text_is_a_change_and_numbers_are_none() -> None:
    assert not text_changed(seen(GOOD), seen(GOOD, count=41))
    assert text_changed(seen(GOOD), seen(GOOD.replace("ยุทธศาสตร์", "แนวทาง")))
    listed = "".join(f"<p>เอกสาร{letter}ประจำปี</p>" for letter in "กขคงจฉชซฌญฎฏฐฑฒณดตถท")
    assert not text_changed(seen(listed), seen(listed + "<p>เอกสารใหม่</p>"))


def test_a_file_changes_with_its_bytes_where_nothing_can_be_read() -> None:
    before = shown(look(b"a", media_type="application/pdf"), None)
    after = shown(look(b"b", 1, media_type="application/pdf"), None)
    assert text_changed(before, after) and not text_changed(before, before)


def told(before: Standing | None, now: Standing) -> list[tuple[Kind, str]]:
    return [(one.kind, one.detail) for one in changes(before, now)]


class Story:
    """Looks one after the other; what is told at each."""

    def __init__(self) -> None:
        self.log = EMPTY
        self.standing: Standing | None = None

    def see(self, hours: int, content: str | None, code: str = "") -> list[tuple[Kind, str]]:
        now = seen(content, hours) if content is not None else None
        state = State.OPEN if now else State.UNSURE if code == "forbidden" else State.DOWN
        one = Look(T0 + timedelta(hours=hours), hours, hours, state, code)
        if now:
            one = replace(one, sha256=now.sha256, size=now.size, final_url=now.final_url)
        self.log = extended(self.log, [one])
        before = self.standing
        last = now or (before.shown if before else None)
        self.standing = stand(self.log, before.good if before else None, last, before)
        return told(before, self.standing)


def test_each_change_is_told_once() -> None:
    story = Story()
    assert story.see(0, GOOD) == []
    assert story.see(1, None, "not-found") == [(Kind.DOWN, "not-found")]
    assert story.see(2, None, "dns") == []
    assert story.standing and story.standing.since == T0 + timedelta(hours=1)
    assert story.see(3, GOOD) == [(Kind.UP_AGAIN, "dns")]
    assert story.see(4, LOGIN) == [(Kind.FAULT, "login-wall")]
    assert story.see(5, LOGIN) == []
    assert story.standing.since == T0 + timedelta(hours=4)
    # gone and back as it was: the wall still stands, measured by the last good state
    assert story.see(6, None, "timeout-read") == [(Kind.DOWN, "timeout-read")]
    assert story.see(7, LOGIN) == [(Kind.UP_AGAIN, "timeout-read")]
    assert story.see(8, GOOD) == [(Kind.MENDED, "login-wall")]
    assert story.see(9, GOOD.replace("ยุทธศาสตร์", "แนวทาง")) == [(Kind.CONTENT, "")]
    assert story.see(10, None, "forbidden") == [(Kind.UNSURE, "forbidden")]
    assert not story.standing.worse


def test_a_link_that_is_down_at_the_first_look_ever_is_told() -> None:
    assert Story().see(0, None, "not-found") == [(Kind.DOWN, "not-found")]


def test_a_state_that_is_kept_comes_back_the_same(tmp_path: Path) -> None:
    story = Story()
    for hour, content in enumerate((GOOD, None, LOGIN)):
        story.see(hour, content, "server-error")
    assert story.standing is not None
    change = Change(Kind.TITLE, T0, "", "ก", "ข")
    state = WatchState(7, 3, {URL: story.log}, {URL: story.standing}, (Told(URL, T0, change),))
    path = tmp_path / "state.json"
    save_state(path, state)
    assert load_state(path) == state


@pytest.mark.parametrize("text", ["", "{}", '{"schema": "oitcheck.watch-state/9"}', "[1]"])
def test_a_damaged_state_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, encoding="utf-8")
    assert load_state(path) is None
