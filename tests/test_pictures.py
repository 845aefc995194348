"""The pictures of the documents are the current ones: taken anew, they show what the committed ones show."""

from __future__ import annotations

import base64
import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.showing.visiting import IN_A_BROWSER

numpy = pytest.importorskip("numpy")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pictures: Any = importlib.import_module("docs.pictures")
"""By its name, because types are looked for in the folder of that name."""
pytestmark = IN_A_BROWSER

HOME = pictures.PICTURES
LARGEST, ALL = 120 * 1024, 1_500_000
CELL = 4
"""Pixels of an edge: of so many one mean is compared, so that the smoothing of letters matters little."""
DIFFERS = 9.0
"""Of 256 greys, the most by which the mean of a cell may differ.

Measured: two runs on one machine, in Chromium with other switches, and with letters smoothed another way
(`--disable-lcd-text --font-render-hinting=none`): at most 1.6. JPEG of quality 75 in the place of 64: at most 8.0. One
other digit in the smallest print (12 pixels): 9.8 at least, 6 for 8 being the hardest of ten pairs; in print of 13
pixels 13.4, in that of lines 25. Another word, frame or colour: more.
"""
GREY = """async address => {
  const picture = await createImageBitmap(await (await fetch(address)).blob());
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  pen.drawImage(picture, 0, 0);
  const all = pen.getImageData(0, 0, picture.width, picture.height).data;
  const grey = new Uint8Array(picture.width * picture.height);
  for (let i = 0; i < grey.length; i++) grey[i] = (all[4 * i] * 77 + all[4 * i + 1] * 151 + all[4 * i + 2] * 28) >> 8;
  let text = '';
  for (let i = 0; i < grey.length; i += 8192) text += String.fromCharCode(...grey.subarray(i, i + 8192));
  return [picture.width, picture.height, btoa(text)]; }"""


@pytest.fixture(scope="module")
def taken(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pictures, taken anew."""
    if pictures.letters(browser) != json.loads(pictures.LETTERS.read_text(encoding="utf-8")):
        pytest.skip("the fonts of this machine are not those in which the pictures were taken")
    folder = tmp_path_factory.mktemp("pictures")
    pictures.take_all(browser, folder)
    return folder


def cells(tab: Any, path: Path) -> Any:
    """The means of the cells of a picture."""
    address = f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"
    width, height, grey = tab.evaluate(GREY, address)
    rows = numpy.frombuffer(base64.b64decode(grey), dtype=numpy.uint8).reshape(height, width).astype(float)
    rows = rows[: height - height % CELL, : width - width % CELL]
    return rows.reshape(height // CELL, CELL, width // CELL, CELL).mean(axis=(1, 3))


def difference(tab: Any, one: Path, other: Path) -> float:
    """By how much the cells differ that differ most; pictures of other sizes differ by all."""
    first, second = cells(tab, one), cells(tab, other)
    return float(abs(first - second).max()) if first.shape == second.shape else 256.0


def test_the_pictures_are_the_current_ones(browser: Any, taken: Path) -> None:
    with pictures.window(browser, pictures.OF_THE_PAGE[0]) as tab:
        names = sorted(path.name for path in taken.iterdir())
        assert names == sorted(path.name for path in HOME.glob("*.jpg"))
        found = {name: difference(tab, HOME / name, taken / name) for name in names}
    assert {name: far for name, far in found.items() if far > DIFFERS} == {}, "look at them: make pictures"


def test_another_digit_is_seen(browser: Any, tmp_path: Path) -> None:
    """The border is one that a changed number crosses, also in small print."""
    view = pictures.OF_THE_PAGE[0]
    for name, words in (
        ("one", "1 report, outlet not known, 2 origins"),
        ("other", "1 report, outlet not known, 3 origins"),
    ):
        with pictures.window(browser, view) as tab:
            tab.set_content(f'<p style="font: .8125rem system-ui, sans-serif; color: #555">{words}</p>')
            pictures.take(tab, view._replace(name=name), tmp_path)
            far = difference(tab, tmp_path / "one.jpg", tmp_path / f"{name}.jpg")
    assert far > DIFFERS


def test_the_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in HOME.glob("*.jpg")}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) < ALL


def test_every_picture_stands_in_a_document() -> None:
    documents = [*HOME.parent.glob("*.md"), HOME.parents[1] / "README.md"]
    shown = {
        name for path in documents for name in re.findall(r"pictures/([\w-]+\.jpg)", path.read_text(encoding="utf-8"))
    }
    assert shown == {path.name for path in HOME.glob("*.jpg")}
