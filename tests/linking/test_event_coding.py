"""The rules of coding: which events give way, which are coded as another act, which are told once."""

from __future__ import annotations

import pytest

import told_events
from kronika.linking.coding import TURN, coded
from kronika.records import EventRow, ParticipantRow
from told_events import Linker, lines


@pytest.fixture(scope="module")
def linker() -> Linker:
    return told_events.linker()


def open_defect(*values: object, reason: str) -> object:
    """A case that is not as it should be yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


def rules(linker: Linker, text: str) -> list[str]:
    return [rule for row in linker(text).events for rule in row.rules]


# -------------------------------------------------------------------- stays


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Kastelia wysłała leki na prośbę Orwenii.", ["AID Kastelia > -", "REQUEST Orwenia > Kastelia"]),
        ("Premier spotkał się z opozycją na prośbę prezydenta.",
         ["CONSULT premier; opozycja > -", "REQUEST prezydent > premier; opozycja"]),
        ("Policja zatrzymała ministra pod zarzutem zdrady.",
         ["COERCE/arrest policja > minister", "ACCUSE/allege - > minister"]),
        ("Opozycja protestowała przeciwko żądaniom rządu.", ["PROTEST/demo opozycja > -"]),
        ("Górnicy zagrozili protestem przeciw zarzutom.", ["THREATEN górnicy > -"]),
        ("Rolnicy protestowali przeciwko wysłaniu wojsk na granicę.", ["PROTEST/demo rolnicy > -"]),
    ],
)  # fmt: skip
def test_what_is_told_on_the_way_of_another_event_stays_and_its_topic_does_not(
    linker: Linker, text: str, events: list[str]
) -> None:
    assert lines(linker(text)) == events


INSIDE = [
    ("MOBILIZE", "ASSAULT", False),
    ("REQUEST", "PROTEST", False),
    ("ASSAULT", "THREATEN", False),
    ("REQUEST", "AID", True),
    ("REQUEST", "MOBILIZE", True),
    ("ACCUSE", "COERCE", True),
    ("ACCUSE", "PROTEST", False),
]


def row(event_type: str, start: int, **more: object) -> EventRow:
    """An event that a clause tells, ten characters long."""
    told = {"id": f"e{start}", "article": "a", "end": start + 10, "text": "x", "modality": "actual"}
    return EventRow(**{**told, "event_type": event_type, "start": start, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("inner", "outer", "stays"), INSIDE)
def test_an_event_in_the_words_of_another_gives_way_unless_the_table_says_so(
    inner: str, outer: str, stays: bool
) -> None:
    rows = [row(outer, 5), row(inner, 40)]
    found = coded(rows, {"e5": None, "e40": 5}, {}, {"e5": 0, "e40": 0})
    assert [r.event_type for r in found] == ([outer, inner] if stays else [outer])


def test_whoever_is_asked_is_the_actor_of_the_event_around_it() -> None:
    helper = ParticipantRow(
        role="actor", name="Kastelia", start=0, end=3, text="x", slot="subject", sector="government"
    )
    rows = [row("AID", 5, actor=["Kastelia"], participants=[helper]), row("REQUEST", 40, actor=["Orwenia"])]
    found = coded(rows, {"e5": None, "e40": 5}, {}, {"e5": 0, "e40": 0})
    assert [(r.actor, r.recipient) for r in found] == [(["Kastelia"], []), (["Orwenia"], ["Kastelia"])]
    assert found[1].sector == {"Kastelia": "government"}


# ---------------------------------------------------------------- gives way


@pytest.mark.parametrize(
    ("convicted", "events"),
    [
        ("Jana Kosa", ["SANCTION/convict sąd > Jan Kos"]),
        ("Adama Nowaka", ["ACCUSE/allege prokurator > Jan Kos", "SANCTION/convict sąd > Adam Nowak"]),
    ],
)
def test_a_charge_gives_way_to_the_conviction_of_the_same_person(
    linker: Linker, convicted: str, events: list[str]
) -> None:
    text = f"Prokurator oskarżył ministra Jana Kosa o korupcję. Sąd skazał {convicted} na dwa lata więzienia."
    assert lines(linker(text)) == events


# ------------------------------------------------------------------ alleged

REPORTING = "an office of words in another case has no sector"
DEED = "ASSAULT żołnierze > działacze"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("„Żołnierze pobili mojego brata” – powiedziała Ewa Kruk.", "ACCUSE/allege Ewa Kruk > żołnierze"),
        ("Opozycja podała, że żołnierze zabili trzech działaczy.", "ACCUSE/allege opozycja > żołnierze"),
        ("Żołnierze zabili trzech działaczy.", DEED),
        ("Policja podała, że żołnierze zabili trzech działaczy.", DEED),
        ("Szpital podał, że żołnierze zabili trzech działaczy.", DEED),
        ("Telewizja podała, że żołnierze zabili trzech działaczy.", DEED),
        ("„Żołnierze zabili trzech działaczy” – powiedział prokurator Jan Kos.", DEED),
        open_defect("Rzecznik policji powiedział, że żołnierze zabili trzech działaczy.", DEED, reason=REPORTING),
        open_defect("„Żołnierze zabili trzech działaczy” – powiedział komendant policji Jan Kos.", DEED,
                    reason=REPORTING),
        ("„Pobito mojego brata” – powiedziała Ewa Kruk.", "ASSAULT/beat - > brat"),
        ("Opozycja podała, że żołnierze zabiją trzech działaczy.", f"{DEED} (future)"),
        ("„Policja zatrzymała działaczy” – powiedziała Ewa Kruk.", "COERCE/arrest policja > działacze"),
    ],
)  # fmt: skip
def test_a_deed_in_the_words_of_somebody_who_is_no_office_accuses(linker: Linker, text: str, event: str) -> None:
    assert lines(linker(text)) == [event]


def test_an_accusation_says_by_which_rule_it_is_one_and_who_says_it(linker: Linker) -> None:
    [found] = linker("„Żołnierze pobili mojego brata” – powiedziała Ewa Kruk.").events
    assert found.rules == ["a deed of ASSAULT that somebody says another has done"]
    assert [(p.role, p.text, p.slot) for p in found.participants] == [
        ("actor", "Ewa Kruk", "speaker"),
        ("recipient", "Żołnierze", "subject"),
    ]


# ---------------------------------------------------------------- announced


@pytest.mark.parametrize(
    ("text", "event", "why"),
    [
        ("Orwenia i Kastelia przeprowadzą wspólne manewry.", "AGREE Orwenia; Kastelia > -",
         ["COOPERATE to come is AGREE"]),
        ("Orwenia i Kastelia przeprowadziły wspólne manewry.", "COOPERATE Orwenia; Kastelia > -", []),
        ("Orwenia wycofa wojska z Kastelii.", "CONCEDE Orwenia > Kastelia", ["RETREAT to come is CONCEDE"]),
        ("Orwenia wycofała wojska z Kastelii.", "RETREAT/withdraw Orwenia > Kastelia", []),
        ("Minister poda się do dymisji.", "RETREAT/resign minister > - (future)", []),
        ("Policja zatrzyma działaczy.", "COERCE/arrest policja > działacze (future)", []),
    ],
)  # fmt: skip
def test_cooperation_and_withdrawal_to_come_are_promises_that_take_place(
    linker: Linker, text: str, event: str, why: list[str]
) -> None:
    found = linker(text)
    assert (lines(found), found.events[0].rules) == ([event], why)


# ----------------------------------------------------------------- conceded


@pytest.mark.parametrize(
    ("text", "conceded"),
    [
        ("Prezydent zdymisjonował rząd. W mieście trwają protesty.", True),
        ("Prezydent zdymisjonował rząd, a studenci protestują.", True),
        ("Prezydent zdymisjonował rząd. Opozycja zażądała dymisji rządu.", True),
        ("Prezydent zdymisjonował rząd.", False),
        ("Prezydent zdymisjonował rząd. Padał deszcz. W mieście trwają protesty.", False),
        ("W mieście trwają protesty. Prezydent zdymisjonował rząd.", False),
        ("Prezydent zdymisjonował rząd. Opozycja zażądała pomocy.", False),
    ],
)
def test_a_dismissal_beside_a_protest_or_demand_yields_to_it(linker: Linker, text: str, conceded: bool) -> None:
    [dismissal] = [line for line in lines(linker(text)) if line.endswith("prezydent > rząd")]
    assert dismissal.startswith("CONCEDE" if conceded else "SANCTION/expel")
    assert rules(linker, text) == (["SANCTION beside a protest or demand is CONCEDE"] if conceded else [])


# -------------------------------------------------------------------- asked

SENT = "Rosja wysłała wojska do Kazachstanu"
ASKED = "Prezydent Kazachstanu poprosił Rosję o pomoc"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{ASKED}. {SENT}.", "AID"),
        (f"{SENT}. {ASKED}.", "MOBILIZE/troops"),
        (f"{ASKED}. Padał deszcz. {SENT}.", "MOBILIZE/troops"),
        (f"{SENT}.", "MOBILIZE/troops"),
        (f"Rosja poprosiła o pomoc. {SENT}.", "MOBILIZE/troops"),
        (f"{ASKED}. „{SENT}” – powiedział Jan Kos.", "MOBILIZE/troops"),
    ],
)
def test_troops_that_another_has_just_asked_for_are_help(linker: Linker, text: str, code: str) -> None:
    [sent] = [line for line in lines(linker(text)) if line.endswith("Rosja > Kazachstan")]
    assert sent == f"{code} Rosja > Kazachstan"


# --------------------------------------------------------------- told once

BLAMES = "ACCUSE/allege Jan Kos > opozycja"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("„To prowokacja opozycji. To prowokacja opozycji!” – powiedział Jan Kos.", [BLAMES]),
        ("„To prowokacja opozycji. To prowokacja rządu!” – powiedział Jan Kos.",
         [BLAMES, "ACCUSE/allege Jan Kos > rząd"]),
        ("„To prowokacja opozycji” – powiedział Jan Kos. „To prowokacja opozycji” – powiedziała Ewa Kruk.",
         [BLAMES, "ACCUSE/allege Ewa Kruk > opozycja"]),
        open_defect("„Żądamy dymisji rządu. Żądamy dymisji rządu!” – powiedziała Ewa Kruk.",
                    ["REQUEST/yield Ewa Kruk > rząd"],
                    reason="only the slot `speaker` counts, not a first person who speaks"),
    ],
)  # fmt: skip
def test_words_as_acts_are_coded_once_a_turn_of_speech(linker: Linker, text: str, events: list[str]) -> None:
    assert lines(linker(text)) == events


@pytest.mark.parametrize(("apart", "times"), [(TURN, 1), (TURN + 1, 2)])
def test_a_turn_of_speech_is_so_long(apart: int, times: int) -> None:
    speaker = ParticipantRow(role="actor", name="Jan Kos", start=0, end=3, text="x", slot="speaker")
    rows = [row("ACCUSE", at, pattern="p", actor=["Jan Kos"], participants=[speaker]) for at in (5, 15 + apart)]
    inside = {r.id: None for r in rows}
    assert len(coded(rows, inside, {}, dict.fromkeys(inside, 0))) == times


# ----------------------------------------------------------- named in passing


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Po zatrzymaniu Jana Kosa policja zatrzymała Adama Nowaka.", ["COERCE/arrest policja > Adam Nowak"]),
        ("Po zatrzymaniu Jana Kosa otwarto sklepy.", ["COERCE/arrest - > Jan Kos"]),
        ("Po protestach otwarto sklepy. Po protestach zamknięto szkoły.", ["PROTEST/demo - > -"]),
        ("Po protestach otwarto sklepy. Po strajku zamknięto szkoły.", ["PROTEST/demo - > -", "PROTEST/strike - > -"]),
        ("Po oskarżeniach otwarto sklepy.", []),
        ("Po rozmowach Orwenii z Kastelią otwarto sklepy.", ["CONSULT Orwenia; Kastelia > -"]),
        ("Po rozmowach otwarto sklepy.", []),
    ],
)
def test_what_is_named_in_passing_is_an_event_once_where_it_is_somebodys(
    linker: Linker, text: str, events: list[str]
) -> None:
    assert lines(linker(text)) == events


def test_every_event_has_its_codes_in_other_codebooks(linker: Linker) -> None:
    found = linker("Policja zatrzymała działaczy. Minister nie podał się do dymisji. W mieście trwa strajk.")
    assert [(r.event_type, r.cameo, r.acled, r.acled_sub) for r in found.events] == [
        ("COERCE", "17", "Strategic developments", "Arrests"),
        ("REJECT", "12", None, None),
        ("PROTEST", "14", None, None),
    ]
