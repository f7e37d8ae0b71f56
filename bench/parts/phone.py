"""An attendee's phone with sixty topics on it: how heavy, how soon readable, how still, how quick."""

from itertools import count
from statistics import median
from urllib.parse import urlencode

from bench import servers
from bench.browsing import PLAIN, SLOW_3G, Phone, chromium, phone
from bench.findings import Findings, Goal, Plan
from bench.room import DEVICE, MODERATOR
from bench.servers import Server
from bench.sixty import sixty_topics

TAPS, ARRIVING = 20, 5
# What any tap costs this browser on this machine: a page of one button that counts.
ONE_BUTTON = "data:text/html,<button style='height:9em' onclick='this.textContent%2B%2B'>0</button>"
SAYS = [
    "'KB' is all that a phone loads that was never here, as it comes over the wire, with the heads of the answers; of "
    "1000 bytes each. The socket is not in it.",
    "'shift' is the sum of all layout shifts, while the page loads and while five more topics come in.",
    "'tap' is the time until a tap is painted: the star of “Interests me”, or another tab, of which the one with all "
    "topics has the most to draw; in the browser's own steps of 8 ms. “One button” is a page of nothing "
    "else, tapped in the same run: what a tap costs here at least.",
    "'paint' on slow 3G: 400 kbit/s and two seconds for every round trip, of which one is the least there can "
    "be: 'round trips' is how many whole ones went by before anything was painted.",
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    taps = TAPS if plan.repeats > 1 else 3
    with chromium() as browser, servers.barcamp(plan.room) as server:
        _fill(plan, server)
        with phone(browser, server) as one:
            one.page.goto(f"/{plan.room.code}")
            one.listens()
            weight = one.weight()
            heaviest = sorted(one.loads.values(), key=lambda load: -load[1])
            plain, slow = _tap(one, taps, 1), _tap(one, taps, 6)
            one.page.goto(ONE_BUTTON)
            least_plain = [one.taps("button") for _ in range(taps)]
            one.slow_down(6)
            least_slow = [one.taps("button") for _ in range(taps)]
        with phone(browser, server, 1) as one:
            one.page.goto(f"/{plan.room.code}")
            one.listens()
            still = _while_topics_arrive(plan, server, one)
        with phone(browser, server, 2, PLAIN) as one:
            one.page.goto(f"/{plan.room.code}")
            one.listens()
            plain_weight = one.weight()
        with phone(browser, server, 3) as one:
            one.wire.send("Network.emulateNetworkConditions", SLOW_3G)
            one.page.goto(f"/{plan.room.code}")
            paint = one.first_paint() / 1000
    trips = int(paint * 1000 // SLOW_3G["latency"])
    found.rows.append(
        {"server": "barcamp", "topics": len(sixty_topics()), "requests": len(heaviest), "KB": weight,
         "KB by plain HTTP": plain_weight, "shift": still,
         "tap p50 ms": median(plain), "tap max ms": max(plain), "6× slower p50 ms": median(slow),
         "6× slower max ms": max(slow), "slow 3G paint s": paint,
         "round trips": trips}
    )  # fmt: skip
    found.rows.append(
        {"server": "one button", "tap p50 ms": median(least_plain), "tap max ms": max(least_plain),
         "6× slower p50 ms": median(least_slow), "6× slower max ms": max(least_slow)}
    )  # fmt: skip
    found.raw.append({"loads": heaviest, "taps": plain, "taps 6x": slow, "one button": least_plain,
                      "one button 6x": least_slow})  # fmt: skip
    found.says += [f"{size / 1000:6.1f} KB  {path}" for path, size in heaviest[:8]]
    found.goals += [
        Goal("first phone page with all it needs", weight, 60, " KB"),
        Goal("the same over plain HTTP", plain_weight, 60, " KB"),
        Goal("round trips before the page can be read", trips, 1),
        Goal("layout shift while loading and while topics come in", still, 0),
        Goal("tap → paint at 6× CPU slowdown, median", median(slow), 100, " ms"),
        Goal("tap → paint at 6× CPU slowdown, worst", max(slow), 100, " ms"),
    ]
    return found


def _tap(one: Phone, taps: int, slower: float) -> list[float]:
    one.slow_down(slower)
    buttons = one.page.locator("#topics .interest").count()
    found = [one.taps(f"#topics .topic:nth-of-type({1 + 2 * each % buttons}) .interest") for each in range(taps)]
    found += [one.taps(f".tabs a[href='#{tab}']") for _ in range(taps // 3) for tab in ("plan", "topics")]
    one.slow_down(1)
    return found


def _while_topics_arrive(plan: Plan, server: Server, one: Phone) -> float:
    there = one.page.locator("#topics > .topic").count()
    one.page.evaluate("scrollTo(0, 900)")
    for number, (title, description) in enumerate(sixty_topics(60 + ARRIVING)[60:]):
        pitch(plan, server, number, title, description)
        one.page.locator("#topics > .topic").nth(there + number).wait_for(state="attached")
    one.page.wait_for_timeout(500)
    return one.shift()


def _fill(plan: Plan, server: Server) -> None:
    post(plan, server, "set-pitching", MODERATOR, open="yes")
    for number, (title, description) in enumerate(sixty_topics()[len(plan.room.topics) :]):
        pitch(plan, server, number, title, description)


def pitch(plan: Plan, server: Server, number: int, title: str, description: str) -> None:
    post(plan, server, "pitch-topic", f"{DEVICE}{number:06d}", title=title, description=description)


_ops = count()


def post(plan: Plan, server: Server, verb: str, device: str, **fields: str) -> None:
    body = urlencode({"op": f"bench-phone-{next(_ops)}", **fields}).encode()
    status, text = server.request(
        "POST", f"/{plan.room.code}/{verb}", body,
        **{"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"barcamp_device={device}"},
    )  # fmt: skip
    assert status < 400, (status, text)
