"""Who said what on the command line: what is found, that each statement is told once, and how it reads."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import spoken
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.records import StatementRow
from kronika.showing.matching import holds, written
from kronika.showing.phrases import Phrases
from kronika.showing.statement_groups import Voices
from kronika.showing.statement_lines import MOST_AGAIN, MOST_SHOWN, MOST_UNASKED, WIDTH, lines
from kronika.showing.statement_search import StatementsAnswer, Wanted, answer

ENGLISH = Phrases("en")


def found(articles: set[str] | None = None, tables: dict[str, list[Any]] | None = None, **asked: str) -> list[str]:
    """The ids of the first tellings of what is found, in the order in which they are told."""
    told = answer(Wanted(**asked), tables or spoken.tables(), Knowledge(), articles)
    return [said.first.id for speaker in told.found for said in speaker.statements]


def shown(width: int = WIDTH, language: str = "en", **asked: str) -> str:
    told = answer(Wanted(**asked), spoken.tables(), Knowledge())
    return "\n".join(lines(told, Phrases(language), width))


def many(number: int, **more: Any) -> dict[str, list[Any]]:
    """So many statements of as many speakers."""
    rows = [
        StatementRow(id=f"q{n}", article=f"a{n % 9}", start=n, end=n + 3, text="abc", direct=True,
                     **{"speaker": f"Osoba {n}", **more})
        for n in range(number)
    ]  # fmt: skip
    return {**spoken.tables(), "statements": rows}


# -------------------------------------------------------------------- once


def test_speakers_with_most_come_first_unnamed_sources_behind_and_the_unknown_last() -> None:
    told = answer(Wanted(), spoken.tables(), Knowledge())
    assert [(speaker.name, speaker.unnamed, len(speaker.statements)) for speaker in told.found] == [
        ("Joren Maklavic", False, 2),
        ("Lidia Sommer", False, 1),
        ("Tekla Dornik", False, 1),
        ("anonimowe źródła rządowe", True, 1),
        (None, False, 2),
    ]
    assert (told.counts.statements, told.counts.speakers, told.counts.reports) == (7, 4, 3)


def test_a_statement_is_told_once_with_all_its_tellings() -> None:
    [dornik] = answer(Wanted(speaker="Dornik"), spoken.tables(), Knowledge()).found
    [said] = dornik.statements
    assert [row.id for row in said.tellings] == ["dead", "dead-2", "dead-3"]
    assert (said.earliest, said.latest) == ("2027-05-06", "2027-05-06")
    assert said.reports == ["glos-1", "kurier-2", "zatoka-3"]


def test_one_claim_of_two_speakers_is_a_statement_of_each() -> None:
    assert "shots-not" in found()
    assert found(speaker="anonimowe") == ["shots"]
    [unnamed] = answer(Wanted(speaker="anonimowe"), spoken.tables(), Knowledge()).found
    assert [row.id for row in unnamed.statements[0].others] == ["shots-not"]


def test_days_that_exclude_each_other_are_the_stretch_that_holds_them() -> None:
    first = replace(spoken.rows()[0], said_earliest="2027-05-01", said_latest="2027-05-02")
    again = replace(first, id="x", same_as=first.id, said_earliest="2027-05-05", said_latest="2027-05-06")
    [said] = Voices([]).once([again, first])
    assert said.first is first
    assert (said.earliest, said.latest) == ("2027-05-01", "2027-05-06")


def test_a_speaker_without_an_entity_is_the_one_who_alone_bears_the_name() -> None:
    tables = spoken.tables()
    tables["statements"] = [replace(row, speaker_entity=None) for row in tables["statements"]]
    told = answer(Wanted(), tables, Knowledge()).found
    assert {speaker.name: speaker.entity for speaker in told}["Tekla Dornik"] == spoken.DORNIK
    tables["statements"] = [replace(row, speaker="MAKLAWICZ") for row in tables["statements"][1:2]]
    assert [speaker.name for speaker in answer(Wanted(), tables, Knowledge()).found] == ["Joren Maklavic"]


def test_a_telling_that_points_to_no_row_or_in_a_circle_is_still_told() -> None:
    row = spoken.rows()[0]
    lost = [replace(row, id="x", same_as="gone"), replace(row, id="y", same_as="gone")]
    assert [[r.id for r in said.tellings] for said in Voices([]).once(lost)] == [["x", "y"]]
    circle = [replace(row, id="x", same_as="y"), replace(row, id="y", same_as="x")]
    assert sorted(r.id for said in Voices([]).once(circle) for r in said.tellings) == ["x", "y"]


# ------------------------------------------------------------------ search


@pytest.mark.parametrize("name", ["Dornik", "tekla dornik", "TEKLA"])
def test_a_part_of_a_name_is_enough(name: str) -> None:
    assert found(speaker=name) == ["dead"]


@pytest.mark.parametrize("name", ["Maklawicz", "prezydent", "joren", "Máklavic"])
def test_other_names_and_roles_and_letters_without_marks_are_known(name: str) -> None:
    assert found(speaker=name) == ["shots-not", "shots-never"]


def test_a_speaker_who_is_not_there_is_an_error_with_near_names() -> None:
    with pytest.raises(InputError, match=r"'Dorniak': .*Did you mean Tekla Dornik\?"):
        found(speaker="Dorniak")
    most = "Most is said by Joren Maklavic, Lidia Sommer, Tekla Dornik; 'kronika statements' lists all 4 speakers"
    for far in ("Xyzq", "Sumak", "Dorota"):
        with pytest.raises(InputError, match=most):
            found(speaker=far)
    with pytest.raises(InputError, match="No report of this store names a speaker"):
        found(tables={**spoken.tables(), "statements": []}, speaker="Dornik")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("tłum", ["shots-not", "shots-never", "agreed", "shots"]),
        ("TLUM wojsk", ["shots-not", "shots-never", "agreed", "shots"]),
        ("tłum port", []),
        ("łódź", ["burns"]),
        ("strzelały", ["shots-not", "shots-never", "agreed", "shots"]),
        ("ponad", ["dead"]),
        ("rów", []),
    ],
)
def test_all_words_stand_in_what_is_said_by_their_beginnings(words: str, ids: list[str]) -> None:
    assert found(about=words) == ids


def test_about_finds_who_is_mentioned_inside_by_any_of_their_names() -> None:
    assert found(about="Maklawicz") == ["agreed"]
    assert found(about="joren tłum") == ["agreed"]


@pytest.mark.parametrize(
    ("asked", "there", "one_word"),
    [
        ("praca", "pracy", True),
        ("praca", "pracę", True),
        ("celna", "celnej", True),
        ("piloci", "pilot", True),
        ("unia", "Brak Unii", True),
        ("unii", "Do Unia", True),
        ("gaz", "gazem", True),
        ("gaz", "Gazu brakuje", True),
        ("gazu", "gaz", True),
        ("rząd", "rządowi", True),
        ("wtorek", "wtorku", True),
        ("protest", "protestujących", False),
        ("strajk", "strajkami", True),
        ("GAZPROM", "Od Gazpromu", True),
        ("gaz", "tam Gazprom", False),
        ("gaz", "„Gazprom zapowiada”", False),
        ("gaz", "gazociąg", False),
        ("gaz", "mamy Gazik", False),
        ("gazem", "gaz", True),
        ("gazeta", "gaz", False),
        ("celna", "cel", False),
        ("praca", "pracownik", False),
        ("2021", "2022", False),
        ("15000", "15001", False),
        ("nad", "na", False),
        ("cena", "centrum", False),
    ],
)
def test_forms_of_a_word_are_one_word_and_a_name_that_goes_on_is_another(
    asked: str, there: str, one_word: bool
) -> None:
    assert holds([fold(asked)], [*written(there)]) is one_word


def test_a_name_at_the_beginning_of_a_sentence_is_known_by_its_mention() -> None:
    assert holds(["gaz"], [*written("Gazik jedzie")])
    assert not holds(["gaz"], [*written("„Gazik jedzie", {1})])


def test_about_without_a_word_is_an_error() -> None:
    with pytest.raises(InputError, match="there is no word in it"):
        found(about=" – ")


def test_what_was_said_before_or_after_is_left_out_and_what_may_be_is_not() -> None:
    assert set(found()) - set(found(since="2027-05-07")) == {"dead", "shots-not"}
    assert set(found()) - set(found(until="2027-05-06")) == {"agreed"}
    assert set(found(since="2027-05-06", until="2027-05-06")) == set(found()) - {"agreed"}


@pytest.mark.parametrize(
    "day", ["6.5.2027", "2027-5-6", "2027-02-30", "2027-13", "0000", "2027-", "yesterday", "", "20270506"]
)
def test_what_is_no_day_is_an_error_with_the_way_to_write_one(day: str) -> None:
    with pytest.raises(
        InputError, match=r"--since .*: not a day of the calendar\. Write it as YYYY-MM-DD, YYYY-MM or YYYY"
    ):
        found(since=day)
    with pytest.raises(InputError, match="--until"):
        found(until=day)


def test_a_year_and_a_month_are_all_their_days_and_an_open_end_stays() -> None:
    assert found(since="2027-05") == found(since="2027-05-01")
    assert found(until="2027") == found(until="2027-12-31")
    assert found(since="2027", until="2027") == found()
    assert found(since="2028") == [i for i in found() if i not in ("dead", "shots-not", "shots", "agreed")]
    assert set(found()) - set(found(until="2026")) == {"dead", "agreed"}
    with pytest.raises(InputError, match="--since 2027-06: this is after --until 2027-05"):
        found(since="2027-06", until="2027-05")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"speaker": "Dorniak"}, "w tekstach nie ma wypowiedzi nikogo takiego. Czy chodzi o: Tekla Dornik?"),
        ({"speaker": "Xyzq"}, "Najwięcej mówią: Joren Maklavic, Lidia Sommer, Tekla Dornik; .* wszystkie 4 źródła"),
        ({"since": "maj"}, "--since 'maj': nie ma takiego dnia w kalendarzu. Zapisz go jako RRRR-MM-DD"),
        ({"since": "2028", "until": "2027"}, "to później niż --until 2027. Zamień oba dni"),
        ({"about": "–"}, "nie ma w tym żadnego słowa. Podaj słowa wypowiedzi"),
    ],
)
def test_errors_are_told_in_polish_too(asked: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        answer(Wanted(**asked), spoken.tables(), Knowledge(), None, Phrases("pl"))


def test_days_in_the_wrong_order_are_an_error() -> None:
    with pytest.raises(InputError, match=r"this is after --until 2027-05-05\. Exchange the two days"):
        found(since="2027-05-06", until="2027-05-05")


def test_the_reports_of_a_story_alone() -> None:
    assert found({"zatoka-3"}) == ["dead", "burns", "strike"]
    assert found(set()) == []


def test_an_answer_is_one_object_with_the_rows() -> None:
    told = msgspec.to_builtins(answer(Wanted(about="tłum"), spoken.tables(), Knowledge()))
    assert told["asked"]["about"] == "tłum"
    assert told["counts"] == {"statements": 4, "speakers": 3, "reports": 2}
    assert told["in_all"] == {"statements": 7, "speakers": 4, "reports": 3}
    first = told["found"][0]["statements"][0]
    assert first["first"]["stance"] == "denies"
    assert first["others"][0]["id"] == "shots"


# ------------------------------------------------------------------- lines


def test_a_statement_reads_with_its_day_hands_places_and_differences() -> None:
    assert shown(speaker="Dornik") == (
        "1 statement, 1 speaker, 3 reports\n"
        "\n"
        "Tekla Dornik (1 statement, 3 reports)\n"
        "  2027-05-06\n"
        '    "W porcie zginęło 29 osób"\n'
        '      cue "podała" · glos-1[1:25]\n'
        '      also in kurier-2[32:62] · in the report\'s words · via AKD · 72% alike: "ponad 30" for "29"\n'
        "      also in zatoka-3[1:25] · word for word\n"
        "      3 reports, 3 outlets (1 not known), 2 origins"
    )


def test_a_denial_says_so_before_the_words_and_who_claims_it() -> None:
    told = shown(about="wojsko")
    assert "    denies: wojsko strzelało do tłumu\n" in told
    assert "      on the same claim: anonimowe źródła rządowe · asserts · kurier-2[100:125]\n" in told
    assert "      on the same claim: Joren Maklavic · denies · glos-1[80:105]" in told
    assert "      via Lidia Sommer · kurier-2[180:209]" in told
    assert 'endorses: "Jak powiedział prezydent' in told


def test_unnamed_sources_stand_apart_under_a_heading_and_the_unknown_behind() -> None:
    told = shown().splitlines()
    order = [
        "Tekla Dornik (1 statement, 3 reports)",
        "Sources described, not named:",
        "anonimowe źródła rządowe (1 statement, 1 report)",
        "speaker not told (2 statements, 1 report)",
    ]
    assert sorted(order, key=told.index) == order
    assert "    as possible: strajk potrwa" in told


def test_in_polish_every_word_is_polish_and_goes_with_its_number() -> None:
    told = shown(language="pl")
    assert told.startswith("7 wypowiedzi, 4 źródła, 3 teksty\n")
    assert "Tekla Dornik (1 wypowiedź, 3 teksty)" in told
    assert "zaprzecza: wojsko strzelało do tłumu" in told
    assert "także w kurier-2[32:62] · słowami autora tekstu · za: AKD · zgodność 72%: „ponad 30” zamiast" in told
    assert "od 2027-05-07 do 2027-05-08" in told
    assert "\nŹródła opisane, bez nazwy:\n" in told
    assert Phrases("pl").count("speakers", 22) == "22 źródła"
    assert Phrases("pl").count("statements", 1012) == "1,012 wypowiedzi"


def test_nothing_found_tells_how_much_there_is_and_who_is_near() -> None:
    assert shown(about="deszcz") == (
        "No statement fits. The store holds 7 statements, 4 speakers, 3 reports.\n"
        "Most is said by Joren Maklavic, Lidia Sommer, Tekla Dornik."
    )
    assert shown(speaker="Dornik", about="wojsko").splitlines()[1] == (
        "Of this speak: Joren Maklavic, Lidia Sommer, anonimowe źródła rządowe."
    )
    empty = answer(Wanted(), {**spoken.tables(), "statements": []}, Knowledge())
    assert lines(empty, ENGLISH) == ["The reports hold no statement."]


def test_where_nothing_was_chosen_and_they_are_many_there_is_a_table_of_speakers() -> None:
    tables = many(MOST_UNASKED + 1, said_latest="2027-05-06")
    told = lines(answer(Wanted(), tables, Knowledge()), ENGLISH)
    assert told[2].split() == ["speaker", "statements", "reports", "said"]
    assert told[3].split() == ["Osoba", "0", "1", "1", "2027-05-06"]
    assert len(told) == 3 + MOST_UNASKED + 1 + 2
    assert "--speaker" in told[-1]
    assert "Osoba 7 (1 statement, 1 report)" in lines(answer(Wanted(speaker="Osoba"), tables, Knowledge()), ENGLISH)
    unnamed = lines(answer(Wanted(), many(MOST_UNASKED + 1, unnamed=True), Knowledge()), ENGLISH)
    assert unnamed[2].split() == ["speaker", "statements", "reports"]
    assert unnamed[3] == "sources described, not named:"
    assert re.fullmatch(r"  Osoba 0 +1 +1", unnamed[4])
    since = lines(answer(Wanted(since="2027-05-06"), tables, Knowledge()), ENGLISH)
    assert "Osoba 7 (1 statement, 1 report)" in since
    few = lines(answer(Wanted(), many(MOST_UNASKED), Knowledge()), ENGLISH)
    assert "Osoba 7 (1 statement, 1 report)" in few


def test_more_than_can_be_read_are_cut_and_it_says_so() -> None:
    told = lines(answer(Wanted(about="abc"), many(MOST_SHOWN + 5), Knowledge()), ENGLISH)
    assert sum(line.strip() == '"abc"' for line in told) == MOST_SHOWN
    assert told[-1].startswith("5 more are not shown: choose with --speaker")
    again = [replace(spoken.rows()[0], id=f"x{n}", same_as="dead") for n in range(MOST_AGAIN + 3)]
    tables = {**spoken.tables(), "statements": [spoken.rows()[0], *again]}
    assert "      and 3 more" in lines(answer(Wanted(), tables, Knowledge()), ENGLISH)


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_lines_keep_to_the_width(width: int, language: str) -> None:
    told = shown(width, language).splitlines()
    assert max(map(len, told)) <= width
    assert told == [line.rstrip() for line in told]


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), st.none() | st.text())
def test_any_words_are_told_in_lines_without_control_characters(text: str, cue: str, speaker: str | None) -> None:
    row = StatementRow(id="q", article="a", start=0, end=1, text=text, direct=True, cue=cue, speaker=speaker,
                       relay=[cue], stance=cue, modality=text)  # fmt: skip
    told: StatementsAnswer = answer(Wanted(), {**spoken.tables(), "statements": [row]}, Knowledge())
    for line in lines(told, ENGLISH):
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0x85 for c in line)


def test_the_same_report_again_says_so_and_comes_first() -> None:
    first, _, again = (row for row in spoken.rows() if (row.same_as or row.id) == "dead")
    pulled = replace(first, id="pulled", same_as="dead", start=50)
    told = lines(answer(Wanted(), {**spoken.tables(), "statements": [first, again, pulled]}, Knowledge()), ENGLISH)
    at = told.index("      again in the same report glos-1[50:25] · word for word")
    assert told[at + 1].startswith("      also in zatoka-3")


def test_a_distance_is_the_report_s() -> None:
    row = replace(spoken.rows()[1], stance="distances")
    tables = {**spoken.tables(), "statements": [row]}
    assert "    told with distance: wojsko strzelało do tłumu" in lines(answer(Wanted(), tables, Knowledge()), ENGLISH)
    told = lines(answer(Wanted(), tables, Knowledge()), Phrases("pl"))
    assert "    podane z dystansem: wojsko strzelało do tłumu" in told


def test_words_that_one_telling_has_alone_are_told_as_such() -> None:
    row = spoken.rows()[2]
    [edit] = row.edits
    more, less = replace(edit, kind="added", text=""), replace(edit, kind="lost", other_text="")
    told = ENGLISH.differences(replace(row, edits=[more, less, edit, edit, edit]), spoken.rows()[0])
    differs = 'with "ponad 30"; without "29"; "ponad 30" for "29"; "ponad 30" for "29"; and 1 more'
    assert told.endswith(f"72% alike: {differs}")


def test_a_telling_in_quite_other_words_is_shown_whole() -> None:
    first, row = spoken.rows()[0], spoken.rows()[2]
    [edit] = row.edits
    whole = replace(edit, start=first.start, end=first.end, text=first.text, other_text=row.text)
    told = ENGLISH.differences(replace(row, edits=[whole]), first)
    assert told.endswith('72% alike: there "w porcie zginęło ponad 30 osób"')
