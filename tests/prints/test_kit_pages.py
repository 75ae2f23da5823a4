"""The kit breaks lines and pages without losing, cutting or parting anything."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.prints.kit.boxes import Lacking, TextBox, tightened
from caseworker.prints.kit.canvas import PAGE_WIDTH
from caseworker.prints.kit.document import BODY, Document, Item
from caseworker.prints.kit.fonts import width_of
from caseworker.prints.kit.lines import Run, break_lines, clean
from caseworker.prints.kit.pages import BOTTOM, MARGIN, SPARSE, TOP, paginate
from tests.prints.reader import TaggedPdf
from tests.prints.test_kit_tags import document, read

EMOJI, FAMILY, ARABIC, HEBREW = "😀", "👨‍👩‍👧", "مرحبا بالعالم", "שלום"


def lines(words: str, width: float = 200) -> list[str]:
    return ["".join(piece.words for piece in line) for line in break_lines([Run(words, BODY)], width)]


def places(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return the box of every visible letter: left, low, right, high."""
    opened = pypdfium2.PdfDocument(pdf)
    found = []
    for page in opened:
        text = page.get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        found += [box for box in boxes if box[2] > box[0]]
        text.close()
        page.close()
    opened.close()
    return found


def test_lines_fill_the_width_and_keep_every_word() -> None:
    words = "Vi taler om det der er svært og om det der går godt " * 20
    broken = lines(words)
    assert " ".join("".join(broken).split()) == words.strip()
    assert all(width_of(line.rstrip(), BODY) <= 200 for line in broken)
    assert all(line.endswith(" ") for line in broken[:-1]), "words of two lines would be read as one"


def test_long_words_wrap_by_letters() -> None:
    word = "speciallægepraksisplanlægningsstabiliseringsperiode" * 3
    broken = lines(word)
    assert "".join(broken) == word
    assert all(width_of(line, BODY) <= 200 for line in broken)


def test_lines_may_end_after_a_hyphen_but_not_in_short_words() -> None:
    narrow = width_of("rusmiddel-x", BODY)
    assert lines("rusmiddel-centret", narrow) == ["rusmiddel-", "centret"]
    assert lines("en A-kasse", width_of("en A-kass", BODY)) == ["en ", "A-kasse"]


def test_an_hour_stays_with_its_word() -> None:
    assert lines("tirsdag og torsdag kl. 10", width_of("tirsdag og torsdag kl.", BODY)) == [
        "tirsdag og torsdag ",
        "kl.\u00a010",
    ]


def test_a_day_and_a_phone_number_stay_whole() -> None:
    for words in ("23. november 2026", "3. dec.", "3 Nov 2026", "00 00 00 01"):
        assert lines(f"senest {words} nok", width_of(f"senest {words[:-2]}", BODY))[1].startswith(
            words.replace(" ", "\u00a0")
        )


def test_clean_keeps_words_and_drops_what_cannot_be_set() -> None:
    assert clean("a\r\nb\x0bc\td") == "a\nb\nc d"
    assert clean("soft\u00adhyphen\u202ehidden") == "softhyphenhidden"
    assert clean("e\u0301\x00\ud800") == "é��"


def test_an_empty_text_is_one_empty_line() -> None:
    assert break_lines([Run("", BODY)], 100) == [()]
    assert break_lines([Run("   ", BODY)], 100) == [()]


@pytest.mark.parametrize("words", [EMOJI, FAMILY, ARABIC, HEBREW, "中文", "\U000e0001", "\ue000"])
def test_letters_the_font_lacks_are_shown_and_told(words: str) -> None:
    doc = document()
    doc.paragraph(f"Før {words} efter")
    (paragraph,) = read(doc).root.find("P")
    assert paragraph.words.split() == ["Før", *words.split(), "efter"]
    told = [str(span.entry.ActualText) for span in paragraph.find("Span")]
    assert told == words.split()
    assert b" re S" in _content(doc), "a hollow square stands in the place of each letter"


def test_letters_the_font_lacks_are_found_with_their_heading() -> None:
    doc = document()
    doc.columns(lambda flow: flow.paragraph(HEBREW), lambda flow: flow.paragraph("kort"))
    doc.heading(1, "Karens plan")
    doc.paragraph("Łukasz Żółć og Nguyễn Văn Anh, Ελένη, Борис ✓")
    doc.table(["Hvad", "Hvorfor"], [("Ro", f"Fordi {EMOJI} og {EMOJI}")], (1, 2))
    doc.heading(2, "Kontakter")
    doc.items([Item(f"{ARABIC} ringer")])
    arabic = tuple(Lacking(word, "Kontakter") for word in ARABIC.split())
    assert doc.lacking() == (Lacking(HEBREW, ""), Lacking(EMOJI, "Karens plan"), *arabic)


def test_missing_letters_are_told_in_margins_and_marks_too() -> None:
    pdf, _ = document("Karen 😀").finish()
    assert str(TaggedPdf(pdf).pdf.docinfo.Title) == "Karen 😀"


def test_a_long_row_of_missing_letters_stays_on_the_page() -> None:
    doc = document()
    doc.paragraph("😀" * 400)
    (paragraph,) = read(doc).root.find("P")
    assert paragraph.words == "😀" * 400


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    doc = document()
    words = "Et langt notat som fylder meget. " * 150
    doc.paragraph(words)
    read_pdf = read(doc)
    (paragraph,) = read_pdf.root.find("P")
    assert paragraph.pages == [0, 1]
    assert paragraph.words.split() == words.split()
    content = paragraph.entry.K
    assert [isinstance(part, int) for part in content] == [True, False]
    assert content[1].Pg.objgen == read_pdf.pdf.pages[1].obj.objgen


def test_a_cell_taller_than_a_page_is_one_element() -> None:
    doc = document()
    long = "Fordi det hjælper dig videre. " * 300
    doc.table(["Hvad", "Hvorfor"], [("Kort", "Kort"), ("Lang", long), ("Efter", "Kort")], (1, 2))
    cell = read(doc).root.find("TD")[1]
    assert len(cell.pages) >= 2
    assert cell.words.split() == long.split()


def test_a_heading_stays_with_its_text() -> None:
    for count in range(30, 46):
        doc = document()
        for number in range(count):
            doc.paragraph(f"Linje {number}", before=0)
        doc.heading(2, "Overskrift")
        doc.items([Item("et punkt")])
        root = read(doc).root
        assert root.find("H2")[0].pages == root.find("LBody")[0].pages


def test_no_line_stands_alone_at_a_page_end() -> None:
    for count in range(35, 46):
        doc = document()
        for number in range(count):
            doc.paragraph(f"Linje {number}", before=0)
        doc.paragraph("Fire linjer tekst. " * 20, before=0)
        for placed in paginate(doc.boxes):
            last = placed[-1].box
            assert isinstance(last, TextBox)
            if not placed[-1].box.lines[0][0].words.startswith("Linje"):
                assert len(last.lines) >= 2


def filled(doc: Document, page: int) -> float:
    """Return how far down a page reaches, in points."""
    placed = paginate(doc.boxes)[page]
    return TOP - min(item.top - item.box.height for item in placed)


def letter(lines_before: int) -> Document:
    """Return a document of sections that ends with words on one line that stand alone."""
    doc = document()
    for number in range(lines_before):
        if number % 4 == 0:
            doc.heading(2, f"Afsnit {number}")
        doc.paragraph(f"Linje {number}")
    doc.paragraph("Plan 1 for Karen Holm.", before=22)
    return doc


def test_a_last_page_is_never_nearly_empty() -> None:
    counts = set()
    for number in range(10, 90):
        doc = letter(number)
        pages = paginate(doc.boxes)
        counts.add(len(pages))
        assert len(pages) == 1 or filled(doc, -1) >= SPARSE, number
        words = [line for placed in pages for item in placed for line in item.box.lines]  # type: ignore[attr-defined]
        assert len(words) == number + (number + 3) // 4 + 1, "every line stands on a page"
    assert counts >= {1, 2, 3}


def test_room_left_on_purpose_is_not_tightened() -> None:
    doc = document()
    doc.space(60)
    doc.paragraph("Navn", before=20)
    room, words = (tightened(box, 0.5) for box in doc.boxes)
    assert (room.height, words.before) == (60, 10)


def test_boxes_never_overlap_or_leave_the_page() -> None:
    doc = document()
    doc.heading(1, "Alt muligt")
    for number in range(12):
        doc.heading(2, f"Afsnit {number}")
        doc.prose("Noget tekst i et afsnit. " * (number * 7 % 40 + 1))
        doc.table(["Hvad", "Hvorfor"], [("a" * (n + 1), "tekst " * n * 9) for n in range(number)], (1, 2))
        doc.columns(
            lambda flow, n=number: flow.items([Item(f"punkt {i}", "open", "Åben") for i in range(n * 5)]),
            lambda flow: flow.paragraph("kort"),
        )
    for placed in paginate(doc.boxes):
        edge = TOP + 0.01
        for item in placed:
            assert item.top <= edge
            edge = item.top - item.box.height + 0.01
        assert edge >= BOTTOM - 0.01


def test_no_letter_is_cut_off() -> None:
    doc = document()
    doc.heading(1, "Overskrift " * 12)
    doc.paragraph("W" * 500 + " " + "ord " * 500)
    doc.quote("M" * 300)
    doc.table(["Hvad" * 12, "Hvorfor" * 12], [("Tovholder" * 9, "Fordi" * 40)] * 12, (1, 2))
    for left, low, right, high in places(doc.finish()[0]):
        assert left >= MARGIN - 2
        assert right <= PAGE_WIDTH - MARGIN + 2
        assert 20 < low < high < 820


@given(st.lists(st.text(max_size=400), max_size=6), st.sampled_from(["da", "en"]))
@settings(max_examples=60)
def test_any_text_can_be_printed(texts: list[str], language: str) -> None:
    doc = document("".join(texts)[:60] or "Titel", language)
    for words in texts:
        doc.heading(2, words[:80])
        doc.prose(words)
        doc.quote(words)
        doc.items([Item(words)])
        doc.table(["Hvad", "Hvorfor"], [(words, words)], (1, 3))
    assert read(doc).pdf.check_pdf_syntax() == []


def _content(doc: object) -> bytes:
    pdf, _ = doc.finish()  # type: ignore[attr-defined]
    return b"".join(page.Contents.read_bytes() for page in TaggedPdf(pdf).pdf.pages)


@pytest.mark.parametrize("number", ["67e3-1511", "67e3-ab15"])
def test_a_control_number_stands_on_one_line_with_its_word(number: str) -> None:
    words = f"Plan 2 for Jonas. Kontrolnummer {number}."
    told = f"Kontrolnummer\N{NO-BREAK SPACE}{number}."
    for width in range(round(width_of(told, BODY)) + 1, round(width_of(words, BODY)) - 1, 4):
        assert lines(words, width) == ["Plan 2 for Jonas. ", told]
