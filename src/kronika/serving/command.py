"""The command that opens the desk."""

from __future__ import annotations

from pathlib import Path

import click

from kronika.errors import KronikaError
from kronika.options import AUTHOR, STORE, UI_LANGUAGE
from kronika.serving.setting import Setting, new_token

REMEDY = "Install it: pip install 'kronika[web]'"


@click.command(epilog="Example: kronika serve --store crisis.db")
@STORE
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), metavar="N", help="The port.")
@AUTHOR
@UI_LANGUAGE
def serve(store: Path, host: str, port: int, author: str | None, ui_language: str) -> None:
    """Open the desk: a server at which people read, doubt and correct in a browser. Without --host this machine alone
    reaches it; elsewhere the address that is printed holds a token. Ctrl-C closes it."""
    try:
        import python_multipart  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise KronikaError("", f"the desk needs the package {error.name}", REMEDY) from error
    from kronika.serving.server import run

    run(Setting(store=store, host=host, port=port, language=ui_language, token=new_token(host), user=author))
