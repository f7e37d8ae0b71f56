"""The peer from the same framework: Litestar's ChannelsPlugin as its documentation shows it, under uvicorn.

Run as a program, it prints its port and serves until it is terminated. POST /pub sends the body to everybody at /room;
POST /bench/<verb> reads a form and keeps nothing.
"""

import socket
import sys
from urllib.parse import parse_qsl

import uvicorn
from litestar import Litestar, Request, post
from litestar.channels import ChannelsPlugin
from litestar.channels.backends.memory import MemoryChannelsBackend
from litestar.di import NamedDependency
from litestar.params import FromPath


@post("/pub", status_code=202)
async def publish(request: Request, channels: NamedDependency[ChannelsPlugin]) -> None:
    channels.publish(await request.body(), ["room"])


@post("/bench/{verb:str}", status_code=200)
async def counter(request: Request, verb: FromPath[str]) -> str:
    form = dict(parse_qsl((await request.body()).decode()))
    return f"{verb} {form['op']} {form['topic']} {len(request.cookies)}"


def main(history: int) -> None:
    plugin = ChannelsPlugin(
        MemoryChannelsBackend(history=history),
        channels=["room"],
        create_ws_route_handlers=True,
        ws_handler_send_history=history,
    )
    app = Litestar([publish, counter], plugins=[plugin], openapi_config=None, logging_config=None)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, ws="websockets-sansio", access_log=False, log_level="error", backlog=4096)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(int(sys.argv[1]))
