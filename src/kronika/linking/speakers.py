"""Who speaks, where a statement's own sentence names nobody: whoever spoke or was told of before, over paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from kronika.languages.letters import fold
from kronika.linking.entities import Entities, Who
from kronika.linking.report import Report
from kronika.linking.within import ORGANISATION, PERSON
from kronika.records import MentionFinding, StatementFinding

GOES_ON = 4
"""Sentences from the end of what somebody said to a cue without a subject that still is theirs. `--press`, tuned."""
NEAR = 2
"""Sentences back in which a name is looked for that a noun such as `firma` stands for. `--press`, tuned."""
HUMAN, OFFICE, BODY = "person", "office", "body"
KINDS = {HUMAN: PERSON, OFFICE: PERSON, BODY: ORGANISATION}
GOES_ON_WHY = "whoever spoke before goes on"
SAME_NOUN = "the one whom the report names with this noun"
NEAR_WHY = "the only one near whom it can mean"


Near = list[tuple[Who, MentionFinding]]


class Speaker(NamedTuple):
    """Who spoke, of which kind and genders, and in which sentence the words end."""

    who: Who
    kind: str
    genders: frozenset[str]
    sentence: int


def speakers_of(report: Report, entities: Entities) -> list[Who | None]:
    """For each statement of a report who speaks; None where nobody is named whom it can mean."""
    return _Speakers(report, entities).found()


class _Speakers:
    def __init__(self, report: Report, entities: Entities) -> None:
        self._report = report
        self._entities = entities
        self._said = report.findings.statements
        self._starts = [s.start for s in report.findings.sentences]
        self._mentions = {m.start: m for m in report.findings.mentions}

    def found(self) -> list[Who | None]:
        """In the order of their cues, so that a speaker whose name stands behind his words goes on after them."""
        found: dict[int, Who | None] = {}
        spoken: list[Speaker] = []
        for i in sorted(range(len(self._said)), key=lambda i: (_place(self._said[i]), i)):
            statement = self._said[i]
            who = self._entities.speaker(self._report.name, statement) or self._meant(statement, spoken)
            if who is None and statement.speaker is None and statement.inside is not None:
                who = found.get(statement.inside)
            found[i] = who
            if who is not None and statement.inside is None:
                spoken.append(self._speaker(statement, who))
        return [found[i] for i in range(len(self._said))]

    def _speaker(self, said: StatementFinding, who: Who) -> Speaker:
        mention = self._mentions.get(said.speaker_start or -1)
        genders = frozenset(said.genders) or frozenset(mention.genders if mention else ())
        kind = self._entities.kind(who.entity)
        return Speaker(who, kind, genders, self._sentence(max(said.end, said.cue_end or 0)))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _meant(self, said: StatementFinding, spoken: Sequence[Speaker]) -> Who | None:
        """Whom a cue without a subject, or a noun that names nobody, can mean."""
        dropped = said.speaker is None and said.cue_start is not None
        if said.inside is not None or not (dropped or said.stands_for):
            return None
        last = spoken[-1] if spoken else None
        near = self._near(KINDS.get(said.stands_for or ""), _place(said))
        return self._same_noun(said) or self._goes_on(said, last, near) or self._only_one(said, near)

    def _same_noun(self, said: StatementFinding) -> Who | None:
        """`unijna komisarz` behind `komisarz Marianne Thyssen`, `ministerstwo` behind `Ministerstwo Zdrowia`."""
        noun = fold(said.noun or "")
        if not noun:
            return None
        report = self._report.name
        if said.stands_for == BODY:
            named = [m.start for m in self._report.findings.mentions if m.kind == ORGANISATION and m.start < said.start]
            whos = [w for at in named if (w := self._entities.at(report, at)) and noun in fold(w.name).split()]
        else:
            held = (r for r in self._report.findings.roles if r.bearer is not None and fold(r.head) == noun)
            whos = [w for r in held if r.start < _place(said) and (w := self._entities.at(report, r.bearer or 0))]
        only = {w.entity: w for w in whos}
        return next(iter(only.values()))._replace(evidence=[SAME_NOUN]) if len(only) == 1 else None

    def _goes_on(self, said: StatementFinding, last: Speaker | None, near: Near) -> Who | None:
        """The speaker before, where few sentences and nobody else stand between."""
        kind = KINDS.get(said.stands_for or "")
        if last is None or self._sentence(_place(said)) - last.sentence > GOES_ON or not self._fits(last, kind, said):
            return None
        if self._others(last, near, said) or (said.stands_for == OFFICE and self._holds_office(last.who)):
            return None
        return last.who._replace(evidence=[GOES_ON_WHY])

    def _only_one(self, said: StatementFinding, near: Near) -> Who | None:
        """The only one named in the sentence before, else in the two before; for a person the cue shows a gender."""
        kind = KINDS.get(said.stands_for or "")
        if kind == PERSON or (kind is None and not said.genders):
            return None
        fits = [(who, m) for who, m in near if _agree(frozenset(m.genders), said, kind)]
        for back in range(1, NEAR + 1):
            here = self._sentence(_place(said))
            only = {who.entity: who for who, m in fits if here - self._sentence(m.start) <= back}
            if only:
                return next(iter(only.values()))._replace(evidence=[NEAR_WHY]) if len(only) == 1 else None
        return None

    def _fits(self, last: Speaker, kind: str | None, said: StatementFinding) -> bool:
        return kind in (None, last.kind) and _agree(last.genders, said, kind or last.kind)

    def _holds_office(self, who: Who) -> bool:
        """Whether the report names somebody with an office."""
        name = self._report.name
        held = (r.bearer for r in self._report.findings.roles if r.bearer is not None)
        return any((at := self._entities.at(name, b)) is not None and at.entity == who.entity for b in held)

    def _others(self, last: Speaker, near: Near, said: StatementFinding) -> bool:
        """Whether somebody else was named since, whom the cue may mean as well."""
        since = [(w, m) for w, m in near if self._sentence(m.start) > last.sentence]
        return any(w.entity != last.who.entity and _agree(frozenset(m.genders), said, last.kind) for w, m in since)

    def _near(self, kind: str | None, before: int) -> Near:
        """Who of a kind is named in the sentences before a place."""
        here, found = self._sentence(before), []
        for m in self._report.findings.mentions:
            if m.start < before and here - self._sentence(m.start) <= NEAR and m.kind == (kind or PERSON):
                who = self._entities.at(self._report.name, m.start)
                if who is not None:
                    found.append((who, m))
        return found


def _place(said: StatementFinding) -> int:
    return said.cue_start if said.cue_start is not None else said.start


def _agree(genders: frozenset[str], said: StatementFinding, kind: str | None) -> bool:
    """Whether somebody may be of the genders that the cue shows; a body is of any."""
    return kind == ORGANISATION or not said.genders or not genders or bool(genders & set(said.genders))
