"""What other codebooks call an event: cases by hand, what holds of all rules, and rules that do not hold together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.errors import PackError
from kronika.ontology import (
    MODALITIES,
    Acled,
    Coded,
    Rule,
    acled,
    acled_precedence,
    acled_rule,
    acled_types,
    cameo,
    cameo_codes,
    cameo_rule,
    contexts,
    event_types,
    sectors,
)

CROSSWALKS = importlib.import_module("kronika.ontology.crosswalks")
NOBODY: frozenset[str] = frozenset()
KINDS = [(name, mode) for name, kind in event_types().items() for mode in (None, *kind.modes)]
CODES = [Acled(name, sub) for name, subs in acled_types().items() for sub in subs]

# TYPE/mode | actors -> recipients | contexts | CAMEO | ACLED's sub-type | why. "-" is nothing.
CASES = """
PROTEST/demo     | protesters -> government     | -  | 14 | Peaceful protest | a march against a government
PROTEST/demo     | - -> -                       | -  | 14 | Peaceful protest | nobody named, yet a demonstration
PROTEST          | labor -> business            | -  | 14 | Peaceful protest | a protest of which no form is told
PROTEST/obstruct | agriculture -> -             | -  | 14 | Peaceful protest | a blockade, no violence told
PROTEST/riot     | - -> government              | -  | 14 | Violent demonstration | demonstrators turned violent
PROTEST/vandalize| protesters -> -              | -  | 14 | Violent demonstration | vandalism counts as violence there
PROTEST/riot     | rioters -> refugees          | -  | 14 | Mob violence | a crowd against people, not against power
PROTEST/strike   | labor -> business            | -  | 14 | - | who stays away does not gather
PROTEST/hunger   | opposition -> -              | -  | 14 | - | single people, no gathering
PROTEST/boycott  | civilians -> business        | -  | 14 | - | nobody gathers
COERCE/arrest    | police -> protesters         | -  | 17 | Protest with intervention | arrests break up a protest
COERCE/arrest    | - -> protesters              | -  | 17 | Protest with intervention | the same told impersonally
COERCE/arrest    | police -> opposition         | -  | 17 | Arrests | politicians arrested
COERCE/arrest    | intelligence -> insurgents   | -  | 17 | Arrests | fighters arrested
COERCE/arrest    | - -> -                       | -  | 17 | Arrests | "a dozen people were arrested"
COERCE/arrest    | police -> criminals          | -  | 17 | - | a common crime
COERCE/arrest    | insurgents -> civilians      | -  | 17 | Abduction/forced disappearance | rebels arrest nobody
COERCE           | police -> protesters         | -  | 17 | Protest with intervention | suppressed, no violence told
COERCE/restrict  | police -> protesters         | -  | 17 | Protest with intervention | pushed back
COERCE/restrict  | military -> -                | -  | 17 | Change to group/activity | a checkpoint
COERCE/restrict  | military -> -        | territory  | 19 | Change to group/activity | a blockade by an army
COERCE/restrict  | government -> media          | -  | 17 | - | an order of an office
COERCE/seize     | military -> -        | territory  | 19 | Non-violent transfer of territory | land taken, no fight
COERCE/seize     | insurgents -> civilians      | -  | 17 | Looting/property destruction | goods taken by fighters
COERCE/seize     | rioters -> government        | -  | 17 | Violent demonstration | a crowd takes a building
COERCE/seize     | police -> media              | -  | 17 | - | a search
COERCE/martial-law| government -> -             | -  | 17 | Other | emergency law
COERCE/deport    | military -> civilians        | -  | 17 | Other | people driven out
COERCE/deport    | government -> diplomats      | -  | 17 | - | an order of an office
COERCE/cyber     | intelligence -> government   | -  | 17 | - | no violence that can be seen
ASSAULT          | insurgents -> military       | -  | 19 | Armed clash | an ambush of soldiers
ASSAULT          | insurgents military -> -     | -  | 19 | Armed clash | both sides are actors
ASSAULT          | insurgents paramilitary -> - | -  | 19 | Armed clash | two groups, none of the state
ASSAULT/explosives| insurgents military -> -    | -  | 18 | Armed clash | bombs within a fight do not count apart
ASSAULT          | military -> military         | -  | 19 | Armed clash | two armies
ASSAULT          | government -> government     | -  | 19 | Armed clash | a country attacks a country
ASSAULT/firearms | - -> police                  | -  | 18 | Armed clash | somebody unnamed shoots at a patrol
ASSAULT          | police military -> -         | -  | 19 | - | on one side, and nothing says against whom
ASSAULT          | police -> protesters         | -  | 17 | Excessive force against protesters | nothing milder told
ASSAULT/firearms | military -> protesters       | -  | 17 | Excessive force against protesters | shots into a march
ASSAULT/explosives| insurgents -> protesters    | -  | 18 | Excessive force against protesters | a bomb at a march
ASSAULT/crowd-control| police -> protesters     | -  | 17 | Protest with intervention | tear gas
ASSAULT/crowd-control| police -> -              | -  | 17 | Protest with intervention | tear gas, the crowd unnamed
ASSAULT/crowd-control| police -> rioters        | -  | 17 | Violent demonstration | tear gas against a violent crowd
ASSAULT/beat     | police -> protesters         | -  | 17 | Protest with intervention | no grave injury told
ASSAULT          | protesters police -> -       | -  | 14 | Violent demonstration | clashes of both
ASSAULT          | protesters police military -> -| - | 14 | Violent demonstration | no battle, though arms are there
ASSAULT/primitive| protesters -> police         | -  | 14 | Violent demonstration | stones
ASSAULT/destroy  | rioters -> government        | -  | 14 | Violent demonstration | an office set on fire
ASSAULT/destroy  | rioters -> business          | -  | 14 | Mob violence | shops of people set on fire
ASSAULT/beat     | rioters -> civilians         | -  | 14 | Mob violence | a lynching
ASSAULT/beat     | rioters -> protesters        | -  | 14 | Protest with intervention | thugs against a march
ASSAULT/firearms | rioters -> protesters        | -  | 14 | Excessive force against protesters | thugs with guns
ASSAULT          | civilians police -> -        | -  | 18 | Mob violence | football fans fight the police
ASSAULT          | insurgents -> civilians      | -  | 18 | Attack | an attack on a village
ASSAULT          | military -> civilians        | -  | 19 | Attack | soldiers attack a village
ASSAULT          | military -> civilians | repression | 17 | Attack | the same, told as repression
ASSAULT/firearms | - -> media                   | -  | 18 | Attack | a journalist shot by somebody unknown
ASSAULT/firearms | - -> civilians           | crime  | 18 | - | the same told as a crime
ASSAULT/beat     | civilians -> education       | -  | 18 | - | a single person, no group
ASSAULT          | religion -> civilians | religion_ethnicity | 18 | Mob violence | neighbours of two faiths
ASSAULT/assassinate| - -> government            | -  | 18 | Attack | a minister murdered
ASSAULT/targeted | insurgents -> military       | -  | 18 | Attack | an officer sought out at home
ASSAULT/torture  | police -> protesters         | -  | 18 | Attack | in custody
ASSAULT/execute  | insurgents -> military       | -  | 18 | Attack | prisoners put to death
ASSAULT/execute  | government -> criminals      | -  | 18 | - | a sentence carried out
ASSAULT/sexual   | military -> civilians        | -  | 18 | Sexual violence | a sub-type of its own
ASSAULT/sexual   | rioters -> civilians         | -  | 18 | Mob violence | a crowd is no organised group
ASSAULT/abduct   | insurgents -> civilians      | -  | 18 | Abduction/forced disappearance | kidnapping
ASSAULT/abduct   | insurgents -> military       | -  | 18 | - | soldiers captured
ASSAULT/explosives| insurgents -> military      | -  | 18 | Remote explosive/landmine/IED | a mine on a road
ASSAULT/explosives| - -> civilians              | -  | 18 | Remote explosive/landmine/IED | a bomb in a market
ASSAULT/suicide-attack| - -> civilians          | -  | 18 | Suicide bomb | a sub-type of its own
ASSAULT/aerial   | military -> insurgents       | -  | 19 | Air/drone strike | an air raid
ASSAULT/drone    | military -> -                | -  | 19 | Air/drone strike | a drone
ASSAULT/heavy-weapons| government -> civilians  | -  | 19 | Shelling/artillery/missile attack | shelling of a town
ASSAULT/unconventional| military -> civilians   | -  | 20 | Chemical weapon | gas
ASSAULT/destroy  | military -> insurgents       | -  | 17 | Disrupted weapons use | a depot blown up
ASSAULT/destroy  | military -> civilians        | -  | 17 | Looting/property destruction | houses burnt
ASSAULT/destroy  | - -> -                       | -  | 17 | Looting/property destruction | a house burnt, nobody named
ASSAULT          | - -> -                       | -  | 18 | - | an attack of which no side is told
MOBILIZE/troops  | military -> -                | -  | 15 | Change to group/activity | troops move
MOBILIZE/police  | police -> -                  | -  | 15 | Change to group/activity | police on alert
RETREAT/ceasefire| - -> -                       | -  | 08 | Agreement | a truce
RETREAT/withdraw | military -> -                | -  | 08 | Change to group/activity | troops leave
RETREAT/withdraw | military -> insurgents | territory | 08 | Non-violent transfer of territory | a town left to rebels
RETREAT/release  | insurgents -> military       | -  | 08 | Agreement | prisoners exchanged
RETREAT/release  | police -> opposition         | -  | 08 | - | set free by an office
RETREAT/disarm   | insurgents -> government     | -  | 08 | Agreement | a surrender
RETREAT/disarm   | paramilitary -> -            | -  | 08 | Change to group/activity | a group lays down its arms
RETREAT/resign   | government -> -              | -  | 08 | - | a minister resigns
CONSULT          | government government -> -   | -  | 04 | - | states meet
CONSULT          | insurgents government -> -   | -  | 04 | Agreement | peace talks
AGREE            | government -> insurgents     | -  | 03 | Agreement | terms with rebels
AGREE            | government -> igo            | -  | 03 | - | a promise
SUPPORT          | government -> opposition     | -  | 05 | - | words
CONCEDE          | government -> protesters     | -  | 08 | - | words
COOPERATE        | military -> military         | -  | 06 | - | joint manoeuvres
AID              | ngo -> refugees              | -  | 07 | - | help
AID              | military -> government | peacekeeping | 07 | Change to group/activity | troops come to help
REQUEST/assist   | government -> igo            | -  | 02 | - | asking for help
REQUEST/change   | protesters -> government     | -  | 10 | - | demanding a reform
REQUEST          | opposition -> government     | -  | 10 | - | a demand of which no kind is told
ACCUSE/investigate| judiciary -> police         | -  | 09 | - | an investigation
ACCUSE/allege    | government -> government     | -  | 11 | - | blame
REJECT/meet      | government -> government     | -  | 12 | - | a refusal
THREATEN/violence| government -> protesters     | -  | 13 | - | an order to shoot made public
SANCTION/convict | judiciary -> opposition      | -  | 11 | - | found guilty
SANCTION/expel   | government -> diplomats      | -  | 16 | - | envoys sent home
SANCTION/discontinue| government -> government  | -  | 16 | - | arms exports stopped
"""


def nothing(text: str) -> str | None:
    return None if text == "-" else text


def case(line: str) -> tuple[Coded, str | None, str | None, str]:
    coded, sides, about, root, sub, why = (part.strip() for part in line.split("|"))
    event_type, _, mode = coded.partition("/")
    actors, recipients = (frozenset(side.split()) - {"-"} for side in sides.split("->"))
    given_contexts = frozenset(about.split()) - {"-"}
    return (
        Coded(event_type, mode or None, "actual", actors, recipients, given_contexts),
        nothing(root),
        nothing(sub),
        why,
    )


TABLE = [case(line) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("event", "root", "sub", "why"), TABLE, ids=[f"{c[0].event_type}: {c[3]}" for c in TABLE])
def test_cases(event: Coded, root: str | None, sub: str | None, why: str) -> None:
    found = acled(event)
    assert (cameo(event), found and found.sub_event_type) == (root, sub), why
    assert found is None or found.sub_event_type in acled_types()[found.event_type]


def test_the_table_speaks_of_every_type_and_of_most_codes() -> None:
    """Single events never say that land changed hands in a battle, or that a base was set up or a grenade thrown."""
    assert {event.event_type for event, *_ in TABLE} == event_types().keys()
    assert cameo_codes().keys() - {root for _, root, *_ in TABLE} == {"01"}
    assert {sub for subs in acled_types().values() for sub in subs} - {sub for *_, sub, _ in TABLE} == {
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Grenade",
        "Headquarters or base established",
    }


# ------------------------------------------------------------ what holds of all


@pytest.mark.parametrize(("event_type", "mode"), KINDS)
def test_every_type_and_mode_has_an_answer_and_a_reason(event_type: str, mode: str | None) -> None:
    for modality in MODALITIES:
        event = Coded(event_type, mode, modality)
        assert cameo_rule(event).why
        assert acled_rule(event).why
        assert (cameo(event) is None) == (cameo_rule(event).code == "none")
    assert cameo(Coded(event_type, mode)) in cameo_codes()


SECTOR_SETS = st.frozensets(st.sampled_from(sorted(sectors())), max_size=3)
ANY = st.builds(
    lambda kind, *rest: Coded(*kind, *rest),
    st.sampled_from(KINDS),
    st.sampled_from(MODALITIES),
    SECTOR_SETS,
    SECTOR_SETS,
    st.frozensets(st.sampled_from(sorted(contexts())), max_size=3),
)


@given(ANY)
def test_whatever_is_coded_has_codes_that_exist_or_none(event: Coded) -> None:
    assert cameo(event) in {*cameo_codes(), None}
    assert acled(event) in {*CODES, None}
    if event.modality != "actual":
        assert acled(event) is None
    if event_types()[event.event_type].words and event.event_type != "AGREE":
        assert acled(event) is None


@pytest.mark.parametrize("modality", ["negated", "hypothetical"])
@pytest.mark.parametrize(("event_type", "mode"), KINDS)
def test_what_did_not_happen_has_no_code(event_type: str, mode: str | None, modality: str) -> None:
    assert cameo(Coded(event_type, mode, modality)) is None


def test_what_is_announced_is_an_intent_if_it_is_friendly() -> None:
    found = {name: cameo(Coded(name, None, "future")) for name in event_types()}
    for name, kind in event_types().items():
        assert found[name] == ("03" if kind.quad.endswith("cooperation") else None), name


SOME = ["government", "police", "military", "insurgents", "criminals", "protesters", "rioters", "civilians"]


def witnesses(rule: Rule) -> Iterator[Coded]:
    """Events of which the rule's own conditions hold, one sector a side and one context."""

    def people(wanted: tuple[str, ...]) -> list[frozenset[str]]:
        named = [s for s in sectors() if not wanted or s in wanted or sectors()[s].side in wanted]
        few = [frozenset({s}) for s in named if s in SOME or s in wanted]
        return [*([NOBODY] if not wanted or "none" in wanted else []), *few]

    def pairs() -> list[frozenset[str]]:
        one, other = rule.together or ((), ())
        return [a | b for a in people(one) if a for b in people(other) if b and a != b]

    actors = pairs() if rule.together else people(rule.actor)
    recipients = [NOBODY] if rule.together else people(rule.recipient)
    about = [frozenset({c}) for c in rule.context] or [NOBODY]
    for name in rule.type or event_types():
        modes = [None if m == "none" else m for m in rule.mode] or [None, *event_types()[name].modes]
        for parts in product(modes, rule.modality or ["actual"], actors, recipients, about):
            yield Coded(name, *parts)


@pytest.mark.parametrize(("book", "find"), [("cameo", cameo_rule), ("acled", acled_rule)])
def test_every_rule_decides_something(book: str, find: Callable[[Coded], Rule]) -> None:
    for number, rule in enumerate(getattr(CROSSWALKS._file(), book).rule, start=1):
        assert any(find(event) is rule for event in witnesses(rule)), f"{book}.rule {number}: {rule.why}"


# ------------------------------------------------------------------ precedence


def test_acled_has_six_types_and_twenty_five_sub_types() -> None:
    assert list(acled_types()) == [
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    ]  # fmt: skip
    assert len(CODES) == len({code.sub_event_type for code in CODES}) == 25


def code(sub: str) -> Acled:
    return next(each for each in CODES if each.sub_event_type == sub)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Armed clash", "Air/drone strike"),
        ("Armed clash", "Attack"),
        ("Government regains territory", "Armed clash"),
        ("Air/drone strike", "Shelling/artillery/missile attack"),
        ("Remote explosive/landmine/IED", "Attack"),
        ("Attack", "Abduction/forced disappearance"),
        ("Violent demonstration", "Peaceful protest"),
        ("Violent demonstration", "Protest with intervention"),
        ("Protest with intervention", "Peaceful protest"),
        ("Excessive force against protesters", "Peaceful protest"),
        ("Excessive force against protesters", "Remote explosive/landmine/IED"),
        ("Mob violence", "Looting/property destruction"),
        ("Protest with intervention", "Arrests"),
        ("Agreement", "Other"),
    ],
)
def test_of_two_that_hold_one_counts(first: str, second: str) -> None:
    assert acled_precedence([code(second), None, code(first)]) == code(first)


def test_nothing_precedes_nothing() -> None:
    assert acled_precedence([]) is None
    assert acled_precedence([None]) is None


SOME_CODES = st.lists(st.sampled_from(CODES), min_size=1)


@given(SOME_CODES, SOME_CODES, st.randoms())
def test_precedence_asks_neither_for_order_nor_for_number(some: list[Acled], more: list[Acled], chance: object) -> None:
    shuffled = [*some, *more, *some]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = acled_precedence(shuffled)
    assert found in shuffled
    assert found == acled_precedence([acled_precedence(some), acled_precedence(more)])


@given(*[st.sampled_from(CODES)] * 3)
def test_precedence_is_a_total_order(a: Acled, b: Acled, c: Acled) -> None:
    def before(one: Acled, other: Acled) -> bool:
        return acled_precedence([one, other]) == one

    assert before(a, b) or before(b, a)
    assert (before(a, b) and before(b, a)) == (a == b)
    assert before(a, c) or not (before(a, b) and before(b, c))


# -------------------------------------------------------------- what is wrong

FILE = """
[cameo.codes]
"01" = "All"
[[cameo.rule]]
code = "01"
why = "There is one code."
[acled.types]
"Storms" = ["Gale", "Breeze"]
[acled]
precedence = ["Gale", "Breeze"]
[[acled.rule]]
code = "Gale"
type = ["PROTEST"]
mode = ["riot"]
actor = ["crowd"]
together = [["police"], ["armed"]]
context = ["cyber"]
why = "It blows."
[[acled.rule]]
code = "none"
why = "It does not blow."
"""
Put = Callable[[str], None]


def forget() -> None:
    """Empties what the loader remembers."""
    for loader in (CROSSWALKS._file, CROSSWALKS._acled, CROSSWALKS._by_type):
        loader.cache_clear()


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Writes the file anew, where only this test sees it."""
    monkeypatch.setattr(CROSSWALKS, "PATH", tmp_path / "crosswalks.toml")

    def write(contents: str) -> None:
        (tmp_path / "crosswalks.toml").write_text(contents, encoding="utf-8")
        forget()

    yield write
    forget()


def test_crosswalks_of_one_s_own(put: Put) -> None:
    put(FILE.replace('together = [["police"], ["armed"]]\n', ""))
    event = Coded("PROTEST", "riot", "actual", frozenset({"rioters"}), NOBODY, frozenset({"cyber", "crime"}))
    assert acled(event) == Acled("Storms", "Gale")
    assert acled(event._replace(contexts=NOBODY)) is None
    assert cameo(event) == "01"


@pytest.mark.parametrize(
    ("line", "instead", "why"),
    [
        ('code = "01"', 'code = "02"', "cameo.rule 1 (02): '02' is no code. Choose 01, none"),
        ('code = "Gale"', 'code = "Fog"', "acled.rule 1 (Fog): 'Fog' is no code. Choose Gale, Breeze, none"),
        ('why = "It blows."', 'why = ""', "acled.rule 1 (Gale): it does not say why"),
        ('why = "It blows."', "", "missing required field `why`"),
        ('type = ["PROTEST"]', 'type = ["GREET"]', "acled.rule 1 (Gale): 'GREET' is no type"),
        ('type = ["PROTEST"]', "", "acled.rule 1 (Gale): a mode without a type. Add type"),
        ('mode = ["riot"]', 'mode = ["arrest"]', "'arrest' is no mode of PROTEST. Choose demo, riot"),
        ('mode = ["riot"]', 'modality = ["past"]', "'past' is no modality. Choose actual, future"),
        ('actor = ["crowd"]', 'actor = ["choir"]', "'choir' is no sector. Choose state, forces"),
        ('actor = ["crowd"]', 'recipient = ["choir"]', "'choir' is no sector"),
        ('[["police"], ["armed"]]', '[["police"], ["none"]]', "'none' is no sector"),
        ('[["police"], ["armed"]]', '[["police"]]', "length"),
        ('context = ["cyber"]', 'context = ["sport"]', "'sport' is no context. Choose military"),
        ('context = ["cyber"]', 'place = ["sea"]', "unknown field `place`"),
        (
            'precedence = ["Gale", "Breeze"]',
            'precedence = ["Gale"]',
            "acled.precedence: it is no order of the sub-types",
        ),
        ('"Storms" = ["Gale", "Breeze"]', '"Storms" = ["Gale", "Gale"]', "acled.types: a sub-type stands there twice"),
        ('code = "none"\n', 'code = "none"\ntype = ["AID"]\n', "acled: nothing may fit ACCUSE, AGREE, ASSAULT"),
        ("[cameo.codes]", "[cameo.codes", "crosswalks.toml: "),
    ],
)
def test_rules_that_do_not_hold_together(put: Put, line: str, instead: str, why: str) -> None:
    assert line in FILE
    put(FILE.replace(line, instead))
    with pytest.raises(PackError) as raised:
        acled(Coded("AID"))
    assert why in str(raised.value)
    assert "crosswalks.toml" in raised.value.place
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Coded("GREET"), "GREET is no type of event"),
        (Coded("AID", "visit"), "'visit' is no mode of AID"),
        (Coded("AID", None, "past"), "'past' is no modality"),
        (Coded("AID", None, "actual", frozenset({"choir"})), "'choir' is no sector"),
        (Coded("AID", None, "actual", NOBODY, frozenset({"armed"})), "'armed' is no sector"),
        (Coded("AID", contexts=frozenset({"sport"})), "'sport' is no context"),
    ],
)
def test_an_event_of_words_that_no_file_knows(event: Coded, why: str) -> None:
    for find in (cameo, acled):
        with pytest.raises(PackError, match=why):
            find(event)
