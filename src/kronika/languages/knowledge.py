"""What is known of names before any report is read: dictionaries of entities, countries, towns, spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from anyascii import anyascii

from kronika.languages import places
from kronika.languages.analysers import load_analyser
from kronika.languages.entities import Entry, load_entities, unclear
from kronika.languages.letters import fold
from kronika.languages.pack import Pack
from kronika.languages.places import Town
from kronika.languages.words import Words

ROOM = "names"
STORIES = "stories"
SAMENESS = "sameness"
FIGURES = "figures"
EVENTS = "events"
CHRONICLE = "chronicle"
PLACE = "LOC"
SHORTEST = 3
"""Letters of an acronym that is known wherever it stands."""


NOTHING = r"(?!)"
"""A pattern that nothing matches."""


class Knowledge:
    """The dictionaries of packs and of the user, asked by name. What two entries claim is told of neither."""

    def __init__(self, packs: Sequence[Pack] = (), more: Iterable[Entry] = ()) -> None:
        self._packs = packs
        self._more = list(more)
        self._sounds: dict[str, str] = {}

    @cached_property
    def _entries(self) -> dict[tuple[str, str], Entry]:
        """By kind and folded name; an entry of the user's hides those of the packs that share a name."""
        own = [entry for pack in self._packs for entry in _of_pack(pack)]
        found: dict[tuple[str, str], Entry] = {}
        for entries in (own, self._more):
            never = unclear(entries, fold)
            found |= {
                (e.kind, fold(name)): e
                for e in entries
                for name in (e.name, *e.aliases)
                if (e.kind, fold(name)) not in never
            }
        return found

    def entry(self, kind: str, name: str) -> Entry | None:
        """The entry of this kind that bears the name."""
        return self._entries.get((kind, fold(name)))

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {name: code for pack in self._packs for name, code in places.countries(pack.code).items()}

    def country(self, name: str) -> str | None:
        """The code of the country of this name."""
        return self._countries.get(fold(name))

    def country_name(self, code: str) -> str:
        """The name of a country in the first language that has one; its code where none has."""
        return next((n for p in self._packs if (n := places.country_names(p.code).get(code))), code)

    @cached_property
    def _other_names(self) -> dict[str, str]:
        """Folded former and other names of places -> the folded name of today."""
        lists = [pack.word_list(ROOM, "other-name") for pack in self._packs]
        return {fold(" ".join(e.words)): fold(e.value) for words in lists for e in words.entries}

    @cached_property
    def _generic(self) -> dict[str, str]:
        lists = [pack.word_list(ROOM, "generic-acronym") for pack in self._packs]
        return {" ".join(e.words): fold(e.value) for words in lists for e in words.entries}

    def generic(self, acronym: str) -> str | None:
        """What an acronym of which every country has one stands for, folded; None for any other name."""
        return self._generic.get(acronym.lower())

    def now(self, name: str) -> str:
        """The folded name that a place bears today."""
        return self._other_names.get(fold(name), fold(name))

    def towns(self, names: Iterable[str]) -> dict[str, list[Town]]:
        """For each name its towns, the most populous first."""
        return places.towns(names)

    @cache  # noqa: B019  knowledge lives as long as the linking of a store
    def common(self, what: str) -> dict[str, float]:
        """In how many of a thousand texts of its language each common `term` (a lemma) or `name` (a stem) stands."""
        lists = [pack.word_list(STORIES, f"common-{what}") for pack in self._packs]
        return {" ".join(e.words): float(e.value) for words in lists for e in words.entries}

    @cached_property
    def onsets(self) -> frozenset[str]:
        """Lemmas that tell how something began."""
        lists = [pack.word_list(STORIES, "onset") for pack in self._packs]
        return frozenset(" ".join(entry.words) for words in lists for entry in words.entries)

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that say no, folded."""
        lists = [pack.word_list(SAMENESS, "negation") for pack in self._packs]
        return frozenset(fold(" ".join(entry.words)) for words in lists for entry in words.entries)

    @cached_property
    def refusals(self) -> frozenset[str]:
        """Lemmas that say no to what stands behind them."""
        lists = [pack.word_list(SAMENESS, "refusal") for pack in self._packs]
        return frozenset(" ".join(entry.words) for words in lists for entry in words.entries)

    @cached_property
    def opposites(self) -> dict[str, frozenset[str]]:
        """Lemmas that are an end of a scale, and which: `+amount`, `-amount`."""
        found: dict[str, set[str]] = {}
        for pack in self._packs:
            for entry in pack.word_list(SAMENESS, "opposite").entries:
                found.setdefault(" ".join(entry.words), set()).add(entry.value)
        return {lemma: frozenset(ends) for lemma, ends in found.items()}

    @cached_property
    def officials(self) -> frozenset[str]:
        """Words of offices and of their documents, folded."""
        lists = [pack.word_list(FIGURES, "official") for pack in self._packs]
        return frozenset(fold(" ".join(entry.words)) for words in lists for entry in words.entries)

    @cached_property
    def sectors(self) -> dict[str, str]:
        """Lemmas of those who act -> their sector."""
        lists = [pack.word_list(EVENTS, "sector") for pack in self._packs]
        return {lemma: sector for words in lists for lemma, sector in words.lemmas().items()}

    @cached_property
    def near(self) -> re.Pattern[str]:
        """Finds, at the end of the words before the name of a place, those that say that something was near it."""
        lists = [pack.word_list(EVENTS, "near") for pack in self._packs]
        told = sorted((" ".join(entry.words) for words in lists for entry in words.entries), key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, each.split())) for each in told)
        return re.compile(rf"(?<!\w)(?:{words or NOTHING})\s+\Z", re.IGNORECASE)

    @cached_property
    def _predicates(self) -> dict[str, str]:
        lists = [pack.word_list(FIGURES, "predicate").lemmas() for pack in self._packs]
        return {lemma: measure for words in lists for lemma, measure in words.items()}

    def measure(self, lemma: str) -> str | None:
        """What a verb or noun says of people who are counted with it, as the name of a measure."""
        return self._predicates.get(lemma)

    @cache  # noqa: B019  knowledge lives as long as the linking of a store
    def openers(self, symbol: str) -> frozenset[str]:
        """Words of the room of chronicles: `opener`, `leaning` or `deictic`."""
        lists = [pack.word_list(CHRONICLE, symbol) for pack in self._packs]
        return frozenset(" ".join(entry.words) for words in lists for entry in words.entries)

    @cache  # noqa: B019  knowledge lives as long as the linking of a store
    def opening(self, symbol: str) -> re.Pattern[str]:
        """Matches the longest of these words, in small letters, with which a text begins."""
        return re.compile(rf"{self._any_of(symbol)}(?!\w)")

    @cache  # noqa: B019  knowledge lives as long as the linking of a store
    def within(self, symbol: str) -> re.Pattern[str]:
        """Finds these words, in small letters, in a text."""
        return re.compile(rf"(?<!\w){self._any_of(symbol)}(?!\w)")

    def _any_of(self, symbol: str) -> str:
        words = sorted(self.openers(symbol), key=lambda word: (-len(word), word))
        return rf"(?:{'|'.join(map(re.escape, words))})" if words else NOTHING

    def genitive(self, name: str) -> str | None:
        """The genitive of a name of one word, by the first pack that has its forms."""
        for pack in self._packs:
            forms = load_analyser(pack.analyser).forms(name)
            fits = (f.text for f in forms if "Gen" in f.analysis.cases and f.analysis.number == "Sing")
            if (found := next(fits, None)) is not None:
                return found
        return None

    def sound(self, name: str) -> str:
        """A spelling in which transcriptions agree: `Tokajew`, `Tokayev` and `Токаев` are one."""
        if name not in self._sounds:
            self._sounds[name] = self._spelled(name)
        return self._sounds[name]

    @cached_property
    def _spellings(self) -> dict[str, str]:
        lists: list[Words] = [pack.word_list(ROOM, "sound") for pack in self._packs]
        return {e.words[0]: "" if e.value == "-" else e.value for words in lists for e in words.entries}

    def _spelled(self, name: str) -> str:
        letters = sorted(self._spellings, key=lambda spelling: (-len(spelling), spelling))
        flat = fold(anyascii(name) if any(c > "\u024f" for c in name) else name)
        if letters:
            flat = re.sub("|".join(map(re.escape, letters)), lambda m: self._spellings[m[0]], flat)
        return re.sub(r"(.)\1+", r"\1", flat)


@cache
def _of_pack(pack: Pack) -> list[Entry]:
    """The entries of every dictionary of a pack, `names/entities/*.txt`."""
    return [entry for path in sorted((pack.folder / ROOM / "entities").glob("*.txt")) for entry in load_entities(path)]


@cache
def acronyms(pack: Pack) -> dict[str, str]:
    """Acronyms of three letters or more in a pack's dictionaries -> the kind that they name."""
    named = ((e.kind, name) for e in _of_pack(pack) for name in (e.name, *e.aliases))
    return {name: kind for kind, name in named if name.isupper() and name.isalpha() and len(name) >= SHORTEST}
