from __future__ import annotations

import pytest
from sample import Sample, make_sample


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Three example reports of one story, two of which share an agency's paragraph."""
    return make_sample()


@pytest.fixture(scope="session")
def page(sample: Sample) -> str:
    from kronika.showing.page import render

    return render(*sample)
