"""Lexicons of events: what a file of triggers says, and what is refused, with its place and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kronika.errors import PackError
from kronika.languages.triggers import Companion, Slot, Trigger, load_triggers

NEGATION = "ne"
HEADER = "[arrest | actor: subject | recipient: object]\n"


def lexicon(folder: Path, lines: str, kind: str = "coerce") -> Path:
    """The lexicon of a type with these lines."""
    path = folder / "events" / kind / "triggers.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines, encoding="utf-8")
    return path


def loaded(folder: Path, lines: str) -> list[Trigger]:
    return load_triggers(lexicon(folder, lines), NEGATION)


def only(folder: Path, entry: str, header: str = HEADER) -> Trigger:
    """The trigger of one entry."""
    [trigger] = loaded(folder, header + entry)
    return trigger


# ----------------------------------------------------------------- sections


def test_a_trigger_has_type_mode_and_roles_of_its_section_and_its_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"# people\n\n{HEADER}taluk, taluk zor  # both\n\n[- | actor: genitive]\nmor\n")
    path = tmp_path / "events" / "coerce" / "triggers.txt"
    roles = (("actor", Slot("subject")), ("recipient", Slot("object")))
    assert [(t.text, t.event_type, t.mode, t.roles, t.place) for t in found] == [
        ("taluk", "COERCE", "arrest", roles, f"{path}:4"),
        ("taluk zor", "COERCE", "arrest", roles, f"{path}:4"),
        ("mor", "COERCE", None, (("actor", Slot("genitive")),), f"{path}:7"),
    ]
    assert [t.name for t in found] == ["COERCE/arrest: taluk", "COERCE/arrest: taluk zor", "COERCE: mor"]


def test_a_section_without_roles_has_triggers_without_participants(tmp_path: Path) -> None:
    assert only(tmp_path, "taluk", "[-]\n").roles == ()


def test_what_tells_nothing_is_a_mode_of_every_type(tmp_path: Path) -> None:
    assert only(tmp_path, "taluk", "[nothing]\n").mode == "nothing"


def test_an_empty_lexicon_has_no_triggers(tmp_path: Path) -> None:
    assert loaded(tmp_path, "# nothing yet\n\n") == []


# -------------------------------------------------------------------- slots


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("subject", Slot("subject")),
        ("clause", Slot("clause")),
        ("object?person", Slot("object", fit="person")),
        ("object!person", Slot("object", fit="person", required=True)),
        ("speaker!", Slot("speaker", required=True)),
        ("øl+gen", Slot("øl", "Gen")),
        ("øk+dat", Slot("øk", "Dat")),
        ("øk+acc?place", Slot("øk", "Acc", "place")),
        ("øl+ins!troops", Slot("øl", "Ins", "troops", required=True)),
        ("øl+loc!do-help", Slot("øl", "Loc", "do-help", required=True)),
    ],
)
def test_slots_with_their_case_and_mark(tmp_path: Path, text: str, slot: Slot) -> None:
    assert only(tmp_path, "taluk", f"[- | recipient: {text}]\n").roles == (("recipient", slot),)


def test_a_role_has_slots_parted_by_commas_in_their_order(tmp_path: Path) -> None:
    roles = only(tmp_path, "taluk", "[- | actor: subject , øl+gen | need: clause!]\n").roles
    assert roles == (
        ("actor", Slot("subject")),
        ("actor", Slot("øl", "Gen")),
        ("need", Slot("clause", required=True)),
    )


@pytest.mark.parametrize(("slot", "mandatory"), [("speaker!", True), ("speaker", False), ("subject!", False)])
def test_only_a_required_speaker_makes_it_an_act_of_words_alone(tmp_path: Path, slot: str, mandatory: bool) -> None:
    assert only(tmp_path, "taluk", f"[- | actor: {slot}]\n").mandatory_speaker == mandatory


# ----------------------------------------------------------------- triggers


def test_companions_are_lemmas_behind_prepositions_lists_and_choices(tmp_path: Path) -> None:
    trigger = only(tmp_path, "taluk Zor|vek øl+mor|<pel> <trez>")
    assert (trigger.text, trigger.head) == ("taluk Zor|vek øl+mor|<pel> <trez>", "taluk")
    assert trigger.companions == (
        Companion(None, frozenset({"zor", "vek"})),
        Companion("øl", frozenset({"mor"}), ("pel",)),
        Companion(None, frozenset(), ("trez",)),
    )


def test_a_choice_of_heads_is_a_trigger_for_each_with_one_name(tmp_path: Path) -> None:
    found = loaded(tmp_path, f"{HEADER}Taluk|trizok zor\n")
    assert [(t.head, t.name) for t in found] == [
        ("taluk", "COERCE/arrest: Taluk|trizok zor"),
        ("trizok", "COERCE/arrest: Taluk|trizok zor"),
    ]


def test_the_negation_before_a_head_belongs_to_the_meaning(tmp_path: Path) -> None:
    negated, inside, plain = loaded(tmp_path, f"{HEADER}ne taluk, taluk ne, nes taluk")
    assert (negated.negated, negated.head, negated.companions) == (True, "taluk", ())
    assert (inside.negated, inside.head) == (False, "taluk")
    assert (plain.negated, plain.head) == (False, "nes")


def test_a_trigger_weighs_what_it_asks_for(tmp_path: Path) -> None:
    entries = "taluk, taluk zor, ne taluk, ne taluk zor øl+mor"
    found = loaded(tmp_path, f"{HEADER}{entries}\n[- | recipient: object!person, object!place]\ntaluk")
    assert [t.weight for t in found] == [0, 2, 2, 6, 1]


# -------------------------------------------------------------------- errors

SPOILT = [
    pytest.param("taluk\n", 1, "expected", "Open a section above it", id="no-section"),
    pytest.param("\n# x\ntaluk\n", 3, "expected", "Open a section above it", id="no-section-third-line"),
    pytest.param("[arrest | actor: subject\n", 1, "expected", r"Close the section with \]", id="not-closed"),
    pytest.param("[arest]\n", 1, "COERCE has no mode 'arest'", "Write -, nothing or one of .*arrest", id="mode"),
    pytest.param("[]\n", 1, "COERCE has no mode ''", "Write -", id="empty-mode"),
    pytest.param("[- | who: subject]\n", 1, "cannot read 'who: subject'", "Write one of actor, recipient", id="role"),
    pytest.param("[- | actor]\n", 1, "cannot read 'actor'", "a colon and slots", id="colon"),
    pytest.param("[- | actor: agent]\n", 1, "no slot 'agent'", r"Write subject, .*preposition\+case", id="way"),
    pytest.param("[- | actor: øl+voc]\n", 1, r"no slot 'øl\+voc'", "one of gen, dat, acc, ins, loc", id="case"),
    pytest.param("[- | actor: ]\n", 1, "no slot ''", "Write subject", id="empty-slot"),
    pytest.param("[- | actor: subject,]\n", 1, "no slot ''", "Write subject", id="comma-in-slots"),
    pytest.param(f"{HEADER}taluk,\n", 2, "no head in ''", "Begin a trigger", id="comma"),
    pytest.param(f"{HEADER}ne\n", 2, "no head in 'ne'", "lemma of its head", id="only-negation"),
    pytest.param(f"{HEADER}taluk\nøl+mor zor\n", 3, r"no head in 'øl\+mor zor'", "Begin", id="preposition"),
    pytest.param(f"{HEADER}<pel> zor\n", 2, "no head in '<pel> zor'", "Begin", id="list-as-head"),
]


@pytest.mark.parametrize(("lines", "number", "problem", "remedy"), SPOILT)
def test_what_cannot_be_read_is_refused_with_file_line_and_remedy(
    tmp_path: Path, lines: str, number: int, problem: str, remedy: str
) -> None:
    path = lexicon(tmp_path, lines)
    with pytest.raises(PackError) as error:
        load_triggers(path, NEGATION)
    assert str(error.value).startswith(f"{path}:{number}: ")
    assert re.search(problem, str(error.value))
    assert re.search(remedy, error.value.remedy)


def test_a_folder_that_is_no_type_is_refused(tmp_path: Path) -> None:
    path = lexicon(tmp_path, HEADER, kind="party")
    with pytest.raises(PackError) as error:
        load_triggers(path, NEGATION)
    assert str(error.value).startswith(f"{path.parent}: is no type of event")
    assert "COERCE" in error.value.remedy
