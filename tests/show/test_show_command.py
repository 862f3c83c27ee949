"""`oitcheck show`: files by the reader pool, links through the guard of the crawl."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import show_samples as samples
from cli_process import Done, oitcheck

FILES = Path(__file__).resolve().parents[1] / "reading" / "files"


def show(folder: Path, *arguments: str | Path, **environ: str) -> Done:
    return oitcheck("show", *arguments, cwd=folder, env=environ)


def looked(folder: Path, name: str | Path, *more: str, **environ: str) -> tuple[str, dict]:
    """The page and the JSON of one call."""
    told = show(folder, name, *more, "--json", "--out", "seen.html", **environ)
    assert told.returncode == 0, told.stderr
    return (folder / "seen.html").read_text(encoding="utf-8"), json.loads(told.stdout)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(samples.PAGE, encoding="utf-8")
    return tmp_path


def test_a_page_shows_its_text_by_region_with_dates_that_are_told(saved: Path) -> None:
    page, _ = looked(saved, "page.html")
    assert "หน้าเว็บไซต์ (HTML)" in page
    mark = re.search(
        r'id="at-(\d+)" href="#date-\1" title="([^"]*)"><mark>([^<]*๒๕๖๙)</mark>', page
    )
    assert mark is not None
    assert re.sub(r"\s", " ", mark[2]) == "15 มกราคม 2569 | วัน | เขียนเป็น พ.ศ. | มั่นใจ 98%"
    assert f'id="date-{mark[1]}"' in page
    folded = re.findall(r'<details class="other">.*?</details>', page, re.DOTALL)
    assert [("หน้าแรก" in one, "ปรับปรุงล่าสุด" in one) for one in folded] == [
        (True, False),
        (False, True),
    ]
    assert not any("ผู้ชนะ" in one for one in folded)
    assert re.search(r"<th scope=\"col\">รายการ</th>", page)
    assert re.search(r"<td><a class=\"dated\"[^>]*><mark>3[^<]*ก\.พ\.", page)


def test_nothing_of_a_page_runs_and_only_web_addresses_are_followed(saved: Path) -> None:
    page, _ = looked(saved, "page.html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'href="(?!#|https?://)', page)


def test_numbers_of_people_are_masked_in_all_that_is_written(saved: Path) -> None:
    (saved / "list.xlsx").write_bytes(samples.workbook())
    page, data = looked(saved, "page.html")
    assert "044-511-234" in page, "an office's number"
    written = [page, json.dumps(data, ensure_ascii=False)]
    page, data = looked(saved, "list.xlsx")
    for text in (*written, page, json.dumps(data, ensure_ascii=False)):
        assert samples.CITIZEN not in text
        assert samples.MOBILE not in text
        assert "1xxxxxxxxxxxx" in text
        in_boxes = re.compile(r"1\W+1\W+0\W+1\W+4")
        assert not in_boxes.search(re.sub(r"<[^>]*>", " ", text))


def test_the_json_says_what_the_page_says(saved: Path) -> None:
    told = show(saved, "page.html", "--json")
    data = json.loads(told.stdout)
    assert data["schema"] == "oitcheck.show/1"
    assert (data["media"], data["title"], data["failure"]) == ("html", "ผู้ชนะการเสนอราคา", None)
    assert data["size"] == len(samples.PAGE.encode())
    blocks = data["pages"][0]["blocks"]
    assert {"region": "content", "heading": 1, "text": "ประกาศผู้ชนะการเสนอราคา"} in blocks
    assert {"region": "content", "table": [["รายการ", "วันที่"], ["วัสดุ", "3 ก.พ. 2569"]]} in blocks
    assert {"region": "footer", "heading": 0, "text": "ปรับปรุงล่าสุด 9 มี.ค. 2569"} in blocks
    found = {(one["first"], one["last"], one["precision"], one["region"]) for one in data["dates"]}
    assert ("2026-01-15", "2026-01-15", "day", "content") in found
    assert ("2026-03-09", "2026-03-09", "day", "footer") in found
    assert {"marker": "lang:th", "th": "ภาษาที่หน้านี้ระบุ: th", "en": "language as declared: th"} in (
        data["markers"]
    )
    assert [one.name for one in saved.iterdir()] == ["page.html"], "no page unless --out asks"


def test_a_pdf_is_shown_page_by_page(tmp_path: Path) -> None:
    told = show(tmp_path, FILES / "plan.pdf")
    page = (tmp_path / told.stdout.strip()).read_text(encoding="utf-8")
    assert [one.name[:9] for one in tmp_path.iterdir()] == ["show-plan"]
    text = re.sub(r"\s", " ", page)
    assert text.index("หน้า 1</bdi>") < text.index("หน้า 2</bdi>") < text.index("หน้าที่สอง")
    assert "ชั้นข้อความในไฟล์ 2 หน้า" in text
    assert "Skia/PDF" in text and "22 พฤศจิกายน 2569" in text


def test_a_workbook_is_shown_as_tables_with_dates_in_their_cells(tmp_path: Path) -> None:
    (tmp_path / "แผน.xlsx").write_bytes(samples.workbook())
    page, _ = looked(tmp_path, "แผน.xlsx")
    assert "แผ่นงาน แผนจัดซื้อ" in page
    assert re.search(r"<td><a class=\"dated\"[^>]*><mark>5 พ\.ค\. 2569", page)


def test_a_scan_that_nobody_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(samples.scan())
    page, data = looked(tmp_path, "scan.pdf", PATH=str(tmp_path))
    assert "ยังไม่ได้อ่าน 1 หน้า" in re.sub(r"\s", " ", page)
    assert "หน้านี้เป็นภาพ และยังไม่ได้อ่านข้อความ" in page
    assert data["pages"][0]["read"] == "none"


@pytest.mark.parametrize(
    ("name", "body", "reason", "says"),
    [
        ("broken.pdf", b"%PDF-1.7\n1 0 obj nothing", "broken", "ไฟล์เสีย"),
        ("what.bin", bytes(range(256)) * 9, "unsupported", "ยังอ่านไฟล์ชนิดนี้ไม่ได้"),
    ],
)
def test_what_cannot_be_read_has_a_page_that_says_why(
    tmp_path: Path, name: str, body: bytes, reason: str, says: str
) -> None:
    (tmp_path / name).write_bytes(body)
    page, data = looked(tmp_path, name)
    assert "อ่านเอกสารนี้ไม่ได้" in page and says in page
    assert data["failure"]["reason"] == reason


KINDS = Path(__file__).parents[1] / "reading" / "kinds"


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(KINDS.glob("*-locked.*")), ids=lambda path: path.suffix)
def test_a_locked_file_has_a_page_that_says_so(tmp_path: Path, path: Path) -> None:
    page, data = looked(tmp_path, path)
    assert data["failure"]["reason"] == "encrypted"
    assert "ไฟล์มีรหัสผ่านหรือถูกล็อก" in page and "เผยแพร่ไฟล์ที่ไม่มีรหัสผ่าน" in page


@pytest.mark.skipif(shutil.which("antiword") is None, reason="no antiword")
def test_an_old_letter_is_shown_as_a_round_reads_it(tmp_path: Path) -> None:
    page, data = looked(tmp_path, KINDS / "letter.doc")
    assert "failure" not in data or data["failure"] is None
    assert "ประชาสัมพันธ์ช่องทางร้องเรียน" in page


def test_a_file_of_300_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.html", "a.zip", "a.txt"):
        with (tmp_path / name).open("wb") as made:
            made.truncate(300 * 1024 * 1024)
    for name in ("a.pdf", "a.txt"):
        told = show(tmp_path, name)
        assert told.returncode == 2
        (line,) = told.stderr.strip().splitlines()
        assert "ใหญ่เกินกำหนด" in line and "network.max_body" in line


def test_a_large_text_is_cut_and_the_page_says_where(tmp_path: Path) -> None:
    lines = (f"วันที่ {n % 28 + 1} พ.ค. 2569 จัดซื้อ\n" for n in range(20_000))
    (tmp_path / "big.txt").write_text("".join(lines), encoding="utf-8")
    assert (tmp_path / "big.txt").stat().st_size > 1_000_000
    page, data = looked(tmp_path, "big.txt")
    assert len(page.encode()) < 1_500_000
    assert "จึงแสดงเพียง 120,000 จาก" in page
    assert "ระบายสีเฉพาะวันที่ 1,000 แห่งแรก" in re.sub(r"\s", " ", page)
    assert data["cut"]["text"]["shown"] == 120_000 < data["cut"]["text"]["total"]


def test_the_same_file_gives_the_same_bytes(saved: Path) -> None:
    first = looked(saved, "page.html")
    (saved / "seen.html").unlink()
    assert looked(saved, "page.html") == first
    english, _ = looked(saved, "page.html", "--lang", "en")
    assert 'lang="en"' in english and "written in B.E." in english


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ไม่มี.pdf"], "ไม่พบไฟล์"),
        (["."], "โฟลเดอร์"),
        (["file:///etc/hostname"], "ไม่ใช่ลิงก์เว็บไซต์"),
        (["page.html", "--out", "page.html"], "ไม่เขียนทับ"),
        (["page.html", "--out", "page.pdf"], ".html"),
        (["page.html", "--lang", "xx"], "--lang"),
        (["http://10.0.0.1/oit"], "ภายใน"),
        (["http://[::ffff:127.0.0.1]/"], "ภายใน"),
    ],
)
def test_what_is_refused_is_one_line(saved: Path, arguments: list[str], says: str) -> None:
    told = show(saved, *arguments)
    assert told.returncode == 2
    (line,) = told.stderr.strip().splitlines()
    assert says in line
    assert [one.name for one in saved.iterdir()] == ["page.html"]
    assert (saved / "page.html").read_text(encoding="utf-8") == samples.PAGE


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[int, list[str]]]:
    pages = {"/oit": samples.PAGE, "/secret": "<p>ความลับ</p>"}
    redirects = {
        "/moved": "/oit",
        "/inside": "http://127.0.0.2:1/secret",
        "/local": "file:///etc/hostname",
    }
    with samples.server(pages, redirects) as (port, asked):
        yield port, asked


OPEN = {"OITCHECK_NETWORK_ALLOW_PRIVATE": "127.0.0.1/32", "OITCHECK_NETWORK_DELAY": "0"}


def test_a_link_is_fetched_and_tells_where_it_ended(
    tmp_path: Path, web: tuple[int, list[str]]
) -> None:
    site = f"http://127.0.0.1:{web[0]}"
    told = show(tmp_path, f"{site}/moved", "--json", "--out", "page.html", **OPEN)
    assert told.returncode == 0, told.stderr
    source = json.loads(told.stdout)["source"]
    assert (source["kind"], source["final_url"], source["status"]) == ("link", f"{site}/oit", 200)
    assert source["redirects"][0]["status"] == 302
    links = {one["url"] for one in json.loads(told.stdout)["links"]}
    assert f"{site}/plan.pdf" in links
    assert f"{site}/p?id=1xxxxxxxxxxxx" in links
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f'href="{site}/plan.pdf"' in page
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"], "nothing else is kept"


@pytest.mark.parametrize(
    ("path", "says"), [("/inside", "ภายใน"), ("/local", ""), ("/none", "ไม่มีหน้านี้")]
)
def test_where_the_guard_stops_a_link_there_is_no_page(
    tmp_path: Path, web: tuple[int, list[str]], path: str, says: str
) -> None:
    told = show(tmp_path, f"http://127.0.0.1:{web[0]}{path}", **OPEN)
    assert told.returncode == 2
    assert path in web[1]
    assert says in told.stderr.strip().splitlines()[-1], told.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_leave_no_private_address_is_even_asked(
    tmp_path: Path, web: tuple[int, list[str]]
) -> None:
    before = len(web[1])
    told = show(tmp_path, f"http://127.0.0.1:{web[0]}/secret")
    assert told.returncode == 2
    assert len(web[1]) == before
    assert "Traceback" not in told.stderr


def test_in_a_workspace_the_page_goes_to_its_out_folder(tmp_path: Path, saved: Path) -> None:
    place = tmp_path / "ws"
    made = oitcheck("init", place, "--province", "ตัวอย่าง", "--year", "2569")
    assert made.returncode == 0
    told = show(saved, "page.html", "-w", place)
    assert told.returncode == 0, told.stderr
    assert Path(told.stdout.strip()).parent == place / "out" / "show"
    assert Path(told.stdout.strip()).is_file()
