"""Phones in a real Chromium: how heavy a page is, when it can be read, what shifts, and how soon a tap is seen."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bench.machine import Absent
from bench.room import DEVICE
from bench.servers import Server

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
# As browsers' own tools define it: 400 kbit/s each way and two seconds for every round trip.
SLOW_3G = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 2000}
# A name that no browser trusts, like a laptop's in the hall: over plain HTTP nothing comes compressed by Brotli.
PLAIN = "barcamp.example"
ARGS = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {PLAIN} 127.0.0.1"]
_OBSERVE = """(() => {
  window.seen = { shifts: [], events: [] };
  const observe = (options, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe(options);
  observe({ type: "layout-shift", buffered: true }, (each) => {
    if (!each.hadRecentInput) seen.shifts.push(each.value);
  });
  observe({ type: "event", buffered: true, durationThreshold: 16 }, ({ name, duration, interactionId }) => {
    if (interactionId) seen.events.push({ name, duration });
  });
})()"""


@dataclass(slots=True)
class Phone:
    page: Any
    wire: Any  # Chromium's own protocol
    loads: dict[str, tuple[str, float]] = field(default_factory=dict)  # path and bytes on the wire, heads included
    _paths: dict[str, str] = field(default_factory=dict)

    def weight(self) -> float:
        return sum(size for _, size in self.loads.values()) / 1000

    def slow_down(self, rate: float) -> None:
        self.wire.send("Emulation.setCPUThrottlingRate", {"rate": rate})

    def shift(self) -> float:
        """The sum of everything that moved without having been touched."""
        return self.page.evaluate("seen.shifts.reduce((sum, each) => sum + each, 0)")

    def first_paint(self) -> float:
        return self.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")

    def listens(self) -> None:
        self.page.locator("#status[data-state=live]").wait_for(state="attached")
        self.page.wait_for_load_state("networkidle")

    def taps(self, selector: str, settle_ms: int = 700) -> float:
        """Milliseconds until what a tap did was painted; the browser counts in steps of eight. Then the phone comes to
        rest, so that each tap stands alone."""
        place = self.page.locator(selector)
        place.evaluate("place => place.scrollIntoView({ block: 'center' })")
        box = place.bounding_box()
        self.page.wait_for_timeout(settle_ms)
        self.page.evaluate("seen.events.length = 0")
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.wait_for_timeout(settle_ms)
        return max((each["duration"] for each in self.page.evaluate("seen.events")), default=8)


@contextmanager
def chromium() -> Iterator[Any]:
    """A running Chromium. Raises Absent."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Absent("Playwright is not installed") from None
    with sync_playwright() as playwright:
        found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "google-chrome"))
        named = os.environ.get("BARCAMP_TEST_BROWSER") or next(filter(None, found), None)
        try:
            browser = playwright.chromium.launch(executable_path=named, args=ARGS)
        except Exception as error:
            raise Absent(f"no Chromium starts here: {str(error).splitlines()[0]}") from None
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(
    browser: Any, server: Server, number: int = 0, host: str = "127.0.0.1", shape: Mapping[str, Any] = PHONE
) -> Iterator[Phone]:
    """A phone that was never here, but belongs to the n-th person; or another device, by its `shape`."""
    url = f"http://{host}:{server.port}"
    context = browser.new_context(base_url=url, locale="de-DE", **shape)
    try:
        context.add_cookies([{"name": "barcamp_device", "value": f"{DEVICE}{number:06d}", "url": url}])
        context.add_init_script(_OBSERVE)
        page = context.new_page()
        made = Phone(page, context.new_cdp_session(page))
        made.wire.send("Network.enable")
        made.wire.on("Network.responseReceived", lambda told: _begin(made, told))
        made.wire.on("Network.loadingFinished", lambda told: _finish(made, told))
        yield made
    finally:
        context.close()


def _begin(made: Phone, told: dict[str, Any]) -> None:
    made._paths[told["requestId"]] = urlsplit(told["response"]["url"]).path


def _finish(made: Phone, told: dict[str, Any]) -> None:
    path = made._paths.get(told["requestId"], "")
    if path.startswith("/"):  # addresses that hold what they name are not loaded
        made.loads[told["requestId"]] = (path, told["encodedDataLength"])
