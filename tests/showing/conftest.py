from __future__ import annotations

from pathlib import Path

import pytest
from sample import EXAMPLES, Sample, make_sample


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Three example reports of one story, two of which share an agency's paragraph."""
    return make_sample()


@pytest.fixture(scope="session")
def page(sample: Sample) -> str:
    from kronika.showing.page import render

    return render(*sample)


@pytest.fixture(scope="session")
def example_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of all examples as `kronika report` writes it, by the language of its words; no section is empty."""
    from kronika import api

    folder = tmp_path_factory.mktemp("examples")
    pages = {language: folder / f"{language}.html" for language in ("en", "pl")}
    for language, path in pages.items():
        api.report(EXAMPLES, path, store=folder / "kronika.db", ui_language=language)
    return pages
