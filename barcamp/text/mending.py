"""Mends text that was copied out of Word, PowerPoint, Excel or a PDF: their signs for breaks and hyphens, which nobody
sees and nobody could delete, become what they look like. Characters that only control machines are dropped."""

import re

# From old encodings that were mistaken for another: the dashes and quotation marks of Windows. U+0085 is a line break.
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓"}  # of Wingdings and Symbol
_LOOKS_LIKE = str.maketrans({
    **_WINDOWS, **_BULLETS,
    "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\r": "\n",
    "\x1e": "-",  # Word's hyphen that does not break
    "\x1f": None,  # Word's hyphen that shows only where a line breaks
    "\ufffc": None,  # where a picture stood
})  # fmt: skip
_PDF_HYPHEN = re.compile(r"\x02[ \t]*\n?(?P<small>[a-zäöüß])?")  # at the end of a line, within a word or in a compound
_LAST_OF_PLANES = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_CHARACTERS = re.compile(f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]")  # XML, and so Word, cannot hold them
_ODD = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufffc{_LAST_OF_PLANES}]")
_STEERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # a bell, an escape: nobody ever meant to type them
_SOFT_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)
_BREAK = re.compile(r"\s*[\n\t]\s*")


def mended(typed: str, *, tables: bool = False) -> str:
    """The text, of several lines. In `tables`, tabs stand between the cells; elsewhere they become spaces."""
    text = typed.replace("\r\n", "\n")
    if _ODD.search(text) is None:
        return text
    if tables and "\t" in text:  # in tables a line break ends a row; these stand within a cell
        text = _SOFT_BREAK.sub(" ", text)
    text = _NO_CHARACTERS.sub("", text)
    text = _PDF_HYPHEN.sub(lambda found: found["small"] or "-", text).translate(_LOOKS_LIKE)
    text = _STEERS.sub("", text)
    if tables:
        return text
    return _LEADING_TABS.sub(lambda tabs: "    " * len(tabs[0]), text).replace("\t", " ")


def in_one_line(typed: str) -> str:
    """The text of a single line, which may have been copied with a break in it."""
    return _BREAK.sub(" ", mended(typed, tables=True)).strip()
