"""Who is who within one report: mentions of one name, short names and full ones, acronyms and what they stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.bases import Chosen, Where
from kronika.linking.report import Report
from kronika.linking.rulings import taken_out
from kronika.records import MentionFinding

PERSON, ORGANISATION, PLACE = "PER", "ORG", "LOC"
LONGEST_NAME = 200
"""Characters from the beginning of a name to a bracket behind it."""
SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 7


@dataclass
class Local:
    """Somebody or something of one report: the mentions by their starts, the base forms, why each was joined."""

    report: str
    source: str
    kind: str
    starts: list[int]
    bases: Counter[str]
    genders: Counter[str] = field(default_factory=Counter)
    reasons: dict[int, str] = field(default_factory=dict)
    roles: set[tuple[str, str]] = field(default_factory=set)
    rare: bool = False
    given: bool = False
    country: str | None = None
    story: str = ""
    full: str = ""
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._measure()

    def _measure(self) -> None:
        """`full` is the base form of most words, of these the commonest; `words` are its words, folded."""
        self.full = min(self.bases, key=lambda b: (-len(b.split()), -self.bases[b], b))
        self.words = fold(self.full).split()

    @property
    def gender(self) -> str | None:
        """The gender that most mentions show alone."""
        ranked = self.genders.most_common(2)
        tied = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
        return ranked[0][0] if ranked and not tied else None

    def take(self, other: Local, reason: str) -> None:
        """Takes the mentions of another of the same report over."""
        self.starts += other.starts
        self.bases += other.bases
        self.genders += other.genders
        self.roles |= other.roles
        self.rare, self.country = self.rare or other.rare, self.country or other.country
        self.reasons |= dict.fromkeys(other.starts, reason) | other.reasons
        self._measure()


Apart = set[tuple[Where, Where]]
"""Mentions that a correction keeps apart."""


def locals_of(report: Report, chosen: Mapping[Where, Chosen], knowledge: Knowledge, apart: Apart) -> list[Local]:
    """The people, organisations and places of a report, in the order of their first mention."""
    found = _same_base(report, chosen, knowledge, apart)
    for rule in RULES:
        found = _joined(found, report, rule, apart, knowledge)
    return sorted(found, key=lambda local: min(local.starts))


def _same_base(report: Report, chosen: Mapping[Where, Chosen], knowledge: Knowledge, apart: Apart) -> list[Local]:
    groups: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    out = {start for source, start in taken_out(apart) if source == report.article.source}
    for mention in sorted(report.findings.mentions, key=lambda m: m.start in out):
        where = (report.name, mention.start)
        new = _alone(report, mention, chosen[where], knowledge)
        alone = new.kind == PERSON and len(new.words) == 1 and not mention.rare
        key = (new.kind, new.country or fold(chosen[where].base), (new.gender or "") if alone else "")
        home = next((g for g in groups[key] if not _kept_apart(g, new, apart)), None)
        if home is None:
            groups[key].append(new)
        else:
            home.take(new, "the same name")
    return [local for group in groups.values() for local in group]


def _alone(report: Report, mention: MentionFinding, chosen: Chosen, knowledge: Knowledge) -> Local:
    country = (mention.country or knowledge.country(chosen.base)) if chosen.kind == PLACE else None
    genders = Counter(mention.genders) if len(mention.genders) == 1 else Counter[str]()
    return Local(
        report.name,
        report.article.source,
        chosen.kind,
        [mention.start],
        Counter([chosen.base]),
        genders=genders,
        rare=mention.rare,
        given=mention.given and " " not in chosen.base,
        country=country,
        story=report.story,
    )


def _kept_apart(one: Local, other: Local, apart: Apart) -> bool:
    if not apart:
        return False
    pairs = ((a, b) for a in one.starts for b in other.starts)
    return any(
        ((one.source, a), (other.source, b)) in apart or ((other.source, b), (one.source, a)) in apart for a, b in pairs
    )


Rule = Callable[[Local, Local, Report, Knowledge], bool]
"""Whether the second, shorter, is the first."""


def family_name(full: Local, short: Local, _report: Report, _known: Knowledge) -> bool:
    """The family name of a person whom the report names in full."""
    fits = full.kind == PERSON and full.words[-len(short.words) :] == short.words
    return fits and not differ(full.gender, short.gender)


def given_name(full: Local, short: Local, _report: Report, _known: Knowledge) -> bool:
    """The given name of a person whom the report names in full."""
    return full.kind == PERSON and short.given and full.words[:1] == short.words


def middle_names(full: Local, short: Local, _report: Report, _known: Knowledge) -> bool:
    """The same given and family name, other names between them left out."""
    long, less = full.words, short.words
    return full.kind == PERSON and len(less) >= 2 and long[0] == less[0] and long[-1] == less[-1]


def in_brackets(full: Local, short: Local, report: Report, _known: Knowledge) -> bool:
    """The report gives the short name in brackets behind the full one: `Liga Państw Zatoki (LPZ)`."""
    if full.kind == PERSON or not is_acronym(short.full):
        return False
    if not any(a < b <= a + LONGEST_NAME for a in full.starts for b in short.starts):
        return False
    ends = {m.start: m.end for m in report.findings.mentions}
    return any(
        report.article.text[ends[a] : b].strip() == "(" and report.article.text[ends[b] : ends[b] + 1] == ")"
        for a in full.starts
        for b in short.starts
        if ends[a] < b <= ends[a] + 3
    )


def initials(full: Local, short: Local, _report: Report, known: Knowledge) -> bool:
    """An acronym of the initials of a name that stands in full in the report."""
    fits = full.kind == ORGANISATION and is_acronym(short.full) and short.full in acronyms(full.full)
    return fits and fold(full.full).startswith(known.generic(short.full) or "")


def beginning(full: Local, short: Local, _report: Report, _known: Knowledge) -> bool:
    """A name that a fuller one of the report begins with: `Liga` and `Liga Państw Zatoki`."""
    return full.kind == ORGANISATION and full.words[: len(short.words)] == short.words


def in_quotes(full: Local, short: Local, _report: Report, _known: Knowledge) -> bool:
    """The name in quotation marks that a fuller one ends with: `Kotwica` and `Związek Dokerów "Kotwica"`."""
    inner = full.full.split('"')
    return full.kind == ORGANISATION and len(inner) == 3 and fold(inner[1]) == fold(short.full)


RULES: list[Rule] = [in_brackets, middle_names, family_name, given_name, initials, in_quotes, beginning]


def _joined(found: list[Local], report: Report, rule: Rule, apart: Apart, known: Knowledge) -> list[Local]:
    """Each short one in the one full one of its kind that it fits; where it fits several it stays alone."""
    long = [local for local in found if len(local.words) > 1]
    gone = set()
    for short in sorted(found, key=lambda local: len(local.full)):
        fuller = (f for f in long if f.kind == short.kind and len(f.words) > len(short.words) and id(f) not in gone)
        fits = [full for full in fuller if rule(full, short, report, known) and not _kept_apart(full, short, apart)]
        if len(fits) == 1:
            fits[0].take(short, f"{fits[0].full}: {reason_of(rule)}")
            gone.add(id(short))
    return [local for local in found if id(local) not in gone]


def reason_of(rule: Callable[..., object]) -> str:
    """What a rule's docstring says to people: its first sentence without the example behind a colon."""
    told = (rule.__doc__ or rule.__name__).split("\n")[0].split(": `")[0].rstrip(".")
    return told[0].lower() + told[1:]


def differ(one: str | None, other: str | None) -> bool:
    """Whether two are known and not the same."""
    return one is not None and other is not None and one != other


def is_acronym(name: str) -> bool:
    """A word in capitals, short."""
    return name.isupper() and name.isalpha() and SHORTEST_ACRONYM <= len(name) <= LONGEST_ACRONYM


def acronyms(name: str) -> Iterator[str]:
    """The initials of a name's words, with and without those in small letters."""
    words = [w for w in name.replace('"', " ").replace("-", " ").split() if w[0].isalpha()]
    yield "".join(w[0] for w in words if w[0].isupper())
    yield "".join(w[0] for w in words).upper()
