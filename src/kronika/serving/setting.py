"""What a desk is opened with: its store, where it listens, in which language it speaks, and its secrets."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kronika.showing.catalogue import DEFAULT

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")


@dataclass(frozen=True)
class Setting:
    """A desk before it opens. `token` is what every request needs where others than this machine can reach it; `user`
    is who corrects until somebody says a name."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    language: str = DEFAULT
    token: str | None = None
    user: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def goes_by(self, host: str) -> bool:
        """Whether a browser may call this desk so, as it stands in `Host`: a name that others own may lead here too."""
        name, colon, port = host.lower().rpartition(":")
        if not colon or "]" in port:
            name, port = host.lower(), "80"
        if port != str(self.port):
            return False
        if self.host in EVERYWHERE:
            return name in LOOPBACK or _is_address(name)
        return name == bracketed(self.host).lower() or (is_loopback(self.host) and name in LOOPBACK)

    @property
    def address(self) -> str:
        """The address to open, with the token where there is one."""
        name = "127.0.0.1" if self.host in EVERYWHERE else bracketed(self.host)
        return f"http://{name}:{self.port}/" + (f"?token={self.token}" if self.token else "")

    @property
    def author(self) -> str:
        """Who corrects where nobody has said a name: as the desk was opened, else the user of this system."""
        if told := " ".join((self.user or "").split()):
            return told
        try:
            return getpass.getuser()
        except (KeyError, OSError, ImportError):
            return "kronika"

    def seal(self, browser: str) -> str:
        """What forms of this browser carry, so that no other page can send them."""
        return hmac.new(self.secret, f"form {browser}".encode(), hashlib.sha256).hexdigest()


def _is_address(name: str) -> bool:
    """Whether it is an address in figures, which leads where it says."""
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """An address as it stands in a link: one of version 6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def new_token(host: str) -> str | None:
    """A token where others than this machine can reach the desk."""
    return None if is_loopback(host) else secrets.token_urlsafe(24)
