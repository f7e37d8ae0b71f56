"""Text is compressed, for halls with bad Wi-Fi; what is compressed already, and pages that carry a key, are not."""

from barcamp.domain.topics.topic import PitchTopic
from barcamp.rendering.assets import folder
from tests.cast import Cast
from tests.server import Server


async def test_the_first_page_of_a_phone_is_light(server: Server, cast: Cast):
    for number in range(15):
        for who in (cast.kim, cast.noor, cast.max):
            title = f"Thema {number} von {who.name}: Wirtschaftsförderungsgesellschaft"
            await cast.does(who, PitchTopic(title=title))
    answer = await server.client(cast.noor).get(f"/{cast.code}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    packed, plain = answer.num_bytes_downloaded, len(answer.content)
    assert plain > 60_000, "a page that would be heavy"
    assert packed * 5 < plain


async def test_who_takes_nothing_packed_gets_it_plain(server: Server, cast: Cast):
    answer = await server.client(cast.noor).get(f"/{cast.code}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


async def test_a_page_that_carries_a_key_is_not_packed(server: Server, cast: Cast):
    client = server.client(cast.kim)
    packed = {"accept-encoding": "gzip"}
    made = await client.post(f"/{cast.code}/personal-link", headers=packed)
    answer = await client.get(made.headers["location"], headers=packed)
    assert answer.status_code == 200
    assert len(answer.content) > 1000, "long enough to be packed"
    assert "content-encoding" not in answer.headers


async def test_fonts_are_not_packed_again(server: Server):
    (font, *_) = folder("static").rglob("*.woff2")
    answer = await server.client().get(f"/static/{font.relative_to(folder('static'))}")
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
