"""The names of a zone as findings: where they stand, what they may be in their base form, which gender they show."""

from __future__ import annotations

from kronika.extracting.people import PERSON, genders_of
from kronika.records import AnnotatedZone, Base, MentionFinding, Name


def mentions(zone: AnnotatedZone) -> list[MentionFinding]:
    """The names of a zone, in order."""
    return [_finding(zone, name) for name in zone.names]


def _finding(zone: AnnotatedZone, name: Name) -> MentionFinding:
    words = zone.tokens[name.first : name.last + 1]
    doc = zone.doc[name.first : name.last + 1]
    lemma = "".join(token.lemma_ + token.whitespace_ for token in doc).strip() or None
    whole = " ".join(word.text for word in words)
    person = name.kind == PERSON
    return MentionFinding(
        start=words[0].start,
        end=words[-1].end,
        kind=name.kind,
        label=name.label,
        lemma=lemma,
        bases=list(name.bases) or [Base(whole, 1.0)],
        genders=sorted(genders_of(zone, name)) if person else [],
        given=person and len(words) == 1 and any(a.given for a in words[0].analyses),
        rare=not words[-1].known,
    )
