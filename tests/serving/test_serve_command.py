"""`kronika serve` as people call it: it tells its address, what is wrong in one line, and ends quietly."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from kronika.cli import main
from kronika.serving.setting import Setting, is_loopback, new_token

PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(*options: str) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs."""
    command = [sys.executable, "-m", "kronika.cli", "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def test_it_tells_its_address_answers_there_and_ends_quietly(store: Path) -> None:
    port = free_port()
    with served("--store", str(store), "--port", str(port), "--ui-language", "pl") as process:
        assert process.stdout and process.stderr
        line = process.stdout.readline()
        assert line == f"The desk is open at http://127.0.0.1:{port}/  Ctrl-C closes it.\n"
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE).read().decode()
        assert '<html lang="pl">' in page
        assert "Historie" in page
        until = time.monotonic() + PATIENCE
        while json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/state"))["linking"]:
            assert time.monotonic() < until
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == ""


def test_a_port_in_use_and_a_missing_store_are_told_with_a_remedy(store: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--store", str(store), "--port", str(port)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port}: another program listens there. Give another with --port" in done.output
    done = CliRunner().invoke(main, ["serve", "--store", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "there is no store. Run 'kronika read PATH…' first" in done.output
    done = CliRunner().invoke(main, ["serve", "--store", str(store), "--host", "no.such.host.invalid"])
    assert done.exit_code == 1
    assert "Give another with --host" in done.output


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "python_multipart"])
def test_without_the_packages_it_says_how_to_get_them(
    store: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    done = CliRunner().invoke(main, ["serve", "--store", str(store)])
    assert done.exit_code == 1
    assert "pip install 'kronika[web]'" in done.output


def test_the_command_line_loads_none_of_them() -> None:
    code = "import sys, kronika.cli; sys.exit(bool({'starlette', 'uvicorn', 'jinja2'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "::1"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert is_loopback(host)
    assert new_token(host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example", ""])
def test_others_need_one_that_the_address_holds(host: str) -> None:
    token = new_token(host)
    assert token and len(token) > 30
    assert f"token={token}" in Setting(store=Path("x.db"), host=host, token=token).address


def test_who_corrects_is_told_as_the_desk_is_opened() -> None:
    assert Setting(store=Path("k.db"), user=" Ala  z redakcji ").author == "Ala z redakcji"
    assert Setting(store=Path("k.db"), user=" ").author == Setting(store=Path("k.db")).author != ""
