"""The gallery as a window: `.venv/bin/python -m ui.kit.gallery`."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import tokens
from ui.kit.chips import ChoiceChips
from ui.kit.gallery import SECTIONS, TITLES
from ui.kit.gallery.sample import both
from ui.kit.layout import STRETCH, box, clear, column, row
from ui.kit.navigation import NavEntry, NavList
from ui.kit.style import apply, px
from ui.kit.words import set_language


class Gallery(QWidget):
    """All sections, with a choice of language, theme and text size."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._language, self._theme, self._scale = "da", "light", 1.0
        self._section = next(iter(SECTIONS))
        self._outer = row(gap=0)
        self.setLayout(self._outer)
        self.resize(1366, 768)
        self._build()

    def _build(self) -> None:
        set_language(self._language)
        apply(self._app, self._theme, self._scale)
        self.setWindowTitle(both("Byggeklodser", "Building blocks"))
        clear(self._outer)
        nav = NavList(
            [NavEntry(name, both(*TITLES[name]), "square") for name in SECTIONS], both("Afsnit", "Sections")
        )
        nav.set_current(self._section)
        nav.chosen.connect(self.go)
        chosen = (
            (both("Sprog", "Language"), [("da", "Dansk"), ("en", "English")], "_language"),
            (both("Farver", "Theme"), [("light", both("Lys", "Light")), ("contrast", both("Kontrast", "Contrast"))],
             "_theme"),
            (both("Tekst", "Text"), [(1.0, "100 %"), (1.5, "150 %"), (2.0, "200 %")], "_scale"),
        )  # fmt: skip
        side = column(nav, STRETCH, gap=tokens.M, margins=(10, tokens.L, 10, tokens.L))
        for name, choices, target in chosen:
            chips = ChoiceChips(choices, keep_one=True)
            chips.set_names(name)
            chips.set_value(getattr(self, target))
            chips.changed.connect(lambda chips=chips, target=target: self.choose(target, chips.value()))
            side.addWidget(chips)
        left = box(side, ground="surface", line="right")
        left.setFixedWidth(px(tokens.NAV_WIDTH + 20))
        self._outer.addWidget(left)
        self._outer.addWidget(SECTIONS[self._section](), 1)

    def go(self, section: str) -> None:
        """Show a section."""
        self._section = section
        self._build()

    def choose(self, target: str, value: object) -> None:
        """Show the gallery in another language, theme or size."""
        setattr(self, target, value)
        self._build()


def main() -> int:
    """Open the gallery and return the exit code."""
    app = QApplication(sys.argv)
    gallery = Gallery(app)
    gallery.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
