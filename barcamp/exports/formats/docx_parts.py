"""What python-docx does in a time that grows with the square of the photos, or does twice: adding them, packing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.text.paragraph import Paragraph as Line


def picture(line: "Line", data: bytes, wide: float | None, high: float | None) -> "InlineShape":
    """In the line, so many centimetres wide or high. Looked up by a hash that is counted once for each picture, not
    once for each picture and each one that comes after it. Raises what python-docx does for a file it cannot read."""
    from docx.image.image import Image
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.shape import CT_Inline
    from docx.shape import InlineShape
    from docx.shared import Cm

    image = Image.from_blob(data)
    known: Any = line.part.package.image_parts  # type: ignore[union-attr]
    part = next((part for part in known if part.image.sha1 == image.sha1), None) or known._add_image_part(image)
    related = line.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    wide_and_high = image.scaled_dimensions(Cm(wide) if wide else None, Cm(high) if high else None)
    inline = CT_Inline.new_pic_inline(line.part.next_id, related, f"image.{image.ext}", *wide_and_high)
    line.add_run()._r.add_drawing(inline)
    return InlineShape(inline)


def parts(document: "Document") -> dict[str, bytes]:
    """Every file that belongs into the ZIP, by its name; python-docx would pack photos, which do not get smaller."""
    from docx.opc.pkgwriter import PackageWriter

    shelf: Any = _Shelf()
    package: Any = document.part.package
    for part in package.parts:
        part.before_marshal()
    PackageWriter._write_content_types_stream(shelf, package.parts)
    PackageWriter._write_pkg_rels(shelf, package.rels)
    PackageWriter._write_parts(shelf, package.parts)
    return shelf.files


class _Shelf:
    """Takes what a ZIP would take."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def write(self, uri: Any, blob: bytes) -> None:
        self.files[uri.membername] = blob
