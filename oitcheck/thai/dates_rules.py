"""The shapes of dates, as regular expressions over the kinds of a phrase's tokens.

In the shapes below ``_`` is a place where a line may break (in file names: a dash may stand), and
``~`` one where only a dash of a file name may stand: ``5`` at the end of a line and ``มีนาคม 2568``
at the start of the next are a row's number and a month, unless ``วันที่`` comes before.
"""

from __future__ import annotations

import re

_FISCAL = "(?:F_(?:\\(p\\)_)?[:('-]?_(?:[Yp]_)*:?_'?|f_(?:p_)?)"
_YEAR_WORD = "(?:Y_[:(']?_(?:[pc]_)?'?|[pc]_:?_'?)"
# The year after ไตรมาส or รอบ: ปีงบประมาณ 2569, ปี 2569, พ.ศ. 2569, 2569.
_OF_YEAR = f"(?:_[(,:-]?_(?:(?P<fiscal>{_FISCAL})|{_YEAR_WORD})(?P<y>[BCn])|_(?P<y0>[BC]))"
_YEAR_FIRST = f"(?:(?P<fiscal>{_FISCAL})|{_YEAR_WORD})(?P<y>[BCn])_"


def _day(i: int) -> str:
    return f"(?:w_(?P<d{i}>n)_|(?P<e{i}>n)~)(?:m_)?(?P<m{i}>[ME])"


def _year(i: int) -> str:
    return f"_,?(?:[Yp]_){{0,2}}(?P<c{i}>c_)?'?(?P<y{i}>[BCn])"


def _numeric(i: int) -> str:
    """31/01/2568; three numbers with the same sign between them, named d, s, m, y."""
    return f"(?:w_)?(?P<d{i}>n)(?P<s{i}>[-/.])(?P<m{i}>n)(?P=s{i})(?P<y{i}>[BCn])"


_TO = "_[-t]_"
_MONTH = "(?:m_)?"
# A number before a month is its day, unless it is a quarter's.
_NO_DAY = "(?:(?<![nx])|(?<=Qn))"
# A month that neither has a year of its own behind it nor begins a span.
_NO_YEAR = "(?!_,?(?:[Yp]_)*[BCn]|_[-t])"
_MONTHS = f"(?P<from>){_MONTH}[ME](?:_(?:[Yp]_)*[BCn])?{_TO}{_MONTH}[ME]_(?:[Yp]_)*[BCn]"
_QUARTER = "Q_(?:(?P<q>n)|A)"
_HALF = (
    "(?:R_(?P<months>n)_m(?P<part>[AZ]?)|(?P<months2>n)m(?P<part2>[AZ])"
    "|(?:R_)?h(?P<part3>[AZ])|R_h)"
)

_SHAPES: tuple[tuple[str, str], ...] = (
    # 1 ตุลาคม 2567 - 30 กันยายน 2568; 2 มีนาคม - 30 กันยายน 2569; 1 - 31 มกราคม 2567
    ("days", f"{_day(1)}{_year(1)}{_TO}{_day(2)}{_year(2)}"),
    ("days", f"{_day(1)}{_TO}{_day(2)}{_year(2)}"),
    ("days", f"(?:w_)?(?P<d1>n){_TO}{_day(2)}{_year(2)}"),
    # Oct 1 - 31, 2025
    ("days", f"(?P<m2>E)(?P<d1>n){_TO}(?P<d2>n)~,?(?P<y2>[BC])"),
    ("numeric-days", f"{_numeric(1)}{_TO}{_numeric(2)}"),
    # 1-15/10/2568
    ("numeric-span", f"(?:w_)?(?P<d0>n)-{_numeric(1)}"),
    ("iso-days", f"(?P<y1>[BC])-(?P<m1>n)-(?P<d1>n)(?:{_TO}|/)(?P<y2>[BC])-(?P<m2>n)-(?P<d2>n)"),
    # วันที่ 5 เดือน 5 พ.ศ. 2569; 15 มีนาคม 2568; 15-มี.ค.-68; October 15, 2024
    ("day", "w_(?P<d1>n)_m_(?P<m1>n)_(?:[Yp]_)+(?P<y1>B)"),
    ("day", f"{_day(1)}{_year(1)}"),
    ("day", "(?P<d1>n)[-/](?P<m1>[ME])[-/](?P<y1>[BCn])"),
    ("day", "(?P<m1>E)(?P<d1>n)~,?(?P<y1>[BC])"),
    ("numeric", _numeric(1)),
    ("iso", "(?P<y1>[BC])(?P<s1>[-/.])(?P<m1>n)(?P=s1)(?P<d1>n)"),
    # ต.ค. 64 - มี.ค. 65; ตุลาคม - ธันวาคม 2567; ตุลาคม - มีนาคม ปีงบประมาณ 2569
    (
        "months",
        f"{_NO_DAY}{_MONTH}(?P<m1>[ME]){_year(1)}{_TO}{_MONTH}(?P<m2>[ME]){_year(2)}",
    ),
    (
        "fiscal-months",
        f"{_NO_DAY}{_MONTH}(?P<m1>[ME]){_TO}{_MONTH}(?P<m2>[ME])_[(),]?_{_FISCAL}(?P<y2>[BCn])",
    ),
    ("months", f"{_NO_DAY}{_MONTH}(?P<m1>[ME]){_TO}{_MONTH}(?P<m2>[ME]){_year(2)}"),
    ("fiscal-month", f"{_NO_DAY}{_MONTH}(?P<m1>[ME])_[(,]?{_FISCAL}(?P<y1>[BCn])"),
    ("month", f"{_NO_DAY}{_MONTH}(?P<m1>[ME])[/-]?{_year(1)}"),
    # ปี 2569 เดือนมีนาคม; ปีงบประมาณ 2569 เดือนตุลาคม
    ("fiscal-month", f"{_FISCAL}(?P<y1>[BC])m(?P<m1>M){_NO_YEAR}"),
    ("month", f"{_YEAR_WORD}(?P<y1>[BC])m(?P<m1>M){_NO_YEAR}"),
    ("month", "m_(?P<m1>n)(?:/|_(?:[Yp]_)+)(?P<y1>B)"),
    # ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2569, and the year first; Q1/2569
    ("quarter-months", f"Q_(?P<q>n)_\\((?P<from>)[^()]*(?:\\)(?:{_OF_YEAR})?|$)"),
    ("quarter-months", f"Q_(?P<q>n)_[:-]?_{_MONTHS}"),
    ("quarters", f"Q_(?P<q>n)_(?:[-t]|(?P<and>a))_(?:Q_)?(?P<q2>n){_OF_YEAR}"),
    ("quarter", f"{_QUARTER}(?:/(?P<ys>[BCn])|{_OF_YEAR})"),
    ("quarter", f"{_YEAR_FIRST}[(,:-]?_{_QUARTER}"),
    # รอบ 6 เดือน ปีงบประมาณ 2569; 6 เดือนแรก ...; ครึ่งปีแรก ...
    ("half-months", f"{_HALF}_\\((?P<from>)[^()]*(?:\\)(?:{_OF_YEAR})?|$)"),
    ("half-months", f"{_HALF}_[:-]?_{_MONTHS}"),
    ("half", f"{_HALF}_\\)?{_OF_YEAR}"),
    ("half", f"{_YEAR_FIRST}[(,:-]?_{_HALF}"),
    # ปีงบประมาณ พ.ศ. 2566 - 2570; ปีงบประมาณ 2569
    ("fiscal-years", f"{_FISCAL}(?P<y1>[BCn])(?:{_TO}|/)(?:{_FISCAL}|{_YEAR_WORD})?(?P<y2>[BCn])"),
    ("fiscal-year", f"(?P<f>{_FISCAL})(?P<y1>[BCn])"),
    # พ.ศ. 2566 - 2570; ปี 2567/68; 2566-2570
    ("years", f"(?P<word>{_YEAR_WORD})(?P<y1>[BC])(?:{_TO}|/){_YEAR_WORD}?(?P<y2>[BCn])"),
    ("years", f"(?P<word>{_YEAR_WORD})(?P<y1>n){_TO}{_YEAR_WORD}?(?P<y2>n)"),
    ("years", f"(?P<y1>B){_TO}(?:{_YEAR_WORD})?(?P<y2>B)"),
    ("year", f"(?P<word>{_YEAR_WORD})(?P<y1>[BCn])"),
    ("ita-year", "I~(?P<y1>[Bn])"),
    ("bare-year", "(?P<y1>B)"),
    # no year: its number is no day of a month that follows
    ("label", "Q_n|R_n_m"),
)
_FILE_SHAPES: tuple[tuple[str, str], ...] = (
    ("compact", "(?P<long>e)~s"),
    ("compact", "(?P<long>[se])"),
    ("years-first", "(?P<y1>n)(?P<s1>[-.])(?P<m1>n)(?P=s1)(?P<d1>n)"),
    ("ita-year", "(?P<y1>n)~I"),
    ("half", "(?P<months2>n)-?m-?(?P<part2>[AZ])-?(?P<y>n)"),
    ("file-quarter", "Q-?(?P<q>n)-?(?P<y>n)"),
    ("code-year", "O[-.]?(?P<y1>n)(?![-.]?[nx])"),
)

# The kinds a shape may begin with: most places of a phrase need only a few of them tried.
_FIRST = {
    "days": "wnE",
    "numeric-days": "wn",
    "numeric-span": "wn",
    "iso-days": "BC",
    "day": "wnE",
    "numeric": "wn",
    "iso": "BC",
    "months": "mME",
    "fiscal-months": "mME",
    "fiscal-month": "mMEFf",
    "month": "mMEYpc",
    "quarter-months": "Q",
    "quarters": "Q",
    "quarter": "QFfYpc",
    "file-quarter": "Q",
    "half-months": "Rnh",
    "half": "RnhFfYpc",
    "label": "QR",
    "fiscal-years": "Ff",
    "fiscal-year": "Ff",
    "years": "YpcB",
    "year": "Ypc",
    "ita-year": "In",
    "code-year": "O",
    "bare-year": "B",
    "compact": "se",
    "years-first": "n",
}


def _compiled(filename: bool) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    shapes = _SHAPES
    if filename:
        # before the bare year and the label, after all others
        shapes = (*_SHAPES[:-2], *_FILE_SHAPES, *_SHAPES[-2:])
    compiled = [(name, re.compile(_spelled(shape, filename))) for name, shape in shapes]
    return {
        kind: tuple((name, shape) for name, shape in compiled if kind in _FIRST[name])
        for kind in "".join(_FIRST.values())
    }


def _spelled(shape: str, filename: bool) -> str:
    return shape.replace("_", "-?" if filename else "L?").replace("~", "-?" if filename else "")


def _any(shapes: tuple[tuple[str, re.Pattern[str]], ...]) -> re.Pattern[str]:
    """One expression for whether any of some shapes fits; its groups mean nothing."""
    own = (
        re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\1\2_{number}", shape.pattern)
        for number, (_, shape) in enumerate(shapes)
    )
    return re.compile("|".join(f"(?:{shape})" for shape in own))


SHAPES = {filename: _compiled(filename) for filename in (False, True)}
ANY_SHAPE = {
    filename: {kind: _any(own) for kind, own in shapes.items()}
    for filename, shapes in SHAPES.items()
}
