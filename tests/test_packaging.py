"""What is handed to others: one version, types, licences, sizes, and a checklist that tells what is not ready.

Wheel and sdist themselves are built and tried by `make wheel`, which is part of `make check`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kronika
from kronika.cli import main as kronika_command
from release import PACKAGE, ROOT, NotReadyError, checklist, licences, sizes
from release.__main__ import main
from release.archives import differences, field, metadata, names_of, wheel_is_built
from release.environment import INSIDE
from release.job import Job, clean, has_git, tracked
from release.journey import EXTRAS, JOURNEY
from release.repository import untold, version

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT["project"]
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).samefile(kronika.__file__)
    assert version() == kronika.__version__
    assert CliRunner().invoke(kronika_command, ["--version"]).output == f"kronika, version {version()}\n"


def test_type_checkers_are_told_all_names_with_their_homes() -> None:
    source = ast.parse(Path(kronika.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in source.body if isinstance(node, ast.If))
    told = {name.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert told == kronika._HOMES
    assert {*told, "__version__"} == {*kronika.__all__}
    assert f"{PACKAGE}/py.typed" in tracked(PACKAGE)


@pytest.mark.skipif(not has_git(), reason="only git knows what it ignores")
def test_no_file_of_the_package_is_ignored() -> None:
    """Hatch leaves out of the wheel what git ignores, though git may track it."""
    words = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard", "src"]
    assert subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout == ""


def test_what_an_archive_lacks_and_has_too_much_is_told() -> None:
    assert differences("the wheel", {"a", "b"}, {"b", "c"}) == [
        "the wheel lacks c: see [tool.hatch.build] in pyproject.toml",
        "the wheel has a, which git does not track: add or remove",
    ]
    assert differences("the wheel", {"a"}, {"a"}) == []
    assert "a, b, c, d, e and 2 more: see" in differences("the wheel", set(), {*"abcdefg"})[0]


def test_the_files_of_wheel_and_sdist_are_named(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("a/", "")
        wheel.writestr("a/b.txt", "b")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as sdist:
        sdist.add(tmp_path / "b.txt", "a-1/b.txt")
    assert names_of(tmp_path / "a.whl") == ["a/b.txt"]
    assert names_of(tmp_path / "a.tar.gz") == ["a-1/b.txt"]


def test_metadata_are_read_up_to_the_description(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("a-1.dist-info/METADATA", "Name: a\nVersion: 1\n\nVersion: 2\n")
    assert field(metadata(tmp_path / "a.whl"), "Version") == ["1"]


def wheel_texts() -> dict[str, str]:
    """What the wheel will hold of licences, by the patterns of the project."""
    found = [path for pattern in PROJECT["project"]["license-files"] for path in ROOT.glob(pattern)]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_every_licence_has_its_text_or_its_address() -> None:
    assert licences.untold(PROJECT["project"]["license"], wheel_texts()) == []


def test_every_part_with_a_licence_of_its_own_is_noticed() -> None:
    parts = licences.own_licences(ROOT / PACKAGE)
    assert {"languages/pl/model/syntax", "languages/pl/model/names", "languages/pl/stories/words"} <= {*parts}
    assert licences.unnoticed(parts, NOTICE) == []


def test_a_licence_without_text_is_told() -> None:
    texts = {"LICENSE": "", "NOTICE": "see https://creativecommons.org/licenses/by-sa/4.0/"}
    assert licences.untold("Apache-2.0 AND CC-BY-SA-4.0", texts) == []
    assert licences.untold("Apache-2.0 AND GPL-3.0-only AND CC-BY-4.0", texts) == [
        "the text of GPL-3.0-only is not in the wheel: put it into LICENSES/GPL-3.0-only.txt",
        "the text of CC-BY-4.0 is not in the wheel: put it into LICENSES/CC-BY-4.0.txt",
    ]


def test_a_part_and_a_licence_that_are_not_noticed_are_told() -> None:
    parts = {"languages/xx/model/names": "GPL 3.0 (a corpus)"}
    assert licences.unnoticed(parts, "languages/xx/model/names: GPL 3.0") == []
    assert licences.unnoticed(parts, "nothing") == [
        "NOTICE does not name src/kronika/languages/xx/model/names, which is under GPL 3.0 (a corpus)",
        "NOTICE does not name GPL 3.0, which languages/xx/model/names is under",
    ]


TOLD = "# Changes\n\n## Unreleased\n\n{unreleased}## 0.2.0 (2030-05-01)\n\n- news\n\n## 0.1.0\n\nThe first.\n"


def test_a_new_version_that_is_told_is_ready() -> None:
    assert untold("0.2.0", TOLD.format(unreleased=""), "2030-05-01", ["v0.1.0"]) == []


def test_what_keeps_a_version_from_being_new_is_told() -> None:
    found = untold("0.2.0", TOLD.format(unreleased="- more\n\n"), "2030-05-02", ["v0.2.0"])
    assert found == [
        "CHANGELOG.md has changes under 'Unreleased': put them under '## 0.2.0 (2030-05-02)'",
        "CHANGELOG.md tells nothing under '## 0.2.0 (2030-05-02)'",
        "0.2.0 has a tag already: raise __version__ in src/kronika/__init__.py",
    ]


MEASURED = {"wheel": 25.5, "installed": 433.2, "web": 1.6, "cluster": 37.0, "parquet": 176.0, "memory": 377.0}


def test_the_sentence_on_sizes_tells_them() -> None:
    assert sizes.wrong(MEASURED, sizes.SENTENCE.format(**MEASURED)) == []


def test_a_size_that_is_not_so_is_told() -> None:
    grown = MEASURED | {"installed": 500.0, "web": 3.0}
    assert sizes.wrong(grown, sizes.SENTENCE.format(**MEASURED)) == [
        "README.md tells 433 MB for installed, measured are 500"
    ]


def test_the_readme_tells_every_size() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name, pattern in sizes.TOLD.items() if len(re.findall(pattern, readme)) != 1] == []


def test_every_extra_that_is_asked_for_is_one_and_is_tried() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / PACKAGE).rglob("*.py"))
    asked = {extra for source in sources for extra in re.findall(r"kronika\[(\w+)\]", source)}
    assert asked == {*EXTRAS}
    assert asked <= {*PROJECT["project"]["optional-dependencies"]}


def test_the_programs_of_the_journey_are_there() -> None:
    commands = [*(command for command, _ in JOURNEY), *(command for _, command, _ in EXTRAS.values())]
    programs = {command.split()[0] for command in commands} - {"kronika"}
    assert {name for name in programs if not (INSIDE / name).exists()} == set()


def test_every_step_says_what_it_proves() -> None:
    steps = [*checklist.RELEASE, *checklist.WHEEL, *checklist.SIZES]
    assert all(step.__doc__ and "\n" not in step.__doc__ and step.__doc__.endswith(".") for step in steps)
    assert len({*checklist.RELEASE}) == len(checklist.RELEASE)


def fine(_: Job) -> list[str]:
    """Something is so."""
    return []


def amiss(_: Job) -> list[str]:
    """Something else is so."""
    return ["it is not: mend it"]


def broken(_: Job) -> list[str]:
    """A third thing is so."""
    raise NotReadyError("nothing was built")


def test_each_step_tells_a_line_and_the_others_still_go() -> None:
    told: list[str] = []
    found, job = checklist.go_through((fine, broken, amiss), sys.executable, told.append)
    assert found == ["nothing was built", "it is not: mend it"]
    assert told == [
        "✓ Something is so.  (0 s)",
        "✗ A third thing is so.  (0 s)",
        "    nothing was built",
        "✗ Something else is so.  (0 s)",
        "    it is not: mend it",
    ]
    assert not job.folder.exists()
    assert not job.folder.is_relative_to(ROOT)


@pytest.mark.parametrize(
    ("steps", "status", "last"), [((fine,), 0, "All is ready."), ((fine, amiss), 1, "  - it is not: mend it")]
)
def test_the_command_ends_with_what_is_not_ready(
    steps: tuple[Any, ...], status: int, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("release.__main__.RELEASE", steps)
    done = CliRunner().invoke(main, ["checklist"])
    assert done.exit_code == status
    assert done.output.splitlines()[-1] == last


def test_where_nothing_was_built_no_step_breaks() -> None:
    steps = [step for step in checklist.RELEASE[3:] if step is not wheel_is_built]
    found, _ = checklist.go_through(steps, sys.executable, [].append)
    assert len(found) == len(steps)


def test_without_a_wheel_the_steps_about_it_say_so(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match=r"no \*\.whl"):
        _ = Job(tmp_path, sys.executable).wheel


def test_a_fresh_environment_is_not_led_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "src")
    assert "PYTHONPATH" not in clean()


CONNECT = """import socket, sys
sys.path.insert(0, {inside!r})
import refusing
with socket.create_server(("127.0.0.1", 0)) as here:
    socket.create_connection(here.getsockname()).close()
for ask, words in ((socket.create_connection, (("192.0.2.1", 80), 1)), (socket.getaddrinfo, ("kronika.example", 80))):
    try:
        ask(*words)
    except OSError as error:
        print(str(error)[:15])
"""


def test_where_nothing_cuts_programs_off_python_refuses() -> None:
    words = [sys.executable, "-c", CONNECT.format(inside=str(INSIDE))]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["no network here"] * 2
