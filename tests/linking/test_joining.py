"""Who is one over all stories: in whatever order names come, and however many share one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kronika.languages.knowledge import Knowledge
from kronika.linking import joining
from kronika.linking.joining import Joined, join
from kronika.linking.parties import Named

KNOWLEDGE = Knowledge()
SYLLABLES = ("ba", "de", "gi", "ko", "lu", "ma", "ne", "po", "ri", "tu")


def person(name: str, story: str, at: int = 0, gender: str = "Masc", roles: tuple[tuple[str, str], ...] = ()) -> Named:
    return Named("PER", {name: 1}, {gender: 1}, list(roles), True, None, [story], (f"{story}.txt", at))


def body(name: str, story: str, at: int = 0) -> Named:
    return Named("ORG", {name: 1}, {}, [], True, None, [story], (f"{story}.txt", at))


def given_name(number: int) -> str:
    """Names that sound apart, as many as are wanted."""
    letters = [SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3)]
    return "".join(letters).capitalize()


def groups(found: Joined) -> list[list[int]]:
    """The numbers of those that are one."""
    homes: dict[str, list[int]] = {}
    for number, whole in enumerate(found.wholes):
        homes.setdefault(whole.id, []).append(number)
    return sorted(homes.values())


NAMES = ("Oren Vaslik", "Vaslik", "O. Vaslik", "Jorun Vaslik", "Teb Moraz", "Moraz")
PEOPLE = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from("ABC")), min_size=1, max_size=9)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(told: list[tuple[str, str]], random: object) -> None:
    found = [person(name, story, at) for at, (name, story) in enumerate(told)]
    order = list(range(len(found)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = join(found, KNOWLEDGE, set(), set()), join([found[i] for i in order], KNOWLEDGE, set(), set())
    assert [one.wholes[i] for i in order] == other.wholes
    assert [one.why[i] for i in order] == other.why


def test_a_family_name_is_of_the_one_who_bears_it_in_full() -> None:
    found = join([person("Oren Vaslik", "A"), person("Vaslik", "A", 9)], KNOWLEDGE, set(), set())
    assert groups(found) == [[0, 1]]
    assert found.wholes[0].name == "Oren Vaslik"


def test_one_of_two_given_names_is_nobody() -> None:
    found = join(
        [person("Oren Vaslik", "A"), person("Jorun Vaslik", "A", 5), person("Vaslik", "A", 9)], KNOWLEDGE, set(), set()
    )
    assert groups(found) == [[0], [1], [2]]


def test_a_family_name_is_of_whoever_is_mostly_named() -> None:
    main = structs.replace(person("Oren Vaslik", "A"), bases={"Oren Vaslik": 9})
    found = join([main, person("Jorun Vaslik", "A", 5), person("Vaslik", "A", 9)], KNOWLEDGE, set(), set())
    assert groups(found) == [[0, 2], [1]]


def test_a_name_of_many_joins_within_its_story_as_one_of_few_does() -> None:
    """A common family name has more bearers than are compared with each other: its own story still counts."""
    many = [person(f"{given_name(n)} Vaslik", f"S{n}", n) for n in range(joining.MOST + 20)]
    same = person(f"{given_name(7)} Vaslik", "Z")
    found = join([*many, same, body("Vaslik SA", "S7", 99)], KNOWLEDGE, set(), set())
    assert [own for own in groups(found) if len(own) > 1] == [[7, len(many)]]


def test_an_acronym_is_of_the_one_body_that_it_is_the_initials_of() -> None:
    found = join([body("Obrona Wolnych Wysp", "A"), body("OWW", "A", 9)], KNOWLEDGE, set(), set())
    assert groups(found) == [[0, 1]]
    found = join(
        [body("Obrona Wolnych Wysp", "A"), body("OWW", "A", 9), body("Opera Wielka Wolin", "A", 20)],
        KNOWLEDGE,
        set(),
        set(),
    )
    assert [0, 1] not in groups(found)


def test_pairs_of_a_common_name_do_not_grow_with_their_square() -> None:
    few, many = (
        sum(
            1
            for _ in joining._pairs(
                {n: joining.Cluster(person(f"{given_name(n)} Vaslik", f"S{n}", n), KNOWLEDGE) for n in range(size)}
            )
        )
        for size in (joining.MOST, 4 * joining.MOST)
    )
    assert many < few


def test_what_people_put_together_keeps_apart_from_what_either_was_kept_from() -> None:
    found = [person("Oren Vaslik", "A"), person("Jorun Vaslik", "A", 5), person("Teb Vaslik", "A", 9)]
    found = [structs.replace(one, ruled=[one.first]) for one in found]
    joined = join(found, KNOWLEDGE, {(found[0].first, found[1].first)}, set())
    assert groups(joined) == [[0, 1], [2]]
    assert [why for why in joined.why if why] == ["Jorun Vaslik; a correction says so"]
