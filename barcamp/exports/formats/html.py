"""The report as one HTML file that needs nothing else: read offline, printed well, with photos and charts in it."""

import base64

from markupsafe import Markup

from barcamp.exports.book.tree import Day, Picture
from barcamp.exports.pictures import for_paper
from barcamp.exports.report.blocks import Document
from barcamp.exports.report.report import compose
from barcamp.rendering.assets import folder
from barcamp.rendering.templating import environment


def write(day: Day) -> bytes:
    document = compose(day)
    template = environment().get_template("reports/summary.html")
    return template.render(document=document, css=style(document), image=_image).encode()


def style(document: Document) -> Markup:
    """The style sheet that stands in the page, in the event's colour."""
    css = (folder("static") / "css" / "reports" / "summary.css").read_text(encoding="utf-8")
    return Markup(css + f":root {{ --dark: {document.dark}; --pale: {document.pale}; }}\n")


def _image(picture: Picture) -> str:
    small = picture if picture.media_type == "image/svg+xml" else for_paper(picture)
    return f"data:{small.media_type};base64,{base64.b64encode(small.data).decode()}" if small else ""
