"""The functions that people call: one for each command, with the same name and the same meaning."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from kronika import ontology, running
from kronika.errors import InputError, OutputError
from kronika.languages.entities import entries_of, load_dictionary
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.pipeline import Written, named_readings, parse, write
from kronika.records import TABLES, Dictionary, Reading, Trouble
from kronika.running import Models, Progress, ReadSummary
from kronika.store import Store
from kronika.verifying import altered, claimed, misplaced

if TYPE_CHECKING:
    from kronika.showing.event_search import EventsAnswer
    from kronika.showing.explanation import Explanation
    from kronika.showing.figure_search import FiguresAnswer
    from kronika.showing.phrases import Phrases
    from kronika.showing.proofs import Proofs
    from kronika.showing.reuse_pairs import ReuseAnswer
    from kronika.showing.statement_search import StatementsAnswer
    from kronika.showing.story_overview import StoriesAnswer
    from kronika.showing.who import Answer

DEFAULT_STORE = Path("kronika.db")
Paths = Sequence[str | os.PathLike[str]] | str | os.PathLike[str]
Entities = Sequence[str | os.PathLike[str] | None] | str | os.PathLike[str]


def read(
    paths: Paths,
    store: Path = DEFAULT_STORE,
    progress: Progress | None = None,
    models: Models | None = None,
    entities: Entities = (),
    workers: int | None = 1,
    scheduler: str | None = None,
    linking: Callable[[str, int], None] | None = None,
) -> ReadSummary:
    """Reads files and folders of reports into the store and links them.

    `models` names folders of spaCy pipelines in place of the `syntax` or `names` of a pack's own, None for none.
    `entities` names dictionaries of people, organisations and places, which the store keeps; None takes out those
    that it has. `workers` processes read and link, None for one a core; in a script, call it then below
    `if __name__ == "__main__":`. `scheduler` is the address of a Dask scheduler whose workers do so instead.
    `progress` is told how many articles are read of how many, `linking` the phase of each part that is linked.
    Gives back how many reports were read or found unchanged, and every fault. Raises StoreError where
    the store cannot be opened, InputError for a dictionary; a report that cannot be read is a fault, not an error.
    """
    chosen = running.chosen(workers, scheduler)
    given, anew = _dictionaries(entities)
    with Store(Path(store), create=True) as opened:
        opened.put_dictionaries(given, anew=anew)
        summary = running.read(_paths(paths), opened, progress, models=models, workers=chosen)
        if not summary.stopped:
            running.link_store(opened, chosen, linking)
        return summary


def _dictionaries(entities: Entities) -> tuple[list[Dictionary], bool]:
    """The dictionaries, and whether those of the store go. Raises InputError with file and line for a broken one."""
    if isinstance(entities, (str, os.PathLike)):
        return _dictionaries([entities])
    given = [load_dictionary(Path(path)) for path in entities if path is not None]
    for dictionary in given:
        entries_of(dictionary)
    return given, None in entities


def _check_output(output: Path, paths: Sequence[Path], store: Store) -> None:
    """Raises OutputError where the page would overwrite the store, or a report or dictionary that is named."""
    real = os.path.realpath(output)
    if real in store.files() or real in {os.path.realpath(path) for path in paths}:
        problem = "this would overwrite the store, a report or a dictionary"
        raise OutputError(str(output), problem, "Name another file")


def _paths(paths: Paths) -> list[Path]:
    if isinstance(paths, (str, os.PathLike)):
        return _paths([paths])
    if "" in paths:
        raise InputError("''", "an empty path", "Name a file or a folder; '.' is this folder")
    return [Path(path) for path in paths]


def report(
    paths: Paths,
    output: Path,
    store: Path = DEFAULT_STORE,
    progress: Progress | None = None,
    models: Models | None = None,
    entities: Entities = (),
    ui_language: str = "en",
    excerpts: bool = False,
    workers: int | None = 1,
    scheduler: str | None = None,
) -> ReadSummary:
    """Reads `paths` into the store and writes one self-contained page of these paths alone to `output`.

    `models`, `entities`, `workers`, `scheduler` as in `read`, `ui_language` as in `explain`. With `excerpts` it has of
    the texts only what lines use. Without a report there is no page. Raises StoreError, InputError and OutputError.
    """
    from kronika.showing.proofs import Proofs

    proofs, chosen = Proofs(ui_language), running.chosen(workers, scheduler)
    given, anew = _dictionaries(entities)
    with Store(Path(store), create=True) as opened:
        _check_output(Path(output), [*_paths(paths), *(Path(d.name) for d in given)], opened)
        opened.put_dictionaries(given, anew=anew)
        summary = running.read(_paths(paths), opened, progress, Path(output), models, chosen)
        if not summary.sources:
            return summary
        written = _written(opened, summary)
    _write_page(Path(output), written, proofs, excerpts=excerpts)
    return summary


def _written(opened: Store, summary: ReadSummary) -> Written:
    """All that is known of the reports of a run."""
    ruled = running.placed_corrections(opened).rulings
    return write(opened.readings(summary.sources), summary.faults, running.stored_entries(opened), ruled)


def _write_page(output: Path, written: Written, proofs: Proofs, *, excerpts: bool) -> None:
    from kronika.showing.files import write_file
    from kronika.showing.page import render

    texts = {name: r.article.text for name, r in written.readings.items()}
    sentences = {name: [(s.start, s.end) for s in r.findings.sentences] for name, r in written.readings.items()}
    page = render(written.linked, written.chronicle, texts, written.faults, sentences, proofs, excerpts=excerpts)
    write_file(output, page)


class Verification(Struct, frozen=True, kw_only=True):
    """How many articles and spans were checked again, and what did not hold."""

    articles: int
    spans: int
    wrong: list[Trouble]


def verify(store: Path = DEFAULT_STORE) -> Verification:
    """Checks every version's text against its hash and every stored span against its text.

    Nothing is mended or dropped: what does not hold is named. Raises StoreError where there is no store.
    """
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        versions = list(opened.versions())
        wrong = [found for source, sha, article in versions if (found := altered(source, article, sha))]
        readings = named_readings(opened.readings())
        texts = {name: reading.article.text for name, reading in readings.items()}
        spans = [span for kind in TABLES for row in opened.rows(kind) for span in claimed(kind, row)]
    wrong += [found for span in spans if (found := misplaced(span, texts))]
    return Verification(articles=len(versions), spans=len(spans), wrong=wrong)


def explain(place: str, store: Path = DEFAULT_STORE, ui_language: str = "en") -> Explanation:
    """Everything that was read at `ARTICLE:START`, and what made it; for `ARTICLE` alone, when it was published.

    The id of a mention of an event is a place too. Where an event is told, its sentence is parsed anew by the pack's
    own model. Proofs of days are told in `ui_language`. Raises InputError for a place that is not there or a language
    in which proofs are not told, StoreError where there is no store.
    """
    from kronika.showing.explanation import explain as explain_place
    from kronika.showing.proofs import Proofs

    proofs = Proofs(ui_language)
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        readings = named_readings(opened.readings())
        kinds = ("articles", "times", "figures", "statements", "events", "reuse", "mentions", "entities", "chronicle")
        rows = {kind: opened.rows(kind) for kind in kinds}
    found = explain_place(readings, rows, place, proofs)
    return _with_parse(found, readings[found.article]) if found.tells_event else found


def _with_parse(found: Explanation, reading: Reading) -> Explanation:
    """The explanation with the parse of the sentence."""
    from kronika.showing.explanation import Word

    parsed = parse(reading.article, found.at or 0)
    words = [Word(number=n, **word._asdict()) for n, word in enumerate(parsed, start=1)]
    return structs.replace(found, words=words or None)


def who(name: str | None = None, store: Path = DEFAULT_STORE, kind: str | None = None) -> Answer:
    """Those whom the reports name so, or all whom they name: names, offices, words, and why they are one.

    `kind` PER, ORG or LOC leaves out the others. Raises InputError where nobody is named so, StoreError where there
    is no store.
    """
    from kronika.showing.who import all_of, answer

    if kind is not None and kind not in ontology.kinds():
        raise InputError(kind, "no such kind", f"Choose {', '.join(ontology.kinds())}")
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        tables = {table: opened.rows(table) for table in ("articles", "mentions", "entities", "statements", "events")}
        knowledge = Knowledge(list(load_packs().values()), running.stored_entries(opened))
    return all_of(tables, kind) if name is None else answer(name, tables, knowledge, kind)


def statements(
    speaker: str | None = None,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    story: str | None = None,
    store: Path = DEFAULT_STORE,
    ui_language: str = "en",
) -> StatementsAnswer:
    """Who said what: the statements that fit all that is asked, by speaker and day, each once with all its tellings.

    `speaker` is a name or a part of one, `about` words of what is said or names in it, `since` and `until` are days,
    months or years as YYYY-MM-DD, YYYY-MM or YYYY, `story` is given as in `stories`. What may have been said on these
    days is told, so also what is of no known day. Raises InputError, told in `ui_language`, for what is no day, for a
    speaker or story that is not there, StoreError where there is no store.
    """
    from kronika.showing.phrases import Phrases
    from kronika.showing.statement_search import Wanted, answer

    phrases = Phrases(ui_language)
    kinds = ("articles", "mentions", "entities", "statements", "stories")
    asked = Wanted(speaker=speaker, about=about, since=since, until=until, story=story)
    reports = None if story is None else reports_of(story, store, phrases)
    return answer(asked, *_known(kinds, store), reports, phrases)


def figures(
    measure: str | None = None,
    who: str | None = None,
    place: str | None = None,
    story: str | None = None,
    policy: str | None = None,
    since: str | None = None,
    until: str | None = None,
    store: Path = DEFAULT_STORE,
    ui_language: str = "en",
    sentences: bool = False,
) -> FiguresAnswer:
    """What became of the figures: the histories that fit all that is asked, with relations and what policies make.

    `measure` is one such as killed, `who` words for those who are counted, `place` a name; `story` and days as in
    `statements`. A `policy` chooses no history. `sentences` adds the sentence of each figure. Raises InputError, told
    in `ui_language`, for what is no day or policy and what no figure is of, StoreError where there is no store.
    """
    from kronika.showing.figure_phrases import FigurePhrases
    from kronika.showing.figure_search import Wanted, answer, with_sentences

    phrases = FigurePhrases(ui_language)
    kinds = ("articles", "entities", "figures", "statements", "stories", "histories")
    asked = Wanted(measure=measure, who=who, place=place, story=story, policy=policy, since=since, until=until)
    reports = None if story is None else reports_of(story, store, phrases)
    found = answer(asked, *_known(kinds, store), reports, phrases)
    if not sentences:
        return found
    with Store(Path(store), create=False) as opened:
        return with_sentences(found, named_readings(opened.readings()))


def events(
    store: Path = DEFAULT_STORE,
    ui_language: str = "en",
    type: str | Sequence[str] | None = None,
    **asked: str | None,
) -> EventsAnswer:
    """What happened: the events that fit all that is asked, by day, each once with all mentions and their sentences.

    `type` is a type, a mode or both (PROTEST, riot, PROTEST/riot) or what they are called, or several, of which one
    is enough; `who`, `actor` and `recipient` a name, a part of one, or a sector, `place` a name or the country around
    it, `modality` actual, future, hypothetical or negated; `since`, `until` and `story` as in `statements`. Raises
    InputError, told in `ui_language`, for what is none of these and what no event is of, StoreError where there is no
    store, TypeError for another choice.
    """
    from kronika.showing.event_phrases import EventPhrases
    from kronika.showing.event_search import Wanted, answer, with_sentences

    phrases, wanted = EventPhrases(ui_language), Wanted(type=type, **asked)
    kinds = ("articles", "entities", "events", "figures", "statements", "stories", "times")
    reports = None if wanted.story is None else reports_of(wanted.story, store, phrases)
    found = answer(wanted, *_known(kinds, store), reports, phrases)
    with Store(Path(store), create=False) as opened:
        return with_sentences(found, named_readings(opened.readings()))


def write_sheet(sheet: str, output: Path, store: Path = DEFAULT_STORE, option: str = "--csv") -> None:
    """Writes a sheet as UTF-8. Raises OutputError where that would overwrite the store, or the file cannot be; its
    remedy names the option."""
    from kronika.showing.files import write_file

    with Store(Path(store), create=False) as opened:
        _check_output(Path(output), [], opened)
    write_file(Path(output), sheet, option)


def _known(kinds: Iterable[str], store: Path) -> tuple[dict[str, list[Any]], Knowledge]:
    """Tables of the store, linked first if need be, and what is known of names."""
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        tables = {table: opened.rows(table) for table in kinds}
        return tables, Knowledge(list(load_packs().values()), running.stored_entries(opened))


def reports_of(story: str, store: Path, phrases: Phrases) -> set[str]:
    """The reports of a story. Raises InputError where there is none, told in the language of the phrases."""
    from kronika.showing.statement_search import no_story

    try:
        return {report.article for one in stories(story, store).found for report in one.reports}
    except InputError as error:
        raise no_story(error, phrases) from error


def stories(story: str | None = None, store: Path = DEFAULT_STORE) -> StoriesAnswer:
    """All stories, the largest first, or the one of an id, the beginning of an id, a report or words of a title.

    An id that is no more leads to the story into which its reports went. Raises InputError where there is no such
    story, StoreError where there is no store.
    """
    from kronika.showing.story_overview import all_of, answer

    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        tables = {table: opened.rows(table) for table in ("articles", "passages", "stories")}
        redirects = opened.redirects()
    return all_of(tables) if story is None else answer(story, tables, redirects)


def reuse(article: str | None = None, store: Path = DEFAULT_STORE) -> ReuseAnswer:
    """The passages that reports share, pair by pair, or those that one report shares with others.

    Raises InputError where no report has that name, StoreError where there is no store.
    """
    from kronika.showing.reuse_pairs import pairs_of

    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        texts = {name: reading.article.text for name, reading in named_readings(opened.readings()).items()}
        tables = {table: opened.rows(table) for table in ("articles", "passages", "reuse")}
    return pairs_of(tables, texts, article)


class Removal(Struct, frozen=True, kw_only=True):
    """The reports taken out, how many remain, and those that have another name now that they are named alone."""

    removed: list[str]
    remaining: int
    renamed: dict[str, str]


def remove(articles: Sequence[str] | str, store: Path = DEFAULT_STORE) -> Removal:
    """Takes reports out of the store, by the names shown, with the faults about them, and links the others again.

    Their stored versions stay; reading a file again brings its report back. Raises InputError, and removes nothing,
    where no report has one of the names; StoreError where there is no store.
    """
    from kronika.showing.facts import no_article

    wanted = [articles] if isinstance(articles, str) else list(dict.fromkeys(articles))
    with Store(Path(store), create=False) as opened:
        before = {name: reading.article.source for name, reading in named_readings(opened.readings()).items()}
        for name in wanted:
            if name not in before:
                raise no_article(name, before)
        opened.remove({before[name] for name in wanted})
        running.link_store(opened)
        after = {reading.article.source: name for name, reading in named_readings(opened.readings()).items()}
    renamed = {name: after[source] for name, source in before.items() if after.get(source, name) != name}
    return Removal(removed=wanted, remaining=len(after), renamed=renamed)
