from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from oitcheck.archive import Archive
from oitcheck.errors import OitcheckError
from oitcheck.model import BlobRef, Hop, Problem, ProblemCode

NOON = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
DNS = Problem(ProblemCode.DNS, transient=True, detail="no such host")
URL = "http://www.example.go.th/"


def read_all(path: Path) -> list[Any]:
    """(record, content, offset, length) of each record, as warcio's own reader sees it."""
    found = []
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        for record in records:
            content = record.content_stream().read()
            found.append(
                (record, content, records.get_record_offset(), records.get_record_length())
            )
        assert records.err_count == 0
    return found


def test_a_response_is_read_back_as_it_came(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        blob = archive.append_response(
            URL,
            404,
            [("Server", "x"), ("Set-Cookie", "a"), ("Set-Cookie", "b")],
            b"gone",
            NOON,
            "192.0.2.7",
            media_type="text/html",
        )
        assert archive.body(blob) == b"gone"
    info, (record, content, offset, length) = read_all(tmp_path / blob.file)
    assert info[0].rec_type == "warcinfo"
    assert b"software: oitcheck/" in info[1]
    assert b"format: WARC File Format 1.1" in info[1]
    assert record.rec_headers.protocol == "WARC/1.1"
    assert (record.rec_type, content, offset, length) == (
        "response",
        b"gone",
        blob.offset,
        blob.length,
    )
    assert record.http_headers.get_statuscode() == "404"
    assert record.http_headers.headers[:3] == [
        ("Server", "x"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    ]
    assert record.rec_headers.get_header("WARC-Date") == "2026-05-05T12:00:00.000000Z"
    assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.7"
    assert record.rec_headers.get_header("WARC-Target-URI") == URL
    assert blob.sha256 == hashlib.sha256(b"gone").hexdigest()
    assert (blob.file, blob.size, blob.media_type) == ("oit-00001.warc.gz", 4, "text/html")


def test_readers_never_decode_a_second_time(tmp_path: Path) -> None:
    headers = [
        ("content-encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "12"),
    ]
    with Archive(tmp_path) as archive:
        blob = archive.append_response(URL, 200, headers, b"plain text", NOON)
        assert archive.body(blob) == b"plain text"
    record, content, *_ = read_all(tmp_path / blob.file)[1]
    assert content == b"plain text"
    assert record.http_headers.get_header("X-Archive-Orig-content-encoding") == "gzip"
    assert record.http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert record.http_headers.get_header("X-Archive-Orig-Content-Length") == "12"
    assert record.http_headers.get_header("Content-Length") == "10"


def test_a_body_that_is_held_becomes_a_revisit_that_names_its_record(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.append_response(URL, 200, [], b"same", NOON)
        second = archive.append_response(URL + "b", 200, [("X", "1")], b"same", NOON)
        assert second == first
        assert second.record is not None
        assert archive.body(second) == b"same"
    original, revisit = read_all(tmp_path / first.file)[1:]
    headers = revisit[0].rec_headers
    assert revisit[0].rec_type == "revisit"
    assert headers.get_header("WARC-Profile").endswith("/1.1/revisit/identical-payload-digest")
    assert headers.get_header("WARC-Refers-To-Target-URI") == URL
    assert headers.get_header("WARC-Refers-To") == original[0].rec_headers.get_header(
        "WARC-Record-ID"
    )
    assert headers.get_header("WARC-Payload-Digest") == "sha256:" + first.sha256
    assert revisit[0].http_headers.get_header("X") == "1"
    assert (revisit[2], revisit[3]) == (second.record.offset, second.record.length)


def test_not_modified_is_a_revisit_by_its_own_profile(tmp_path: Path) -> None:
    hops = (Hop(URL + "/old", 301, URL),)
    with Archive(tmp_path) as archive:
        first = archive.append_response(URL, 200, [], b"same", NOON)
        answer = [("ETag", '"v1"'), ("Content-Length", "4")]
        again = archive.append_not_modified(
            URL + "/old", 304, answer, first, NOON, final_url=URL, hops=hops
        )
        assert again == first
        assert archive.body(again) == b"same"
    original, way, revisit = read_all(tmp_path / first.file)[1:]
    assert way[0].rec_type == "metadata"
    header = revisit[0].rec_headers.get_header
    assert header("WARC-Profile").endswith("/1.1/revisit/server-not-modified")
    assert header("WARC-Target-URI") == header("WARC-Refers-To-Target-URI") == URL
    assert header("WARC-Refers-To") == original[0].rec_headers.get_header("WARC-Record-ID")
    assert revisit[0].http_headers.get_statuscode() == "304"
    assert revisit[0].http_headers.get_header("ETag") == '"v1"'
    assert again.record is not None
    assert (revisit[2], revisit[3]) == (again.record.offset, again.record.length)


def test_a_body_held_since_an_earlier_run_is_found_through_the_index(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.append_resource(URL, "image/png", b"picture", NOON, "screenshot")
    index = {first.sha256: first}
    with Archive(tmp_path, held=index.get) as archive:
        again = archive.append_resource(URL, "image/png", b"picture", NOON, "screenshot")
        page = archive.append_response(URL, 200, [], b"picture", NOON)
    assert again == page == first
    assert [item[0].rec_type for item in read_all(tmp_path / first.file)] == [
        "warcinfo",
        "resource",
        "revisit",
        "revisit",
    ]


def test_renditions_are_resources_that_no_replay_takes_for_the_page(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        blob = archive.append_resource(URL, "text/html", b"<p>", NOON, "dom")
        assert archive.body(blob) == b"<p>"
    record = read_all(tmp_path / blob.file)[1][0]
    assert record.rec_type == "resource"
    assert record.content_type == "text/html"
    assert record.rec_headers.get_header("WARC-Target-URI") == "urn:oitcheck:dom:" + URL


def test_failures_are_recorded_with_their_problem_and_way(tmp_path: Path) -> None:
    hops = (Hop(URL, 301, URL + "b"), Hop(URL + "b", 302, URL))
    with Archive(tmp_path) as archive:
        place = archive.append_failure(URL, DNS, NOON, "192.0.2.7", status=302, hops=hops)
    record, content, offset, length = read_all(tmp_path / place.file)[1]
    assert record.rec_type == "metadata"
    assert (offset, length) == (place.offset, place.length)
    assert content.decode().splitlines() == [
        "problem: dns",
        "transient: yes",
        "detail: no such host",
        "status: 302",
        f"via: {URL}",
        "hopsFromSeed: RR",
        f"hop: 301 {URL} -> {URL}b",
        f"hop: 302 {URL}b -> {URL}",
    ]


def test_redirects_are_told_in_a_record_before_the_response(tmp_path: Path) -> None:
    hops = (Hop(URL, 301, URL + "b"),)
    with Archive(tmp_path) as archive:
        blob = archive.append_response(URL, 200, [], b"x", NOON, hops=hops, final_url=URL + "b")
        assert archive.body(blob) == b"x"
    way, response = read_all(tmp_path / blob.file)[1:]
    assert way[0].rec_type == "metadata"
    assert f"via: {URL}" in way[1].decode()
    assert response[0].rec_headers.get_header("WARC-Target-URI") == URL + "b"
    assert response[2] == blob.offset


def test_no_header_and_no_url_can_smuggle_in_another_line(tmp_path: Path) -> None:
    evil = "a\r\nWARC-Type: warcinfo\r\n\r\nx"
    with Archive(tmp_path) as archive:
        blob = archive.append_response(
            URL + evil,
            200,
            [("X" + evil, evil), ("ไทย", "ไทย\ud800")],
            b"ok",
            NOON,
            evil,
            reason=evil,
            digest=evil,
        )
        archive.append_failure(URL + evil, Problem(ProblemCode.OTHER, False, evil), NOON, evil)
        archive.append_resource(URL + evil, "text/html" + evil, b"r", NOON, "dom")
        assert archive.body(blob) == b"ok"
    kinds = [item[0].rec_type for item in read_all(tmp_path / blob.file)]
    assert kinds == ["warcinfo", "response", "metadata", "resource"]


def test_warcio_s_own_check_passes(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        for n in range(3):
            archive.append_response(f"{URL}{n}", 200, [("X", "ไทย")], b"x" * n, NOON)
        archive.append_failure(URL, DNS, NOON)
    code = "from warcio.cli import main; import sys; sys.exit(main(['check', sys.argv[1]]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "oit-00001.warc.gz")], capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    with Archive(tmp_path, roll_over=1500) as archive:
        blobs = [archive.append_response(f"{URL}{n}", 200, [], bytes([n]), NOON) for n in range(9)]
    with Archive(tmp_path, roll_over=1500) as archive:
        blobs.append(archive.append_response(f"{URL}9", 200, [], b"last", NOON))
        assert len({blob.file for blob in blobs}) > 2
        assert [archive.body(blob) for blob in blobs] == [*(bytes([n]) for n in range(9)), b"last"]
    for path in tmp_path.iterdir():
        assert read_all(path)[0][0].rec_headers.get_header("WARC-Filename") == path.name


def test_reading_touches_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    archive = Archive(folder)
    archive.sync()
    archive.close()
    assert archive.cut({}) == 0
    assert not folder.exists()


@pytest.mark.parametrize("place", ["head", "body", "end", "gone", "short", "other"])
def test_a_damaged_body_is_told_in_one_line(tmp_path: Path, place: str) -> None:
    with Archive(tmp_path) as archive:
        archive.append_response(URL, 200, [], b"other", NOON)
        blob = archive.append_response(URL, 200, [], bytes(range(256)) * 40, NOON)
    path = tmp_path / blob.file
    data = bytearray(path.read_bytes())
    where = {"head": 0, "body": blob.length // 2, "end": blob.length - 6}.get(place)
    if where is not None:
        data[blob.offset + where] ^= 0xFF
        path.write_bytes(data)
    elif place == "short":
        path.write_bytes(data[: blob.offset + blob.length - 9])
    elif place == "gone":
        path.unlink()
    else:
        blob = BlobRef("0" * 64, *(getattr(blob, name) for name in blob.__slots__[1:]))
    with pytest.raises(OitcheckError, match=r"damaged|missing") as caught:
        Archive(tmp_path).body(blob)
    assert "\n" not in str(caught.value)
    assert "evidence/oit-00001.warc.gz" in str(caught.value)


def test_a_reference_to_a_file_elsewhere_is_refused(tmp_path: Path) -> None:
    blob = BlobRef("0" * 64, 1, "", "../../etc/passwd", 0, 10, "")
    with pytest.raises(OitcheckError, match="no name of an evidence file"):
        Archive(tmp_path).body(blob)


def test_a_naive_time_is_refused(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive, pytest.raises(ValueError, match="time zone"):
        archive.append_failure(URL, DNS, datetime(2026, 5, 5))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=300), st.text(max_size=20)), min_size=1, max_size=5))
def test_any_bytes_and_any_header_come_back(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[bytes, str]]
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    with Archive(folder, sync_each=False) as archive:
        blobs = [
            archive.append_response(
                f"{URL}{n}", 200, [("X", value)], body, NOON + timedelta(seconds=n)
            )
            for n, (body, value) in enumerate(pages)
        ]
        archive.sync()
        assert [archive.body(blob) for blob in blobs] == [body for body, _ in pages]
    assert len(read_all(folder / "oit-00001.warc.gz")) == len(pages) + 1


def test_the_writer_gives_one_gzip_member_per_record(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        blob = archive.append_response(URL, 200, [], b"alone", NOON)
    member = (tmp_path / blob.file).read_bytes()[blob.offset : blob.offset + blob.length]
    (record,) = ArchiveIterator(io.BytesIO(member))
    assert record.rec_type == "response"
