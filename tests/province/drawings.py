# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""Small pictures that every site shows: coat of arms, portraits, a chart, a map."""

from __future__ import annotations

from .agencies import Site

_WORDS = 'text-anchor="middle" font-size="15" font-family="Loma,Garuda,sans-serif"'


def picture(name: str, site: Site) -> bytes | None:
    """The SVG at /assets/``name`` of ``site``; None if there is none of that name."""
    if name == "logo.svg":
        inner = (
            f'<circle cx="50" cy="50" r="48" fill="#fff" stroke="{site.dark}" stroke-width="4"/>'
            f'<circle cx="50" cy="50" r="36" fill="{site.colour}"/><path d="M50 20l9 22h23l-18 14 7 23'
            '-21-14-21 14 7-23-18-14h23z" fill="#fde68a"/>'
        )
        return _svg(100, 100, inner)
    if name.startswith("portrait") and name.endswith(".svg"):
        inner = (
            '<rect width="90" height="110" fill="#dbeafe"/><circle cx="45" cy="42" r="20" fill="#f1c9a5"/>'
            '<path d="M25 38q4-24 20-24t20 24q-8-12-20-12t-20 12" fill="#222"/>'
            '<path d="M10 110q4-40 35-40t35 40" fill="#e7e2c8"/>'
        )
        return _svg(90, 110, inner)
    if name == "chart.svg":
        names = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการ")
        if not site.local:
            names = ("บริหารทั่วไป", "ยุทธศาสตร์", "การผลิต", "เกษตรกร", "อารักขาพืช")
        boxes = "".join(
            f'<rect x="{20 + n * 110}" y="150" width="96" height="44" fill="#e0f2fe" stroke="#0369a1"/>'
            f'<text x="{68 + n * 110}" y="177" {_WORDS}>{names[n]}</text>'
            f'<path d="M280 70v40H{68 + n * 110}v40" fill="none" stroke="#555"/>'
            for n in range(5)
        )
        top = '<rect x="210" y="26" width="140" height="44" fill="#fef3c7" stroke="#b45309"/>'
        top += f'<text x="280" y="53" {_WORDS}>{site.short}</text>'
        return _svg(570, 220, boxes + top)
    if name == "map.svg":
        inner = (
            '<rect width="480" height="260" fill="#ecfccb"/><path d="M0 190q120-60 240-20t240-50" '
            'stroke="#fff" stroke-width="14" fill="none"/><path d="M120 0v260" stroke="#fff" '
            'stroke-width="9"/><path d="M0 60q200 50 480-30" stroke="#7dd3fc" stroke-width="16" '
            'fill="none"/><circle cx="250" cy="160" r="12" fill="#dc2626"/>'
        )
        return _svg(480, 260, inner)
    return None


def _svg(width: int, height: int, inner: str) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inner}</svg>'
    ).encode()
