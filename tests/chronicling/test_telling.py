"""The sentence of a line: as it stands, or without days and openers, with a name where it has none, or as a quote."""

from __future__ import annotations

import functools

import pytest

from invented import article
from kronika.calendar import UNKNOWN
from kronika.chronicling.entries import DAY, Entry
from kronika.chronicling.ranking import without_repeats
from kronika.chronicling.telling import Sentence, Teller
from kronika.chronicling.texts import Texts
from kronika.copies import Place
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.pipeline import Reader, Written, write
from kronika.records import ChronicleRow, Reading

ARREST = "Policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem."


@functools.cache
def reader() -> Reader:
    return Reader()


def written(*texts: str, published: str = "2031-05-06") -> Written:
    """What is written of reports of these words."""
    articles = [article(text, f"{i}.txt", published=published) for i, text in enumerate(texts)]
    return write([Reading(article=a, findings=reader().read(a)[0]) for a in articles], [])


def lines(*texts: str) -> list[ChronicleRow]:
    """The lines of reports; the words behind each stand in its report."""
    found = written(*texts)
    for line in found.chronicle.chronicle:
        assert line.evidence
        for words in line.evidence:
            assert words.text == found.readings[words.article].article.text[words.start : words.end] != ""
    return found.chronicle.chronicle


def teller(text: str) -> Teller:
    """What mends the sentences of a report."""
    linked = written(text).linked
    return Teller(linked, Texts({"0.txt": text}, {}, linked.passages), Knowledge(list(load_packs().values())))


def sentences(*texts: str) -> list[str]:
    return [line.sentence for line in lines(*texts)]


def line_of(text: str, word: str) -> ChronicleRow:
    """The one line of a report that tells of something."""
    [line] = [line for line in lines(text) if word in line.evidence[0].text]
    return line


# ----------------------------------------------------------------- as it stands


@pytest.mark.parametrize(
    "text",
    [
        "4 maja 2031 roku wojsko zajęło port w Sokolnikach i rozpędziło strajkujących dokerów.",
        "W niedzielę prezydent Adam Borowicz ogłosił w Velmarze stan wyjątkowy.",
        'Rząd i związek "Kotwica" podpisały w Velmarze ugodę w sprawie portu.',
        "Czy policja zatrzymała w Sokolnikach 40 demonstrantów?",
        ARREST,
    ],
)
def test_a_sentence_is_told_as_it_stands(text: str) -> None:
    [line] = lines(text)
    assert (line.sentence, line.composed) == (text, False)
    assert line.evidence[0].text == text


def test_a_sentence_is_told_on_one_line() -> None:
    [line] = lines("Policja zatrzymała  w Sokolnikach 40\ndemonstrantów przed ratuszem.")
    assert (line.sentence, line.composed) == (ARREST, False)


def test_the_dash_of_a_list_is_no_part_of_a_sentence() -> None:
    [line] = lines(f"- {ARREST}")
    assert (line.sentence, line.composed) == (ARREST, False)


def test_a_sentence_without_a_full_stop_has_one() -> None:
    [line] = lines(ARREST.rstrip("."))
    assert (line.sentence, line.composed) == (ARREST, False)


# ------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Dziś policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem.", "2031-05-06"),
        ("Policja zatrzymała dziś w Sokolnikach 40 demonstrantów przed ratuszem.", "2031-05-06"),
        ("Policja zatrzymała dziś rano w Sokolnikach 40 demonstrantów przed ratuszem.", "2031-05-06"),
        ("Wczoraj policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem.", "2031-05-05"),
        ("Policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem przedwczoraj.", "2031-05-04"),
    ],
)
def test_a_day_that_only_publication_tells_stands_beside_the_line_and_not_in_it(text: str, day: str) -> None:
    [line] = lines(text)
    assert (line.sentence, line.composed) == (ARREST, True)
    assert (line.earliest, line.latest) == (day, day)
    assert line.evidence[0].text == text


@pytest.mark.parametrize("day", ["4 maja", "4 maja 2031 roku", "W niedzielę"])
def test_a_day_by_its_name_stays(day: str) -> None:
    text = f"{day} policja zatrzymała w Sokolnikach demonstrantów przed ratuszem."
    [line] = lines(text)
    assert (line.sentence, line.composed, line.latest) == (text, False, "2031-05-04")


@pytest.mark.xfail(strict=True, reason="both days go, though the line can stand beside one alone")
@pytest.mark.parametrize(
    "text",
    [
        "Do zamieszek doszło wczoraj, dziś trwa protest na placu w Sokolnikach.",
        "Prezydent Adam Borowicz przyjechał wczoraj do Velmaru, a dziś podpisał ugodę z dokerami.",
    ],
)
def test_of_two_days_of_one_sentence_only_that_of_the_line_is_left_out(text: str) -> None:
    [line] = lines(text)
    other = "dziś" if line.latest == "2031-05-05" else "wczoraj"
    assert other in line.sentence.lower()


def test_a_title_that_is_the_name_of_a_day_stays() -> None:
    [line] = lines("Policja aresztowała wczoraj redaktora gazety „Dziś” w Velmarze.")
    assert line.sentence == "Policja aresztowała redaktora gazety „Dziś” w Velmarze."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Policja, wczoraj wieczorem, zatrzymała w Sokolnikach 40 demonstrantów.",
            "Policja zatrzymała w Sokolnikach 40 demonstrantów.",
        ),
        pytest.param(
            "Policja zatrzymała w Sokolnikach 40 demonstrantów - wczoraj.",
            "Policja zatrzymała w Sokolnikach 40 demonstrantów.",
        ),
        ("Wczoraj, jak podano, wojsko zajęło port w Sokolnikach.", "Jak podano, wojsko zajęło port w Sokolnikach."),
    ],
)
def test_marks_around_a_day_go_with_it(text: str, told: str) -> None:
    assert sentences(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Także dziś, w Gdyni, zginęło 12 osób.", "W Gdyni zginęło 12 osób."),
        ("Wczoraj, w porcie Gdynia, zginęło 12 osób.", "W porcie Gdynia zginęło 12 osób."),
        ("Także wczoraj, jak podano, wojsko zajęło port.", "Jak podano, wojsko zajęło port."),
        ("Wczoraj, w Gdyni, gdzie trwa strajk, zginęło 12 osób.", "W Gdyni, gdzie trwa strajk, zginęło 12 osób."),
        ("Wojsko dziś, w Gdyni, zatrzymało 12 osób.", "Wojsko, w Gdyni, zatrzymało 12 osób."),
    ],
)
def test_a_place_behind_the_day_that_opened_the_sentence_opens_it_without_commas(text: str, told: str) -> None:
    assert sentences(text) == [told]


def test_what_stood_behind_a_day_with_a_capital_begins_with_one() -> None:
    text = "Strajk trwa przy ul. Dziś, jak podano, policja zatrzymała w Sokolnikach 40 osób."
    told = "Strajk trwa przy ul. Jak podano, policja zatrzymała w Sokolnikach 40 osób."
    assert sentences(text) == [told]
    assert sentences(text.replace("Dziś, jak podano,", "Dziś")) == [told.replace("Jak podano, policja", "Policja")]


def test_a_sentence_of_nothing_but_a_day_stays() -> None:
    assert "" not in sentences(f"Dziś wieczorem.\n\n{ARREST}")
    assert teller("Dziś.").plain(Place("0.txt", 0, 5)).text == "Dziś."


def test_a_stretch_of_days_that_is_left_out_stands_beside_the_line() -> None:
    [line] = lines("W ubiegłym tygodniu wojsko zajęło port w Sokolnikach.")
    assert line.sentence == "Wojsko zajęło port w Sokolnikach."
    assert (line.earliest, line.latest) == ("2031-04-28", "2031-05-04")


def test_a_day_is_left_out_only_where_the_line_has_it() -> None:
    [line] = lines("Policja zatrzymała w Sokolnikach wczoraj wieczorem 40 demonstrantów przed ratuszem.")
    assert line.latest == "2031-05-05" or "wczoraj wieczorem" in line.sentence


def test_a_number_does_not_change_the_days_of_what_is_told() -> None:
    [line] = lines("W ubiegłym tygodniu policja zatrzymała w Sokolnikach 40 demonstrantów.")
    assert (line.earliest, line.latest) == ("2031-04-28", "2031-05-04")


# --------------------------------------------------------------------- openers


@pytest.mark.parametrize(
    "opener", ["Jednak", "Tymczasem", "Ponadto", "Co więcej,", "Z kolei", "A", "Ale", "Mimo to", "Jak się okazało,"]
)
def test_words_that_tie_a_sentence_to_the_one_before_are_left_out(opener: str) -> None:
    text = f"Wójt otworzył targi. {opener} policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem."
    line = line_of(text, "zatrzymała")
    assert (line.sentence, line.composed) == (ARREST, True)
    assert line.evidence[0].text.startswith(opener)


def test_the_same_words_within_a_sentence_stay() -> None:
    text = "Policja zatrzymała jednak w Sokolnikach 40 demonstrantów."
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "A. Nowak podpisał w Velmarze ugodę z dokerami.",
        "I Brygada Zmechanizowana zajęła 4 maja port w Sokolnikach.",
        "I sekretarz ambasady Jan Nowak został aresztowany 4 maja w Velmarze.",
        "Jeszcze trzy osoby zmarły 6 maja w Sokolnikach.",
        "W końcu maja wojsko zajęło port w Sokolnikach.",
        "Do tego miasta przyjechał 4 maja prezydent Adam Borowicz i spotkał się z dokerami.",
        "W efekcie wybuchu w Sokolnikach zginęły 3 osoby.",
        "W rezultacie negocjacji rząd podpisał 4 maja ugodę z dokerami w Sokolnikach.",
    ],
)
def test_the_same_letters_where_they_are_part_of_something_else_stay(text: str) -> None:
    assert sentences(text) == [text]


def test_a_word_that_may_be_a_number_goes_where_a_comma_parts_it() -> None:
    text = "I, jak podano, policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem."
    assert sentences(text) == ["Jak podano, policja zatrzymała w Sokolnikach 40 demonstrantów przed ratuszem."]


@pytest.mark.parametrize("opener", ["Przypomnijmy, że", "Okazało się, że"])
def test_a_conjunction_goes_with_its_opener(opener: str) -> None:
    assert sentences(f"{opener} 4 maja wojsko zajęło port w Sokolnikach.") == [
        "4 maja wojsko zajęło port w Sokolnikach."
    ]


@pytest.mark.parametrize("heading", ["I", "Tymczasem", "Tymczasem dziś", "Przypomnijmy, że"])
def test_a_heading_of_nothing_but_such_words_stays(heading: str) -> None:
    found = written(f"{heading}\n\n{ARREST}").chronicle
    assert [line.sentence for line in found.chronicle] == [ARREST]


# -------------------------------------------------------------------- subjects


def test_a_subject_that_is_left_out_has_its_name() -> None:
    text = "Premier Ewa Lipska wróciła z Velmaru. Wprowadziła stan wyjątkowy w całym okręgu nadmorskim."
    line = line_of(text, "Wprowadziła")
    assert (line.sentence, line.composed) == (
        "Ewa Lipska wprowadziła stan wyjątkowy w całym okręgu nadmorskim.",
        True,
    )


def test_a_day_and_a_subject_are_mended_together() -> None:
    text = "Premier Ewa Lipska wróciła z Velmaru. Wprowadziła dziś stan wyjątkowy w całym okręgu nadmorskim."
    line = line_of(text, "Wprowadziła")
    assert line.sentence == "Ewa Lipska wprowadziła stan wyjątkowy w całym okręgu nadmorskim."
    assert line.latest == "2031-05-06"


def test_a_sentence_with_its_subject_has_no_other() -> None:
    text = "Premier Ewa Lipska wróciła z Velmaru. Wojsko wprowadziło stan wyjątkowy w całym okręgu nadmorskim."
    assert line_of(text, "Wojsko").sentence == "Wojsko wprowadziło stan wyjątkowy w całym okręgu nadmorskim."


# -------------------------------------------------------------- direct speech

STRIKE = "W Sokolnikach trwa strajk."
BEATEN = "Jan Kowalski: „Policja pobiła dwóch dokerów przed bramą portu”."


@pytest.mark.parametrize(
    "speech",
    [
        "– Policja pobiła dwóch dokerów przed bramą portu – powiedział związkowiec Jan Kowalski.",
        "„Policja pobiła dwóch dokerów przed bramą portu” – mówi Jan Kowalski.",
        "- Policja pobiła dwóch dokerów przed bramą portu - powiedział związkowiec Jan Kowalski.",
        "– Policja – powiedział związkowiec Jan Kowalski – pobiła dwóch dokerów przed bramą portu.",
    ],
)
def test_direct_speech_is_told_with_the_name_of_its_speaker(speech: str) -> None:
    line = line_of(f"{STRIKE} {speech}", "pobiła")
    assert (line.sentence, line.composed) == (BEATEN, True)
    assert line.origins == ["Jan Kowalski"]


def test_a_mark_at_the_end_of_speech_stays() -> None:
    text = f"{STRIKE} – Policja pobiła dwóch dokerów, a rząd to ukrywa! – krzyczał Jan Kowalski przed ratuszem."
    assert line_of(text, "pobiła").sentence.rstrip(".") == (
        "Jan Kowalski: „Policja pobiła dwóch dokerów, a rząd to ukrywa!”"
    )


def test_a_turn_whose_cue_names_nobody_has_the_name_of_the_speaker() -> None:
    text = (
        f"{STRIKE} – Policja pobiła dwóch dokerów – powiedział związkowiec Jan Kowalski. "
        "– Jutro zaczniemy protest przed ratuszem – dodał."
    )
    told = [line.sentence for line in lines(text) if line.composed]
    assert told == [
        "Jan Kowalski: „Jutro zaczniemy protest przed ratuszem”.",
        "Jan Kowalski: „Policja pobiła dwóch dokerów”.",
    ]


def test_days_within_somebodys_words_stay() -> None:
    text = f"{STRIKE} – Policja pobiła dziś dwóch dokerów przed bramą portu – powiedział Jan Kowalski."
    assert line_of(text, "pobiła").sentence == "Jan Kowalski: „Policja pobiła dziś dwóch dokerów przed bramą portu”."


def test_reported_speech_is_told_as_it_stands() -> None:
    text = "Związkowiec Jan Kowalski powiedział, że policja pobiła dwóch dokerów przed bramą portu."
    assert sentences(text) == [text]


# ------------------------------------------------------------------- which one


def test_of_two_sentences_the_one_that_stands_alone_is_told() -> None:
    plain = "4 maja wojsko zajęło port w Sokolnikach i rozpędziło strajkujących dokerów przed bramą portu."
    leaning = "Wtedy, 4 maja, wojsko zajęło port w Sokolnikach i rozpędziło strajkujących dokerów."
    for texts in ((plain, leaning), (leaning, plain)):
        told = [line.sentence for line in lines(*texts) if line.latest == "2031-05-04"]
        assert plain in told


def test_copies_of_one_sentence_are_one_line() -> None:
    passage = "W niedzielę wojsko zajęło port w Sokolnikach i rozpędziło strajkujących dokerów gazem łzawiącym."
    found = lines(f"Wójt milczy.\n\n{passage}", f"{passage}\n\nSzkoły są zamknięte.")
    assert [line.sentence for line in found] == [passage]
    assert (found[0].articles, len(found[0].origins)) == (["0.txt", "1.txt"], 1)


def test_nothing_is_told_of_nothing() -> None:
    assert lines("Ładna pogoda.") == []
    assert written().chronicle.chronicle == []


# ------------------------------------------------------------- one line or more


def test_sentences_of_one_day_that_share_only_the_day_are_lines_of_their_own() -> None:
    texts = (
        "Giełda w Astanie spadła 8 stycznia 2031 roku.",
        "Lotnisko w Ałmaty zamknięto 8 stycznia 2031 roku.",
        "Internet w Aktau wyłączono 8 stycznia 2031 roku.",
    )
    assert sorted(sentences(*texts)) == sorted(texts)


def test_sentences_that_name_others_are_lines_of_their_own() -> None:
    texts = (
        "Burza zniszczyła 8 stycznia 2031 roku port w Velmarze.",
        "Burza zniszczyła 8 stycznia 2031 roku port w Gdyni.",
    )
    assert sorted(sentences(*texts)) == sorted(texts)


def test_sentences_of_one_day_that_tell_the_same_are_one_line() -> None:
    one = "8 stycznia 2031 roku burza zniszczyła w Velmarze trzy magazyny."
    other = "Burza zniszczyła 8 stycznia 2031 roku w Velmarze trzy duże magazyny."
    [line] = lines(one, other)
    assert line.articles == ["0.txt", "1.txt"]


def test_two_events_of_one_sentence_keep_their_days() -> None:
    text = (
        "5 stycznia 2031 roku w Velmarze zastrajkowali dokerzy, a 7 stycznia policja zastrzeliła trzech demonstrantów."
    )
    assert {(line.earliest, line.event_type) for line in lines(text)} == {
        ("2031-01-05", "PROTEST"),
        ("2031-01-07", "ASSAULT"),
    }


def test_a_number_of_no_day_has_none_from_publication() -> None:
    [line] = lines("Zginęło 10 osób, poinformowała policja w Sokolnikach.")
    assert (line.earliest, line.latest, line.no_later) == (None, None, "2031-05-06")


def test_an_event_and_its_one_number_are_one_line() -> None:
    found = lines("Policja aresztowała w Velmarze 30 osób.", "W środę aresztowano 30 osób w Velmarze.")
    assert [len(line.figures) for line in found] == [1]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Burza zniszczyła w nocy port, magazyny, dworzec i mosty w Velmarze.", True),
        ("Burza zniszczyła w dzień port, magazyny, dworzec i mosty w Velmarze.", True),
        ("Burza zniszczyła w nocy port, magazyny, dworzec i mosty w Gdyni.", False),
        ("Wichura zerwała w nocy dach szpitala, a dwie osoby trafiły tam na oddział.", False),
    ],
)
def test_of_two_lines_in_almost_the_same_words_one_weighs_less(other: str, same: bool) -> None:
    one = "Burza zniszczyła w nocy port, magazyny, dworzec i mosty w Velmarze."
    place = Place("a.txt", 0, 1)
    entries = [Entry(DAY, Sentence(place, text, False, 0.0), (), (), (), UNKNOWN, None) for text in (one, other)]
    parts = [{"consequence": 2.0}, {"consequence": 1.0}]
    without_repeats(entries, parts)
    assert ["repeated" in why for why in parts] == [False, same]
