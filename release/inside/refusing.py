"""Has Python refuse every connection and every look-up of a name beyond this machine."""

import sys

HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


def refuse(event: str, words: tuple[object, ...]) -> None:
    """Raises OSError for a connection that leaves this machine."""
    if event == "socket.getaddrinfo":
        host = words[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(words[1], tuple):
        host = words[1][0]
    else:
        return
    if (host.decode() if isinstance(host, bytes) else host) not in HERE:
        raise OSError(f"no network here: {event} {host!r}")


sys.addaudithook(refuse)
