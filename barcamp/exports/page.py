"""The summary as one HTML file that needs nothing else: readable offline, prints well."""

from jinja2 import Environment
from markupsafe import Markup

from barcamp.exports.book import Book
from barcamp.templating import folder


def write(book: Book, env: Environment) -> str:
    css = (folder("static") / "css" / "summary.css").read_text(encoding="utf-8")
    return env.get_template("reports/summary.html").render(book=book, barcamp=book.barcamp, css=Markup(css))
