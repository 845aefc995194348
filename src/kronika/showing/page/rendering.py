"""The report page: one HTML file that asks nothing of any network, every line tied to its passages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kronika import __version__
from kronika.records import Chronicle, FaultRow, Linked
from kronika.showing import wording
from kronika.showing.page.labels import labels
from kronika.showing.page.phrases import PagePhrases
from kronika.showing.page.sources import CONTEXT_LONGEST, EXCERPT_LONGEST, Anchors, open_sources
from kronika.showing.page.stories import Story, tell_stories
from kronika.showing.proofs import Proofs

if TYPE_CHECKING:
    from jinja2 import Environment

LARGE = 60
"""Reports from which on a browser lays a text out only when it comes into view."""
TEMPLATES = ("report", "parts", "timeline", "disagreements", "figures", "statements", "actors", "shared", "reports")


def render(
    linked: Linked,
    chronicle: Chronicle,
    texts: Mapping[str, str],
    faults: Sequence[FaultRow],
    sentences: Mapping[str, Sequence[tuple[int, int]]],
    proofs: Proofs | None = None,
    *,
    excerpts: bool = False,
) -> str:
    """The whole page as HTML.

    `texts` gives the text of each report and `sentences` its sentences as (start, end), both by the name
    of the report; `proofs` tells how days were found, in English where it is not given. With `excerpts` only those
    passages of the texts are shown that lines use. The same input gives the same characters: the page holds no clock
    and no path.
    """
    proofs = proofs or Proofs()
    words = PagePhrases(proofs.language)
    anchors = Anchors()
    reach = EXCERPT_LONGEST if excerpts else CONTEXT_LONGEST
    sources = open_sources(linked.articles, texts, sentences, anchors, reach)
    stories = tell_stories(linked, chronicle, sources, anchors, proofs, excerpts=excerpts)
    return _filled(stories, words, faults, large=len(sources) > LARGE)


def _filled(stories: Sequence[Story], words: PagePhrases, faults: Sequence[FaultRow], *, large: bool) -> str:
    style, script = template_text("report.css") + labels(words), template_text("report.js")
    shown = {
        "w": words,
        "stories": stories,
        "headline": _headline(stories, words),
        "large": large,
        "faults": faults,
        "policy": policy(style, script),
        "style": style,
        "script": script,
        "version": __version__,
    }
    return environment().get_template("report.html.j2").render(shown)


def _headline(stories: Sequence[Story], words: PagePhrases) -> str:
    """How many stories and single reports there are."""
    single = sum(story.single for story in stories)
    counts = {"stories": len(stories) - single, "single-reports": single}
    return ", ".join(words.count(noun, n) for noun, n in counts.items() if n) or words.say("no-reports")


@cache
def environment() -> Environment:
    """Jinja with the templates of the page."""
    return make_environment({name: template_text(f"{name}.html.j2") for name in TEMPLATES})


def make_environment(templates: Mapping[str, str]) -> Environment:
    """Jinja with these templates and escaping on; whatever is shown passes `visible` first."""
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return wording.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=DictLoader({f"{name}.html.j2": text for name, text in templates.items()}),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["excerpt"] = wording.excerpt
    return made


@cache
def template_text(name: str) -> str:
    """A file that is shipped with this room."""
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """A Content Security Policy that allows this style and this script and nothing else."""
    rules = (
        "default-src 'none'",
        f"style-src '{fingerprint(style)}'",
        f"script-src '{fingerprint(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def fingerprint(text: str) -> str:
    """The hash of an inline style or script, as a Content Security Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
