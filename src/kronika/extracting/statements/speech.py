"""What all forms of direct speech share: how it is kept together, its borders, and where its cue stands."""

from __future__ import annotations

from dataclasses import dataclass

from kronika.evidence import Span, trim
from kronika.extracting.statements.sources import HUMAN, OFFICE, SourceReader
from kronika.extracting.statements.speakers import Cue, SpeakerReader, Subject
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, RelayFinding, Token

PEOPLE = (HUMAN, OFFICE)
CUE_WITHIN = 5
"""Words after the dash or mark among which the cue stands: `– jak w środę powiedział`."""

SECOND_HALF = 400
"""Characters after a cue that its speech may go on for without a cue of its own. In a paragraph that runs on for
longer only one sentence is taken, because narration may follow. Chosen, not yet measured."""
PLAIN = "asserts"
"""The stance of a verb that says nothing about it."""


@dataclass(frozen=True)
class Speech:
    """A quotation as it is put together: its stretch, cue, speaker and the rule that found it.

    `dropped` says that the cue has no subject of its own, so that earlier speech tells the speaker. `verb_start` is
    where the verb begins that shows the subject, `relays` are the hands that its sentence names.
    """

    start: int
    end: int
    pattern: str
    cue: Cue | None = None
    speaker: Subject | None = None
    dropped: bool = False
    direct: bool = True
    verb_start: int | None = None
    relays: tuple[RelayFinding, ...] = ()
    medium: bool = False
    stance: str | None = None
    modality: str = "fact"


class CueFinder:
    """Finds dashes that part speech from narration, and the cues behind them."""

    def __init__(self, pack: Pack) -> None:
        self.reader = SpeakerReader(pack)
        self._sources = SourceReader(pack)
        self.dashes = tuple(pack.dashes)
        self._reading = pack.word_list("statements", "reading")
        self._negation = pack.word_list("statements", "negation")

    def is_dash(self, tokens: list[Token], at: int) -> bool:
        """A dash between blanks; one that opens speech may stand right before its first word."""
        if tokens[at].text not in self.dashes:
            return False
        opens = at == 0 or tokens[at - 1].closes
        spaced_before = at == 0 or tokens[at - 1].end < tokens[at].start
        spaced_after = at + 1 == len(tokens) or tokens[at].end < tokens[at + 1].start
        return spaced_before and (spaced_after or opens)

    def cue_after(self, tokens: list[Token], at: int) -> Cue | None:
        """The cue among the first words after `at`: in small letters, and no other clause before it."""
        for i in range(at + 1, min(at + 1 + CUE_WITHIN, len(tokens))):
            if cue := self.reader.cue(tokens, i):
                return cue if tokens[at + 1].text[0].islower() and not self._is_ours(tokens[i], cue) else None
            if self._parts(tokens[i]):
                return None
        return None

    def subject(self, tokens: list[Token], cues: list[Cue]) -> Subject | None:
        """Who speaks before a quotation that the last of `cues` introduces; `dodając` has the subject of the verb
        before it. `tokens` are the last words before the quotation, where the cues stand."""
        cue, finite = cues[-1], [c for c in cues if not c.converb]
        whose = cue if not cue.converb or not finite else finite[-1]
        gap = next((cue.at - i for i in range(len(tokens)) if tokens[i].start == cue.start), 0)
        whose = whose._replace(at=whose.at - gap)
        if whose.at < 0:
            return None
        if whose.converb:
            return self.reader.before(tokens, whose)
        return self.reader.before(tokens, whose) or self.reader.after(tokens, whose)

    def verbs(self, tokens: list[Token]) -> list[Cue]:
        """Finite verbs of any meaning in the third person, as cues: `X pożegnał się krótko: – Odchodzę.`"""
        found = []
        for i, token in enumerate(tokens):
            shown = next((a for a in token.analyses if a.verb == "Fin" and a.person in (None, "3")), None)
            if shown is not None and not token.has("NOUN") and not token.capital:
                found.append(Cue(i, token.start, token.text, PLAIN, shown.number, shown.genders, shown.person))
        return found

    def _is_ours(self, token: Token, cue: Cue) -> bool:
        """`– Czy pan się boi? – pytamy`: the newsroom speaks, nobody named; `czytamy w liście` quotes."""
        return cue.person == "1" and self._reading.value(token) is None

    def _parts(self, token: Token) -> bool:
        """Whether another clause begins, or the sentence ends: no cue of this speech can follow."""
        other_verb = any(a.verb == "Fin" for a in token.analyses) and not token.has("NOUN")
        other_mark = not token.word and token.text not in ",-"
        negated = self._negation.value(token) is not None
        return token.closes or token.has("CCONJ") or other_verb or other_mark or negated

    def told_before(self, zone: AnnotatedZone, start: int, cue: Cue | None) -> Subject | None:
        """The subject of the narration right before speech, where the cue allows it: `Anna Zych zleciła audyt. – … –
        mówi.`"""
        told = self._subject_before(zone, start)
        return told if told is not None and _may_say(zone, told, cue) else None

    def _subject_before(self, zone: AnnotatedZone, start: int) -> Subject | None:
        """The subject of the sentence before a place; by the tree a person, where the pipeline has one."""
        index = zone.sentence_after(start) - 1
        if index < 0:
            return None
        before = zone.sentences[index]
        tokens = zone.between(before.start, before.end)
        if any(self.is_dash(tokens, i) for i in range(len(tokens))):
            return None
        if not zone.doc.has_annotation("DEP"):
            return self.reader.told_of(tokens)
        first = next(i for i, token in enumerate(zone.tokens) if token.start == tokens[0].start)
        subjects = (w for w in zone.doc[first : first + len(tokens)] if w.dep_ == "nsubj" and w.head.dep_ == "ROOT")
        found = next(subjects, None)
        told = self._sources.read(zone, found) if found is not None else None
        return told if told is not None and (told.person or told.stands_for in PEOPLE) else None


def _may_say(zone: AnnotatedZone, told: Subject, cue: Cue | None) -> bool:
    """Whether the cue has the gender of a listed given name: `powiedział` is no Anna's. What a noun or a name that no
    dictionary knows shows may be of another: `minister powiedziała`."""
    first = next((token for token in zone.tokens if token.start == told.start), None)
    given = first.analyses if first is not None and told.person else ()
    genders = {gender for a in given if a.given for gender in a.genders}
    return cue is None or not cue.genders or not genders or bool(cue.genders & genders)


def content(text: str, span: Span, pack: Pack) -> Span:
    """`span` without blanks, marks around the whole, and the full stop or comma that ends it."""
    start, end = trim(text, span)
    while end > start and text[end - 1] in ".," and not text[start:end].endswith(("...", "..")):
        start, end = trim(text, Span(start, end - 1))
    for opening, closing in [*pack.quotes, *pack.inner_quotes]:
        inner = text[start + 1 : end - 1]
        whole = text[start:end].startswith(opening) and text[start:end].endswith(closing) and end - start > 2
        if whole and opening not in inner and closing not in inner:
            return content(text, Span(start + 1, end - 1), pack)
    return Span(start, end)


def has_verb(tokens: list[Token]) -> bool:
    """Whether a finite verb stands among the tokens: then they are a clause and no mere name."""
    return any(a.verb in ("Fin", "Imps") for t in tokens for a in t.analyses)
