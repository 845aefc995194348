"""Events of a zone: each with who takes part, its day, its place, the numbers of its clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from kronika.extracting.events.bounds import Bounds
from kronika.extracting.events.matching import Matcher, Occurrence
from kronika.extracting.events.modality import NONE, ModalityReader
from kronika.extracting.events.participants import ParticipantReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, EventFinding, FigureFinding, TimeFinding

COUNTED = frozenset({"killed", "injured", "arrested", "missing", "abducted", "displaced", "protesters", "troops"})
APART = ("acl:relcl", "advcl", "parataxis", "ccomp", "conj", "csubj", "appos")
"""Relations by which words tell something of their own."""
FAR = 12
"""Words from a trigger within which a noun is what it is about. Chosen, not measured."""
WIDE = 3
"""Words between those of a trigger up to which it is shown as one passage. Chosen, not measured."""


class EventExtractor:
    """Finds events in a zone."""

    def __init__(self, pack: Pack) -> None:
        self._matcher = Matcher(pack)
        self._modality = ModalityReader(pack)
        self._participants = ParticipantReader(pack)
        self._bounds = Bounds(pack)
        self._contexts = pack.word_list("events", "context")
        self._common = pack.word_list("figures", "common-theme")

    def extract(
        self, zone: AnnotatedZone, times: Sequence[TimeFinding], figures: Sequence[FigureFinding]
    ) -> list[EventFinding]:
        """The events of a zone, in order, of which `figures` are; `times` are the article's. None without syntax."""
        if not zone.doc.has_annotation("DEP"):
            return []
        found = self._matcher.find(zone)
        owners = {at: o for o in sorted(found, key=lambda o: len(o.words)) for at in _own(o)}
        words = {at: o for o in sorted(found, key=lambda o: len(o.words)) for at in o.words}
        whole = _one_a_passage([o for o in found if not _is_word_of(o, words)])
        told = [(o, m) for o in whole if (m := self._modality.read(zone, o)) != NONE]
        events = [self._event(zone, o, m, times, figures) for o, m in told]
        return [structs.replace(e, inside=_inside(zone, o, owners)) for e, (o, _) in zip(events, told, strict=True)]

    def _event(
        self,
        zone: AnnotatedZone,
        found: Occurrence,
        modality: str,
        times: Sequence[TimeFinding],
        figures: Sequence[FigureFinding],
    ) -> EventFinding:
        first, last = _span(found)
        return EventFinding(
            start=zone.tokens[first].start,
            end=zone.tokens[last].end,
            event_type=found.trigger.event_type,
            mode=found.trigger.mode,
            pattern=found.trigger.name,
            form=found.head.form,
            told=found.told,
            head=zone.tokens[found.head.token.i].start,
            verb=zone.tokens[found.head.carrier.i].start,
            modality=modality,
            participants=self._participants.of(zone, found),
            needs_speaker=found.trigger.mandatory_speaker,
            place=self._bounds.place(zone, found),
            figures=list(self._numbers(zone, found, figures)),
            themes=self._themes(zone, found),
            contexts=self._about(zone, found),
            **self._bounds.day(zone, found, times)._asdict(),
        )

    def _about(self, zone: AnnotatedZone, found: Occurrence) -> list[str]:
        """The contexts that the words of a trigger, its people and its clause tell, in the order of the words."""
        near = (t for t in found.head.token.subtree if abs(t.i - found.head.token.i) <= FAR)
        told = {t.i for t in near} | {f.token.i for f in found.filled}
        values = (self._contexts.value(zone.tokens[at]) for at in sorted(told))
        return list(dict.fromkeys(value for value in values if value is not None))

    def _themes(self, zone: AnnotatedZone, found: Occurrence) -> list[str]:
        """The lemmas of the nouns below a trigger that are no names and take no part."""
        named = {i for name in zone.names for i in range(name.first, name.last + 1)}
        taken = {found.head.token.i, *(f.token.i for f in found.filled)}
        below = (t for t in found.head.token.subtree if t.pos_ == "NOUN" and t.i not in named | taken)
        near = (t for t in below if abs(t.i - found.head.token.i) <= FAR and not self._common.value(zone.tokens[t.i]))
        return list(dict.fromkeys(t.lemma_.lower() for t in near))

    def _numbers(self, zone: AnnotatedZone, found: Occurrence, figures: Sequence[FigureFinding]) -> Iterator[int]:
        """The numbers of people in the clause."""
        for figure in figures:
            if figure.measure in COUNTED:
                at = bisect_right(zone.tokens, figure.start, key=lambda t: t.start) - 1
                if self._bounds.tied(found, zone.doc[at]):
                    yield figure.start


def _own(found: Occurrence) -> set[int]:
    """The tokens of a trigger, with the verb that carries it."""
    return {*found.words, found.head.carrier.i}


def _is_word_of(found: Occurrence, words: Mapping[int, Occurrence]) -> bool:
    """Whether a trigger is but a word of another one: `strajk` in `grozić strajkiem`."""
    other = words.get(found.head.token.i)
    return other is not None and other.head.token.i != found.head.token.i and len(other.words) >= len(found.words)


def _one_a_passage(found: Sequence[Occurrence]) -> list[Occurrence]:
    """Without those of another head in the very same words: a verb and its noun may both tell `an inquiry began`."""
    heads: dict[tuple[int, int], int] = {}
    return [o for o in found if heads.setdefault(_span(o), o.head.token.i) == o.head.token.i]


def _inside(zone: AnnotatedZone, found: Occurrence, owners: Mapping[int, Occurrence]) -> int | None:
    """The start of the trigger whose object, aim or topic this one is."""
    token = found.head.carrier
    while not token.dep_.startswith(APART) and token.head.i != token.i:
        token = token.head
        outer = owners.get(token.i)
        if outer is not None and outer.head.token.i != found.head.token.i:
            return zone.tokens[_span(outer)[0]].start
    return None


def _span(found: Occurrence) -> tuple[int, int]:
    """The first and last token of a trigger: its words, with the light verb, as far as they stand together."""
    head = found.head.token.i
    words = sorted({*found.words, found.head.carrier.i} if found.told else found.words)
    first = last = head
    for at in reversed([w for w in words if w < head]):
        if first - at > WIDE:
            break
        first = at
    for at in (w for w in words if w > head):
        if at - last > WIDE:
            break
        last = at
    return first, last
