"""Events of sentences: who does what to whom in every voice, and what is told but did not happen."""

from __future__ import annotations

import pytest

import told_events
from kronika.records import EventRow, Linked
from told_events import Linker, lines

ARREST = "COERCE/arrest policja > działacze"
NOBODY_ARRESTS = "COERCE/arrest - > działacze"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return told_events.linker()


def open_defect(*values: object, reason: str) -> object:
    """A case that is not as it should be yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


def only(found: Linked) -> EventRow:
    [row] = found.events
    return row


# ------------------------------------------------------------------- voices


@pytest.mark.parametrize(
    ("sentence", "form", "told", "event"),
    [
        ("Policja zatrzymała działaczy.", "active", True, ARREST),
        ("Działacze zostali zatrzymani przez policję.", "passive", True, ARREST),
        ("Działacze zostali zatrzymani.", "passive", True, NOBODY_ARRESTS),
        ("Działaczy zatrzymano.", "impersonal", True, NOBODY_ARRESTS),
        ("Doszło do zatrzymania działaczy.", "gerund", True, NOBODY_ARRESTS),
        ("Po zatrzymaniu działaczy otwarto sklepy.", "gerund", False, NOBODY_ARRESTS),
        ("Zatrzymani przez policję działacze milczą.", "passive participle", False, ARREST),
        ("Policjanci, którzy zatrzymali działaczy, zniknęli.", "active", True, "COERCE/arrest policjanci > działacze"),
        ("Działacze, których zatrzymała policja, milczą.", "active", True, ARREST),
        ("Demonstranci zostali ostrzelani przez policję.", "passive", True,
         "ASSAULT/heavy-weapons policja > demonstranci"),
        open_defect("Po zatrzymaniu działaczy przez policję miasto ucichło.", "gerund", False, ARREST,
                    reason="the model hangs the next subject on `przez policję`"),
        open_defect("Jan Kos został w środę zatrzymany przez policję.", "passive", True,
                    "COERCE/arrest policja > Jan Kos", reason="words between the auxiliary and the participle"),
    ],
)  # fmt: skip
def test_every_voice_tells_who_and_whom(linker: Linker, sentence: str, form: str, told: bool, event: str) -> None:
    found = linker(sentence)
    assert lines(found) == [event]
    assert (only(found).form, only(found).told) == (form, told)


# ------------------------------------------------------------- coordination


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("Policja zatrzymała i pobiła działaczy.", [ARREST, "ASSAULT/beat policja > działacze"]),
        ("Policja zatrzymała działaczy i pobiła studentów.", [ARREST, "ASSAULT/beat policja > studenci"]),
        ("Prezydent zdymisjonował, a potem aresztował ministra obrony.",
         ["SANCTION/expel prezydent > minister obrony", "COERCE/arrest prezydent > minister obrony"]),
        ("Zdymisjonowano, a potem aresztowano szefa wywiadu.",
         ["SANCTION/expel - > szef wywiadu", "COERCE/arrest - > szef wywiadu"]),
        ("Związkowcy i studenci zablokowali drogę.", ["PROTEST/obstruct związkowcy; studenci > -"]),
        ("Jan Kos i Ewa Kruk podali się do dymisji.", ["RETREAT/resign Jan Kos; Ewa Kruk > -"]),
        ("Rząd rozpoczął rozmowy z opozycją.", ["CONSULT rząd; opozycja > -"]),
        ("Demonstranci starli się z policją.", ["ASSAULT policja; demonstranci > -"]),
        open_defect("Doszło do starć demonstrantów z policją.", ["ASSAULT demonstranci; policja > -"],
                    reason="a preposition below the genitive of a noun"),
    ],
)  # fmt: skip
def test_joined_verbs_share_their_people_and_joined_people_their_verb(
    linker: Linker, sentence: str, events: list[str]
) -> None:
    assert lines(linker(sentence)) == events


# --------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Policja zatrzymała w środę działaczy.", [("2031-04-30", "2031-04-30", "on")]),
        ("W środę policja zatrzymała działaczy i pobiła studentów.", [("2031-04-30", "2031-04-30", "on")] * 2),
        ("W środę zdymisjonowano, a potem aresztowano szefa wywiadu.",
         [("2031-04-30", "2031-04-30", "on"), ("2031-04-30", None, "after")]),
        ("Od środy w Gdyni trwa strajk.", [("2031-04-30", "2031-05-04", "since")]),
        ("Policja zatrzymała działaczy.", [(None, None, None)]),
        ("W środę wrócił minister, a policja zatrzymała działaczy.", [(None, None, None)]),
        ("Sąd uniewinnił Jana Kosa, aresztowanego w 2010 r. za korupcję.", [(None, None, None)]),
        ("Prezydent ułaskawił nauczycielkę Ewę Kruk skazaną w 2010 r. na dożywocie.",
         [(None, None, None), ("2010-01-01", "2010-12-31", "on")]),
        ("Prezydent ułaskawił nauczycielkę Ewę Kruk, skazaną w 2010 r. na dożywocie.",
         [(None, None, None), ("2010-01-01", "2010-12-31", "on")]),
        ("Prezydent ułaskawił skazanego w 2010 r. generała Kosa.", [(None, None, None)]),
        ("W środę sąd uwolnił skazanego w 2010 r. dziennikarza.", [("2031-04-30", "2031-04-30", "on")]),
        ("Zatrzymani w środę działacze zostali zwolnieni.", [(None, None, None)]),
    ],
)  # fmt: skip
def test_a_day_binds_its_own_verb(
    linker: Linker, sentence: str, days: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert [(row.earliest, row.latest, row.when_rule) for row in linker(sentence).events] == days


# ---------------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Prezydent Ewa Kruk wróciła z urlopu. Zdymisjonowała ministra obrony.",
         "SANCTION/expel Ewa Kruk > minister obrony"),
        ("Minister Jan Kos zachorował. W piątek zrezygnował ze stanowiska.", "RETREAT/resign Jan Kos > -"),
        ("Jan Kos oświadczył, że nie poda się do dymisji.", "REJECT/yield Jan Kos > -"),
        open_defect("Minister Jan Kos zachorował. Potem podał się do dymisji.", "RETREAT/resign Jan Kos > -",
                    reason="the left-out subject of a reflexive verb"),
        ("„Popieramy strajk” – powiedziała Ewa Kruk.", "SUPPORT Ewa Kruk > -"),
        ("„Żądamy dymisji rządu” – powiedziała Ewa Kruk.", "REQUEST/yield Ewa Kruk > rząd"),
        ("„To prowokacja opozycji” – powiedział Jan Kos.", "ACCUSE/allege Jan Kos > opozycja"),
    ],
)  # fmt: skip
def test_whoever_is_left_out_or_speaks(linker: Linker, text: str, event: str) -> None:
    assert lines(linker(text)) == [event]


@pytest.mark.parametrize("sentence", ["Była to prowokacja opozycji.", "Odpowiemy siłą.", "To hańba."])
def test_what_needs_a_speaker_tells_nothing_in_words_of_nobody(linker: Linker, sentence: str) -> None:
    assert lines(linker(sentence)) == []
    assert [row.statement is not None for row in linker(f"„{sentence[:-1]}” – powiedział Jan Kos.").events] == [True]


SOME = "some of many are told by a numeral that the class of people does not know"


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Policja zatrzymała część działaczy.", ARREST),
        ("Policja zatrzymała większość działaczy.", ARREST),
        ("Policja zatrzymała połowę działaczy.", ARREST),
        ("Policja zatrzymała 12 działaczy.", ARREST),
        open_defect("Policja zatrzymała setki studentów.", "COERCE/arrest policja > studenci", reason=SOME),
        open_defect("Aresztowano tysiące studentów.", "COERCE/arrest - > studenci", reason=SOME),
        ("Policja zatrzymała 300 osób.", "COERCE/arrest policja > -"),
        ("Policja zatrzymała mężczyznę.", "COERCE/arrest policja > -"),
        ("Ktoś zatrzymał działaczy.", NOBODY_ARRESTS),
    ],
)
def test_some_of_a_group_are_the_group_and_people_at_large_are_nobody(
    linker: Linker, sentence: str, event: str
) -> None:
    assert lines(linker(sentence)) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Rosyjskie wojska zaatakowały Ukrainę.", "ASSAULT Rosja > Ukraina"),
        ("Wojska rosyjskie ostrzelały Charków.", "ASSAULT/heavy-weapons Rosja > Charków"),
        ("Żołnierze NATO ostrzelali Charków.", "ASSAULT/heavy-weapons NATO > Charków"),
        ("Żołnierze ostrzelali Charków.", "ASSAULT/heavy-weapons żołnierze > Charków"),
        ("Do Kazachstanu wysłano rosyjskie wojska.", "MOBILIZE/troops Rosja > Kazachstan"),
        ("Kazachski rząd podał się do dymisji.", "RETREAT/resign rząd Kazachstanu > -"),
        ("Rząd podał się do dymisji. Kazachstan milczy.", "RETREAT/resign rząd Kazachstanu > -"),
        ("Rosyjska inwazja na Ukrainę rozpoczęła się w środę.", "ASSAULT Rosja > Ukraina"),
        ("Amerykański nalot na Irak trwał godzinę.", "ASSAULT/heavy-weapons Stany Zjednoczone > Irak"),
        ("W Pradze wybuchły antyrosyjskie protesty.", "PROTEST/demo - > Rosja"),
        ("W stolicy wybuchły antyrządowe protesty.", "PROTEST/demo - > rząd"),
    ],
)
def test_whose_troops_bodies_and_attacks_they_are(linker: Linker, text: str, event: str) -> None:
    assert lines(linker(text)) == [event]


def test_everybody_has_a_sector_that_is_known(linker: Linker) -> None:
    found = only(linker("Rosyjskie wojska zaatakowały demonstrantów."))
    assert found.sector == {"Rosja": "military", "demonstranci": "protesters"}
    assert [(p.role, p.slot, p.text) for p in found.participants] == [
        ("actor", "subject", "Rosyjskie wojska"),
        ("recipient", "object", "demonstrantów"),
    ]


# ---------------------------------------------- light verbs, nested triggers


@pytest.mark.parametrize(
    ("sentence", "text", "event"),
    [
        ("Odbył się protest górników.", "Odbył się protest", "PROTEST/demo górnicy > -"),
        ("Górnicy przeprowadzili strajk.", "przeprowadzili strajk", "PROTEST/strike górnicy > -"),
        ("W mieście doszło do starć.", "doszło do starć", "ASSAULT - > -"),
        ("Policja przeprowadziła obławę.", "przeprowadziła obławę", "COERCE policja > -"),
        ("Wojsko dokonało aresztowania ministra.", "dokonało aresztowania", "COERCE/arrest wojsko > minister"),
        ("Minister podał się do dymisji.", "podał się do dymisji", "RETREAT/resign minister > -"),
        open_defect("Podał się do dymisji Jan Kos.", "Podał się do dymisji", "RETREAT/resign Jan Kos > -",
                    reason="the model hangs a subject behind the trigger on its last word"),
    ],
)  # fmt: skip
def test_a_light_verb_tells_its_noun(linker: Linker, sentence: str, text: str, event: str) -> None:
    found = only(linker(sentence))
    assert (found.text, told_events.line(found)) == (text, event)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Opozycja zagroziła strajkiem.", "THREATEN opozycja > -"),
        ("Orwenia zagroziła Kastelii atakiem.", "THREATEN/violence Orwenia > Kastelia"),
        ("Rolnicy protestowali przeciwko wysłaniu wojsk na granicę.", "PROTEST/demo rolnicy > -"),
        ("Opozycja zażądała dymisji rządu.", "REQUEST/yield opozycja > rząd"),
        ("Orwenia oskarżyła Kastelię o ostrzelanie szpitala.", "ACCUSE/allege Orwenia > Kastelia"),
        ("Rada potępiła atak wojsk rosyjskich na szpital.", "ACCUSE/disapprove Rada > Rosja"),
    ],
)
def test_what_stands_in_the_words_of_another_trigger_is_no_event(linker: Linker, sentence: str, event: str) -> None:
    assert lines(linker(sentence)) == [event]


# ----------------------------------------------------------------- modality


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Policja zatrzyma działaczy.", "future"),
        ("Policja zamierza zatrzymać działaczy.", "future"),
        ("Policja planuje zatrzymanie działaczy.", "future"),
        ("Policja ma zatrzymać działaczy.", "future"),
        ("Policja może zatrzymać działaczy.", "hypothetical"),
        ("Policja zatrzymałaby działaczy.", "hypothetical"),
        ("Policja rozważa zatrzymanie działaczy.", "hypothetical"),
        ("Policja prawdopodobnie zatrzyma działaczy.", "hypothetical"),
        ("Policja nie zatrzymała działaczy.", "negated"),
        ("Nie zatrzymano działaczy.", "negated"),
        ("Nie doszło do zatrzymania działaczy.", "negated"),
        ("Policja zdołała zatrzymać działaczy.", "actual"),
    ],
)
def test_modality(linker: Linker, sentence: str, modality: str) -> None:
    assert only(linker(sentence)).modality == modality


@pytest.mark.parametrize(
    "sentence",
    [
        "Jeśli policja zatrzyma działaczy, miasto stanie.",
        "Gdyby policja zatrzymała działaczy, miasto by stanęło.",
        "Policja przyjechała, aby zatrzymać działaczy.",
        "Mieszkańcy obawiają się, że policja zatrzyma działaczy.",
        "Mieszkańcy boją się ataku.",
        "Policja chce zatrzymać działaczy.",
        "Policja musi zatrzymać działaczy.",
        "Groźba ataku na szpital zniknęła.",
        "Trwają przygotowania do strajku.",
        "Zginęło 12 osób.",
        "Napastnik gospodarzy zaatakował lewym skrzydłem.",
    ],
)
def test_conditions_aims_fears_and_wishes_are_no_events(linker: Linker, sentence: str) -> None:
    assert lines(linker(sentence)) == []


def test_the_aim_of_troops_that_are_moved_is_no_attack(linker: Linker) -> None:
    assert lines(linker("Wojsko wysłało czołgi do ataku na miasto.")) == ["MOBILIZE/troops wojsko > -"]


# ------------------------------------- places, figures, contexts, companions


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("W Gdyni policja zatrzymała działaczy.", ("Gdynia", "sentence")),
        ("W Gdyni i w Gdańsku padało. Policja zatrzymała działaczy.", ("Gdańsk", "before")),
        ("W Gdyni padało.\n\nPolicja zatrzymała działaczy.", ("Gdynia", "report")),
        ("Policja zatrzymała działaczy.", (None, None)),
    ],
)
def test_the_place_is_that_of_the_clause_else_one_told_before(
    linker: Linker, text: str, place: tuple[str | None, str | None]
) -> None:
    found = only(linker(text))
    assert (found.place, found.place_rule) == place


def test_the_numbers_of_the_clause_are_linked(linker: Linker) -> None:
    found = linker("W środę policja zatrzymała 12 działaczy. Rannych jest 40.")
    assert only(found).figures == [figure.id for figure in found.figures if figure.text == "12"]


@pytest.mark.parametrize(
    ("sentence", "contexts"),
    [
        ("Sąd skazał premiera na dwa lata.", ["legal", "executive"]),
        ("Górnicy protestowali przeciwko podwyżkom.", ["economic"]),
        ("Policja zatrzymała działaczy.", []),
    ],
)
def test_contexts_are_told_by_words_of_the_clause(linker: Linker, sentence: str, contexts: list[str]) -> None:
    assert only(linker(sentence)).contexts == contexts


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Wojsko wysłało czołgi na granicę.", "MOBILIZE/troops wojsko > -"),
        ("Demonstranci zaatakowali policjantów.", "ASSAULT demonstranci > policjanci"),
        ("Wojsko zaatakowało miasto po zachodzie słońca.", "ASSAULT wojsko > miasto"),
    ],
)
def test_whoever_does_it_is_an_actor_though_the_trigger_asks_for_such_a_word(
    linker: Linker, sentence: str, event: str
) -> None:
    assert lines(linker(sentence)) == [event]


# ------------------------------------------------------------------ one passage


@pytest.mark.parametrize(
    "sentence",
    [
        "Po katastrofie ruszyło prokuratorskie śledztwo.",
        "W marcu ruszyło federalne śledztwo.",
        "Wczoraj ruszyło niezależne śledztwo w sprawie pożaru.",
    ],
)
def test_a_verb_and_its_noun_in_the_same_words_are_one_event(linker: Linker, sentence: str) -> None:
    found = linker(sentence)
    assert lines(found) == ["ACCUSE/investigate - > -"]
    assert len({row.id for row in found.events}) == 1
