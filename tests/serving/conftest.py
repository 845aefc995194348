"""Desks for tests: a store of the examples, made once, and a copy of it for each test that corrects."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_desk import ADDRESS, ODD
from starlette.testclient import TestClient

from kronika import api
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store


@pytest.fixture(scope="session")
def kept(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples and of reports with odd names, that nobody changes."""
    folder = tmp_path_factory.mktemp("desk")
    odd = folder / "odd.jsonl"
    told = [{"id": name, "text": f"{text}\r\n"} for name, text in ODD.items()]
    odd.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    api.read([examples, odd], folder / "kept.db")
    return folder / "kept.db"


@pytest.fixture
def store(kept: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(kept, tmp_path / "desk.db"))


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    """A browser or a program at the desk of that copy."""
    app = make_app(Setting(store=store))
    with TestClient(app, ADDRESS, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def known(kept: Path) -> dict[str, str]:
    """Something of each kind that is there."""
    with Store(kept, create=False) as store:
        story = max(store.rows("summaries"), key=lambda row: len(row.articles)).story
        entity, mention = store.rows("entities")[0].id, store.rows("mentions")[0].id
        record = store.rows("figures")[0].id
    own = {"story": story, "stories": story, "record": record, "records": record, "mention": mention}
    return own | {"entity": entity, "entities": entity, "reports": "kurier-1", "static": "desk.css"}
