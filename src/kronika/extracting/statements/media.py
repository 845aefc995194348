"""Where a sentence names a medium: an agency, a broadcaster, a paper, a site."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.titles import TitleReader, as_it_stands
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import AnnotatedZone, CreditFinding, Name, RelayFinding, Token

PERSON, BODY = "PER", "ORG"
SHORT = 4
"""Letters of a name that counts only in capitals, if the list has it so: `ap/` are initials, `AP` is none."""
OF_NAME, OFFICE, LOOSE = "of-name", "office", "loose"
"""What a noun is to the name behind it: its first word (`Radio Fala`); a word that with a capital opens the name of an
office (`Agencja Rozwoju`); a word of much else, which needs quotation marks or a listed name (`magazyn`)."""
SITE = re.compile(r"\w[\w-]*(\.\w[\w-]*)*\.[a-z]{2,4}")


class Medium(NamedTuple):
    """A medium from token `first` to token `last`, noun and marks included; its usual name, and which words are it."""

    first: int
    last: int
    name: str
    begins: int
    ends: int


Told = TypeVar("Told")


class OncePerLine(Generic[Told]):
    """What is worked out once for a sentence, however much is said in it; forgotten with its zone."""

    def __init__(self, work: Callable[[Line], Told]) -> None:
        self._work = work
        self.forget()

    def forget(self) -> None:
        """Nothing is kept."""
        self._zone: AnnotatedZone | None = None
        self._found: dict[tuple[int, int], Told] = {}

    def of(self, line: Line) -> Told:
        """What is worked out for a sentence."""
        if self._zone is not line.zone:
            self._zone, self._found = line.zone, {}
        key = (line.first, line.last)
        if key not in self._found:
            self._found[key] = self._work(line)
        return self._found[key]


class MediumReader:
    """Finds media: listed ones, those that the report credits, names behind a noun such as `dziennik`, titles."""

    def __init__(self, pack: Pack) -> None:
        self._lists = [
            pack.word_list("credits", "agency"),
            pack.word_list("credits", "agency-oblique"),
            pack.word_list("statements", "medium-name"),
        ]
        self._marked = pack.word_list("statements", "medium-marked")
        self._platforms = pack.word_list("statements", "platform")
        self._nouns = pack.word_list("statements", "medium-noun")
        self._titles = TitleReader(pack)
        self.closing = self._titles.closing
        self._told: dict[int, CreditFinding] = {}
        self._learned: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._read: OncePerLine[dict[tuple[int, bool], Medium | None]] = OncePerLine(lambda _: {})

    def learn(self, credits: Iterable[CreditFinding]) -> None:
        """Takes over which agencies an article names, and where: also those that no list has."""
        self._told = {c.start: c for c in credits}
        self._learned = {}
        for agency in dict.fromkeys(c.agency for c in self._told.values() if c.agency.strip()):
            self._learned.setdefault(agency.split()[0], []).append((tuple(agency.split()), agency))
        self._read.forget()

    def at(self, line: Line, at: int, *, trusted: bool = False) -> Medium | None:
        """The medium that begins at a place, its noun and marks included. `trusted` says that the words before it
        tell that a medium follows: then a title between marks and a site are one whatever they are called."""
        read = self._read.of(line)
        places = [at] if (at, trusted) not in read else []
        while places and self._nouns.value(line.token(places[-1])) is not None:
            behind = _behind_noun(line, places[-1])
            if behind > line.last or (behind, trusted) in read:
                break
            places.append(behind)
        for place in reversed(places):  # what stands behind a noun is read before it, however many nouns there are
            read[place, trusted] = self._begun(line, place, trusted)
        return read[at, trusted]

    def _begun(self, line: Line, at: int, trusted: bool) -> Medium | None:
        kind = self._nouns.value(line.token(at))
        listed = self._listed(line, at, at)
        if kind is None or listed is not None:
            return listed or self._unlisted(line, at, trusted)
        start = _behind_noun(line, at)
        if start > line.last:
            return None
        return self._listed(line, at, start) or self._introduced(line, at, start, kind, trusted)

    def quoted(self, line: Line, at: int) -> tuple[int, int] | None:
        """The words between quotation marks that open at a place."""
        return self._titles.quoted(line, at)

    def abbreviation(self, line: Line, at: int) -> Medium | None:
        """Capitals that no list has, where the words before them tell that a medium follows."""
        text = line.token(at).text
        capitals = text.isupper() and text.isalpha() and len(text) > 1 and not self._is_platform(line, at)
        return Medium(at, at, text, at, at) if capitals else None

    def _unlisted(self, line: Line, at: int, trusted: bool) -> Medium | None:
        """A title between marks, or a site, without a noun."""
        quoted = self._titles.quoted(line, at)
        if quoted is None:
            return self._site(line, at) if trusted else None
        capital = line.token(quoted[0]).capital
        if capital and not self._is_platform(line, quoted[0]) and (trusted or self._titles.is_title(line, *quoted)):
            return Medium(at, min(quoted[1] + 1, line.last), self._titles.base(line, *quoted), *quoted)
        return None

    def _site(self, line: Line, at: int) -> Medium | None:
        text = line.token(at).text
        return Medium(at, at, text, at, at) if SITE.fullmatch(text) else None

    def _introduced(self, line: Line, at: int, start: int, kind: str, trusted: bool) -> Medium | None:
        """The name behind a noun of media, in marks as it stands."""
        if self._is_platform(line, start):
            return None
        quoted = self._titles.quoted(line, start)
        if quoted is not None:
            first, last = quoted
            name = as_it_stands(line, first, last)
            return Medium(at, min(last + 1, line.last), name, first, last) if line.token(first).capital else None
        behind = self.at(line, start, trusted=trusted) if self._nouns.value(line.token(start)) is not None else None
        return behind._replace(first=at) if behind is not None else self._by_name(line, at, start, kind, trusted)

    def _by_name(self, line: Line, at: int, start: int, kind: str, trusted: bool) -> Medium | None:
        """A name that the noun opens, or stands before."""
        name = next((n for n in names_from(line, at, start) if n.first in (at, start) and n.last >= start), None)
        noun = line.token(at)
        if name is None or name.kind == PERSON or name.last > line.last:
            return self._site(line, start)
        if kind == OF_NAME:
            return self._with_noun(line, at, name)
        if (kind == LOOSE and not trusted) or (kind == OFFICE and noun.capital and not noun.opens):
            return None
        told = name.bases[0].text if name.bases and name.first == start else as_it_stands(line, start, name.last)
        return Medium(at, name.last, told, start, name.last)

    def _with_noun(self, line: Line, at: int, name: Name) -> Medium | None:
        """`Radia Fala`: the noun is the first word of the name; what stands behind it does not bend."""
        base = self._titles.base(line, at, name.last)
        if name.first != at:
            base = f"{self._titles.base(line, at, at)} {as_it_stands(line, name.first, name.last)}"
        return Medium(at, name.last, base[:1].upper() + base[1:], at, name.last)

    def _is_platform(self, line: Line, at: int) -> bool:
        return line.match(self._platforms, at) is not None

    def _listed(self, line: Line, first: int, at: int) -> Medium | None:
        """A medium that a list has, or that the report credits; marks around it must hold nothing else."""
        quoted = self._titles.quoted(line, at)
        at = quoted[0] if quoted else at
        found = self._known(line, at, marked=quoted is not None or first < at)
        if found is None or (quoted and found[0] != quoted[1]):
            return None
        return Medium(first, min(found[0] + (quoted is not None), line.last), found[1], at, found[0])

    def _known(self, line: Line, at: int, *, marked: bool) -> tuple[int, str] | None:
        """The last word of a known medium, and its usual name."""
        told = self._told.get(line.token(at).start)
        if told is not None:
            return since(line, told.end) - 1, told.agency
        for words in [*self._lists, self._marked] if marked else self._lists:
            found = line.match(words, at)
            if found is not None and _is_written_so(line.token(at), found.value, words):
                return at + found.length - 1, found.value
        for written, name in self._learned.get(line.token(at).text, ()):
            if tuple(line.token(i).text for i in range(at, min(at + len(written), line.last + 1))) == written:
                return at + len(written) - 1, name
        return None


def since(line: Line, start: int) -> int:
    """The first place of a sentence whose token begins at `start` or behind it; one behind the last, if none does."""
    return bisect_left(line.zone.tokens, start, line.first, line.last + 1, key=lambda t: t.start)


def place_of(line: Line, start: int) -> int | None:
    """The place of the token that begins at `start`."""
    at = since(line, start)
    return at if at <= line.last and line.token(at).start == start else None


def names_from(line: Line, first: int, last: int) -> list[Name]:
    """The names that begin from one place to another."""
    names = line.zone.names
    begins = bisect_left(names, first, key=lambda n: n.first)
    return names[begins : bisect_left(names, last + 1, begins, key=lambda n: n.first)]


def _behind_noun(line: Line, at: int) -> int:
    """The place behind a noun and the adjectives that follow it."""
    start = at + 1
    while start <= line.last and line.word(start).pos_ == "ADJ" and not line.token(start).capital:
        start += 1
    return start


def _is_written_so(token: Token, name: str, words: Words) -> bool:
    """`AP`, not `ap`; a name with a capital has one in the text."""
    if name.isupper() and len(name) <= SHORT and words:
        return token.text.isupper()
    return token.capital or name.islower() or token.text == name


def relay_of(line: Line, medium: Medium, rule: str, *others: int) -> RelayFinding:
    """A medium as a relay, told by the words from it to other places."""
    places = [medium.first, medium.last, *others]
    return RelayFinding(
        start=line.token(min(places)).start,
        end=line.token(max(places)).end,
        rule=rule,
        name=medium.name,
        name_start=line.token(medium.begins).start,
        name_end=line.token(medium.ends).end,
    )
