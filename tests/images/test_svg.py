"""Logos drawn as SVG: what a drawing needs goes through, nothing else does, and what cannot be shown is refused."""

import re
from xml.etree import ElementTree

import pytest

from barcamp.images.svg import MOST_ELEMENTS, drawn_anew
from barcamp.kernel.refused import Refused

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
SHAPE = '<path fill="#123456" d="M0 0h20v10z"/>'


def svg(inside: str) -> bytes:
    return f"{HEAD}{inside}</svg>".encode()


def drawn(inside: str) -> str:
    return drawn_anew(svg(inside)).data.decode()


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as why:
        drawn_anew(content)
    return why.value.key


def test_a_drawing_keeps_its_shapes_colours_and_gradients():
    kept = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient></defs>'
        '<g transform="translate(1 2)"><rect width="4" height="2" fill="url(#g)"/></g><use href="#g"/>'
    )
    assert (
        drawn(kept)
        == f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="1000" height="500">{kept}</svg>'
    )


def test_a_style_sheet_becomes_attributes():
    made = drawn(
        "<style>/* .a{fill:red} */ .st0, path.st1 { fill: #0a0; stroke:blue } #b{opacity:.5}"
        '@media print{.st0{fill:red}} @import url("http://example.org/x.css");</style>'
        '<path class="st0" d="M0 0h1"/><path id="b" class="st1" style="stroke: none" d="M0 0h2"/>'
    )
    assert '<path d="M0 0h1" fill="#0a0" stroke="blue"/>' in made
    assert '<path id="b" d="M0 0h2" fill="#0a0" stroke="none" opacity=".5"/>' in made
    assert not re.search(r"style|class|example\.org", made)


HOSTILE = (
    "<script>alert(1)</script>",
    '<script xlink:href="https://example.org/x.js"/>',
    '<rect width="1" height="1" onclick="alert(1)" onload="alert(1)"/>',
    '<a xlink:href="javascript:alert(1)"><rect width="1" height="1"/></a>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="//example.org"/></body></foreignObject>',
    '<rect width="1" height="1" fill="url(https://example.org/x.svg#a)"/>',
    '<rect width="1" height="1" style="fill:url(//example.org/a);background:url(//example.org)"/>',
    '<style>rect{fill:u\\72l(https://example.org/)}@import "https://example.org/x.css";</style><rect width="1"/>',
    '<set attributeName="href" to="javascript:alert(1)"/><animate attributeName="x"/>',
    '<filter id="f"><feImage xlink:href="https://example.org/x.png"/></filter><rect filter="url(#f)" width="1"/>',
    '<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>',
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">example.org</rdf:RDF></metadata>',
    "<!-- example.org --><?xml-stylesheet href='https://example.org/x.css'?>",
    '<text font-family="a;b" x="1">&lt;script&gt;</text>',
)


@pytest.mark.parametrize("inside", HOSTILE)
def test_nothing_that_acts_or_points_outside_is_left(inside: str):
    made = drawn(SHAPE + inside)
    assert not re.search(r"<script|javascript|example\.org|\bon\w+=|style|foreignObject|iframe|animate|<set", made)
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(made).iter()}
    assert names <= {"svg", "path", "rect", "g", "text"}


def test_what_would_be_missing_in_the_picture_is_refused():
    assert refused(svg('<image xlink:href="data:image/png;base64,AAAA"/>')) == "logo.svg_picture"
    assert refused(svg('<use xlink:href="https://example.org/x.svg#a"/>')) == "logo.svg_outside"
    assert refused(svg("<g/>")) == "logo.svg_empty"
    assert refused(SHAPE.encode()) == "logo.svg_broken"
    assert refused(svg(SHAPE)[:-8]) == "logo.svg_broken"
    assert refused(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>') == "logo.svg_size"
    assert refused(svg(SHAPE).replace(b"0 0 20 10", b"0 0 2000 1")) == "logo.svg_size"
    assert refused(svg(SHAPE).replace(b"0 0 20 10", b"0 0 1e999 1e999")) == "logo.svg_size"


def test_entities_are_refused_and_a_plain_document_type_is_not():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for inside in (f'<!ENTITY l0 "ha">{laughs}', '<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY % y "z">'):
        assert (
            refused(f"<!DOCTYPE svg [{inside}]>".encode() + svg(f"<text>&l11;&x;</text>{SHAPE}")) == "logo.svg_entities"
        )
    plain = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert b"DOCTYPE" not in drawn_anew(plain.encode() + svg(SHAPE)).data


def test_an_avalanche_is_refused():
    groups = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
    assert refused(svg(f'<g id="a0">{SHAPE}</g>{groups}')) == "logo.svg_large"
    assert refused(svg(f'<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>{SHAPE}')) == "logo.svg_large"
    assert refused(svg("<g>" * 200 + SHAPE + "</g>" * 200)) == "logo.svg_large"
    assert refused(svg(SHAPE * (MOST_ELEMENTS + 1))) == "logo.svg_large"


def test_a_size_in_millimetres_is_enough():
    made = drawn_anew(svg(SHAPE).replace(b'viewBox="0 0 20 10"', b'width="60mm" height="15mm"'))
    assert (made.width, made.height) == (1000, 250)
