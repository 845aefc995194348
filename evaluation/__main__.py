"""`python -m evaluation TASK`: figures; `gate` fails below a floor."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from evaluation import ModelError, load_model
from kronika.errors import InputError

MODEL = click.option(
    "--model", type=click.Path(path_type=Path, file_okay=False), help="Another model than that of the Polish pack."
)
PRESS = click.option(
    "--press", type=click.Path(path_type=Path, exists=True), help="The collection that press_stories.tsv names."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group(help=__doc__)
def main() -> None:
    """Measures Kronika against hand-made truth."""


@main.command()
@AS_JSON
@MODEL
@click.option("--part", type=click.Choice(["dev", "test"]), default="test", show_default=True)
def syntax(as_json: bool, model: Path | None, part: str) -> None:
    """Words, sentences, tags and trees against the treebank, in percent."""
    from evaluation import syntax as measured

    _report(measured.missing(part), lambda: measured.measure(_loaded(model), part), as_json, digits=2)


@main.command()
@AS_JSON
@MODEL
def names(as_json: bool, model: Path | None) -> None:
    """Names against NKJP, PolEval 2018 and the seed reports; these always with the model of the pack."""
    from evaluation import names as measured

    def measure() -> dict[str, Any]:
        return {**measured.measure(_loaded(model)), "seeds": measured.on_seeds()}

    _report(measured.missing(), measure, as_json, digits=3)


@main.command()
@AS_JSON
@MODEL
@click.option("--errors", is_flag=True, help="Print the errors themselves, one a line, by sort.")
def bases(as_json: bool, model: Path | None, errors: bool) -> None:
    """Base forms of names against KPWr's test names and the pack's own table; sentences read by the pack's model."""
    from evaluation import bases as measured

    if reason := measured.missing():
        print(reason)
        return
    found = _tried(lambda: measured.guesses(load_model(model)))
    tables, lines = measured.tables(found), measured.mistakes(found) if errors else []
    _with_mistakes(tables, lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@click.option("--errors", is_flag=True, help="Print what is wrong or missed, one a line with its passage.")
def entities(as_json: bool, errors: bool) -> None:
    """Who is meant by names, roles and pronouns: the examples, and the pack's corpus of references."""
    from evaluation import entities as measured

    if reason := measured.missing():
        print(reason)
        return
    found = measured.found()
    tables, lines = measured.tables(found), measured.mistakes(found) if errors else []
    _with_mistakes(tables, lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@PRESS
@click.option("--errors", is_flag=True, help="Print the reports that stand in a wrong story, one a line.")
@click.option("--sweep", is_flag=True, help="Print F1 of the tuned sets as the threshold of linking goes up instead.")
def stories(as_json: bool, press: Path | None, errors: bool, sweep: bool) -> None:
    """Which reports tell one story: invented reports, the examples, the seeds and, where it is named, real press."""
    from evaluation import stories as measured

    if reason := measured.missing():
        print(reason)
        return
    if sweep:
        _report(None, lambda: _tried(lambda: measured.sweep(press)), as_json, digits=3)
        return
    answers, others = _tried(lambda: measured.found(press))
    tables, lines = measured.tables(answers, others), measured.mistakes(answers) if errors else []
    _with_mistakes(tables, lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@PRESS
@click.option("--errors", is_flag=True, help="Print each wrong day with its place, what is wanted and what was got.")
def days(as_json: bool, press: Path | None, errors: bool) -> None:
    """What expressions of time mean, and the day of publication of reports that do not say it; real press takes
    some ten minutes."""
    from evaluation import days as measured

    if reason := measured.missing():
        print(reason)
        return
    known = _tried(lambda: measured.found(press))
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@PRESS
@click.option("--errors", is_flag=True, help="Print each wrong statement with its place, its words and its rule.")
@click.option(
    "--draw", type=click.Path(path_type=Path, dir_okay=False), help="Write a sheet of statements to judge instead."
)
def statements(as_json: bool, press: Path | None, errors: bool, draw: Path | None) -> None:
    """What is said, by whom and through whom; real press, and what is drawn from it to be judged, where it is named."""
    from evaluation import statements as measured

    if reason := measured.missing():
        print(reason)
        return
    if draw:
        from evaluation import press_statements

        _draw(press_statements.draw, press, draw, "statements")
        return
    known = _tried(lambda: measured.found(press))
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


def _draw(write: Callable[[Path, Path], int], press: Path | None, sheet: Path, what: str) -> None:
    """Writes the sheet of what is to be judged."""
    if not press:
        raise click.UsageError("--draw needs --press")
    print(f"{_tried(lambda: write(press, sheet))} {what} written to {sheet}")


@main.command()
@AS_JSON
@click.option("--errors", is_flag=True, help="Print the tuned pairs that are joined or parted wrongly, one a line.")
@click.option("--sweep", is_flag=True, help="Print the figures of the tuned part as the border of likeness goes up.")
def sameness(as_json: bool, errors: bool, sweep: bool) -> None:
    """Which statements are the same one: pairs of invented statements of one scene."""
    from evaluation import sameness as measured

    if sweep or measured.missing():
        _report(measured.missing(), measured.sweep, as_json, digits=3)
        return
    told = measured.answers()
    lines = measured.mistakes(told) if errors else []
    _with_mistakes(measured.tables(told), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@PRESS
@click.option("--errors", is_flag=True, help="Print each wrong figure with its words, and each wrong relation.")
@click.option(
    "--draw", type=click.Path(path_type=Path, dir_okay=False), help="Write a sheet of figures to judge instead."
)
def figures(as_json: bool, press: Path | None, errors: bool, draw: Path | None) -> None:
    """What is counted, how many, who says so, and how two figures relate; real press where it is named."""
    from evaluation import figures as measured

    if reason := measured.missing():
        print(reason)
        return
    if draw:
        from evaluation import press_figures

        _draw(press_figures.draw, press, draw, "figures")
        return
    known = _tried(lambda: measured.found(press))
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@PRESS
@click.option("--errors", is_flag=True, help="Print each wrong event with its words, and each wrong link.")
@click.option(
    "--draw", type=click.Path(path_type=Path, dir_okay=False), help="Write a sheet of events to judge instead."
)
def events(as_json: bool, press: Path | None, errors: bool, draw: Path | None) -> None:
    """Who did what to whom, and which mentions tell one event; the pack's corpora; real press where it is named."""
    from evaluation import events as measured

    if reason := measured.missing():
        print(reason)
        return
    if draw:
        from evaluation import press_events

        _draw(press_events.draw, press, draw, "events")
        return
    known = _tried(lambda: measured.found(press))
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@click.option("--errors", is_flag=True, help="Print what is missed and what nobody marked; never of the measured part.")
def disagreements(as_json: bool, errors: bool) -> None:
    """Where reports part: the seeds, the examples and invented stories."""
    from evaluation import disagreements as measured

    if reason := measured.missing():
        print(reason)
        return
    known = _tried(measured.found)
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@click.option("--errors", is_flag=True, help="Print each line whose origins are others.")
def origins(as_json: bool, errors: bool) -> None:
    """Whence statements, figures and events come: lines of the examples marked by hand."""
    from evaluation import origins as measured

    if reason := measured.missing():
        print(reason)
        return
    known = _tried(measured.found)
    lines = measured.mistakes(known) if errors else []
    _with_mistakes(measured.tables(known), lines, as_json and errors, as_json)


@main.command()
@AS_JSON
@click.option(
    "--set", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with reports/ and timelines/*.txt in Timeline17's format, instead of the seeds and the examples.",
)  # fmt: skip
def timeline(as_json: bool, folder: Path | None) -> None:
    """Timelines against those made by hand: days, and ROUGE aligned by day and content."""
    from evaluation import timeline as measured

    _report(measured.missing(), lambda: _tried(lambda: measured.measure(folder)), as_json, digits=3)


@main.command()
@AS_JSON
@PRESS
def weights(as_json: bool, press: Path | None) -> None:
    """The weights of stories in use, and those that fit the tuned reports."""
    from evaluation import weights as fit
    from evaluation.stories import missing

    if reason := missing():
        print(reason)
        return
    _report(None, lambda: _tried(lambda: fit.fitted(press)), as_json, digits=2)


def _with_mistakes(tables: Any, lines: list[str], within: bool, as_json: bool) -> None:
    """Prints the tables and the lines behind them, or within one JSON object."""
    _report(None, lambda: {**tables, "mistakes": lines} if within else tables, as_json, digits=3)
    if not as_json:
        print("\n".join(lines), end="\n" if lines else "")


@main.command()
def scores() -> None:
    """The tables of Kronika against those of the seed reports and the examples."""
    from evaluation import measure

    sys.exit(measure.main())


@main.command()
def gate() -> None:
    """Fails where a score is below its floor in `evaluation/floors.json`."""
    from evaluation import gate as held

    sys.exit(held.main())


def _loaded(model: Path | None) -> Any:
    """The model; without one the program ends with 2."""
    return _tried(lambda: load_model(model))


def _tried(measure: Callable[[], Any]) -> Any:
    """What is measured; without a model or the data that can give it the program ends with 2."""
    try:
        return measure()
    except (ModelError, InputError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _report(reason: str | None, measure: Callable[[], dict[str, Any]], as_json: bool, digits: int) -> None:
    """Prints the figures, or the reason why there are none."""
    if reason:
        print(reason)
        return
    figures = measure()
    if as_json:
        print(json.dumps(figures, indent=2))
        return
    for table, found in figures.items():
        told = (
            f"{name} {value:.{digits}f}" if isinstance(value, float) else f"{name} {value}"
            for name, value in (found or {}).items()
        )
        print(f"{table:8}", "  ".join(told) or "not measured")


if __name__ == "__main__":
    main(prog_name="python -m evaluation")
