"""Two things that python-docx does in time quadratic in the number of photos, or twice: adding them, and packing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line


def picture(line: "Line", data: bytes, wide: float | None, high: float | None) -> Any:
    """A picture in the line, so many centimetres wide or high; its element. It is looked up by a hash that is computed
    once for each picture, not again for each picture that comes after it. Raises what python-docx raises for a file it
    cannot read."""
    from docx.image.image import Image
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.shape import CT_Inline
    from docx.shared import Cm

    image = Image.from_blob(data)
    package: Any = line.part.package
    known = package.image_parts
    part = next((part for part in known if part.image.sha1 == image.sha1), None) or known._add_image_part(image)
    related = line.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    wide_and_high = image.scaled_dimensions(Cm(wide) if wide else None, Cm(high) if high else None)
    inline = CT_Inline.new_pic_inline(line.part.next_id, related, f"image.{image.ext}", *wide_and_high)
    run: Any = line.add_run()
    run.element.add_drawing(inline)
    return inline


def parts(document: "Document") -> dict[str, bytes]:
    """Every file that belongs into the ZIP, by its name; python-docx would compress photos, which do not get
    smaller."""
    from docx.opc.pkgwriter import PackageWriter

    shelf: Any = _Shelf()
    package: Any = document.part.package
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter  # three steps that python-docx does not offer one by one
    writer._write_content_types_stream(shelf, package.parts)
    writer._write_pkg_rels(shelf, package.rels)
    writer._write_parts(shelf, package.parts)
    return shelf.files


class _Shelf:
    """Takes what a ZIP file would take."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def write(self, uri: Any, blob: bytes) -> None:
        self.files[uri.membername] = blob
