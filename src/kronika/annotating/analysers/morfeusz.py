"""Morfeusz 2 with SGJP: its tags put into the terms of Universal Dependencies.

Source: Woliński 2014, "Morfeusz reloaded"; Przepiórkowski and others, NKJP tagset.
"""

from __future__ import annotations

from functools import cache

import morfeusz2

from kronika.annotating.analysers import Analyser, plain
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
BROKEN = "\ufffd"
GIVEN_NAME, SURNAME = "imię", "nazwisko"
"""SGJP's labels of names of people."""
PERSON = {"pri": "1", "sec": "2", "ter": "3"}


def analyser() -> Analyser:
    """Form -> its readings, each form analysed once."""
    dictionary = morfeusz2.Morfeusz(generate=False, expand_tags=False)

    @cache
    def analyse(form: str) -> tuple[Analysis, ...]:
        if BROKEN in form:  # Morfeusz would complain of it on the terminal
            return (Analysis(form, "X"),)
        arcs = dictionary.analyse(form)
        # A form of two words (`byłem`) is read as its first: its ending adds only the person.
        first = [arc[2][1:4] for arc in arcs if arc[0] == 0]
        return tuple(dict.fromkeys(_reading(*reading) for reading in first)) or plain(form)

    return analyse


def _reading(lemma: str, tag: str, labels: list[str]) -> Analysis:
    kind, *features = tag.split(":")
    values = [frozenset(f.split(".")) for f in features]
    return Analysis(
        lemma=lemma.split(":", 1)[0] or lemma,
        pos=POS.get(kind, "X"),
        number=_one(NUMBER, values),
        cases=_all(CASE, values),
        genders=_all(GENDER, values),
        verb=VERB.get(kind),
        person=_one(PERSON, values),
        given=GIVEN_NAME in labels,
        surname=SURNAME in labels,
        human=kind == "depr" or any("m1" in value for value in values),
    )


def _all(names: dict[str, str], values: list[frozenset[str]]) -> frozenset[str]:
    return frozenset(names[v] for value in values for v in value if v in names)


def _one(names: dict[str, str], values: list[frozenset[str]]) -> str | None:
    return next(iter(sorted(_all(names, values))), None)
