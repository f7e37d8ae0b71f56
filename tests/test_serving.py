"""How long the server holds a connection that says nothing."""

import uvicorn

from barcamp.serving import uvicorn_options
from barcamp.settings import Settings

NGINX_S, CADDY_S = 60, 120  # how long these keep an idle connection to a server


def test_idle_connections_outlast_those_of_proxies():
    kept = [
        uvicorn.Config("", **uvicorn_options(Settings(proxy=proxy))).timeout_keep_alive for proxy in ("", "10.0.0.1")
    ]
    assert [kept[0] > NGINX_S, kept[1] > CADDY_S] == [True, True]
