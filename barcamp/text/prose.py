"""What people wrote, as HTML: addresses in cards become links, results and the operator's pages are Markdown. Nothing
typed is ever HTML."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

# Read when the first result is drawn: until then a server does without them.
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Split = Callable[[str], list[tuple[str, str]]]  # text in pieces, each with its link, if any

MOST = 5000  # characters; longer text is shown as it was typed, since a parser may take long over it
TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "code", "blockquote"}
HEADINGS = ("h2", "h3", "h4")  # of the operator's pages, whose title is the h1

_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]+@[\w-]+\.[\w.-]*\w)")
_ALONE = re.compile(r"(<(?:li|p)>)<a (?=[^>]*>[^<]*</a></(?:li|p)>)")  # a line that is nothing but a link
_PAST_HOST = re.compile(r"[/?#\\]")
_AFTER = ".,;:!?'*_~"


def linked(text: str, opens: str = "") -> Markup:
    """Plain text whose addresses are links; http and https only. With `opens`, what is said of it, each opens in a tab
    of its own, and what stands out is where it leads."""
    return Markup("").join(
        (_apart(part, opens) if opens else Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(part))
        if is_address
        else escape(part)
        for part, is_address in parts(text)
    )


def _apart(address: str, opens: str) -> Markup:
    """What is read is the address as it was typed: whoever takes the card's words gets no more and no less."""
    before, host, after = split_at_host(address)
    words = Markup("{}<strong>{}</strong>{}").format(before, host, after)
    link = Markup('<a href="{0}" target="_blank" rel="noopener noreferrer" aria-label="{0}, {1}">{2}</a>')
    return link.format(address, opens, words)


def split_at_host(address: str) -> tuple[str, str, str]:
    """An address in three, with the host in the middle, where browsers find it: after whatever looks like a name
    before an @; and a backslash ends it as a slash does."""
    scheme, _, rest = address.partition("//")
    ends = _PAST_HOST.search(rest)
    place = rest[: ends.start()] if ends else rest
    user, at, host = place.rpartition("@")
    begins = len(scheme) + len("//") + len(user) + len(at)
    return address[:begins], host, address[begins + len(host) :]


@lru_cache(maxsize=1024)
def markdown(text: str) -> Markup:
    """HTML of a few paragraphs, emphasis, lists, quotes and links. Headings, images, tables and HTML stay what was
    typed."""
    if len(text) > MOST:
        return Markup("<p>{}</p>").format(text)
    return Markup(_ALONE.sub(r'\1<a class="alone" ', _clean(parser().render(text), TAGS, {"http", "https"})))


@lru_cache(maxsize=16)
def page(text: str) -> Markup:
    """HTML of an operator's page, however long: read like results, and with headings and e-mail addresses."""
    return Markup(_clean(_page_parser().render(text), TAGS | {*HEADINGS}, {"http", "https", "mailto"}))


def _clean(drawn: str, tags: set[str], schemes: set[str]) -> str:
    import nh3

    return nh3.clean(
        drawn, tags=tags, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=schemes,
        link_rel="noreferrer", strip_comments=True,
    )  # fmt: skip


def plain(text: str) -> str:
    """Markdown as running text, for places without formatting."""
    return " ".join(Markup(markdown(text).replace("</p>", " ").replace("</li>", " ")).striptags().split())


@lru_cache(maxsize=1)
def parser() -> "MarkdownIt":
    """The parser of walls and reports, so that both read what was typed in the same way."""
    return _parser()


@lru_cache(maxsize=1)
def _page_parser() -> "MarkdownIt":
    made = _parser()
    made.enable("heading")
    made.core.ruler.push("mail", _linking(_mail))
    made.core.ruler.push("ranks", _rank_headings)
    return made


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    made = MarkdownIt("js-default", {"html": False, "breaks": True, "linkify": False, "typographer": False})
    made.disable(["heading", "lheading", "image", "table", "hr", "fence", "code", "reference"])
    made.core.ruler.push("addresses", _linking(_addresses))
    made.inline.ruler.before("emphasis", "star", _star_in_a_word)
    return made


def _star_in_a_word(state: "StateInline", silent: bool) -> bool:
    """A rule by which a star between two letters begins or ends no emphasis: Vertreter*innen stay Vertreter*innen."""
    before, star, after = state.src[max(0, state.pos - 1) : state.pos + 2].ljust(3)[:3] if state.pos else "   "
    if star != "*" or not (before.isalpha() and after.isalpha()):
        return False
    if not silent:
        state.pending += star
    state.pos += 1
    return True


def _rank_headings(state: "StateCore") -> None:
    """Makes the highest rank used an h2, the next an h3: below the page's title no rank is skipped."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    ranks = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = HEADINGS[min(ranks.index(token.tag), len(HEADINGS) - 1)]


def _linking(split: Split) -> Callable[["StateCore"], None]:
    """Makes links of addresses in the text, outside of links."""

    def rule(state: "StateCore") -> None:
        for token in state.tokens:
            if token.type != "inline" or not token.children:
                continue
            inside = 0
            children: list[Token] = []
            for child in token.children:
                inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
                children += [child] if inside or child.type != "text" else _with_links(child, split)
            token.children = children

    return rule


def _with_links(token: "Token", split: Split) -> list["Token"]:
    from markdown_it.token import Token

    found: list[Token] = []
    for part, target in split(token.content):
        text = Token("text", "", 0, content=part, level=token.level)
        if target:
            around = Token("link_open", "a", 1, attrs={"href": target}), Token("link_close", "a", -1)
            found += [around[0], text, around[1]]
        else:
            found.append(text)
    return found


def _addresses(text: str) -> list[tuple[str, str]]:
    return [(part, part if is_address else "") for part, is_address in parts(text)]


def _mail(text: str) -> list[tuple[str, str]]:
    """Splits text so that every second piece is an e-mail address."""
    pieces = _MAIL.split(text)
    return [(piece, f"mailto:{piece}" if at % 2 else "") for at, piece in enumerate(pieces) if piece]


def parts(text: str) -> list[tuple[str, bool]]:
    """Text and addresses, alternating. Punctuation that ends a sentence, or a bracket opened before the address, is not
    part of it."""
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
