"""What stands under a picture, and what is read out in its place."""

import re
from dataclasses import replace

from barcamp.exports.book.tree import Picture
from barcamp.exports.charset import in_one_line
from barcamp.text.i18n import gettext as _

# Names that cameras, phones and messengers give to files; nobody meant them as a description.
_FILE = re.compile(r"[\w .()+-]+\.(?:jpe?g|png|gif|webp|hei[cf]|svg)", re.IGNORECASE)


def described(picture: Picture) -> str:
    """What somebody said about it; empty if nobody did."""
    says = in_one_line(picture.description)
    return "" if _FILE.fullmatch(says) else says


def caption(picture: Picture) -> str:
    """With the group in which it hangs, as at cards."""
    says, author = described(picture), in_one_line(picture.author)
    said = f"{says} ({author})" if says and author else says or author
    return " · ".join(filter(None, (in_one_line(picture.group), said)))


def alternative(picture: Picture) -> str:
    return described(picture) or _("Photo without a description")


def printed(picture: Picture) -> Picture:
    """The photo with words that can be printed."""
    return replace(
        picture, description=described(picture), author=in_one_line(picture.author), group=in_one_line(picture.group)
    )
