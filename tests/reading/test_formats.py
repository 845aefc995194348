"""Files to articles: what is read is what stands there, and what is left out is named with a remedy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika import reading
from kronika.reading import Alphabet
from kronika.records import Article, Metadata, Trouble

POLISH = [Alphabet("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ["cp1250", "iso8859_2"])]
MILLION = 1_000_000
Found = list[Article | Trouble]
Put = Callable[[str, bytes | str], Found]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, contents: bytes | str) -> Found:
        path = tmp_path / name
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return list(reading.read(path, POLISH))

    return write


def one(found: Found) -> Article:
    assert len(found) == 1, found
    assert isinstance(found[0], Article), found
    return found[0]


def refused(found: Found) -> Trouble:
    assert len(found) == 1, found
    assert isinstance(found[0], Trouble), found
    assert found[0].remedy
    return found[0]


def test_a_text_is_kept_to_the_character(put: Put, tmp_path: Path) -> None:
    text = "\ufeffŚroda.\r\n\r\nCzwartek 😀.\n \n"
    article = one(put("a.txt", text))
    assert article.text == text
    assert (article.name, article.source) == ("a.txt", str(tmp_path / "a.txt"))
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_byte_order_mark_is_no_part_of_the_first_word(put: Put) -> None:
    assert one(put("a.txt", "\ufeffŚroda.")).header == 1
    assert one(put("b.txt", "Środa.")).header == 0


@pytest.mark.parametrize(
    ("text", "published", "rest"),
    [
        (" date 2022-01 Prezydent", "2022-01", " Prezydent"),
        ("date 2022-01-05\nPrezydent", "2022-01-05", "\nPrezydent"),
        ("\ufeff date 2022 Prezydent", "2022", " Prezydent"),
        ("\n\n date 2022-01", "2022-01", ""),
        ("date 2022-01Prezydent", None, "date 2022-01Prezydent"),
        ("update 2022-01 Prezydent", None, "update 2022-01 Prezydent"),
        ("Prezydent date 2022-01 x", None, "Prezydent date 2022-01 x"),
        ("date 2022-13 Prezydent", None, "date 2022-13 Prezydent"),
        ("date 2022-02-31 Prezydent", None, "date 2022-02-31 Prezydent"),
        ("date 0000 Prezydent", None, "date 0000 Prezydent"),
    ],
)
def test_the_line_that_crawls_leave(put: Put, text: str, published: str | None, rest: str) -> None:
    article = one(put("a.txt", text))
    assert article.text == text
    assert article.metadata.published == published
    assert article.text[article.header :] == rest


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("publisher: Onet\nŚroda.", {"publisher": "Onet"}, "\nŚroda."),
        (
            "date 2022-01-05\npublisher: Gazeta Portowa \r\nurl: https://gazeta.example/a?b=c\r\n\r\nŚroda.",
            {"published": "2022-01-05", "publisher": "Gazeta Portowa", "url": "https://gazeta.example/a?b=c"},
            "\r\n\r\nŚroda.",
        ),
        (
            "title: Wybuch: są ranni\ndate: 2022-01\nŚroda.",
            {"title": "Wybuch: są ranni", "published": "2022-01"},
            "\nŚroda.",
        ),
        ("publisher: Onet\npublisher: Interia\nŚroda.", {"publisher": "Onet"}, "\npublisher: Interia\nŚroda."),
        ("publisher:\nŚroda.", {}, "publisher:\nŚroda."),
        ("publisher Onet\nŚroda.", {}, "publisher Onet\nŚroda."),
        ("Środa. publisher: Onet", {}, "Środa. publisher: Onet"),
        (f"title: {'a' * 1001}", {}, f"title: {'a' * 1001}"),
    ],
)
def test_a_text_says_in_its_first_lines_who_published_it(put: Put, text: str, said: dict[str, str], rest: str) -> None:
    article = one(put("a.txt", text))
    assert {key: getattr(article.metadata, key) for key in said} == said
    assert article.metadata.sources == {key: ["header"] for key in said}
    assert article.text == text
    assert article.text[article.header :] == rest


def test_every_seed_but_one_has_its_header() -> None:
    seeds = Path(__file__).resolve().parents[3] / "shared" / "seeds"
    if not seeds.exists():
        pytest.skip("the sample reports are not here")
    found = [one(list(reading.read(path, POLISH))) for path in sorted(seeds.glob("*.txt"))]
    assert [a.metadata.published for a in found].count("2022-01") == 4
    assert [a.metadata.published for a in found].count(None) == 1


@pytest.mark.parametrize(
    ("name", "contents", "why"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", "it is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is not text"),
        ("a.txt", "Środa".encode("utf-16"), "it is UTF-16"),
        ("a.txt", "Środa".encode("utf-16-le"), "it is not text"),
        ("a.txt", b"a" * (MILLION + 1), f"it has {MILLION + 1:,} characters"),
        ("a.txt", "ś".encode() * (MILLION + 1), f"it has {MILLION + 1:,} characters"),
        ("a.txt", b"a" * (4 * MILLION + 1), "more than 4,000,000 bytes"),
        ("a.jsonl", b"", "it is empty"),
        ("a.jsonl", b"\n \n", "it has no records"),
    ],
)
def test_a_file_that_is_no_report_is_named(put: Put, name: str, contents: bytes, why: str) -> None:
    trouble = refused(put(name, contents))
    assert trouble.name == name
    assert why in trouble.why


def test_a_million_characters_are_read(put: Put) -> None:
    assert len(one(put("a.txt", "ś" * MILLION)).text) == MILLION


def test_a_line_of_fifty_megabytes_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:  # a hole: it takes no room on the disk
        file.write(b'{"text": "Pierwszy.", "id": "1"}\n')
        file.seek(50_000_000, 1)
        file.write(b'\n{"text": "Ostatni.", "id": "2"}\n')
    first, trouble, last = reading.read(path, POLISH)
    assert isinstance(trouble, Trouble)
    assert (trouble.where, trouble.name) == ("line 2", "a.jsonl")
    assert "a line of more than 16,000,000 bytes" in trouble.why
    assert [a.text for a in (first, last) if isinstance(a, Article)] == ["Pierwszy.", "Ostatni."]


def test_a_text_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"a" * 70_000)
        file.truncate(50_000_000)
    assert "bytes" in refused(list(reading.read(path, POLISH))).why


def test_damaged_bytes_are_a_fault_beside_the_article(put: Put) -> None:
    trouble, article = put("a.txt", "Wieś śpi, źrebię pije wodę.".encode().replace(b"pije", b"\xffije"))
    assert isinstance(trouble, Trouble)
    assert isinstance(article, Article)
    assert trouble.where == f"character {article.text.index(chr(0xFFFD))}"
    assert "U+FFFD" in trouble.why
    assert article.encoding == "utf-8"


def test_old_encodings_of_files(put: Put) -> None:
    for encoding in ("cp1250", "iso8859_2"):
        article = one(put(f"{encoding}.txt", "Wieś śpi, źrebię pije wodę i gryzie ząb.".encode(encoding)))
        assert (article.text[:4], article.encoding) == ("Wieś", encoding)


def test_all_fields_of_a_record(put: Put) -> None:
    record = {
        "id": 17, "text": "Środa.", "title": "T", "url": "https://a.example", "publisher": "P",
        "published": "2022-01-05T23:00:00Z", "authors": "Ewa Tarn", "language": "pl", "retrieved": "2022-02",
        "unknown": {"kept": [False]},
    }  # fmt: skip
    article = one(put("a.jsonl", json.dumps(record)))
    assert (article.name, article.source, article.text) == ("17", "17", "Środa.")
    metadata = article.metadata
    assert (metadata.title, metadata.url, metadata.publisher) == ("T", "https://a.example", "P")
    assert (metadata.published, metadata.authors) == ("2022-01-05T23:00:00Z", ["Ewa Tarn"])
    assert (metadata.language, metadata.retrieved) == ("pl", "2022-02")


def test_metadata_of_blanks_says_nothing(put: Put) -> None:
    blank = dict.fromkeys(("title", "url", "publisher", "language", "retrieved"), " \n")
    metadata = one(put("a.jsonl", json.dumps({"text": "Środa.", **blank}))).metadata
    assert metadata == Metadata()


def test_a_record_without_id_is_its_file_and_line(put: Put, tmp_path: Path) -> None:
    found = put("a.jsonl", '\ufeff{"text": "a"}\r\n\n{"text": "b", "id": ""}\n{"text": "c", "id": null}')
    assert [a.name for a in found] == ["a.jsonl:1", "a.jsonl:3", "a.jsonl:4"]
    assert [a.source for a in found] == [f"{tmp_path}/a.jsonl:{n}" for n in (1, 3, 4)]


BAD = {
    "cut short": '{"text": "Środa',
    "no object": '["Środa"]',
    "no text": '{"id": "1"}',
    "text of another type": '{"text": 5}',
    "text that is null": '{"text": null}',
    "a lone surrogate": '{"text": "a \\ud800 b"}',
    "a lone surrogate in a title": '{"text": "a", "title": "\\udfff"}',
    "an id that is no name": '{"text": "a", "id": true}',
    "an id without end": '{"text": "a", "id": ' + "9" * 5000 + "}",
    "brackets without end": '{"text": "a", "x": ' + "[" * 100_000,
    "two objects": '{"text": "a"} {"text": "b"}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
def test_a_bad_line_leaves_out_itself_alone(put: Put, line: str) -> None:
    first, trouble, last = put("a.jsonl", f'{{"text": "a", "id": "1"}}\n{line}\n{{"text": "b", "id": "2"}}\n')
    assert isinstance(trouble, Trouble)
    assert (trouble.name, trouble.where, trouble.what) == ("a.jsonl", "line 2", "record")
    assert trouble.remedy == "Write one JSON object a line, with a string `text`"
    assert [a.name for a in (first, last)] == ["1", "2"]


@pytest.mark.parametrize("text", ["", "  ", "\\n\\t", "\\u00a0"])
def test_an_empty_text_is_named(put: Put, text: str) -> None:
    assert refused(put("a.jsonl", f'{{"text": "{text}"}}')).why == "its text is empty"


def test_a_text_too_long_is_named_with_its_line(put: Put) -> None:
    trouble = refused(put("a.jsonl", json.dumps({"text": "a" * (MILLION + 1)})))
    assert (trouble.where, trouble.what) == ("line 1", "article")


@pytest.mark.parametrize("published", ["wczoraj", "2022-13-01", "5 stycznia 2022", "2022-05/2022-04"])
def test_published_that_is_no_edtf_is_a_fault_and_the_article_stays(put: Put, published: str) -> None:
    trouble, article = put("a.jsonl", json.dumps({"text": "a", "published": published}))
    assert isinstance(trouble, Trouble)
    assert isinstance(article, Article)
    assert published in trouble.why
    assert (trouble.what, trouble.where) == ("published", "line 1")
    assert article.metadata.published is None


@pytest.mark.parametrize("published", ["1970-01-01", "1970-01-01T00:00:00Z", "1970-01-01 00:00:00"])
def test_the_beginning_of_computers_clocks_is_no_day(put: Put, published: str) -> None:
    trouble, article = put("a.jsonl", json.dumps({"text": "a", "published": published}))
    assert isinstance(trouble, Trouble)
    assert isinstance(article, Article)
    assert "where no day is known" in trouble.why
    assert article.metadata.published is None
    _, meant = put("a.jsonl", json.dumps({"text": "date 1970-01-01 Wtorek.", "published": published}))
    assert isinstance(meant, Article)
    assert meant.metadata.published == "1970-01-01"


def test_the_record_knows_better_than_the_header(put: Put) -> None:
    article = one(put("a.jsonl", '{"text": "date 2022-01 Prezydent", "published": "2022-01-05"}'))
    assert (article.metadata.published, article.header) == ("2022-01-05", len("date 2022-01"))


LINE = st.binary(max_size=60).map(lambda b: b.replace(b"\n", b""))
PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")


@given(st.lists(LINE.filter(lambda line: not line.startswith(PACKED)), max_size=6))
def test_any_lines_are_articles_or_faults(tmp_path: Path, raw: list[bytes]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(b"\n".join([*raw, b'{"text": "Ostatni.", "id": "last"}']))
    *rest, last = reading.read(path, POLISH)
    assert isinstance(last, Article)
    assert last.name == "last"
    assert all(found.name for found in rest)
