"""The names of a zone as findings: where they stand, what they may be in their base form, which gender they show."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.extracting.people import PERSON, genders_of, head_of
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import AnnotatedZone, Base, MentionFinding, Name, Token


class MentionExtractor:
    """Puts the names that the annotation found into findings."""

    def __init__(self, pack: Pack) -> None:
        self._countries = pack.word_list("names", "country-name")
        self._capitals = pack.word_list("names", "capital")
        self._prepositions = pack.word_list("names", "place-preposition").forms()
        self._of_country = pack.word_list("names", "of-country")
        self._endings = tuple(e.removeprefix("-") for e in pack.word_list("names", "place-ending").forms())
        self._acts = pack.word_list("names", "act")
        self._cues = pack.word_list("statements", "cue")

    def extract(self, zone: AnnotatedZone) -> list[MentionFinding]:
        """The names of a zone, in order."""
        return [self._finding(zone, name) for name in zone.names]

    def _finding(self, zone: AnnotatedZone, name: Name) -> MentionFinding:
        words = zone.tokens[name.first : name.last + 1]
        doc = zone.doc[name.first : name.last + 1]
        person = name.kind == PERSON
        return MentionFinding(
            start=words[0].start,
            end=words[-1].end,
            kind=name.kind,
            label=name.label,
            lemma="".join(token.lemma_ + token.whitespace_ for token in doc).strip() or None,
            bases=list(name.bases) or [Base(" ".join(word.text for word in words), 1.0)],
            genders=sorted(genders_of(zone, name)) if person else [],
            placed=name.first == name.last and self._placed(zone, name.first),
            nominative=_may_be_nominative(zone, name),
            given=person and len(words) == 1 and any(a.given for a in words[0].analyses),
            rare=not any(a.lemma[:1].isupper() for a in words[-1].analyses if a.pos != "X"),
            country=None if person else _whole(self._countries, words),
            government=None if person else self._government(zone, name),
        )

    def _placed(self, zone: AnnotatedZone, at: int) -> bool:
        """`w Orwenii`, `władze Orwenii`, `Orwenia`: a word that no dictionary has as another name."""
        word = zone.tokens[at]
        listed = any(a.given or a.surname or a.organisation for a in word.analyses)
        if listed or not word.text[1:2].islower():
            return False
        if not word.known and word.lower.endswith(self._endings):
            return True
        if at == 0:
            return False
        before, case = zone.tokens[at - 1], zone.doc[at].morph.get("Case", [])
        within = before.lower in self._prepositions and case != ["Acc"]
        return within or (self._of_country.value(before) is not None and (not case or "Nom" not in case))

    def _government(self, zone: AnnotatedZone, name: Name) -> str | None:
        """`Moskwa zapowiedziała`: a capital that is the subject of a verb of governments and speakers."""
        country = _whole(self._capitals, zone.tokens[name.first : name.last + 1])
        if country is None:
            return None
        subject = next((t for t in zone.doc[name.first : name.last + 1] if t.dep_ == "nsubj"), None)
        acts = subject is not None and any(
            words.value(zone.tokens[subject.head.i]) is not None for words in (self._acts, self._cues)
        )
        return country if acts else None


def _may_be_nominative(zone: AnnotatedZone, name: Name) -> bool:
    """Whether the case that the model gives the name's head is the nominative, or none; things have an accusative
    of the same form."""
    cases = zone.doc[head_of(zone, name.first, name.last)].morph.get("Case", [])
    return not cases or "Nom" in cases or (name.kind != PERSON and "Acc" in cases)


def _whole(words: Words, tokens: Sequence[Token]) -> str | None:
    """What a list has for all of the tokens."""
    found = words.match(tokens, 0)
    return found.value if found and found.length == len(tokens) else None
