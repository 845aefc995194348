"""What the rooms share in tests: the packs, and the Polish rooms, which take a second to load."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.languages.pack import Pack, load_packs

settings.register_profile(
    "kronika", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("kronika")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of made-up reports."""
    return Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def polish() -> Pack:
    return load_packs()["pl"]


@pytest.fixture(scope="session")
def annotator(polish: Pack) -> Annotator:
    return Annotator(polish)


@pytest.fixture(scope="session")
def extractor(polish: Pack) -> Extractor:
    return Extractor(polish)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter: pytest's own are for their owner alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests of a process: Playwright bears no second one beside it."""
    from tests.showing.visiting import CHROMIUM, QUIET

    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
