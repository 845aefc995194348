"""The statements of an article: direct speech between dashes, between marks and set apart; reported speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kronika.evidence import Span
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.dialogue import DialogueReader
from kronika.extracting.statements.introduced import IntroducedReader
from kronika.extracting.statements.lines import Line, lines_of
from kronika.extracting.statements.marks import NOUN, MarkedReader
from kronika.extracting.statements.relays import RelayReader
from kronika.extracting.statements.reported import ReportedReader
from kronika.extracting.statements.sources import DOCUMENT, HUMAN, OFFICE
from kronika.extracting.statements.speakers import Cue, Subject
from kronika.extracting.statements.speech import CueFinder, Speech, content
from kronika.extracting.statements.stances import StanceReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, CreditFinding, StatementFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

OWNERS = ("nmod", "det:poss")

PEOPLE = (HUMAN, OFFICE)


class StatementExtractor:
    """Finds what is said in the zones of an article: direct speech, then reported speech beside it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._finder = CueFinder(pack)
        self._dialogue = DialogueReader(pack, self._finder)
        self._marked = MarkedReader(pack, self._finder)
        self._reported = ReportedReader(pack)
        self._cues = CueReader(pack)
        self._introduced = IntroducedReader(pack, self._finder, self._cues)
        self._own_texts = pack.word_list("statements", "own-text").lemmas()
        self._relays = RelayReader(pack)
        self._stances = StanceReader(pack)

    def extract(
        self, text: str, zones: list[AnnotatedZone], credits: Iterable[CreditFinding] = ()
    ) -> list[StatementFinding]:
        """The statements of an article, in order, each with its speaker as far as the words tell. `credits` are the
        agencies that it names."""
        self._relays.learn(credits)
        found: list[Speech] = []
        spread = list(self._marked.over_paragraphs(text, zones))
        for zone in zones:
            spoken = (self._stances.complete(zone, s) for s in self._zone(text, zone, spread) if s.start < s.end)
            speeches = sorted(spoken, key=lambda s: (s.start, -s.end))
            follows = (
                zone.zone.start == speeches[0].start or text[zone.zone.start] in self._finder.dashes
                if speeches
                else False
            )
            found += _with_dropped_speakers(speeches, _last_named(found) if follows else None)
        return _findings(found)

    def _zone(self, text: str, zone: AnnotatedZone, spread: Iterable[Speech]) -> list[Speech]:
        """The speech of a zone; that over several paragraphs (`spread`) belongs to the one of its cue."""
        if zone.zone.kind == "pull_quote":
            return [self._pull_quote(text, zone)]
        if zone.zone.kind not in ("lead", "body"):
            introduced = self._introduced.read(text, zone, [])
            return introduced + self._reported.read(text, zone, introduced)
        within = zone.zone
        over = [s for s in spread if s.start < within.end and within.start < s.end]
        dialogue = list(self._dialogue.read(text, zone))
        direct = dialogue + self._marked.read(text, zone, [*over, *dialogue])
        direct += self._introduced.read(text, zone, [*over, *direct])
        found = direct + self._reported.read(text, zone, [*over, *direct])
        found += [s for s in over if within.start <= (s.cue.start if s.cue else s.start) < within.end]
        lines = list(lines_of(zone))
        relayed = [self._relayed(text, zone, lines, speech) for speech in found]
        return [speech for speech in relayed if speech.speaker or speech.pattern != NOUN]

    def _relayed(self, text: str, zone: AnnotatedZone, lines: Sequence[Line], speech: Speech) -> Speech:
        """With the hands that the sentence of its cue names."""
        if speech.cue is None or not zone.doc.has_annotation("DEP"):
            return speech
        line = lines[bisect_right(lines, speech.cue.start, key=lambda line: zone.tokens[line.last].end)]
        if speech.direct:
            speech = self._whole_sentence(text, line, self._by_tree(line, speech))
        return self._relays.complete(line, speech)

    def _is_governed(self, line: Line, words: Subject) -> bool:
        """Whether a preposition governs the words that were taken for a subject: `zgromadzonym w Trump Tower`."""
        at = next((i for i in line.places if line.token(i).start == words.start), None)
        return at is not None and any(c.dep_ == "case" for c in line.word(at).children)

    def _whole_sentence(self, text: str, line: Line, speech: Speech) -> Speech:
        """`Norwegia ma „dobrą współpracę” – zadeklarowała premier`: what stands in marks is a part of what is said."""
        inside = next((i for i in line.places if line.token(i).start >= speech.start), None)
        before = line.trimmed(line.first, inside - 1) if inside is not None else None
        if before is None or speech.pattern != "marks-cue-after":
            return speech
        words = [i for i in range(before[0], before[1] + 1) if line.token(i).word]
        if (
            not words
            or any(self._cues.any(line, i) for i in words)
            or ":" in text[line.token(words[-1]).end : speech.start]
        ):
            return speech
        last = next(i for i in reversed(line.places) if line.token(i).start < speech.end)
        closing = next((i for i in line.places if i > last and line.token(i).text in self._cues.quotes), last)
        span = content(text, Span(line.token(before[0]).start, line.token(closing).end), self._pack)
        return replace(speech, start=span.start, end=span.end, direct=False)

    def _by_tree(self, line: Line, speech: Speech) -> Speech:
        """Direct speech with the subject that the tree gives its cue, where it gives one outside of the words."""
        at = next((i for i in line.places if speech.cue and line.token(i).start == speech.cue.start), None)
        if speech.pattern == NOUN:
            noun = self._cues.noun(line, at) if at is not None else None
            owned = noun is not None and any(c.dep_.startswith(OWNERS) for c in line.word(noun.at).children)
            whose = self._cues.speaker(line, noun) if noun is not None and owned else None
            return replace(speech, speaker=None if _within(speech, whose) else whose, dropped=False)
        cue = self._cues.verb(line, at, clause=False) if at is not None else None
        told = self._cues.speaker(line, cue) if cue is not None else None
        if told is None and speech.speaker is not None and self._is_governed(line, speech.speaker):
            return replace(speech, speaker=None, dropped=True)
        if _within(speech, told) or (told is None and speech.speaker is None):
            told = self._subject_behind(line, cue, speech)
        if told is None or told.name is None:
            return speech
        if self._cues.is_document(told) and told.noun not in self._own_texts:
            return self._by_document(line, speech, told)
        words = speech.speaker
        if words is not None and words.name == f"{told.name}.":  # `Tomasz B.`
            return speech
        same = words is not None and words.start is not None and (told.start or 0) <= words.start < (told.end or 0)
        if same and words is not None and told.person and (words.name or "").startswith(told.name):
            return speech  # `Tomasz B.`
        people = told.stands_for in PEOPLE and words is not None and words.unnamed
        trusted = words is None or told.person or (same and told.unnamed) or people
        return replace(speech, speaker=told, dropped=False) if trusted else speech

    def _by_document(self, line: Line, speech: Speech, told: Subject) -> Speech:
        """`głosi komunikat MSZ`: whose document it is, else what it is, which linking may tie to somebody."""
        noun = next(i for i in line.places if line.token(i).end == told.end or line.word(i).lemma_ == told.noun)
        whose = self._cues.sources.read(line.zone, line.word(noun), owner=True)
        owned = whose is not None and whose.name is not None and not self._cues.is_document(whose)
        speaker = whose if owned else told._replace(stands_for=DOCUMENT)
        return replace(speech, speaker=speaker, dropped=False) if speech.speaker is None or owned else speech

    def _subject_behind(self, line: Line, cue: Cue | None, speech: Speech) -> Subject | None:
        """Another subject of the verb behind the speech, where the tree has taken the first words of the speech for
        one, or what may be a subject for an object."""
        verb = line.word(cue.verb) if cue is not None and cue.verb is not None else None
        if verb is None or verb.morph.get("Person", ["3"]) == ["1"]:
            return None
        behind = (c for c in verb.children if c.i > verb.i and line.token(c.i).start >= speech.end)
        found = next((c for c in behind if c.dep_.startswith("nsubj") or self._may_be_subject(line, c, verb)), None)
        return self._cues.sources.read(line.zone, found, owner=True) if found is not None else None

    def _may_be_subject(self, line: Line, word: DocToken, verb: DocToken) -> bool:
        """`zapowiedziało w piśmie ugrupowanie TLP`: a nominative by its form, of the gender and number of the verb."""
        number, genders = verb.morph.get("Number", []), set(verb.morph.get("Gender", []))
        shown = [a for a in line.token(word.i).analyses if "Nom" in a.cases and a.number in (None, *number)]
        return word.dep_ == "obj" and any(not genders or not a.genders or a.genders & genders for a in shown)

    def _pull_quote(self, text: str, zone: AnnotatedZone) -> Speech:
        signature = zone.zone.signature or zone.zone.end
        span = content(text, Span(zone.zone.start, signature), self._pack)
        signed = [t for t in zone.tokens if t.start >= signature]
        return Speech(span.start, span.end, "pull-quote", None, self._finder.reader.signature(signed))


def _within(speech: Speech, told: Subject | None) -> bool:
    """Whether the words that name somebody are words of the speech."""
    return told is not None and speech.start <= (told.start or 0) < speech.end


def _last_named(found: list[Speech]) -> Speech | None:
    return next((s for s in reversed(found) if s.speaker), None)


def _with_dropped_speakers(speeches: list[Speech], last: Speech | None) -> list[Speech]:
    """A cue without a subject continues the last speaker, where gender and number do not forbid it."""
    out: list[Speech] = []
    for speech in speeches:
        if speech.dropped and last and speech.cue and _may_be_of(speech.cue, last):
            speech = replace(speech, speaker=last.speaker)
        quoted_within = any(outer.start <= speech.start and speech.end <= outer.end for outer in out)
        if speech.speaker and not quoted_within:
            last = speech
        out.append(speech)
    return out


def _may_be_of(cue: Cue, earlier: Speech) -> bool:
    """Whether a verb's form allows the earlier speaker: `dodała` is no Jan's."""
    tells_number = earlier.cue is not None and earlier.cue.person != "1"  # `czytamy` is the readers' plural
    number = _number(earlier) if tells_number else None
    same_number = cue.number == number or None in (cue.number, number)
    shown = earlier.speaker.genders if earlier.speaker else frozenset[str]()
    genders = shown or (earlier.cue.genders if earlier.cue else shown)
    return same_number and (not cue.genders or not genders or bool(cue.genders & genders))


def _shown(speech: Speech) -> frozenset[str]:
    """The genders that both the verb and the name allow; none told where they say nothing."""
    told = [g for g in (speech.cue.genders if speech.cue else None, speech.speaker and speech.speaker.genders) if g]
    return told[0].intersection(*told[1:]) if told else frozenset()


def _end_of_cue(cue: Cue) -> int:
    return cue.end if cue.end is not None else cue.start + len(cue.text)


def _number(speech: Speech) -> str | None:
    """The number of the verb, else of the noun that names the source."""
    return (speech.cue.number if speech.cue else None) or (speech.speaker.number if speech.speaker else None)


def _findings(speeches: list[Speech]) -> list[StatementFinding]:
    ordered = sorted(speeches, key=lambda s: (s.start, -s.end))
    return [_finding(speech, _holder(ordered, i)) for i, speech in enumerate(ordered)]


def _holder(ordered: list[Speech], at: int) -> int | None:
    """The innermost statement that holds the one at a place."""
    inner = ordered[at]
    holders = [j for j in range(at) if ordered[j].start <= inner.start and inner.end <= ordered[j].end]
    return holders[-1] if holders else None


def _finding(speech: Speech, inside: int | None) -> StatementFinding:
    return StatementFinding(
        start=speech.start,
        end=speech.end,
        direct=speech.direct,
        pattern=speech.pattern,
        speaker=speech.speaker.name if speech.speaker else None,
        relays=list(speech.relays),
        cue=speech.cue.text if speech.cue else None,
        stance=speech.stance,
        modality=speech.modality,
        inside=inside,
        number=_number(speech),
        genders=sorted(_shown(speech)),
        rare=speech.speaker.rare if speech.speaker else False,
        stands_for=speech.speaker.stands_for if speech.speaker else None,
        medium=speech.medium,
        noun=speech.speaker.noun if speech.speaker else None,
        unnamed=speech.speaker.unnamed if speech.speaker else False,
        speaker_start=speech.speaker.start if speech.speaker else None,
        speaker_end=speech.speaker.end if speech.speaker else None,
        cue_start=speech.cue.start if speech.cue else None,
        cue_end=_end_of_cue(speech.cue) if speech.cue else None,
        verb_start=speech.verb_start,
    )
