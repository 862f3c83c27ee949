"""Laws of the date grammar: what is written in a supported style is read back as the same days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from oitcheck.thai import dates, fiscal
from oitcheck.thai import format as written
from oitcheck.thai.dates_months import distance, guess
from oitcheck.thai.digits import to_thai
from oitcheck.thai.words import MONTHS, MONTHS_ENGLISH, MONTHS_SHORT

DAYS = st.dates(date(2007, 1, 1), date(2042, 12, 31))
WORDS = """
15 2568 68 ๒๕๖๙ 2025 31 256 680303 6 - – / . , ( ) : ' _ มีนาคม ม.ค. กพ Oct พ.ศ. ค.ศ. ปี ประจำปี
ปีงบประมาณ งบประมาณ ไตรมาสที่ รอบ เดือน ครึ่งปี แรก หลัง วันที่ ถึง โทร บาท ITA o12 ของ FY Q1
กรกรฎาคม สํา ำ 𐍈
"""
PIECES = [*WORDS.split(), " ", "  ", "\n", "\t", "สํา ", "\u200b", "\u0e35", "e\u0301"]
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=14).map("".join)


def styles(day: date) -> list[str]:
    year, month = day.year + 543, day.month
    full, short = MONTHS[month - 1], MONTHS_SHORT[month - 1]
    english = MONTHS_ENGLISH[month - 1].title()
    return [
        written.date(day),
        written.short_date(day),
        to_thai(written.date(day)),
        f"วันที่ {day.day} เดือน {full} พ.ศ. {year}",
        f"ณ วันที่ {day.day} {full} พ.ศ.{year}",
        f"{day.day} {short}{year % 100}",
        f"{day.day}{full}{year}",
        f"{day.day} {short.rstrip('.')} {year}",
        f"{day.day} {short.replace('.', '')} {year}",
        f"{day.day}/{month}/{year}",
        f"{day.day:02}/{month:02}/{year % 100}",
        f"{day.day:02}-{month:02}-{year}",
        f"{day.day}.{month}.{year}",
        f"{year}-{month:02}-{day.day:02}",
        day.isoformat(),
        f"{day.isoformat()}T08:30:00",
        f"{day.day} {full} {day.year}",
        f"{day.day} {english} {day.year}",
        f"{english} {day.day}, {day.year}",
    ]


def file_styles(day: date) -> list[str]:
    year, month = day.year + 543, day.month
    return [
        f"{year % 100}{month:02}{day.day:02}_ITA-O20.pdf",
        f"{year}{month:02}{day.day:02}-report.pdf",
        f"{day.year}{month:02}{day.day:02}.pdf",
        f"แผน_{day.day}-{month}-{year}.pdf",
        f"แผน-{day.day}-{MONTHS[month - 1]}-{year}.pdf",
        f"แผน_{day.day:02}_{month:02}_{year}.pdf",
    ]


@given(DAYS)
@example(date(2024, 2, 29))
def test_a_day_in_every_style_reads_back_as_that_day(day: date) -> None:
    for text in styles(day):
        (found,) = dates.find(text)
        assert (found.precision, found.first, found.last) == ("day", day, day), text


@given(DAYS)
def test_a_day_in_a_file_name_reads_back_as_that_day(day: date) -> None:
    for text in file_styles(day):
        found = dates.ranked(dates.find(text, filename=True))
        assert (found[0].precision, found[0].first) == ("day", day), text


@given(DAYS, st.integers(1, 800))
def test_a_span_of_days_reads_back_however_short_its_first_half_is_written(
    first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    for text in (written.span(first, last), f"{written.date(first)} ถึงวันที่ {written.date(last)}"):
        (found,) = dates.find(text)
        assert (found.precision, found.first, found.last) == ("range", first, last), text


@given(st.integers(2550, 2585), st.integers(1, 4), st.integers(1, 2))
def test_fiscal_years_quarters_and_halves_read_back(year: int, quarter: int, half: int) -> None:
    part = ("6 เดือนแรก", "6 เดือนหลัง")[half - 1]
    for text, precision, span in (
        (f"ประจำปีงบประมาณ พ.ศ. {year}", "fiscal-year", fiscal.fiscal_span(year)),
        (f"ปีงบฯ {year % 100}", "fiscal-year", fiscal.fiscal_span(year)),
        (f"ไตรมาสที่ {quarter} ปีงบประมาณ {year}", "quarter", fiscal.quarter_span(year, quarter)),
        (f"รอบ {part} ปีงบประมาณ พ.ศ. {year}", "half", fiscal.half_span(year, half)),
        (f"ประจำปี {year}", "year", (date(year - 543, 1, 1), date(year - 543, 12, 31))),
    ):
        (found,) = dates.find(text)
        assert (found.precision, (found.first, found.last)) == (precision, span), text


@given(DAYS)
def test_what_a_report_prints_for_a_mention_reads_back_as_the_mention(day: date) -> None:
    for text in (written.date(day), written.month(day), f"ปีงบประมาณ {fiscal.fiscal_year(day)}"):
        (found,) = dates.find(text)
        (again,) = dates.find(written.mention(found))
        assert (again.first, again.last, again.precision) == (
            found.first, found.last, found.precision,
        )  # fmt: skip


@given(MIXED, st.booleans())
def test_any_text_gives_mentions_that_lie_in_it_in_order_without_overlap(
    text: str, filename: bool
) -> None:
    end = 0
    for found in dates.find(text, filename=filename):
        assert end <= found.start < found.end <= len(text)
        assert found.raw == text[found.start : found.end]
        assert found.first <= found.last
        assert 0 < found.confidence <= 1
        assert any(character.isdigit() for character in found.raw)
        end = found.end


@given(st.integers(0, 11), st.data())
def test_one_slip_in_a_month_of_eight_letters_is_forgiven(index: int, data: st.DataObject) -> None:
    name = MONTHS[index]
    if len(name) < 8:
        return
    place = data.draw(st.integers(1, len(name) - 1))
    letter = data.draw(st.sampled_from("กขคงจชณดตทนบปพมยรลวศสหอาิีุู"))
    slips = (name[:place] + name[place + 1 :], name[:place] + letter + name[place:])
    assert all(guess(slip) == index + 1 for slip in slips)


def test_no_month_is_a_misspelling_of_another() -> None:
    for index, name in enumerate(MONTHS, start=1):
        assert guess(name) == index
    pairs = [(one, other) for one in MONTHS for other in MONTHS if one < other]
    assert min(distance(one, other) for one, other in pairs) >= 2
    assert guess("คณะกรรมการ") == 0
    assert guess("ประชาคม") == 0
