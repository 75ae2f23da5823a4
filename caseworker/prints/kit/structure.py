"""The structure tree of a tagged PDF: what screen readers walk, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

_ROOT = "StructTreeRoot"
Mark = tuple[int, int]


@dataclass(eq=False, slots=True)
class Element:
    """One element of the tree, for example a heading, a paragraph or a table cell.

    Its `content` is other elements and marks, in reading order. A mark is a piece of page content: page
    index and marked-content id. A paragraph that runs over two pages is one element with two marks.
    `alt` describes a picture, `actual` is what to read instead of what is drawn, `box` is the place of
    a figure on its page in points.
    """

    tag: str
    content: list[Element | Mark] = field(default_factory=list)
    scope: str = ""
    alt: str = ""
    actual: str = ""
    box: tuple[float, float, float, float] | None = None
    numbering: str = ""

    def add(self, tag: str, **attributes: Any) -> Element:
        """Append a new element and return it."""
        kid = Element(tag, **attributes)
        self.content.append(kid)
        return kid

    def kids(self) -> list[Element]:
        """Return the elements directly in this one."""
        return [part for part in self.content if isinstance(part, Element)]


def write_tree(document: Any, root: Element, pages: list[list[Element]]) -> None:
    """Write the tree and the parent tree into reportlab's document.

    `pages` holds, for each page, the element that owns marked content 0, 1, 2 ... of that page. The
    page with index i must carry `/StructParents i`.
    """
    names: dict[int, str] = {}
    _name(root, names)
    top = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
    document.Reference(top, _ROOT)
    _write(document, root, _ROOT, names)
    top["K"] = _reference(names[id(root)])
    numbers: list[Any] = []
    for index, owners in enumerate(pages):
        owned = pdfdoc.PDFArray([_reference(names[id(owner)]) for owner in owners])
        numbers += [index, document.Reference(owned, f"ParentsOfPage{index}")]
    parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
    top["ParentTree"] = document.Reference(parents, "ParentTree")
    top["ParentTreeNextKey"] = len(pages)
    document.Catalog.StructTreeRoot = top
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def _name(element: Element, names: dict[int, str]) -> None:
    names[id(element)] = f"Struct{len(names)}"
    for kid in element.kids():
        _name(kid, names)


def _reference(name: str) -> Any:
    return pdfdoc.PDFObjectReference(name)


def _page(index: int) -> Any:
    # reportlab names its page objects Page1, Page2, ...
    return _reference(f"Page{index + 1}")


def _write(document: Any, element: Element, parent: str, names: dict[int, str]) -> None:
    name = names[id(element)]
    entry: dict[str, Any] = {
        "Type": pdfdoc.PDFName("StructElem"),
        "S": pdfdoc.PDFName(element.tag),
        "P": _reference(parent),
    }
    pages = [part[0] for part in element.content if not isinstance(part, Element)]
    if pages:
        entry["Pg"] = _page(pages[0])
    content = [
        _reference(names[id(part)]) if isinstance(part, Element) else _mark(*part, pages[0])
        for part in element.content
    ]
    if content:
        entry["K"] = content[0] if len(content) == 1 else pdfdoc.PDFArray(content)
    if element.alt:
        entry["Alt"] = pdfdoc.PDFString(element.alt)
    if element.actual:
        entry["ActualText"] = pdfdoc.PDFString(element.actual)
    if attributes := _attributes(element):
        entry["A"] = attributes
    document.Reference(pdfdoc.PDFDictionary(entry), name)
    for kid in element.kids():
        _write(document, kid, name, names)


def _mark(page: int, number: int, first: int) -> Any:
    if page == first:
        return number
    return pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": _page(page), "MCID": number})


def _attributes(element: Element) -> Any:
    if element.scope:
        return pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(element.scope)})
    if element.numbering:
        entry = {"O": pdfdoc.PDFName("List"), "ListNumbering": pdfdoc.PDFName(element.numbering)}
        return pdfdoc.PDFDictionary(entry)
    if element.box:
        corners = pdfdoc.PDFArray([round(value, 2) for value in element.box])
        entry = {"O": pdfdoc.PDFName("Layout"), "BBox": corners, "Placement": pdfdoc.PDFName("Block")}
        return pdfdoc.PDFDictionary(entry)
    return None
