"""Addresses of the web as they may stand in a document (IRI, RFC 3987)."""

from __future__ import annotations

import re
from urllib.parse import quote

_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_NOT_ALLOWED = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]|%(?![0-9A-Fa-f]{2})")


def web(uri: str | None) -> str | None:
    """An address as it may stand in a document, what is not allowed there escaped; None for what is none of the web."""
    if uri is None or not _WEB.match(uri):
        return None
    return _NOT_ALLOWED.sub(lambda found: quote(found[0], safe="", errors="replace"), uri)
