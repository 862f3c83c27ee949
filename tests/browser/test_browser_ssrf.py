"""The same ways inside, given to the browser: as its page, and as what a page asks for."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browser_web import Forbidden, Web
from ssrf_vectors import INSIDE, SCHEMES, spellings

from oitcheck.crawl.render import Drawn

pytestmark = pytest.mark.browser
Draw = Callable[..., dict[int, Drawn]]
SINKS = """
const far = (target) => {
  const add = (tag, name) => { const e = document.createElement(tag); e[name] = target;
                               document.body.appendChild(e); };
  for (const [tag, name] of [['img', 'src'], ['iframe', 'src'], ['script', 'src'],
       ['embed', 'src'], ['object', 'data'], ['video', 'src'], ['audio', 'src'],
       ['source', 'src'], ['track', 'src']]) { try { add(tag, name) } catch {} }
  for (const rel of ['stylesheet', 'preload', 'prefetch', 'prerender', 'modulepreload',
       'manifest', 'icon', 'preconnect']) {
    const link = document.createElement('link'); link.rel = rel; link.href = target;
    if (rel === 'preload') link.as = 'image';
    document.head.appendChild(link);
  }
  const style = document.createElement('style');
  style.textContent = `@import url("${target}");
    @font-face { font-family: f; src: url("${target}") }
    .f { font-family: f; background: url("${target}"); cursor: url("${target}"), auto }`;
  document.head.appendChild(style);
  const form = document.createElement('form'); form.action = target; form.method = 'post';
  const hole = document.createElement('iframe'); hole.name = 'hole' + Math.random();
  document.body.append(hole, form); form.target = hole.name;
  for (const go of [() => fetch(target, {mode: 'no-cors'}), () => form.submit(),
       () => navigator.sendBeacon(target, 'x'), () => new EventSource(target),
       () => new WebSocket(target.replace(/^http/i, 'ws')), () => window.open(target),
       () => { const x = new XMLHttpRequest(); x.open('GET', target); x.send() },
       () => new Worker(target), () => navigator.serviceWorker.register(target),
       () => import(target), () => { const a = document.createElement('a'); a.href = '#';
             a.ping = target; document.body.appendChild(a); a.click() }]) {
    try { const p = go(); if (p && p.catch) p.catch(() => 0) } catch {}
  }
};
"""
TEXT = "<p>ประกาศองค์การบริหารส่วนตำบล</p>" * 9


def test_no_spelling_and_no_element_leads_the_browser_inside(
    web: Web, forbidden: Forbidden, drawn_of: Draw
) -> None:
    """127.0.0.1 is allowed here, so that a page can be served; 127.0.0.2 stands for the inside."""
    vectors = spellings("127.0.0.2", forbidden.port) | INSIDE | SCHEMES
    inside = json.dumps(list(vectors.values()), ensure_ascii=False)
    web.pages = {
        f"/{part}": f"{TEXT}<script>{SINKS} const all = {inside};"
        f" for (let n = {part}; n < all.length; n += 4) far(all[n]);</script>"
        for part in range(4)
    }
    direct = [target for target in vectors.values() if target.lower().startswith("http")]
    drawn = drawn_of(*map(web.url, web.pages), *direct)
    assert forbidden.hits == 0
    for number in range(len(web.pages), len(drawn)):
        assert drawn[number].screenshot is None, direct[number - len(web.pages)]
    assert any(drawn[number].screenshot for number in range(len(web.pages)))
