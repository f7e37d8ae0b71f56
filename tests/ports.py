"""A port of one's own for a server that ends and comes back on it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_port() -> Iterator[int]:
    """A free port of 127.0.0.1 that nobody else is given meanwhile, whether or not a server listens on it just now.

    It is bound but not listened on: with SO_REUSEADDR a server may then bind it too, and while none does, callers are
    refused at once (socket(7) and ip(7) of Linux).
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]
