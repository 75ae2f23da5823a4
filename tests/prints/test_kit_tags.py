"""The kit writes what a screen reader needs: one tree, every mark in it once, artifacts outside."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.prints.kit.document import BODY, TAG, Document, Furniture, Item
from caseworker.prints.kit.lines import Run
from tests.prints.reader import TaggedPdf

DAY = date(2026, 11, 24)
FURNITURE = Furniture(
    "Nordby Kommune", "24. november 2026", "Ring før kl. 8.", lambda p, n: f"side {p} af {n}"
)


def document(title: str = "En prøve", language: str = "da") -> Document:
    return Document(title, language, DAY, FURNITURE)


def read(doc: Document) -> TaggedPdf:
    pdf, pages = doc.finish()
    read_pdf = TaggedPdf(pdf)
    assert len(read_pdf.pdf.pages) == pages
    assert read_pdf.faults == []
    return read_pdf


@pytest.fixture(scope="module")
def everything() -> TaggedPdf:
    doc = document()
    doc.heading(1, "En prøve")
    doc.heading(2, "Første afsnit")
    doc.paragraph("Her står noget.")
    doc.quote("»Mine egne ord.«\n\n»Og flere.«")
    doc.items([Item("punkt et"), Item("punkt to")])
    doc.items([Item("ring", "open", "Ikke gjort endnu"), Item("skriv", "done", "Gjort")])
    doc.table(["Hvad", "Hvorfor"], [(f"Række {n}", "Fordi det hjælper") for n in range(60)], (1, 2))
    doc.facts([("Hvor", "Her"), ("Hvornår", "Nu")])
    doc.columns(
        lambda flow: (flow.heading(3, "Du"), flow.paragraph("dit")),
        lambda flow: (flow.heading(3, "Kommunen"), flow.paragraph("vores")),
    )
    doc.figure("En linje der stiger", 100, 40, lambda canvas, x, y: canvas.line(x, y, x + 100, y + 40))
    doc.blanks(["Jonas Lind", "Karen Holm", "Per Sand"])
    doc.heading(2, "Sidste afsnit")
    doc.paragraph([Run("Noget er ", BODY), Run("ændret", TAG, framed=True)])
    return read(doc)


def test_every_mark_has_its_element_in_the_parent_tree(everything: TaggedPdf) -> None:
    numbers = everything.pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    counted = 0
    for index, page in enumerate(everything.pdf.pages):
        marks = [mark for mark in everything.marks[index] if mark.number is not None]
        row = owners[int(page.obj.StructParents)]
        assert [mark.number for mark in marks] == list(range(len(row)))
        assert [mark.tag for mark in marks] == [str(owner.S)[1:] for owner in row]
        counted += len(marks)
    assert counted == sum(len(node.pages) for node in everything.root.walk())
    assert int(everything.pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(everything.pdf.pages)


def test_every_element_knows_its_parent(everything: TaggedPdf) -> None:
    for node in everything.root.walk():
        for kid in node.kids:
            assert kid.entry.P.objgen == node.entry.objgen
    assert everything.root.entry.P.objgen == everything.pdf.Root.StructTreeRoot.objgen


def test_reading_order_and_nesting(everything: TaggedPdf) -> None:
    tags = [node.tag for node in everything.root.kids]
    assert " ".join(tags) == "H1 H2 P BlockQuote L L Table Table Div Div Figure P P P H2 P"
    quote = everything.root.find("BlockQuote")[0]
    assert [kid.words.strip() for kid in quote.kids] == ["»Mine egne ord.«", "»Og flere.«"]
    columns = everything.root.find("Div")
    assert [[kid.words for kid in column.kids] for column in columns] == [
        ["Du", "dit"],
        ["Kommunen", "vores"],
    ]


def test_lists_have_labels_and_boxes_say_what_they_are(everything: TaggedPdf) -> None:
    plain, boxes = everything.root.find("L")
    assert str(plain.entry.A.ListNumbering) == "/Disc"
    for entry in plain.find("LI") + boxes.find("LI"):
        assert [kid.tag for kid in entry.kids] == ["Lbl", "LBody"]
    assert [str(label.entry.ActualText) for label in boxes.find("Lbl")] == ["Ikke gjort endnu", "Gjort"]
    assert all(label.pages for label in boxes.find("Lbl"))


def test_tables_have_scoped_heads_and_even_rows(everything: TaggedPdf) -> None:
    table, facts = everything.root.find("Table")
    assert [kid.tag for kid in table.kids] == ["THead", "TBody"]
    assert [str(cell.entry.A.Scope) for cell in table.kids[0].find("TH")] == ["/Column", "/Column"]
    rows = table.kids[1].kids
    assert len(rows) == 60
    assert all([cell.tag for cell in row.kids] == ["TH", "TD"] for row in rows)
    assert all(str(row.kids[0].entry.A.Scope) == "/Row" for row in rows)
    assert [cell.words for cell in facts.find("TH")] == ["Hvor", "Hvornår"]


def test_table_head_returns_as_an_artifact(everything: TaggedPdf) -> None:
    table = everything.root.find("Table")[0]
    pages = {page for cell in table.find("TH") for page in cell.pages}
    assert len(pages) >= 2
    assert [cell.words for cell in table.kids[0].find("TH")] == ["Hvad", "Hvorfor"]
    repeated = everything.artifacts("/Pagination/Header")
    for page in sorted(pages)[1:]:
        assert {"Hvad", "Hvorfor"} <= set(repeated[page])
    assert "Hvad" not in repeated[min(pages)]


def test_margins_are_artifacts(everything: TaggedPdf) -> None:
    pages = len(everything.pdf.pages)
    for number, (heads, feet) in enumerate(
        zip(
            everything.artifacts("/Pagination/Header"),
            everything.artifacts("/Pagination/Footer"),
            strict=True,
        )
    ):
        assert any("Nordby Kommune" in words and "24. november 2026" in words for words in heads)
        assert any(f"side {number + 1} af {pages}" in words for words in feet)
    assert "side" not in everything.root.text()


def test_figure_has_words_and_a_place(everything: TaggedPdf) -> None:
    (figure,) = everything.root.find("Figure")
    assert str(figure.entry.Alt) == "En linje der stiger"
    left, low, right, high = (float(value) for value in figure.entry.A.BBox)
    assert (round(right - left), round(high - low)) == (100, 40)


def test_bookmarks_follow_the_headings(everything: TaggedPdf) -> None:
    with everything.pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "En prøve"
        assert [kid.title for kid in top.children] == ["Første afsnit", "Sidste afsnit"]


@pytest.mark.parametrize(("language", "locale"), [("da", "da-DK"), ("en", "en-GB")])
def test_document_says_what_it_is(language: str, locale: str) -> None:
    doc = document("Æbler & <pærer>", language)
    doc.heading(1, "Æbler & <pærer>")
    pdf = read(doc).pdf
    assert pdf.pdf_version == "1.7"
    assert str(pdf.Root.Lang) == locale
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == "Æbler & <pærer>"
    assert str(pdf.docinfo.CreationDate) == "D:20261124"
    assert all(page.obj.Tabs == "/S" for page in pdf.pages)
    assert pdf.Root.Metadata.get("/Filter") is None
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Æbler & <pærer>"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["xmp:CreateDate"] == "2026-11-24"
        assert list(metadata["dc:language"]) == [locale]


def test_fonts_are_embedded_and_mapped(everything: TaggedPdf) -> None:
    fonts = [font for page in everything.pdf.pages for font in page.Resources.Font.values()]
    assert {str(font.BaseFont).split("+")[1] for font in fonts} == {
        "IBMPlexSans-Regular",
        "IBMPlexSans-SemiBold",
    }
    for font in fonts:
        assert "/FontFile2" in font.FontDescriptor
        assert b"<0000>" not in font.ToUnicode.read_bytes()


def test_more_than_one_subset_of_letters() -> None:
    letters = "".join(chr(code) for code in [*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x400, 0x450)])
    doc = document()
    doc.paragraph(letters)
    assert read(doc).root.find("P")[0].words == letters


def test_same_input_same_bytes() -> None:
    def make(words: str) -> bytes:
        doc = document()
        doc.paragraph(words)
        return doc.finish()[0]

    assert make("Det samme") == make("Det samme")
    assert make("Det samme") != make("Noget andet")


def test_pdf_syntax_is_whole(everything: TaggedPdf) -> None:
    assert everything.pdf.check_pdf_syntax() == []
