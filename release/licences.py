"""The step about licences: each part of the package has its own told, with its text or its address."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from release import PACKAGE, ROOT
from release.archives import field, metadata
from release.job import Job

OWN = "Apache-2.0"
"""The licence of everything that names no other."""
NAMED = re.compile(r"\b(?:CC BY(?:-NC)?(?:-SA)?|L?GPL) \d\.\d")
ADDRESS = "https://creativecommons.org/licenses/{kind}/{version}/"
"""Where a licence of Creative Commons stands; each of them takes its address in place of its text."""


def licences_are_told(job: Job) -> list[str]:
    """The wheel holds the text or the address of every licence in it, and NOTICE names every part with another one."""
    texts = licence_texts(job.wheel)
    notice = texts.get("NOTICE", "")
    (expression,) = field(metadata(job.wheel), "License-Expression")
    return [*untold(expression, texts), *unnoticed(own_licences(ROOT / PACKAGE), notice)]


def licence_texts(wheel: Path) -> dict[str, str]:
    """What lies in a wheel's folder of licences, by name."""
    with zipfile.ZipFile(wheel) as opened:
        found = [(name, *name.partition(".dist-info/licenses/")[1:]) for name in opened.namelist()]
        return {rest: opened.read(name).decode("utf-8") for name, between, rest in found if between and rest}


def untold(expression: str, texts: Mapping[str, str]) -> list[str]:
    """The licences of an SPDX expression of which neither the text nor the address is handed on."""
    notice = texts.get("NOTICE", "")
    found = []
    for licence in expression.split(" AND "):
        text = "LICENSE" if licence == OWN else f"LICENSES/{licence}.txt"
        if text not in texts and (not licence.startswith("CC-") or address(licence) not in notice):
            found.append(f"the text of {licence} is not in the wheel: put it into {text}")
    return found


def address(licence: str) -> str:
    """Where a licence of Creative Commons stands, by its SPDX name."""
    kind, _, version = licence.removeprefix("CC-").rpartition("-")
    return ADDRESS.format(kind=kind.lower(), version=version)


def own_licences(package: Path) -> dict[str, str]:
    """The parts of the package that are not under its licence, by their folders, each with what its pack says."""
    found: dict[str, str] = {}
    for pack in sorted(package.glob("languages/*/pack.toml")):
        told = tomllib.loads(pack.read_text(encoding="utf-8")).get("licences", {})
        parts = {part: licence for part, licence in told.items() if (pack.parent / part).exists()}
        for weights in sorted(pack.parent.glob("model/*/weights.npz")):
            card = json.loads((pack.parent / "model/meta.json").read_text(encoding="utf-8"))
            parts[f"model/{weights.parent.name}"] = _of(card["license"], weights.parent.name)
        found |= {f"languages/{pack.parent.name}/{part}": licence for part, licence in parts.items()}
    return {part: licence for part, licence in found.items() if licence != OWN}


def _of(card: str, part: str) -> str:
    """What a model's card says of one part: `syntax: …; names: …`."""
    said = re.search(rf"(?:^|; ){part}: (.*?)(?:; \w+(?:, \w+)*: |$)", card)
    return said[1] if said else "a licence that its card does not tell"


def unnoticed(parts: Mapping[str, str], notice: str) -> list[str]:
    """The parts, and the licences that they name, of which NOTICE does not tell."""
    missing = [
        f"NOTICE does not name {PACKAGE}/{part}, which is under {parts[part]}" for part in parts if part not in notice
    ]
    named = {licence: part for part, told in parts.items() for licence in NAMED.findall(told)}
    return missing + [
        f"NOTICE does not name {licence}, which {part} is under"
        for licence, part in named.items()
        if licence not in notice
    ]
