"""Morfeusz 2 with SGJP: its tags put into the terms of Universal Dependencies.

Source: Woliński 2014, "Morfeusz reloaded"; Przepiórkowski and others, NKJP tagset.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import morfeusz2

from kronika.languages.analysers import Analyser, Form, plain
from kronika.records import Analysis

POS = {
    "subst": "NOUN", "depr": "NOUN", "ger": "NOUN", "adj": "ADJ", "adja": "ADJ",
    "adjp": "ADJ", "adjc": "ADJ",
    "adv": "ADV", "num": "NUM", "numcomp": "NUM", "ppron12": "PRON", "ppron3": "PRON", "siebie": "PRON",
    "fin": "VERB", "praet": "VERB", "bedzie": "AUX", "impt": "VERB", "imps": "VERB", "inf": "VERB",
    "pcon": "VERB", "pant": "VERB", "winien": "VERB", "pred": "VERB", "pact": "ADJ", "ppas": "ADJ",
    "aglt": "AUX", "cond": "VERB", "prep": "ADP", "conj": "CCONJ", "comp": "SCONJ", "part": "PART",
    "qub": "PART", "interj": "INTJ", "interp": "PUNCT", "brev": "SYM", "ign": "X", "dig": "NUM", "romandig": "NUM",
}  # fmt: skip
VERB = {
    "fin": "Fin", "praet": "Fin", "bedzie": "Fin", "impt": "Fin", "winien": "Fin", "pred": "Fin",
    "cond": "Fin", "imps": "Imps", "inf": "Inf", "pcon": "Conv", "pant": "Conv", "pact": "Part",
    "ppas": "PartPass", "ger": "Vnoun",
}  # fmt: skip
NUMBER = {"sg": "Sing", "pl": "Plur"}
CASE = {"nom": "Nom", "gen": "Gen", "dat": "Dat", "acc": "Acc", "inst": "Ins", "loc": "Loc", "voc": "Voc"}
GENDER = {"m1": "Masc", "m2": "Masc", "m3": "Masc", "f": "Fem", "n": "Neut"}
Arc = tuple[int, int, tuple[str, str, str, list[str], list[str]]]
"""Where an edge of Morfeusz's graph begins and ends, and its form, lemma, tag, labels of names and of style."""
BROKEN = "\ufffd"
GIVEN_NAME, SURNAME, PLACE = "imię", "nazwisko", "nazwa_geograficzna"
ORGANISATIONS = {"nazwa_firmy", "nazwa_organizacji"}
"""SGJP's labels of names."""
PERSON = {"pri": "1", "sec": "2", "ter": "3"}


LONGEST_FORM = 120
"""Letters of a form that is looked up."""
CACHED = 60_000
"""Forms whose readings are kept; each network keeps the features of as many. Chosen to stay near 250 MB in all."""
TAGS = 5_000
"""Tags that are kept with what they show."""
ENDINGS = {"aglt", "part", "ppron3"}
"""What may be glued to a word: `em` of `byłem`, `by` of `byłby`, `ń` of `doń`."""


def analyser() -> Analyser:
    """Morfeusz with SGJP; each form is analysed once."""
    dictionary = morfeusz2.Morfeusz(expand_tags=False)

    @lru_cache(CACHED)
    def readings(form: str) -> tuple[Analysis, ...]:
        if not _readable(form):
            return (Analysis(form, "X"),)
        # A form of two words (`byłem`) is read as its first: its ending adds only the person.
        form = unicodedata.normalize("NFC", form)
        first = [arc[2][1:4] for arc in dictionary.analyse(form) if arc[0] == 0 and not _made_up(form, arc[2][1])]
        return tuple(dict.fromkeys(_reading(*reading) for reading in first)) or plain(form)

    @lru_cache(CACHED)
    def parts(form: str) -> tuple[str, ...]:
        if not (_readable(form) and form.isalpha()):
            return (form,)
        return _parts(form, dictionary.analyse(form))

    @lru_cache(CACHED)
    def forms(lemma: str) -> tuple[Form, ...]:
        if not (_readable(lemma) and lemma.isalpha()):
            return ()
        made = dictionary.generate(lemma)
        usual = [g for g in made if not g[4]] or made  # without what is marked as rare or dated
        return tuple(Form(g[0], _reading(g[1], g[2], g[3])) for g in usual)

    return Analyser(readings, parts, forms)


def _made_up(form: str, lemma: str) -> bool:
    """`nadIra` for `Nadira`: a prefix put before a name, a word that nobody writes."""
    inner = any(letter.isupper() for letter in lemma[1:].split(":")[0])
    return lemma[:1].islower() and inner and not any(letter.isupper() for letter in form[1:])


def _readable(form: str) -> bool:
    """Whether Morfeusz can take it: a broken letter makes it complain on the terminal, a huge number crash."""
    return BROKEN not in form and len(form) <= LONGEST_FORM


def _parts(form: str, arcs: list[Arc]) -> tuple[str, ...]:
    """The words of a form that has no reading as one word and ends in what may be glued to a word."""
    last = max((arc[1] for arc in arcs), default=1)
    step = {arc[0]: (arc[1], arc[2][0]) for arc in arcs}
    kinds = {arc[2][2].split(":")[0] for arc in arcs if arc[0] > 0}
    if last == 1 or any(arc[:2] == (0, last) for arc in arcs) or not kinds <= ENDINGS:
        return (form,)
    words, at = [], 0
    while at in step:
        at, word = step[at]
        words.append(word)
    return tuple(words) if "".join(words) == form else (form,)


def _reading(lemma: str, tag: str, labels: list[str]) -> Analysis:
    shown = _shown(tag)._replace(lemma=lemma.split(":", 1)[0] or lemma)
    if not labels:
        return shown
    return shown._replace(
        given=GIVEN_NAME in labels,
        surname=SURNAME in labels,
        place=PLACE in labels,
        organisation=not ORGANISATIONS.isdisjoint(labels),
        labels=tuple(labels),
    )


@lru_cache(TAGS)
def _shown(tag: str) -> Analysis:
    """What a tag shows, of no lemma."""
    kind, *features = tag.split(":")
    values = [frozenset(f.split(".")) for f in features]
    return Analysis(
        lemma="",
        pos=POS.get(kind, "X"),
        number=_one(NUMBER, values),
        cases=_all(CASE, values),
        genders=_all(GENDER, values),
        verb=VERB.get(kind),
        person=_one(PERSON, values),
        tag=tag,
        human=kind == "depr" or any("m1" in value for value in values),
    )


def _all(names: dict[str, str], values: list[frozenset[str]]) -> frozenset[str]:
    return frozenset(names[v] for value in values for v in value if v in names)


def _one(names: dict[str, str], values: list[frozenset[str]]) -> str | None:
    return next(iter(sorted(_all(names, values))), None)
