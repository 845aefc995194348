"""Who speaks, where a statement's own sentence names nobody: whoever spoke or was told of before, over paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kronika.languages.letters import fold
from kronika.linking.entities import Entities, Who
from kronika.linking.names import Names, complete
from kronika.linking.report import Report
from kronika.linking.within import ORGANISATION, PERSON
from kronika.records import MentionFinding, Ruling, StatementFinding

GOES_ON = 4
"""Sentences from the end of what somebody said to a cue without a subject that still is theirs. Chosen on `tuned` of
`python -m evaluation statements --press`."""
AT_ONCE = 1
"""The same for a noun such as `minister`, before it is looked for elsewhere. Chosen on the same."""
NEAR = 2
"""Sentences back in which a name is looked for that a noun such as `firma` stands for. Chosen on the same."""
OFTEN = 3
"""Mentions from which on a body may be what a report is about. Chosen on the same."""
HUMAN, OFFICE, BODY, DOCUMENT, MEDIUM = "person", "office", "body", "document", "medium"
FEMININE = "Fem"
KINDS = {HUMAN: PERSON, OFFICE: PERSON, BODY: ORGANISATION}
Near = list[tuple[Who, MentionFinding]]


class Voice(NamedTuple):
    """Who speaks: by name, with the entity where it is one. An unnamed source has what is said of it for a name."""

    name: str
    entity: str | None = None
    unnamed: bool = False


class Spoken(NamedTuple):
    """Who spoke, of which kind and genders, and in which sentence the words end."""

    voice: Voice
    kind: str | None
    genders: frozenset[str]
    number: str | None
    noun: str | None
    sentence: int


def voices_of(report: Report, entities: Entities, own: Names, story: Names) -> list[Voice | None]:
    """For each statement of a report who speaks; None where nobody is told whom it can mean."""
    return _Voices(entities.parted(report.name), entities, own, story).found()


class _Voices:
    def __init__(self, report: Report, entities: Entities, own: Names, story: Names) -> None:
        self._report = report
        self._entities = entities
        self._names = own, story
        self._said = report.findings.statements
        self._starts = [s.start for s in report.findings.sentences]
        self._mentions = {m.start: m for m in report.findings.mentions}

    def found(self) -> list[Voice | None]:
        """In the order of their cues, so that a speaker whose name stands behind his words goes on after them."""
        found: dict[int, Voice | None] = {}
        spoken: list[Spoken] = []
        for i in sorted(range(len(self._said)), key=lambda i: (_place(self._said[i]), i)):
            said = self._said[i]
            found[i] = voice = self._voice(said, spoken, found)
            if voice is not None and said.inside is None:
                spoken.append(self._spoken(said, voice))
        return [found[i] for i in range(len(self._said))]

    def _voice(
        self, said: StatementFinding, spoken: Sequence[Spoken], found: Mapping[int, Voice | None]
    ) -> Voice | None:
        """Who speaks: whom a person says, else whom the words name or mean."""
        ruling = self._report.fixed("statements", said.start, said.end, "speaker")
        if ruling is not None:
            return self._ruled(ruling)
        voice = self._told(said) or self._meant(said, spoken) or self._described(said)
        if voice is None and said.inside is not None and self._may_be_outer(said):
            return found.get(said.inside)
        return voice

    def _ruled(self, ruling: Ruling) -> Voice | None:
        """Whom a person says; somebody of the story where the name is known there."""
        if ruling.value is None:
            return None
        who = self._entities.called(ruling.value)
        return _voice(who) if who is not None else Voice(ruling.value)

    def _may_be_outer(self, said: StatementFinding) -> bool:
        """`jego zdaniem` inside of somebody's own words: where number and gender allow the outer speaker."""
        outer = self._said[said.inside or 0]
        same = None in (said.number, outer.number) or said.number == outer.number
        return said.cue_start is not None and same and _agree(frozenset(outer.genders), said, None)

    def _told(self, said: StatementFinding) -> Voice | None:
        """Whom the statement's own sentence names."""
        who = self._entities.speaker(self._report.name, said)
        return _voice(who) if who is not None and not self._named_inside(said) else None

    def _named_inside(self, said: StatementFinding) -> bool:
        """Whether an office was tied to a name that stands in the words said: nobody quotes his own name."""
        if not said.unnamed or said.speaker_start is None or said.start <= said.speaker_start < said.end:
            return False
        tied = (r.antecedent for r in self._report.findings.roles if r.start <= (said.speaker_start or 0) < r.end)
        return any(at is not None and said.start <= at < said.end for at in tied)

    def _described(self, said: StatementFinding) -> Voice | None:
        """What its sentence says of the source, or a name that is no entity."""
        name = complete(said, *self._names)
        return Voice(name, unnamed=said.unnamed) if name is not None else None

    def _spoken(self, said: StatementFinding, voice: Voice) -> Spoken:
        mention = self._mentions.get(said.speaker_start or -1)
        genders = frozenset(said.genders) or frozenset(mention.genders if mention else ())
        genders |= {g for r in self._report.findings.roles if mention and r.bearer == mention.start for g in r.genders}
        kind = self._entities.kind(voice.entity) if voice.entity else None
        return Spoken(voice, kind, genders, said.number, said.noun, self._sentence(max(said.end, said.cue_end or 0)))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _meant(self, said: StatementFinding, spoken: Sequence[Spoken]) -> Voice | None:
        """Whom a cue without a subject, or a noun that names nobody, can mean."""
        dropped = said.speaker is None and said.cue_start is not None
        if said.inside is not None or not (dropped or said.stands_for):
            return None
        if said.stands_for == DOCUMENT:
            return self._issuer(said, spoken)
        if said.stands_for == MEDIUM:
            return self._medium_before(said)
        last = self._last(said, spoken)
        near = self._near(said)
        if (again := self._same_words(said, last)) is not None:
            return again
        if self._says_of_where(said):
            return self._same_noun(said)
        at_once = self._goes_on(said, last, near, AT_ONCE) if said.stands_for == HUMAN else None
        told = (
            at_once or self._same_noun(said) or self._goes_on(said, last, near, GOES_ON) or self._only_one(said, near)
        )
        if said.stands_for == BODY:
            return told or self._main_body()
        return told or (self._only_voice(said, spoken) if said.stands_for else None)

    def _says_of_where(self, said: StatementFinding) -> bool:
        """`ekspert Instytutu Studiów Zatoki`: a noun with a name of its own is nobody who was told of without it."""
        start, end = said.speaker_start, said.speaker_end
        named = said.stands_for == HUMAN and start is not None and end is not None
        return named and any((start or 0) < at < (end or 0) for at in self._mentions)

    def _only_voice(self, said: StatementFinding, spoken: Sequence[Spoken]) -> Voice | None:
        """The only named person of that gender who has spoken; for an office only a woman, of whom there are fewer."""
        if not said.genders or (said.stands_for == OFFICE and set(said.genders) != {FEMININE}):
            return None
        people = [s.voice for s in spoken if s.kind == PERSON and s.genders and s.genders & set(said.genders)]
        return people[-1] if len({v.entity for v in people}) == 1 else None

    def _main_body(self) -> Voice | None:
        """The body that the report is about: named more than twice as often as the next."""
        report = self._report
        named = (self._entities.at(report.name, m.start) for m in report.findings.mentions if m.kind == ORGANISATION)
        counted = Counter((w.entity, w.name) for w in named if w is not None).most_common(2)
        if not counted or counted[0][1] < OFTEN or (len(counted) > 1 and counted[0][1] <= 2 * counted[1][1]):
            return None
        return Voice(counted[0][0][1], counted[0][0][0])

    def _issuer(self, said: StatementFinding, spoken: Sequence[Spoken]) -> Voice | None:
        """`głosi oświadczenie`: the body that has just spoken through it."""
        last = spoken[-1] if spoken else None
        near = last is not None and self._sentence(_place(said)) - last.sentence <= AT_ONCE
        return last.voice if last is not None and near and last.kind == ORGANISATION else None

    def _medium_before(self, said: StatementFinding) -> Voice | None:
        """`zaznacza dziennik`: the medium that was last cited, as a source or as a hand."""
        before = (s for s in self._said if _place(s) < _place(said))
        named = ((r.name_start, r.name) for s in before for r in s.relays)
        spoke = (
            (s.speaker_start or 0, s.speaker) for s in self._said if s.medium and _place(s) < _place(said) and s.speaker
        )
        told = max([*named, *spoke], default=None)
        if told is None:
            return None
        who = self._entities.at(self._report.name, told[0])
        return _voice(who) if who is not None else Voice(told[1])

    def _last(self, said: StatementFinding, spoken: Sequence[Spoken]) -> Spoken | None:
        """Who spoke last; an agency that only passed something on is left out where a verb has no subject."""
        agencies = {fold(c.agency) for c in self._report.findings.credits} if not said.stands_for else set()
        own = [s for s in spoken if fold(s.voice.name) not in agencies]
        return (own or list(spoken))[-1] if spoken else None

    def _same_noun(self, said: StatementFinding) -> Voice | None:
        """`unijna komisarz` behind `komisarz Marianne Thyssen`, `ministerstwo` behind `Ministerstwo Zdrowia`."""
        noun = fold(said.noun or "")
        if not noun or said.stands_for not in (HUMAN, BODY):
            return None
        report = self._report
        if said.stands_for == BODY:
            named = [m.start for m in report.findings.mentions if m.kind == ORGANISATION and m.start < said.start]
            whos = [w for at in named if (w := self._entities.at(report.name, at)) and noun in fold(w.name).split()]
        else:
            held = (r for r in report.findings.roles if fold(r.head) == noun and self._is_told_by_report(r.bearer))
            whos = [w for r in held if r.start < _place(said) and (w := self._entities.at(report.name, r.bearer or 0))]
        return _only(whos)

    def _is_told_by_report(self, at: int | None) -> bool:
        """Whether a name stands in the report's own words, not in what somebody says."""
        return at is not None and not any(s.direct and s.start <= at < s.end for s in self._said)

    def _same_words(self, said: StatementFinding, last: Spoken | None) -> Voice | None:
        """`dodał rzecznik` behind `rzecznik resortu`, whom nobody names."""
        same = last is not None and last.voice.unnamed and said.noun is not None and last.noun == said.noun
        return last.voice if same and last is not None else None

    def _goes_on(self, said: StatementFinding, last: Spoken | None, near: Near, reach: int) -> Voice | None:
        """The speaker before, where few sentences and nobody else stand between."""
        kind = KINDS.get(said.stands_for or "")
        if last is None or self._sentence(_place(said)) - last.sentence > reach or not _fits(last, kind, said):
            return None
        if self._others(last, near, said) or (said.stands_for == OFFICE and self._holds_office(last.voice)):
            return None
        return last.voice

    def _others(self, last: Spoken, near: Near, said: StatementFinding) -> bool:
        """Whether somebody else was named since, whom the cue may mean as well."""
        since = [(w, m) for w, m in near if self._sentence(m.start) > last.sentence]
        return any(
            w.entity != last.voice.entity and _agree(frozenset(m.genders), said, last.kind or PERSON) for w, m in since
        )

    def _holds_office(self, voice: Voice) -> bool:
        """Whether the report names somebody with an office."""
        name = self._report.name
        held = (r.bearer for r in self._report.findings.roles if r.bearer is not None)
        return any((at := self._entities.at(name, b)) is not None and at.entity == voice.entity for b in held)

    def _only_one(self, said: StatementFinding, near: Near) -> Voice | None:
        """The only one named in the sentence before, else in the two before; for a person the cue shows a gender."""
        kind = KINDS.get(said.stands_for or "")
        if said.stands_for == OFFICE or (kind != ORGANISATION and not said.genders):
            return None
        fits = [(who, m) for who, m in near if self._is_person(m, said) or kind == ORGANISATION]
        here = self._sentence(_place(said))
        for back in range((AT_ONCE if said.stands_for else NEAR) + 1):
            found = [who for who, m in fits if here - self._sentence(m.start) <= back]
            if found:
                return _only(found)
        return None

    def _is_person(self, mention: MentionFinding, said: StatementFinding) -> bool:
        """Whether a name shows by itself, or by the office beside it, the gender that the cue shows."""
        beside = (g for r in self._report.findings.roles if r.bearer == mention.start for g in r.genders)
        shown = {*mention.genders, *beside}
        return bool(shown & set(said.genders))

    def _near(self, said: StatementFinding) -> Near:
        """Who of the kind that a statement asks for is named in the sentences before its cue, not in its words."""
        before, kind = _place(said), KINDS.get(said.stands_for or "")
        here, found = self._sentence(before), []
        for m in self._report.findings.mentions:
            inside = said.start <= m.start < said.end
            if (
                not inside
                and m.start < before
                and here - self._sentence(m.start) <= NEAR
                and m.kind == (kind or PERSON)
            ):
                who = self._entities.at(self._report.name, m.start)
                if who is not None:
                    found.append((who, m))
        return found


def _voice(who: Who) -> Voice:
    return Voice(who.name, who.entity)


def _only(whos: Sequence[Who]) -> Voice | None:
    """The one who is meant, where all are the same."""
    return _voice(whos[0]) if len({w.entity for w in whos}) == 1 else None


def _place(said: StatementFinding) -> int:
    return said.cue_start if said.cue_start is not None else said.start


def _fits(last: Spoken, kind: str | None, said: StatementFinding) -> bool:
    """Whether who spoke before may be meant: of the kind of the noun, of the verb's gender; an unnamed source only
    where nothing is said of the next one."""
    number = said.stands_for is not None or None in (last.number, said.number) or last.number == said.number
    return number and kind in (None, last.kind) and _agree(last.genders, said, kind or last.kind)


def _agree(genders: frozenset[str], said: StatementFinding, kind: str | None) -> bool:
    """Whether somebody may be of the genders that the cue shows; a body is of any."""
    return kind == ORGANISATION or not said.genders or not genders or bool(genders & set(said.genders))
