"""News agencies where a zone names them: those of the pack's list, and those that a noun introduces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kronika.extracting.people import PERSON
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import Analysis, AnnotatedZone, Token

SURE_OF_CAPITALS = 3
"""Acronyms up to this length must be written in capitals: a sentence begins with `Ani` or `Sta`, none with `Tass`."""
NOUN, ADJECTIVE = "NOUN", "ADJ"
ADJECTIVES = {ADJECTIVE, "DET"}
COMMA = ","


class Agency(NamedTuple):
    """An agency named from token `first` to token `last`; `nominative` says that the form may be a subject."""

    first: int
    last: int
    name: str
    nominative: bool = True
    listed: bool = True


class Group(NamedTuple):
    """One agency or several joined, with the words before that belong to them.

    `first` is the first word of the phrase, `noun` the one whose case counts (`agencja`, `korespondent`), and
    `person` says that it is somebody who writes for the agency.
    """

    first: int
    last: int
    agencies: tuple[Agency, ...]
    noun: int | None = None
    person: bool = False

    @property
    def start(self) -> int:
        """The first word of the first name."""
        return self.agencies[0].first


class Known:
    """What one report has told so far: names that a noun made an agency, and people who bear an agency's name."""

    def __init__(self, zones: Iterable[AnnotatedZone]) -> None:
        self.learned: dict[tuple[str, ...], str] = {}
        self.namesakes = {
            zone.tokens[name.last].lower
            for zone in zones
            for name in zone.names
            if name.kind == PERSON and name.first < name.last
        }

    def learn(self, zone: AnnotatedZone, agency: Agency) -> None:
        """From now on the name is known without its noun."""
        if not agency.listed:
            words = tuple(token.lower for token in zone.tokens[agency.first : agency.last + 1])
            self.learned[words] = agency.name


class AgencyReader:
    """Finds the names of agencies, in prose by tokens and in a credit by letters."""

    def __init__(self, pack: Pack) -> None:
        self._subjects = pack.word_list("credits", "agency")
        self._oblique = pack.word_list("credits", "agency-oblique")
        self._nouns = pack.word_list("credits", "noun")
        self._press = pack.word_list("credits", "press-adjective")
        self._other_kinds = pack.word_list("credits", "other-kind")
        self._no_agencies = pack.word_list("credits", "no-agency")
        self._beside = pack.word_list("credits", "beside")
        self._persons = pack.word_list("credits", "person")
        self._opening = {pair[0] for pair in pack.quotes}
        self._values = _forms([self._subjects, self._oblique])
        self._small = {name.split()[0] for name in self._values.values() if name[:1].islower()}
        self._joints = {COMMA, *pack.word_list("credits", "joint").forms()}

    def in_text(self, text: str, start: int, end: int, known: Known) -> list[tuple[int, int, str]]:
        """The agencies of a stretch that has no tokens: where each stands and its usual name."""
        values = {**self._values, **{" ".join(words): name for words, name in known.learned.items()}}
        if not values:
            return []
        forms = "|".join(re.escape(form) for form in sorted(values, key=lambda form: (-len(form), form)))
        found = re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text[start:end], re.IGNORECASE)
        told = [(start + m.start(), start + m.end(), values[m[0].lower()], m[0]) for m in found]
        return [(first, last, name) for first, last, name, form in told if _is_written_so(form, name)]

    def groups(self, zone: AnnotatedZone, known: Known) -> list[Group]:
        """The agencies of a zone with the words that belong to them, in order; `AFP i Reuters` are one group."""
        groups: list[Group] = []
        end = 0
        for at in [i for i, token in enumerate(zone.tokens) if self._may_name(token)]:
            agency = self._at(zone, at, known) if at >= end else None
            if agency is None:
                continue
            group = self._group(zone, agency)
            if groups and self._are_joined(zone, groups[-1], group):
                before = groups.pop()
                group = before._replace(last=group.last, agencies=before.agencies + group.agencies)
            groups.append(group)
            end = agency.last + 1
        return groups

    def _may_name(self, token: Token) -> bool:
        return token.text[:1].isupper() or token.text in self._small

    def _are_joined(self, zone: AnnotatedZone, before: Group, group: Group) -> bool:
        between = zone.tokens[before.last + 1 : group.first]
        return bool(between) and all(t.lower in self._joints for t in between) and not between[-1].closes

    def _at(self, zone: AnnotatedZone, at: int, known: Known) -> Agency | None:
        """The agency whose name begins at a token."""
        noun = self._noun_before(zone, at)
        agency = self._listed(zone, at) or _learned(zone, at, known)
        if agency is None:
            return self._introduced(zone, at, noun) if noun is not None else None
        alone = noun is None and agency.first == agency.last
        if alone and zone.tokens[at].lower in known.namesakes:
            return None
        return None if self._is_of_another(zone, agency, noun) else agency

    def _listed(self, zone: AnnotatedZone, at: int) -> Agency | None:
        for words, nominative in ((self._subjects, True), (self._oblique, False)):
            found = words.match(zone.tokens, at)
            if found is None:
                continue
            last = at + found.length - 1
            form = " ".join(token.text for token in zone.tokens[at : last + 1])
            if _is_written_so(form, found.value):
                return Agency(at, last, found.value, nominative)
        return None

    def _is_of_another(self, zone: AnnotatedZone, agency: Agency, noun: int | None) -> bool:
        """`Michael Bloomberg`, `Thomson Reuters`, `Bloomberg Television`, `Reuters.com`."""
        tokens, after = zone.tokens, agency.last + 1
        if after < len(tokens) and self._beside.value(tokens[after]) is not None:
            return True
        before = tokens[agency.first - 1] if agency.first else None
        if noun is not None or before is None or before.closes or not before.word:
            return False
        return before.capital and not before.opens and self._persons.value(before) is None

    def _noun_before(self, zone: AnnotatedZone, at: int) -> int | None:
        """The noun that makes the name behind it an agency, unless an adjective makes it one of another kind."""
        noun = at - 1
        if noun > 0 and zone.tokens[noun].text in self._opening:
            noun -= 1
        while noun > 0 and self._press.value(zone.tokens[noun]) is not None:
            noun -= 1
        if noun < 0 or zone.tokens[noun].closes or self._nouns.value(zone.tokens[noun]) is None:
            return None
        other = noun and self._other_kinds.value(zone.tokens[noun - 1]) is not None
        return None if other else noun

    def _introduced(self, zone: AnnotatedZone, at: int, noun: int) -> Agency | None:
        """A name that no list has, behind the noun: `agencja Wektor Press`."""
        token = zone.tokens[at]
        if not token.capital or self._press.value(token) is not None or _is_of_a_description(token):
            return None
        named = next((name for name in zone.names if name.first in (at, noun) and name.last >= at), None)
        last = named.last if named else _last_capital(zone, at)
        if any(self._no_agencies.match(zone.tokens, i) for i in range(at, last + 1)):
            return None
        words = zone.doc[at : last + 1].text
        bases = [base.text for base in named.bases] if named and named.first == at else []
        return Agency(at, last, words if words in bases or not bases else bases[0], listed=False)

    def _group(self, zone: AnnotatedZone, agency: Agency) -> Group:
        """An agency with its noun, the adjectives before it and whoever writes for it."""
        noun = self._noun_before(zone, agency.first)
        first = _before_adjectives(zone, agency.first if noun is None else noun)
        who = first - 1
        if who >= 0 and not zone.tokens[who].closes and self._persons.value(zone.tokens[who]) is not None:
            return Group(_before_adjectives(zone, who), agency.last, (agency,), who, person=True)
        return Group(first, agency.last, (agency,), noun)

    def is_acronym_of_nobody(self, token: Token) -> bool:
        """An acronym that neither the dictionary nor the list of other bodies and media knows."""
        short = token.text.isalpha() and token.text.isupper() and len(token.text) >= SURE_OF_CAPITALS
        listed = any(words.value(token) is not None for words in (self._no_agencies, self._subjects))
        return short and not token.known and not listed


def _forms(lists: Iterable[Words]) -> Mapping[str, str]:
    """Form -> value, of entries that hold no lemma."""
    entries = [entry for words in lists for entry in words.entries if not any(w[0] == "@" for w in entry.words)]
    return {" ".join(entry.words): entry.value for entry in entries}


def _is_written_so(form: str, name: str) -> bool:
    """Whether the capitals are those of the name: `ap` in a credit are initials, `dpa` is an agency."""
    if name.isupper() and len(name) <= SURE_OF_CAPITALS and form.lower().startswith(name.lower()):
        return form.startswith(name)
    return form[:1].isupper() or form == name


def _learned(zone: AnnotatedZone, at: int, known: Known) -> Agency | None:
    if not zone.tokens[at].capital:
        return None
    for words, name in known.learned.items():
        if tuple(token.lower for token in zone.tokens[at : at + len(words)]) == words:
            return Agency(at, at + len(words) - 1, name, listed=False)
    return None


def _last_capital(zone: AnnotatedZone, at: int) -> int:
    """The last of the words with a capital from a token on; an acronym stands alone."""
    last = at
    while not zone.tokens[at].text.isupper() and last + 1 < len(zone.tokens):
        following = zone.tokens[last + 1]
        if not (following.capital and following.word) or zone.tokens[last].closes:
            break
        last += 1
    return last


def _is_of_a_description(token: Token) -> bool:
    """`Agencja Rezerw Materiałowych`, `Agencja Energetyczna`: words that say what the body does, not a name."""
    if token.text.isupper():
        return False
    common = [a for a in token.analyses if a.lemma[:1].islower() and a.pos != "X"]
    return any(_may_describe(a) for a in common) and not any(_may_be_called(a) for a in common)


def _may_describe(analysis: Analysis) -> bool:
    return analysis.pos == ADJECTIVE or "Gen" in analysis.cases


def _may_be_called(analysis: Analysis) -> bool:
    return analysis.pos == NOUN and analysis.number == "Sing" and "Nom" in analysis.cases


def _before_adjectives(zone: AnnotatedZone, at: int) -> int:
    """The first of the adjectives before a token; a participle (`przekazanej PAP`) is none."""
    while at and not zone.tokens[at - 1].closes and zone.doc[at - 1].pos_ in ADJECTIVES:
        if any(a.verb for a in zone.tokens[at - 1].analyses):
            break
        at -= 1
    return at
