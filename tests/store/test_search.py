"""Search: words in any form, with and without marks; whatever is asked is understood or said not to be."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands import call
from kronika import api, running, searches
from kronika.errors import InputError
from kronika.languages.letters import fold
from kronika.searching.answers import SearchAnswer
from kronika.store import Store

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
AT_SEEDS = pytest.mark.skipif(not SEEDS.exists(), reason="the seed reports are not here")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "examples.db"
    api.read(ROOT / "examples", store=path)
    return path


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "seeds.db"
    api.read(SEEDS, store=path)
    return path


def ids(answer: SearchAnswer, kind: str | None = None) -> set[str]:
    return {match.row.id for match in answer.found if kind in (None, match.kind)}


def every(store: Path, asked: str, kind: str) -> set[str]:
    """All that fits, page by page."""
    found: set[str] = set()
    for page in range(1, 20):
        more = ids(searches.search(asked, kind, page, store))
        if not more:
            return found
        assert not more & found
        found |= more
    raise AssertionError("there is no last page")


@AT_SEEDS
def test_a_word_finds_all_its_forms_with_and_without_marks(seeds: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    wanted = {name for name, text in texts.items() if re.search(r"\bżołnierz\w*", text, re.IGNORECASE)}
    assert wanted
    for asked in ("żołnierz", "zolnierz", "żołnierzami", "zolnierzami", "ŻOŁNIERZY", "zolnierze"):
        found = searches.search(asked, "reports", store=seeds)
        assert {match.row.article for match in found.found} == wanted, asked
        marked = {fold(piece.text) for match in found.found for piece in match.pieces if piece.marked}
        assert marked and all(word.startswith("zolnierz") for word in marked)
    for kind in ("statements", "figures", "events"):
        same = {asked: every(seeds, asked, kind) for asked in ("żołnierz", "zolnierz", "żołnierzami")}
        assert len(set(map(frozenset, same.values()))) == 1
        with_it = {match.row.id for match in searches.search("żołnierz", kind, store=seeds).found}
        assert with_it


@AT_SEEDS
@pytest.mark.parametrize(
    ("asked", "kind", "count"),
    [("almaty", "reports", 3), ('"ministerstwo spraw wewnętrznych"', "reports", 1), ("measure:killed", "figures", 2)],
)
def test_places_phrases_and_fields(seeds: Path, asked: str, kind: str, count: int) -> None:
    assert len(every(seeds, asked, kind)) == count


def test_a_phrase_has_its_words_one_behind_the_other_in_any_form(store: Path) -> None:
    assert every(store, '"liga państwo zatoka"', "reports") == every(store, '"Ligi Państw Zatoki"', "reports") != set()
    assert every(store, '"zatoka państwo liga"', "reports") == set()
    assert every(store, "zatoka państwo liga", "reports") >= every(store, '"liga państwo zatoka"', "reports")


def test_fields_narrow_what_is_found(store: Path) -> None:
    said = every(store, "speaker:Sarecki", "statements")
    with Store(store, create=False) as opened:
        wanted = {s.id for s in opened.rows("statements") if s.speaker and "Sarecki" in s.speaker}
        killed = {f.id for f in opened.rows("figures") if f.measure == "killed"}
        arrests = {e.id for e in opened.rows("events") if (e.event_type, e.mode) == ("COERCE", "arrest")}
        police = {e.id for e in opened.rows("events") if any(p.sector == "police" for p in e.participants)}
        late = {e.id for e in opened.rows("events") if e.latest is None or e.latest >= "2027-05-09"}
    assert said == wanted != set()
    assert every(store, "speaker:sareckiego", "statements") == wanted
    assert every(store, "measure:killed", "figures") == killed
    assert every(store, "who:police", "events") == police != set()
    assert every(store, "type:COERCE/arrest", "events") == every(store, "type:arrest", "events") == arrests
    assert every(store, "type:arrest since:2027-05-09", "events") == arrests & late


def test_words_together_apart_and_left_out(store: Path) -> None:
    one, other = every(store, "policja", "reports"), every(store, "szpital", "reports")
    assert one and other
    assert every(store, "policja szpital", "reports") == one & other
    assert every(store, "policja OR szpital", "reports") == one | other
    assert every(store, "policja -szpital", "reports") == one - other
    assert every(store, "polic*", "reports") >= one


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('"', "not closed"), ("a OR", "OR stands between"), ("OR a", "OR stands between"), ("speaker:", "no value"),
        ("x:y", "there is no field x"), ("-policja", "nothing is asked for"), ("!?", "no word"), ("", "asked for"),
        ("measure:nic", "no such measure"), ("type:nic", "no such type"), ("since:wczoraj", "not a day"),
        ("since:2027 since:2028 a", "may stand once"), ("in:bajki a", "cannot be searched"), ("a " * 300, "at most"),
        ("a" * 2000, "at most"), ("a OR -b", "cannot stand beside OR"), ("*", "no word"), ("speaker:-", "no word"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_a_sentence(store: Path, asked: str, told: str) -> None:
    done = call("search", asked, "--store", store)
    assert done.code == 1
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert done.out == ""


WORDS = st.text(alphabet=st.sampled_from("aąłż\"„*-:()^{}+ORNEAT \\'\0\ud800x1%_"), max_size=30)
ODD = st.one_of(
    WORDS, st.text(max_size=40), st.builds("{}:{}".format, st.sampled_from(["speaker", "type", "in"]), WORDS)
)


@given(asked=ODD)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_is_found_or_said_not_to_be_understood(store: Path, asked: str) -> None:
    try:
        answer = searches.search(asked, None, 1, store)
    except InputError as error:
        assert str(error)
        return
    texts = {}
    with Store(store, create=False) as opened, opened.lookup() as lookup:
        for match in answer.found:
            text = texts.setdefault(match.row.article, lookup.wording(match.row.article))
            assert text is not None
            assert text.text[match.start : match.end] == "".join(piece.text for piece in match.pieces)


@given(name=st.sampled_from(["policja", "Dornik", "szpital", "rząd", "port"]), marks=st.text('"*^:()-+', max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marks_of_the_index_mean_nothing(store: Path, name: str, marks: str) -> None:
    """Whatever FTS5 would take for more than words is words."""
    quoted = f'"{marks.replace(chr(34), "")}{name}"'
    assert every(store, quoted, "reports") == every(store, name, "reports")


def test_what_is_found_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    """Readers see all of the rows of before, or all of those of after."""
    path = tmp_path / "k.db"
    api.read(ROOT / "examples", store=path)
    before = every(path, "policja", "reports")
    gone = sorted(before)[0]
    with Store(path, create=False) as opened:
        [name] = [row.article for row in opened.rows("articles") if row.id == gone]
    seen: list[set[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with Store(path, create=False) as opened, opened.lookup() as lookup:
                from kronika.searching.answers import search
                from kronika.showing.phrases import Phrases

                seen.append(ids(search(lookup, "policja", "reports", 1, Phrases())))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    api.remove([name], store=path)
    with Store(path, create=False) as opened:
        running.link_store(opened)
    done.set()
    for reader in readers:
        reader.join()
    assert {frozenset(one) for one in seen} <= {frozenset(before), frozenset(before - {gone})}
    assert every(path, "policja", "reports") == before - {gone}
