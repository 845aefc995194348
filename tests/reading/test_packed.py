"""JSON Lines in gzip and Zstandard, ninjs and Parquet: the same articles as from plain records, in bounded memory."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from kronika import reading
from kronika.reading.objects import objects
from kronika.records import Article, Trouble

Found = list[Article | Trouble]
ROWS = [{"id": str(n), "text": f"Wieś numer {n} śpi.", "published": "2022-01-05"} for n in range(40)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def read(folder: Path, raw: bytes | str, name: str) -> Found:
    (folder / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return list(reading.read(folder / name, []))


def texts(found: Found) -> list[str]:
    return [item.text if isinstance(item, Article) else "!" for item in found]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.ndjson.gz", "a.NDJSON.ZST", "a.jsonl"])
@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_packed_lines_are_as_plain_ones(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    plain = read(tmp_path, LINES, "plain.jsonl")
    assert read(tmp_path, pack(LINES), name) == plain
    assert list(reading.find([tmp_path / name])) == [tmp_path / name]
    assert reading.count(tmp_path / name) >= 1


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_what_comes_before_the_cut_is_kept(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    lines = b"".join(b'{"text": "%x"}\n' % pow(7, n, 1 << 512) for n in range(3000))
    *articles, fault = read(tmp_path, pack(lines)[:-9000], "a.jsonl.gz")
    assert len(articles) > 100
    assert all(isinstance(item, Article) for item in articles)
    assert isinstance(fault, Trouble)
    assert fault.where == f"after line {len(articles)}"
    assert "cut off or damaged" in fault.why


BOMB = """
import resource, sys
from pathlib import Path
from kronika import reading
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for item in reading.read(Path(sys.argv[1]), []): print(type(item).__name__, item.name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def bomb(pack: Any, *around: bytes) -> bytes:
    """Half a gigabyte of one letter, packed."""
    before, after = around
    return b"".join([pack(before), *[pack(b"a" * (1 << 24))] * 32, pack(after)])


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"


def archived(body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2022-01-05T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(HTTP + body)}\r\n\r\n"  # noqa: E501
    return head.encode() + HTTP + body + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.jsonl.gz", bomb(gzip.compress, b'{"text": "a"}\n', b'\n{"text": "b"}\n')),
        ("a.jsonl.zst", bomb(zstd.compress, b'{"text": "a"}\n', b'\n{"text": "b"}\n')),
        ("a.html", bomb(gzip.compress, b"<html><p>", b"</p>")),
        ("a.rss", bomb(gzip.compress, b"<rss><channel><item><description>", b"</description></item></channel></rss>")),
        ("a.json", bomb(gzip.compress, b'{"uri": "a:1", "body_text": "', b'"}')),
        ("a.warc", archived(bomb(gzip.compress, b"<p>", b"</p>"))),
    ],
    ids=["gzip", "zstd", "page", "feed", "ninjs", "archive"],
)
def test_a_bomb_goes_off_in_bounded_memory(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-c", BOMB, tmp_path / name], capture_output=True, text=True, check=True, timeout=120
    )
    *items, kilobytes = done.stdout.split("\n")[:-1]
    assert any(item.startswith("Trouble") for item in items)
    if name.startswith("a.jsonl"):
        assert [item.split()[0] for item in items] == ["Article", "Trouble", "Article"]
    # 512 MB are packed in it; a record of 16 MB is held twice or three times, and the libraries are loaded.
    assert int(kilobytes) < 160_000


NEWS = {
    "uri": "urn:a:1",
    "headline": "Tama",
    "body_text": "Woda zalała wieś.",
    "firstcreated": "2022-01-05T10:00:00Z",
    "versioncreated": "2022-01-07T10:00:00Z",
    "byline": "Ewa Tarn",
    "copyrightholder": "AKD",
    "language": "pl-PL",
}
FORMS = [json.dumps(NEWS), json.dumps([NEWS]), json.dumps(NEWS, indent=2), json.dumps([NEWS], indent=1)]


@pytest.mark.parametrize("raw", [*FORMS, f"\ufeff{FORMS[0]}\n"])
def test_ninjs_alone_in_a_list_and_a_line(tmp_path: Path, raw: str) -> None:
    (found,) = read(tmp_path, raw, "a.json")
    assert isinstance(found, Article)
    assert (found.source, found.name, found.text, found.extracted) == ("urn:a:1", "urn:a:1", "Woda zalała wieś.", False)
    told = found.metadata
    assert (told.title, told.authors, told.publisher, told.language) == ("Tama", ["Ewa Tarn"], "AKD", "pl")
    assert (told.published, told.sources["published"]) == ("2022-01-05T10:00:00Z", ["ninjs"])


def test_ninjs_of_two_versions_and_its_markup(tmp_path: Path) -> None:
    two = {"uri": "https://a.example/1", "headlines": [{"role": "print", "value": "B"}, {"role": "main", "value": "A"}],
           "bodies": [{"contenttype": "text/html", "value": "<p>Woda.</p><p>Most.</p>"}], "by": "Ewa"}  # fmt: skip
    (found,) = read(tmp_path, json.dumps(two), "a.json")
    assert isinstance(found, Article)
    assert (found.text, found.extracted, found.metadata.title) == ("Woda.\n\nMost.", True, "A")
    assert found.metadata.url == "https://a.example/1"
    late = {"uri": "a:1", "body_text": "Woda.", "versioncreated": "2022-01-07T10:00:00Z"}
    _, only = read(tmp_path, json.dumps(late), "b.json")
    assert isinstance(only, Article)
    assert only.metadata.published == "../2022-01-07"


BAD = ['{"uri": "a', '{"uri": 5}', '{"body_text": "x"}', '{"uri": "a:1"}', '{"uri": "a:1", "x": }']


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_object_leaves_out_itself_alone(tmp_path: Path, bad: str) -> None:
    rest = [json.dumps({"uri": f"a:{n}", "body_text": f"Wieś {n}."}) for n in (1, 2)]
    assert texts(read(tmp_path, f"{rest[0]}\n{bad}\n{rest[1]}\n", "a.json")) == ["Wieś 1.", "!", "Wieś 2."]


@pytest.mark.parametrize("raw", ["", "[]", "[1, 2]", "null", "text"])
def test_json_that_is_no_ninjs_is_named(tmp_path: Path, raw: str) -> None:
    (fault,) = read(tmp_path, raw, "a.json")
    assert isinstance(fault, Trouble)
    assert "ninjs" in fault.remedy


class Slow:
    """A file that gives a few bytes at a time."""

    def __init__(self, raw: bytes, size: int) -> None:
        self._raw, self._size = raw, size

    def read(self, _size: int) -> bytes:
        found, self._raw = self._raw[: self._size], self._raw[self._size :]
        return found


VALUES = st.recursive(
    st.text(max_size=4) | st.integers() | st.none(), lambda v: st.lists(v) | st.dictionaries(st.text(max_size=3), v)
)


@given(st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=3), max_size=4), st.integers(1, 9), st.booleans())
def test_objects_are_the_same_in_whatever_pieces_they_come(rows: list[dict[str, Any]], size: int, listed: bool) -> None:
    raw = json.dumps(rows) if listed else "\n".join(map(json.dumps, rows))
    found = list(objects(Slow(raw.encode(), size), 1 << 20))  # type: ignore[arg-type]
    assert [json.loads(item.raw) for item in found] == rows
    assert [item.number for item in found] == list(range(1, len(rows) + 1))


def test_parquet_is_as_json_lines(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "a.parquet", row_group_size=7)
    plain = read(tmp_path, LINES, "plain.jsonl")
    assert list(reading.read(tmp_path / "a.parquet", [])) == plain


def test_days_and_lists_of_parquet(tmp_path: Path) -> None:
    rows = [{"text": "Wieś.", "published": dt.date(2022, 1, 5), "authors": ["Ewa", "Olga"], "other": 1}, {"text": None}]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    first, fault = reading.read(tmp_path / "a.parquet", [])
    assert isinstance(first, Article)
    assert isinstance(fault, Trouble)
    told = first.metadata
    assert (first.name, told.published, told.authors) == ("a.parquet:1", "2022-01-05", ["Ewa", "Olga"])
    assert fault.where == "row 2"


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "b.parquet")
    for raw in (b"", b"PAR1 nothing", (tmp_path / "b.parquet").read_bytes()):
        (fault,) = read(tmp_path, raw, "a.parquet")
        assert isinstance(fault, Trouble)


def test_cells_that_cannot_be_read_leave_the_rest(tmp_path: Path) -> None:
    bad = pyarrow.Array.from_buffers(pyarrow.string(), 2, pyarrow.array([b"W\xf3jt", b"Most."]).buffers())
    far = pyarrow.array([4_000_000, 18_997], pyarrow.date32())
    fine = pyarrow.array([1_641_369_600_000_000_001, 86_400_000_000_000], pyarrow.timestamp("ns"))
    two = ["Wieś.", "Most."]
    tables = {
        "letters": {"text": bad},
        "far": {"text": two, "published": far},
        "fine": {"text": two, "published": fine},
    }
    for name, columns in tables.items():
        parquet.write_table(pyarrow.table(columns), tmp_path / f"{name}.parquet")
    found = {name: list(reading.read(tmp_path / f"{name}.parquet", [])) for name in tables}
    assert texts(found["letters"]) == ["!", "Most."]
    assert texts(found["far"]) == ["!", "Wieś.", "Most."]
    days = [item.metadata.published for item in found["far"] + found["fine"] if isinstance(item, Article)]
    assert days == [None, "2022-01-05", "2022-01-05 08:00:00.000000001", "1970-01-02T00:00:00"]


def test_a_dictionary_of_one_long_text_is_left_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kronika.reading.parquet.MOST_GROUP", 20_000_000)
    column = pyarrow.array(["a" * 3_000_000] * 50).dictionary_encode()
    parquet.write_table(pyarrow.table({"text": column}), tmp_path / "a.parquet", compression="zstd")
    *_, fault = found = list(reading.read(tmp_path / "a.parquet", []))
    assert len(found) < 20
    assert isinstance(fault, Trouble)
    assert fault.where == f"after row {len(found) - 1}"


def test_ninjs_that_holds_tags_is_markup_whatever_it_says(tmp_path: Path) -> None:
    raw = {"uri": "a:1", "headline": "Tama &amp; <b>most</b>", "authors": [{"name": None}, {"name": "Ewa"}]}
    for body in ({"body_text": "<p>Woda.</p><p>Most.</p>"}, {"bodies": [{"value": "<p>Woda.</p><p>Most.</p>"}]}):
        (found,) = read(tmp_path, json.dumps({**raw, **body}), "a.json")
        assert isinstance(found, Article)
        assert (found.text, found.extracted) == ("Woda.\n\nMost.", True)
        assert (found.metadata.title, found.metadata.authors) == ("Tama & most", ["Ewa"])


@pytest.mark.parametrize(
    "raw",
    ['{"id": "1", "text": "Wieś."}\n', '{"uri": "a:1", "body_text": "Wieś."}', "<body><p>" + "Wieś śpi. " * 9 + "</p>"],
    ids=["lines", "ninjs", "piece of a page"],
)
def test_reports_under_any_name_are_told_by_their_first_bytes(tmp_path: Path, raw: str) -> None:
    (found,) = read(tmp_path, raw, "a.dat")
    assert isinstance(found, Article)
    assert found.text.startswith("Wieś")


def test_without_pyarrow_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (fault,) = read(tmp_path, b"PAR1", "a.parquet")
    assert isinstance(fault, Trouble)
    assert "pip install 'kronika[parquet]'" in fault.remedy


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"WARC/1.0\r\n", "record"),
        (gzip.compress(b"<!DOCTYPE html><html></html>"), "no article text"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss/>", "no RSS"),
        (gzip.compress(b"anything"), "it is packed"),
        (gzip.compress(b"anything" * 99)[:20], "it is packed"),
    ],
    ids=["archive", "page", "feed", "packed", "cut"],
)
def test_a_file_that_is_named_outright_is_told_by_its_first_bytes(tmp_path: Path, raw: bytes, kind: str) -> None:
    found = read(tmp_path, raw, "a.dat")
    assert isinstance(found[-1], Trouble)
    assert kind in found[-1].why


def test_a_count_does_not_unpack(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 50_000_000))
    assert reading.count(tmp_path / "a.jsonl.gz") < 1000
