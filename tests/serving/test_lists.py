"""Lists at their ends, and what the first page says of corrections."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import msgspec
import pytest
from seen import Read
from starlette.testclient import TestClient

from kronika.corrections import AMISS
from kronika.records import Standing

PATIENCE = 60.0


def test_behind_the_last_page_of_a_search_the_last_one_is_shown(client: TestClient) -> None:
    last, behind = (client.get(f"/search?q=w*&in=statements&page={page}").text for page in (1, 40))
    rows = re.compile(r'class="told" href="(/records/[^"]+)"')
    while further := re.search(r'rel="next" href="([^"]+)"', last):
        last = client.get(further[1].replace("&amp;", "&")).text
    assert rows.findall(behind) == rows.findall(last) != []


def test_the_way_back_from_ones_name_does_not_grow(client: TestClient) -> None:
    address = "/you?back=/entities%3Fq%3Dx"
    for _ in range(3):
        [address] = [link for link in Read(client.get(address).text).own if link.startswith("/you?")]
    assert address == "/you?back=/entities%3Fq%3Dx"


@pytest.mark.parametrize("standing", AMISS)
def test_the_first_page_counts_what_is_amiss_with_corrections(client: TestClient, store: Path, standing: str) -> None:
    client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    with sqlite3.connect(store) as db:
        body = msgspec.json.encode(Standing(id="x", standing=standing, why="so"))
        db.execute("INSERT INTO standings VALUES ('x', ?)", (body,))
    assert f"/corrections?standing={standing}" in Read(client.get("/").text).own
