"""A real Firefox, driven over its own WebDriver BiDi socket: neither a driver program nor a patched build is needed."""

import asyncio
import base64
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.cast import Member
from tests.presence import absent

_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_QUIET = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.safebrowsing.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "services.settings.server": "http://127.0.0.1:1/",
    "intl.accept_languages": "de-DE, de",
}


@dataclass(slots=True)
class Tab:
    """One tab with cookies of its own. `complaints` are errors that its console reported."""

    fox: "Firefox"
    context: str
    jar: str
    complaints: list[str]

    async def goto(self, address: str) -> None:
        await self.fox.call("browsingContext.navigate", context=self.context, url=address, wait="complete")

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, promises awaited: anything that JSON can say."""
        answer = await self.fox.call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    async def until(self, expression: str, seconds: float = 120) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not await self.evaluate(expression):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            shown = await self.evaluate("document.body.innerText.slice(0, 600)")
            raise AssertionError(f"never true: {expression}\n{shown}\n{self.complaints}") from None

    async def press(self, *keys: str) -> None:
        """Presses keys as a person does, one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        await self._act({"type": "key", "id": "keyboard", "actions": actions})

    async def click(self, selector: str) -> None:
        """Really presses the mouse in the middle of the first element that matches, scrolled into view and at rest."""
        place = f"document.querySelector({json.dumps(selector)})"
        await self.until(f"!!{place}")
        x, y = await self.evaluate(
            f"(async () => {{ const e = {place}; e.scrollIntoView({{ block: 'center', behavior: 'instant' }});"
            " const middle = () => { const b = e.getBoundingClientRect();"
            "   return [b.x + b.width / 2, b.y + b.height / 2]; };"
            " const pause = () => new Promise((on) => setTimeout(on, 150));"
            " let here = middle(), before = null;"
            " do { before = here; await pause(); here = middle(); } while (`${here}` !== `${before}`);"
            " return here; })()"
        )
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        await self._act({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    async def fill(self, selector: str, text: str) -> None:
        await self.click(selector)
        await self.press(*text)

    async def screenshot(self) -> bytes:
        """A screenshot as PNG."""
        return base64.b64decode(
            (await self.fox.call("browsingContext.captureScreenshot", context=self.context))["data"]
        )

    async def _act(self, source: dict[str, Any]) -> None:
        await self.fox.call("browsingContext.activate", context=self.context)  # only the tab in front has the focus
        await self.fox.call("input.performActions", context=self.context, actions=[source])


@dataclass(slots=True)
class Firefox:
    socket: ClientConnection
    tabs: dict[str, Tab] = field(default_factory=dict)
    _answers: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _number: int = 0

    async def open(self, address: str, who: Member | None = None, width: int = 360, height: int = 740) -> Tab:
        jar = (await self.call("browser.createUserContext"))["userContext"]
        context = (await self.call("browsingContext.create", type="tab", userContext=jar))["context"]
        tab = self.tabs[context] = Tab(self, context, jar, [])
        await self.call("browsingContext.setViewport", context=context, viewport={"width": width, "height": height})
        host = address.split("/")[2].split(":")[0]
        for name, value in (who.cookies if who else {}).items():
            cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": host, "httpOnly": True}
            where = {"type": "storageKey", "userContext": jar}
            await self.call("storage.setCookie", cookie=cookie, partition=where)
        await tab.goto(address)
        return tab

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        return await asyncio.wait_for(answer, 300)

    async def listen(self) -> None:
        async for text in self.socket:
            message = json.loads(text)
            if message["type"] == "event":
                self._hear(message["params"])
                continue
            answer = self._answers.pop(message["id"])
            if message["type"] == "success":
                answer.set_result(message["result"])
            else:
                answer.set_exception(AssertionError(f"{message['error']}: {message['message']}"))

    def _hear(self, entry: dict[str, Any]) -> None:
        tab = self.tabs.get(entry.get("source", {}).get("context", ""))
        if tab is not None and entry.get("level") == "error":
            tab.complaints.append(str(entry.get("text")))


@asynccontextmanager
async def firefox(folder: Path) -> AsyncIterator[Firefox]:
    """A running Firefox with a new profile; without one the test is skipped, or fails if it is required."""
    found = os.environ.get("BARCAMP_TEST_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        absent("firefox", "No Firefox was found; BARCAMP_TEST_FIREFOX can name one.")
    profile = folder / "profile"
    profile.mkdir()
    prefs = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _QUIET.items()]
    (profile / "user.js").write_text("\n".join(prefs), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        found, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    assert process.stderr is not None
    told = process.stderr
    drain = None
    try:
        address = await asyncio.wait_for(_listening(told), 300)
        drain = asyncio.create_task(_drain(told))
        async with connect(f"{address}/session", max_size=None) as socket:
            fox = Firefox(socket)
            listener = asyncio.create_task(fox.listen())
            await fox.call("session.new", capabilities={})
            await fox.call("session.subscribe", events=["log.entryAdded"])
            yield fox
            listener.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if drain is not None:
            drain.cancel()


async def _listening(told: asyncio.StreamReader) -> str:
    while line := await told.readline():
        if found := _LISTENING.search(line.decode(errors="replace")):
            return found[1]
    raise AssertionError("Firefox ended before it listened")


async def _drain(told: asyncio.StreamReader) -> None:
    while await told.readline():
        pass
