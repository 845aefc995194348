"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kronika.errors import OutputError


def write_file(path: Path, contents: str, option: str = "-o") -> None:
    """Writes a page or sheet, whole or not at all. Raises OutputError, with the option by which to name another file,
    where it cannot."""
    try:
        replace_file(path, [contents.encode("utf-8", "replace")])
    except OSError as error:
        raise cannot_write(path, error, option) from error


def replace_file(path: Path, contents: Iterable[bytes]) -> None:
    """Puts `contents` where `path` is, by way of a file beside it; a device is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(b"".join(contents))
        return
    with beside(path) as written, written.open("wb") as file:
        file.writelines(contents)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, which takes its place when all went well, and is gone otherwise."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    written = Path(name)
    try:
        yield written
        written.chmod(0o666 & ~_umask())
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cannot_write(path: Path, error: OSError, option: str = "-o") -> OutputError:
    """The error for a file or folder that cannot be written, with the option by which to name another."""
    problem = f"it cannot be written ({error.strerror or error})"
    return OutputError(str(path), problem, f"Check that the folder exists and has room, or name another with {option}")
