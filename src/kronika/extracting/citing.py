"""Which agencies the prose of a zone names as its source, by the words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kronika.extracting.agencies import Agency, AgencyReader, Group, Known
from kronika.extracting.people import PERSON
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Token

TOLD = "told"
PASSING = "passing"
LONGEST_CUE = 5
"""Words of the longest cue before an agency."""
REACH = 6
"""Words between an agency and its verb, at most. Chosen, not measured."""
ASIDE = 30
"""Words of an aside between commas behind an agency, at most. Chosen, not measured."""
TITLES = {"headline", "lead"}
OPEN, COLON, COMMA = "(", ":", ","


class CitingReader:
    """Says which agencies are cited. `rules` is an ordered list of named functions; one that holds is enough."""

    def __init__(self, pack: Pack, agencies: AgencyReader) -> None:
        self._agencies = agencies
        self._verbs = pack.word_list("credits", "verb")
        self._before = pack.word_list("credits", "before")
        self._output = pack.word_list("credits", "output")
        self._between = pack.word_list("credits", "between").forms()
        self._masculine = pack.word_list("credits", "masculine").forms()
        self._roles = pack.word_list("names", "role").lemmas()
        self._negation = pack.word_list("statements", "negation").forms()
        self._conjunctions = pack.word_list("sentences", "conjunction").forms()
        self._rules: list[Callable[[AnnotatedZone, Group], bool]] = [
            self.title_with_colon,
            self.named_as_source,
            self.what_it_gave_out,
            self.subject_behind_verb,
            self.subject_before_verb,
        ]

    def read(self, zone: AnnotatedZone, known: Known) -> list[Agency]:
        """The agencies that the zone cites, in order; `known` learns those that a noun introduces."""
        cited: list[Agency] = []
        for group in self._agencies.groups(zone, known):
            if any(rule(zone, group) for rule in self._rules):
                cited += [*self._passed_on(zone, group), *group.agencies]
        for agency in cited:
            known.learn(zone, agency)
        return cited

    def title_with_colon(self, zone: AnnotatedZone, group: Group) -> bool:
        """`Reuters: rozmowy zerwane` in a title or lead; further down it is who asks in an interview."""
        return zone.zone.kind in TITLES and group.first == 0 and _text(zone, group.last + 1) == COLON

    def named_as_source(self, zone: AnnotatedZone, group: Group) -> bool:
        """`według AFP`, `cytowany przez agencję AP`, `powołując się na Reutersa`; `podała AKD za PAP`."""
        for at in range(max(0, group.first - LONGEST_CUE), group.first):
            found = self._before.match(zone.tokens, at)
            if found is not None and at + found.length == group.first:
                return found.value != PASSING or self._passes_on(zone, group, at)
        return False

    def _passes_on(self, zone: AnnotatedZone, group: Group, at: int) -> bool:
        """Whether the word before is `za` of a source: in brackets, or behind a verb of saying and its subject."""
        if group.noun is not None and not any("Ins" in a.cases for a in zone.tokens[group.noun].analyses):
            return False
        return _text(zone, at - 1) == OPEN or self._verb_before(zone, at, anything=True) is not None

    def _passed_on(self, zone: AnnotatedZone, group: Group) -> list[Agency]:
        """`podała AKD za agencją Wektor Press`: an acronym that nobody knows and that passes an agency on is one."""
        at = group.first - 2
        found = self._before.match(zone.tokens, at + 1) if at > 0 else None
        if found is None or found.value != PASSING or not self._agencies.is_acronym_of_nobody(zone.tokens[at]):
            return []
        verb = self._verb_before(zone, at)
        return [] if verb is None else [Agency(at, at, zone.tokens[at].text, listed=False)]

    def what_it_gave_out(self, zone: AnnotatedZone, group: Group) -> bool:
        """`z depeszy PAP wynika`, `według nieoficjalnych informacji PAP`."""
        before = zone.tokens[group.first - 1] if group.first else None
        return before is not None and not before.closes and self._output.value(before) is not None

    def subject_behind_verb(self, zone: AnnotatedZone, group: Group) -> bool:
        """`podała agencja AKD`, `informuje w piątek PAP`, `przekazał korespondent TASS`."""
        if not _may_be_subject(zone, group):
            return False
        noun = group.noun is not None and not group.person
        verb = self._verb_before(zone, group.first, anything=noun)
        return verb is not None and self._is_of(zone, group, verb)

    def subject_before_verb(self, zone: AnnotatedZone, group: Group) -> bool:
        """`Reuters przypomina, że`; `PAP, powołując się na policję, podała`."""
        if not _may_be_subject(zone, group) or not self._opens_clause(zone, group) or _tells_of_itself(zone, group):
            return False
        verb = self._verb_behind(zone, group)
        return verb is not None and self._is_of(zone, group, verb)

    def _opens_clause(self, zone: AnnotatedZone, group: Group) -> bool:
        before = zone.tokens[group.first - 1] if group.first else None
        if before is None or before.closes or not before.word:
            return True
        return before.lower in self._conjunctions or before.lower in self._between

    def _verb_before(self, zone: AnnotatedZone, at: int, anything: bool = False) -> int | None:
        """The verb of saying before a place, no mark between and only such words as the pack lists, or any."""
        for i in range(at - 1, max(-1, at - 1 - REACH), -1):
            token = zone.tokens[i]
            if token.closes or not (token.word or token.text.isdigit()):
                return None
            if self._is_verb(token):
                return None if i and zone.tokens[i - 1].lower in self._negation else i
            if _is_finite(token) or not (anything or token.lower in self._between or token.text.isdigit()):
                return None
        return None

    def _verb_behind(self, zone: AnnotatedZone, group: Group) -> int | None:
        """The verb of saying behind a group, past an aside between commas, no mark and no other verb between."""
        for i in _past_aside(zone, group.last + 1):
            token = zone.tokens[i]
            if not (token.word or token.text.isdigit()) or token.lower in self._negation:
                return None
            if self._is_verb(token):
                return i
            if _is_finite(token) or token.closes:
                return None
        return None

    def _is_verb(self, token: Token) -> bool:
        return _is_finite(token) and self._verbs.value(token) is not None

    def _is_of(self, zone: AnnotatedZone, group: Group, verb: int) -> bool:
        """Whether a verb is the group's own; an agency to whom somebody tells something stands beside the same verb."""
        if group.noun is not None or self._verbs.value(zone.tokens[verb]) != TOLD:
            return True
        name = zone.tokens[group.start]
        if name.lower in self._masculine and not name.text.isupper():  # it declines: this is the nominative
            return True
        shown = zone.doc[verb].morph
        masculine = shown.get("Gender", []) == ["Masc"] and name.lower not in self._masculine
        several = shown.get("Number", []) == ["Plur"] and len(group.agencies) == 1
        return not masculine and not several and not self._has_other_subject(zone, group, verb)

    def _has_other_subject(self, zone: AnnotatedZone, group: Group, verb: int) -> bool:
        """Whether somebody else stands between the marks around the verb and may be its subject."""
        own = range(group.first, group.last + 1)
        people = {i for name in zone.names if name.kind == PERSON for i in range(name.first, name.last + 1)}
        for i in _stretch(zone, verb):
            token = zone.doc[i]
            if i in own or not ("Nom" in token.morph.get("Case", []) or i in people):
                continue
            role = not zone.tokens[i].lemmas.isdisjoint(self._roles) and token.pos_ == "NOUN"
            if role or i in people or (token.dep_.startswith("nsubj") and token.head.i == verb):
                return True
        return False


def _text(zone: AnnotatedZone, at: int) -> str:
    return zone.tokens[at].text if 0 <= at < len(zone.tokens) else ""


def _is_finite(token: Token) -> bool:
    return any(a.verb == "Fin" for a in token.analyses)


def _may_be_subject(zone: AnnotatedZone, group: Group) -> bool:
    """`agencja` and no other case of it; a bare name in a form that may be the nominative, no preposition before it."""
    if group.noun is None:
        preposition = group.first > 0 and zone.doc[group.first - 1].pos_ == "ADP"
        return group.agencies[0].nominative and not preposition
    possible = any("Nom" in a.cases for a in zone.tokens[group.noun].analyses)
    return possible and (not group.person or "Nom" in zone.doc[group.noun].morph.get("Case", []))


def _tells_of_itself(zone: AnnotatedZone, group: Group) -> bool:
    """`Agencja Live Tour poinformowała`: a body of any kind; no adjective and no aside says that it is of news."""
    bare = group.first == group.noun == group.start - 1
    return bare and not group.agencies[0].listed and _text(zone, group.last + 1) != COMMA


def _past_aside(zone: AnnotatedZone, at: int) -> Iterator[int]:
    """The places behind a group among which its verb is looked for."""
    end = len(zone.tokens)
    if _text(zone, at) == COMMA:
        commas = (i for i in range(at + 1, min(end, at + 1 + ASIDE)) if _text(zone, i) == COMMA)
        closed = next((i for i in range(at, end) if zone.tokens[i].closes), end)
        at = next(commas, end) + 1
        if at > closed:
            return
    yield from range(at, min(end, at + REACH))


def _stretch(zone: AnnotatedZone, at: int) -> range:
    """The words around a place up to the next mark on both sides."""
    first = last = at
    while first and zone.tokens[first - 1].word and not zone.tokens[first - 1].closes:
        first -= 1
    while last + 1 < len(zone.tokens) and zone.tokens[last + 1].word and not zone.tokens[last].closes:
        last += 1
    return range(first, last + 1)
