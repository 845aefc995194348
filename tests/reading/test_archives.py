"""Web archives to articles: pages under their addresses, broken records passed over, names that are never paths."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from kronika import reading
from kronika.records import Article, Trouble

TEXT = "Woda przerwała w nocy wał na rzece i zalała trzy wsie w gminie Morzany, podało starostwo w komunikacie."
HTML = f"<html><head><meta charset=utf-8><title>Tama</title></head><body><p>{TEXT}</p></body></html>".encode()
Found = list[Article | Trouble]


def record(uri: str, body: bytes = HTML, headers: str = "", status: int = 200, kind: str = "text/html") -> bytes:
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2022-01-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def address(number: int) -> str:
    return f"https://a.example/{number}"


THREE = [record(address(n)) for n in (1, 2, 3)]


def read(folder: Path, raw: bytes, name: str = "a.warc") -> Found:
    (folder / name).write_bytes(raw)
    return list(reading.read(folder / name, []))


def names(found: Found) -> list[str]:
    return [item.name if isinstance(item, Article) else "!" for item in found]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_pages_go_by_their_addresses(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    found = read(tmp_path, b"".join(map(pack, THREE)), "a.warc.gz")
    assert names(found) == [address(n) for n in (1, 2, 3)]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.text, first.source, first.extracted) == (TEXT, address(1), True)
    assert (first.metadata.url, first.metadata.retrieved) == (address(1), "2022-01-05T10:00:00Z")
    assert first.metadata.published is None
    assert first.metadata.sources["retrieved"] == ["warc"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML)),
        ("Content-Encoding: br\r\n", brotli.compress(HTML)),
        ("Content-Encoding: zstd\r\n", zstd.compress(HTML)),
        ("Content-Encoding: gzip\r\n", HTML),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)),
        ("Transfer-Encoding: chunked\r\n", HTML),
    ],
)
def test_pages_as_servers_send_them(tmp_path: Path, headers: str, body: bytes) -> None:
    (found,) = read(tmp_path, record(address(1), body, headers))
    assert isinstance(found, Article)
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        ([THREE[0], b"rubbish\r\n\r\n", THREE[1], THREE[2]], [1, "!", 2, 3]),
        ([THREE[0], THREE[1], THREE[2][:-60]], [1, 2, "!"]),
        ([gzip.compress(THREE[0]), gzip.compress(THREE[1])[:40] + b"\0", gzip.compress(THREE[2])], [1, "!", 3]),
        ([gzip.compress(THREE[0]), gzip.compress(THREE[1])[:-60]], [1, "!"]),
    ],
    ids=["between", "cut", "packed", "packed and cut"],
)
def test_what_is_broken_leaves_the_rest(tmp_path: Path, damage: list[bytes], left: list[int | str]) -> None:
    found = read(tmp_path, b"".join(damage))
    assert names(found) == [address(n) if isinstance(n, int) else n for n in left]
    (fault,) = [item for item in found if isinstance(item, Trouble)]
    assert "byte" in (fault.where or "")
    assert fault.remedy


def test_only_pages_that_were_found_are_read(tmp_path: Path) -> None:
    others = record(address(1), status=404) + record(address(2), kind="image/png") + record(address(3), status=301)
    assert names(read(tmp_path, others + THREE[0])) == [address(1)]
    assert names(read(tmp_path, record("file:///etc/passwd"))) == ["!"]
    assert names(read(tmp_path, record("../../../evil.html"))) == ["!"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.warc"]


@pytest.mark.parametrize("raw", [b"", b"nothing here", gzip.compress(b"nothing")], ids=["empty", "text", "packed"])
def test_what_is_no_archive_is_named(tmp_path: Path, raw: bytes) -> None:
    assert names(read(tmp_path, raw)) == ["!"]


def test_the_encoding_that_the_server_named(tmp_path: Path) -> None:
    body = HTML.replace(b"<meta charset=utf-8>", b"").decode().encode("iso8859_2")
    (found,) = read(tmp_path, record(address(1), body, kind="text/html; charset=ISO-8859-2"))
    assert isinstance(found, Article)
    assert (found.text, found.encoding) == (TEXT, "iso8859-2")


@given(st.binary(max_size=200), st.integers(0, 900))
def test_whatever_stands_within_it_is_articles_or_faults(tmp_path: Path, raw: bytes, at: int) -> None:
    whole = b"".join(THREE)
    assert read(tmp_path, whole[:at] + raw + whole[at:])


def test_damage_inside_a_large_record_leaves_the_rest(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(1_000_000).hex().encode()
    large = bytearray(gzip.compress(record(address(2), HTML.replace(b"<p>", b"<!--" + noise + b"--><p>"))))
    large[700_000:700_060] = b"\xff" * 60
    found = read(tmp_path, gzip.compress(THREE[0]) + bytes(large) + gzip.compress(THREE[2]))
    assert names(found) == [address(1), "!", address(3)]
    fault = found[1]
    assert isinstance(fault, Trouble)
    assert (fault.what, fault.where) == ("record", f"after byte {len(gzip.compress(THREE[0])):,}")


def cut(packed: bytes) -> bytes:
    return packed[:-12]


NOISE = random.Random(3).randbytes(300_000).hex().encode()
LONG = HTML.replace(b"</body>", f"<p>{TEXT}</p><!-- {random.Random(2).randbytes(500).hex()} --></body>".encode())


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", cut(gzip.compress(LONG))),
        ("Content-Encoding: br\r\n", cut(brotli.compress(LONG))),
        ("Content-Encoding: zstd\r\n", cut(zstd.compress(LONG + NOISE))),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s" % (len(LONG), LONG)),
    ],
    ids=["gzip", "brotli", "zstd", "chunked"],
)
def test_a_page_that_was_cut_off_is_told_beside_its_article(tmp_path: Path, headers: str, body: bytes) -> None:
    fault, found = read(tmp_path, record(address(1), body, headers))
    assert isinstance(fault, Trouble)
    assert (fault.what, fault.of, "cut off" in fault.why) == ("characters", address(1), True)
    assert isinstance(found, Article)
    assert found.text.startswith(TEXT)


def test_an_archive_that_says_itself_that_a_page_is_cut_off(tmp_path: Path) -> None:
    raw = THREE[0].replace(b"Content-Type: application", b"WARC-Truncated: length\r\nContent-Type: application")
    fault, _ = read(tmp_path, raw)
    assert isinstance(fault, Trouble)
    assert "length" in fault.why


def test_pages_whose_kind_the_server_did_not_know(tmp_path: Path) -> None:
    assert names(read(tmp_path, record(address(1), kind=""))) == [address(1)]
    assert names(read(tmp_path, record(address(1), kind="application/octet-stream"))) == [address(1)]
    assert names(read(tmp_path, record(address(1), b"PK", kind="application/octet-stream") + THREE[1])) == [address(2)]


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, record(address(1), kind="image/png") + record(address(2), status=404))
    assert isinstance(fault, Trouble)
    assert "no records of pages" in fault.why
