"""What is counted, as a list of things has it: nouns in the nominative plural."""

from __future__ import annotations

from functools import cache

from kronika.extracting.sights import Sight
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack

DEPRECIATIVE = "depr"
"""How the analyser's tags begin for forms that look down on people (`policjanty`)."""
NEGATED = ":neg"
HUMAN = ["Hum"]


class Plurals:
    """Gives nouns their nominative plural."""

    def __init__(self, pack: Pack) -> None:
        self._analyser = pack.analyser

    def of(self, sight: Sight, lemma: str | None) -> str | None:
        """The counted noun as it stands where it is in that form, else as the dictionary has it, else its lemma."""
        noun = sight.noun()
        if lemma is None or noun is None or sight.noun_at is None:
            return None
        read = sight.zone.doc[sight.places[sight.noun_at]].morph
        if read.get("Case", []) == ["Nom"] and read.get("Number", []) == ["Plur"]:
            return noun.text if lemma[:1].isupper() else noun.lower
        given = lemma.capitalize() if noun.capital and not noun.opens else lemma
        human = read.get("Animacy", []) == HUMAN
        return plural_of(self._analyser, given, human) or plural_of(self._analyser, lemma, human) or lemma


@cache
def plural_of(analyser: str, lemma: str, human: bool) -> str | None:
    """The nominative plural of a lemma, of people where `human`; None where the dictionary has none."""
    forms = [f for f in load_analyser(analyser).forms(lemma) if f.analysis.pos == "NOUN"]
    plural = [f for f in forms if f.analysis.number == "Plur" and "Nom" in f.analysis.cases and f.text != lemma]
    usual = [f for f in plural if not f.analysis.tag.startswith(DEPRECIATIVE) and NEGATED not in f.analysis.tag]
    alike = [f for f in usual if f.analysis.human == human] or usual
    return alike[0].text if alike else None
