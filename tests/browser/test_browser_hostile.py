"""No page gets out, and none can stop, kill or starve the drawing of the others."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from browser_web import Forbidden, Web, network, send

from oitcheck.crawl import render
from oitcheck.crawl.browser import BrowserTrouble, RunningBrowser, find_browser
from oitcheck.crawl.proxy import CheckingProxy
from oitcheck.crawl.render import Drawn, Target, draw
from oitcheck.settings import Browser, Settings

pytestmark = pytest.mark.browser
Draw = Callable[..., dict[int, Drawn]]
GOOD = "<p>ประกาศองค์การบริหารส่วนตำบล</p>" * 9


def open_to_all(folder: Path) -> None:
    """As root the browser runs as somebody else, who must get to what it starts."""
    while folder != Path(tempfile.gettempdir()) and folder != folder.parent:
        folder.chmod(0o755)
        folder = folder.parent


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> list[CheckingProxy]:
    """Every proxy that `draw` makes; ``wanted`` of each holds all hosts that were asked for."""
    made: list[CheckingProxy] = []

    class Watched(CheckingProxy):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            self.wanted: list[str] = []
            made.append(self)

        async def _addresses(self, host: str, port: int, tls: bool) -> list[tuple[str, int]]:
            self.wanted.append(f"{host}:{port}")
            return await super()._addresses(host, port, tls)

    monkeypatch.setattr(render, "CheckingProxy", Watched)
    return made


def test_no_way_of_a_page_leads_to_a_forbidden_address(
    web: Web, forbidden: Forbidden, drawn_of: Draw, proxies: list[CheckingProxy]
) -> None:
    at = f"127.0.0.2:{forbidden.port}"
    web.pages = {
        "/page": GOOD
        + f"""<img src="http://{at}/img"><iframe src="http://{at}/frame"></iframe>
        <iframe src="http://localhost:{forbidden.port}/named"></iframe>
        <link rel=stylesheet href="http://{at}/css"><script src="https://{at}/js"></script>
        <link rel=preconnect href="http://{at}"><link rel=dns-prefetch href="//a.example.go.th">
        <object data="http://{at}/object"></object><video src="http://{at}/v"></video>
        <img src="/moved"><img src="http://169.254.169.254/meta"><img src="http://8.8.8.8:7777/odd">
        <script>
        fetch('http://{at}/fetch', {{mode: 'no-cors'}}); navigator.sendBeacon('http://{at}/b');
        new WebSocket('ws://{at}/ws'); new WebSocket('wss://{at}/wss');
        new EventSource('http://{at}/events'); window.open('http://{at}/popup');
        new Worker(URL.createObjectURL(new Blob([`fetch('http://{at}/w', {{mode: 'no-cors'}})`])));
        try {{ const t = new WebTransport('https://{at}/wt'); t.ready.catch(() => 0) }} catch {{}}
        const rtc = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{at}'}},
          {{urls: 'turn:{at}?transport=tcp', username: 'a', credential: 'b'}}]}});
        rtc.createDataChannel('x'); rtc.createOffer().then(o => rtc.setLocalDescription(o));
        </script>""",
        "/moved": lambda h: send(h, "", status=302, Location=f"http://{at}/moved"),
        "/away": f"<script>location = 'http://{at}/away'</script>",
        "/refresh": f'<meta http-equiv=refresh content="0;url=http://{at}/refresh">',
    }
    direct = f"http://{at}/direct"
    drawn = drawn_of(*map(web.url, web.pages), direct)
    assert forbidden.hits == 0
    assert drawn[0].screenshot and not drawn[0].trouble
    for place in (1, 2, 3, 4):
        assert drawn[place].trouble and drawn[place].screenshot is None
    (proxy,) = proxies
    refused = {target.split("?")[0] for target, _ in proxy.refused}
    assert {
        f"http://{at}/{path}" for path in ("img", "frame", "css", "fetch", "moved", "b")
    } <= refused
    assert {"http://169.254.169.254/meta", at, "http://8.8.8.8:7777/odd", direct} <= refused
    assert dict(proxy.refused)["http://8.8.8.8:7777/odd"] == "port"


def test_the_browser_asks_for_nothing_but_the_page(
    web: Web, drawn_of: Draw, proxies: list[CheckingProxy]
) -> None:
    web.pages = {"/": GOOD}
    drawn_of(*[web.url("/")] * 3)
    assert {host for proxy in proxies for host in proxy.wanted} == {f"127.0.0.1:{web.port}"}


def endless(handler: object) -> None:
    handler.send_response(200)  # type: ignore[attr-defined]
    handler.send_header("Content-Type", "text/html; charset=utf-8")  # type: ignore[attr-defined]
    handler.end_headers()  # type: ignore[attr-defined]
    handler.wfile.write(GOOD.encode())  # type: ignore[attr-defined]
    for _ in range(100):
        handler.wfile.write(b"<p>more</p>")  # type: ignore[attr-defined]
        time.sleep(0.2)


@pytest.mark.slow
def test_pages_that_misbehave_cost_only_themselves(
    web: Web, drawn_of: Draw, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "ANSWER_SECONDS", 8.0)
    web.pages = {
        "/good-first": GOOD,
        "/dialogs": GOOD + "<script>alert(1); confirm(2); prompt(3); print(); "
        "onbeforeunload = e => { e.preventDefault(); return 'no' }</script>",
        "/alerts": GOOD + "<script>setInterval(() => alert(1), 10)</script>",
        "/popups": GOOD + "<script>for (let i = 0; i < 5; i++) open('/good-first')</script>",
        "/endless": endless,
        "/ticker": GOOD + "<script>setInterval(() => fetch('/good-first'), 50)</script>",
        "/broken": lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"),
        "/download": lambda h: send(
            h, b"a" * 99, Content_Disposition='attachment; filename="a.pdf"'
        ),
        "/pdf": lambda h: send(h, b"%PDF-1.4 nothing", kind="application/pdf"),
        "/falls": GOOD + "<iframe src=/download></iframe>",
        "/loop": '<meta http-equiv=refresh content="0;url=/loop">',
        "/round": lambda h: send(h, "", status=302, Location="/round"),
        "/silent": lambda h: time.sleep(8),
        "/while": "<script>while (1);</script>",
        "/later": GOOD + "<script>setTimeout(() => { while (1); }, 1)</script>",
        "/mailto": GOOD + "<script>location = 'mailto:a@example.go.th'</script>",
        "/good-last": GOOD,
    }
    paths = list(web.pages)
    # a host each, so that they are drawn beside each other
    given = network(settings, hosts={"*.example.go.th": f"127.0.0.1:{web.port}"})
    urls = [f"http://p{place}.example.go.th{path}" for place, path in enumerate(paths)]
    drawn = drawn_of(*urls, "file:///etc/passwd", "javascript:1", "http://", given=given)
    by_path = {path: drawn[place] for place, path in enumerate(paths)}
    for path in ("/good-first", "/dialogs", "/popups", "/endless", "/ticker", "/falls", "/mailto"):
        assert by_path[path].screenshot, (path, by_path[path].trouble)
        assert "องค์การบริหาร" in (by_path[path].dom or b"").decode()
    assert by_path["/good-last"].screenshot
    for path in ("/download", "/pdf", "/round", "/while", "/silent"):
        assert by_path[path].trouble and not by_path[path].screenshot, path
    for place in (len(paths), len(paths) + 1, len(paths) + 2):
        assert drawn[place].trouble and not drawn[place].dom


@pytest.mark.slow
def test_a_page_that_eats_memory_is_ended_alone(
    web: Web, drawn_of: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "PAGE_BYTES", 500 * 1024 * 1024)
    web.pages = {
        "/eats": "<script>const all = []; setInterval(() => "
        "all.push(new Uint8Array(4e7).fill(1)), 20)</script>",
        "/good": GOOD,
    }
    drawn = drawn_of(web.url("/eats"), *[web.url("/good")] * 3)
    assert drawn[0].trouble and drawn[0].screenshot is None
    assert all(drawn[place].screenshot for place in (1, 2, 3))


def test_a_new_browser_takes_over_after_so_many_pages(
    web: Web, drawn_of: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "PAGES_PER_BROWSER", 2)
    started: list[RunningBrowser] = []
    enter = RunningBrowser.__enter__
    monkeypatch.setattr(
        RunningBrowser, "__enter__", lambda self: (started.append(self), enter(self))[1]
    )
    web.pages = {"/": GOOD}
    drawn = drawn_of(*[web.url("/")] * 5, dom=False)
    assert all(page.screenshot for page in drawn.values())
    assert len(started) == 3


def test_a_killed_browser_costs_the_pages_in_flight(
    web: Web, drawn_of: Draw, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids: list[int] = []
    enter = RunningBrowser.__enter__

    def note(self: RunningBrowser) -> RunningBrowser:
        enter(self)
        # the one that began all others; the distribution's own launcher may stand before it, and
        # a child that has just been forked still looks like its parent
        like_it = {
            process.pid: process.ppid()
            for process in self._family()
            if not any("--type=" in word for word in process.cmdline())
            and Path(process.exe()).name.startswith("chrom")
            and "handler" not in process.exe()
        }
        (main,) = [pid for pid, parent in like_it.items() if parent not in like_it]
        pids.append(main)
        return self

    def deadly(handler: object) -> None:
        os.kill(pids[0], signal.SIGKILL)

    monkeypatch.setattr(RunningBrowser, "__enter__", note)
    web.pages = {"/deadly": deadly, "/": GOOD}
    drawn = drawn_of(web.url("/deadly"), *[web.url("/")] * 5)
    assert drawn[0].trouble
    assert len(pids) == 2, [page.trouble for page in drawn.values()]
    lost = [place for place, page in drawn.items() if not page.screenshot]
    assert 1 <= len(lost) <= 3
    assert all(drawn[place].trouble for place in lost)


def test_a_browser_that_never_starts_ends_with_one_line(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho missing library >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    open_to_all(tmp_path)
    given = Settings(network=settings.network, browser=Browser(executable=str(broken)))
    reported: list[Drawn] = []
    with pytest.raises(BrowserTrouble) as told:
        draw([Target(1, "http://x/")], given, dom=True, on_drawn=reported.append)
    assert "missing library" in str(told.value) and "\n" not in str(told.value)
    assert reported == []


def test_a_broken_sandbox_is_told_with_the_setting(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho No usable sandbox! >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    open_to_all(tmp_path)
    with pytest.raises(BrowserTrouble) as told, RunningBrowser(broken, 9, sandbox=True):
        pass
    assert "No usable sandbox" in told.value.message
    assert "browser.sandbox = false" in told.value.hint


def test_no_browser_is_one_clear_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "find_browser", lambda _: None)
    with pytest.raises(BrowserTrouble, match="ไม่มีเบราว์เซอร์"):
        draw([Target(1, "http://x/")], settings, dom=True, on_drawn=lambda _: None)
    draw([], settings, dom=True, on_drawn=lambda _: None)


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_nothing_is_left_of_the_browser_however_the_drawing_ends(
    web: Web, settings: Settings, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    families: list[psutil.Process] = []
    profiles: list[Path] = []
    web.pages = {"/": GOOD}

    def stop(_: Drawn) -> None:
        raise end

    enter = RunningBrowser.__enter__

    def note(self: RunningBrowser) -> RunningBrowser:
        enter(self)
        families.extend(self._family())
        assert self._profile is not None
        profiles.append(Path(self._profile.name))
        return self

    monkeypatch.setattr(RunningBrowser, "__enter__", note)
    threads = threading.active_count()
    with pytest.raises(end):
        draw([Target(i, web.url("/")) for i in range(3)], settings, dom=False, on_drawn=stop)
    assert len(families) > 1
    assert [p for p in families if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert [path for path in profiles if path.exists()] == []
    assert threading.active_count() <= threads + 8


@pytest.mark.skipif(os.name == "nt", reason="the tether is a pipe of POSIX shells")
def test_the_browser_ends_when_its_owner_is_killed() -> None:
    """The pipe that ties it closes by itself when its owner is gone, also by kill -9."""
    executable = find_browser(Browser())
    assert executable is not None
    with RunningBrowser(executable, 9, sandbox=True) as browser:
        family = set(browser._family())
        assert browser._process is not None and browser._process.stdin is not None
        browser._process.stdin.close()
        assert browser._process.wait(10) == 0
        _, alive = psutil.wait_procs(family, timeout=5)
        assert not alive


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root is replaced")
def test_under_root_it_runs_as_somebody_without_rights() -> None:
    executable = find_browser(Browser())
    assert executable is not None
    with RunningBrowser(executable, 9, sandbox=True) as browser:
        assert {p.uids().real for p in browser._family()}.isdisjoint({0})
        assert all("--no-sandbox" not in p.cmdline() for p in browser._family())
