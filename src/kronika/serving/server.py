"""Opens the desk and closes it quietly."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

import click
import uvicorn

from kronika.errors import InputError
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store

CLOSING = 3
"""Seconds that answers have to end when the desk closes."""


def run(setting: Setting) -> None:
    """Serves until Ctrl-C. Raises StoreError where there is no store, InputError where nobody can listen there."""
    with Store(setting.store, create=False):
        pass
    listening = _listening(setting)
    config = uvicorn.Config(
        make_app(setting), log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=CLOSING, proxy_headers=False,
    )  # fmt: skip
    click.echo(f"The desk is open at {setting.address}  Ctrl-C closes it.")
    with listening, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listening(setting: Setting) -> socket.socket:
    """The socket, opened before anything else so that what is wrong with it can be told."""
    place = f"{setting.host}:{setting.port}"
    try:
        found = socket.getaddrinfo(setting.host or None, setting.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        opened = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InputError(place, "there is no such address", "Give another with --host") from error
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(128)
    except OSError as error:
        opened.close()
        remedy = (
            "Give another with --port, or close what listens there"
            if error.errno == errno.EADDRINUSE
            else "Give another"
        )
        problem = (
            "another program listens there"
            if error.errno == errno.EADDRINUSE
            else f"it cannot be opened ({error.strerror})"
        )
        raise InputError(place, problem, remedy) from error
    return opened
