"""Redirects: an id of a story that is no more leads to where its reports went, and never nowhere or in a circle."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import call
from invented import folder, put_rows
from kronika.records import StoryRow
from kronika.store import Store
from kronika.store.redirects import follow


def rows(**stories: str) -> dict[str, list[StoryRow]]:
    """Rows of stories by their ids, each with its articles as letters: `s1="abc"`."""
    found = [
        StoryRow(id=f"row-{article}", article=article, story=story, title="T")
        for story, articles in stories.items()
        for article in articles
    ]
    return {"stories": found}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "k.db", create=True)


def led(store: Store, *states: dict[str, list[StoryRow]]) -> dict[str, str]:
    for number, state in enumerate(states):
        put_rows(store, state, str(number))
    return store.redirects()


def test_nothing_is_redirected_while_ids_live(store: Store) -> None:
    assert led(store, rows(s1="ab", s2="c"), rows(s1="abd", s2="c")) == {}


def test_a_merge_leads_to_the_story_that_took_the_reports(store: Store) -> None:
    assert led(store, rows(s1="ab", s2="cd"), rows(s1="abcd")) == {"s2": "s1"}


def test_a_story_that_falls_apart_leads_to_where_most_went(store: Store) -> None:
    assert led(store, rows(s1="abcde"), rows(s2="ab", s3="cde")) == {"s1": "s3"}


def test_where_two_took_as_many_it_is_the_smaller_id(store: Store) -> None:
    assert led(store, rows(s1="abcd"), rows(s3="ab", s2="cd")) == {"s1": "s2"}


def test_a_chain_leads_to_its_end(store: Store) -> None:
    assert led(store, rows(s3="ab", s2="c", s1="d"), rows(s2="abc", s1="d"), rows(s1="abcd")) == {
        "s2": "s1",
        "s3": "s1",
    }


def test_an_id_that_is_alive_again_has_no_redirect_and_is_led_to(store: Store) -> None:
    assert led(store, rows(s1="ab"), rows(s2="b"), rows(s1="ab")) == {"s2": "s1"}


def test_a_story_without_reports_leads_nowhere_and_takes_with_it_what_led_there(store: Store) -> None:
    gone = [rows(s1="ab", s2="c", s9="z"), rows(s1="abc", s9="z"), rows(s9="z")]
    assert led(store, *gone) == {}
    assert led(store, rows(s9="z", s1="abc")) == {}


def test_reports_that_were_removed_have_no_say(store: Store) -> None:
    assert led(store, rows(s1="abc"), rows(s2="c")) == {"s1": "s2"}


def test_a_report_that_is_shown_under_another_name_is_the_same(store: Store) -> None:
    put_rows(store, rows(s1="a"), "1", {"a": "/one/a"})
    named = [StoryRow(id=n, article=n, story=s, title="T") for n, s in (("a#1", "s2"), ("a#2", "s3"))]
    put_rows(store, {"stories": named}, "2", {"a#1": "/one/a", "a#2": "/two/a"})
    assert store.redirects() == {"s1": "s2"}


MEMBERS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["s1", "s2", "s3", "s4"]))


@given(st.lists(MEMBERS, min_size=1, max_size=6))
def test_every_redirect_leads_from_the_dead_to_the_living(states: list[dict[str, str]]) -> None:
    known: dict[str, str] = {}
    for before, after in zip([{}, *states], states, strict=False):
        known = follow(known, before, after)
        alive = set(after.values())
        assert set(known.values()) <= alive
        assert not alive & set(known)
        for story in set(before.values()) - alive:
            went = Counter(after[a] for a, s in before.items() if s == story and a in after)
            assert known.get(story) in ({s for s, n in went.items() if n == max(went.values())} or {None})


def test_a_store_from_before_redirects_goes_on_working(tmp_path: Path) -> None:
    reports, path = folder(tmp_path / "a", 2), tmp_path / "k.db"
    call("read", reports, "--store", path)
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE redirects")
        db.execute("DROP TABLE members")
    assert call("stories", "--store", path).code == 0
    with Store(path, create=False) as store:
        assert store.redirects() == {}
        assert [r.article.name for r in store.readings()] == ["raport-0000.txt", "raport-0001.txt"]


def test_redirects_are_not_exported(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db", create=True) as store:
        assert led(store, rows(s1="a"), rows(s2="a")) == {"s1": "s2"}
    assert call("export", "-o", tmp_path / "t", "--store", tmp_path / "k.db").code == 0
    assert "redirects.jsonl" not in {path.name for path in (tmp_path / "t").iterdir()}
    assert not any(b"s1" in path.read_bytes() for path in (tmp_path / "t").iterdir())
