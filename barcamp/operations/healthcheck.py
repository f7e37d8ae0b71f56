"""Whether the server with these settings, on this machine, is ready: for containers, whatever their port."""

from urllib.request import urlopen

from barcamp.addresses import local_address
from barcamp.settings import Settings


def ask(config: Settings) -> str:
    """What it answers. Raises OSError if it is not ready, or not there."""
    with urlopen(f"{local_address(config, config.port)}/readyz", timeout=5) as answer:
        return answer.read().decode().strip()
