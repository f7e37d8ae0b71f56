"""What people wrote, as HTML: addresses in cards become links, results are Markdown. Nothing typed is ever HTML."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

MOST = 5000  # characters; more than that is shown as it was typed, since a parser may take long over it
TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "code", "blockquote"}

_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
_ALONE = re.compile(r"(<(?:li|p)>)<a (?=[^>]*>[^<]*</a></(?:li|p)>)")  # a line that is nothing but a link
_AFTER = ".,;:!?'*_~"


def linked(text: str) -> Markup:
    """Plain text whose addresses are links; http and https only."""
    return Markup("").join(
        Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(part) if is_address else escape(part)
        for part, is_address in parts(text)
    )


@lru_cache(maxsize=1024)
def markdown(text: str) -> Markup:
    """A few paragraphs, emphasis, lists, quotes and links. Headings, images, tables and HTML stay what was typed."""
    if len(text) > MOST:
        return Markup("<p>{}</p>").format(text)
    drawn = parser().render(text)
    kept = nh3.clean(
        drawn, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes={"http", "https"},
        link_rel="noreferrer", strip_comments=True,
    )  # fmt: skip
    return Markup(_ALONE.sub(r'\1<a class="alone" ', kept))


def plain(text: str) -> str:
    """Markdown as running text, for places that take no marks."""
    return " ".join(Markup(markdown(text).replace("</p>", " ").replace("</li>", " ")).striptags().split())


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one of walls and reports, so that both read the same in what was typed."""
    made = MarkdownIt("js-default", {"html": False, "breaks": True, "linkify": False, "typographer": False})
    made.disable(["heading", "lheading", "image", "table", "hr", "fence", "code", "reference"])
    made.core.ruler.push("addresses", _link_addresses)
    made.inline.ruler.before("emphasis", "star", _star_in_a_word)
    return made


def _star_in_a_word(state: StateInline, silent: bool) -> bool:
    """Between two letters a star begins or ends no emphasis: Vertreter*innen stay Vertreter*innen."""
    before, star, after = state.src[max(0, state.pos - 1) : state.pos + 2].ljust(3)[:3] if state.pos else "   "
    if star != "*" or not (before.isalpha() and after.isalpha()):
        return False
    if not silent:
        state.pending += star
    state.pos += 1
    return True


def _link_addresses(state: StateCore) -> None:
    """Addresses that stand in the text as they are, outside of links."""
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        inside, children = 0, []
        for child in token.children:
            inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            children += [child] if inside or child.type != "text" else _with_links(child)
        token.children = children


def _with_links(token: Token) -> list[Token]:
    found: list[Token] = []
    for part, is_address in parts(token.content):
        text = Token("text", "", 0, content=part, level=token.level)
        if is_address:
            around = Token("link_open", "a", 1, attrs={"href": part}), Token("link_close", "a", -1)
            found += [around[0], text, around[1]]
        else:
            found.append(text)
    return found


def parts(text: str) -> list[tuple[str, bool]]:
    """Text and addresses in turn. What ends a sentence, or closes a bracket opened before it, is not part of one."""
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _ADDRESS.finditer(text):
        address = match[0]
        while address and (address[-1] in _AFTER or (address[-1] in ")]}" and not _closes(address))):
            address = address[:-1]
        if len(address) <= len("https://"):
            continue
        found += [(text[at : match.start()], False), (address, True)]
        at = match.start() + len(address)
    return [part for part in [*found, (text[at:], False)] if part[0]]


def _closes(address: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}[address[-1]]
    return address.count(opening) >= address.count(address[-1])
