"""A small window to prove the driver on: a field, a drop-down, a list, a menu and a dialog that waits."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class SampleWindow(QMainWindow):
    """Says in its last line what was done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Prøve")
        self.field, self.said = QLineEdit(placeholderText="Navn"), QLabel("intet")
        self.box, self.rows = QComboBox(), QListWidget()
        self.box.setAccessibleName("Spor")
        self.box.addItems(["Beskæftigelse", "Sociale indsatser", "Behandling"])
        self.rows.addItems([f"Række {number}" for number in range(40)])
        self.rows.itemClicked.connect(lambda item: self.say(item.text()))
        ask, menu = QPushButton("&Spørg"), QPushButton("Mere")
        ask.clicked.connect(self.ask)
        entries = QMenu(menu)
        entries.addAction("Udskriv", lambda: self.say("udskrevet"))
        menu.setMenu(entries)
        body = QWidget()
        layout = QVBoxLayout(body)
        for widget in (self.field, self.box, self.rows, ask, menu, self.said):
            layout.addWidget(widget)
        self.setCentralWidget(body)

    def say(self, words: str) -> None:
        self.said.setText(words)

    def ask(self) -> None:
        dialog = QDialog(self, windowTitle="Sikker?")
        buttons = QDialogButtonBox(dialog)
        buttons.addButton("Ja tak", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(dialog.accept)
        QVBoxLayout(dialog).addWidget(buttons)
        self.say(f"{self.field.text()}, {self.box.currentText()}" if dialog.exec() else "nej")


def main(arguments: list[str]) -> int:
    app = QApplication(["sample", *arguments])
    window = SampleWindow()
    window.resize(600, 500)
    window.show()
    return app.exec()
