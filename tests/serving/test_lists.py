"""Lists at their ends, and what the first page says of corrections."""

from __future__ import annotations

import re

from seen import Read
from starlette.testclient import TestClient

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
