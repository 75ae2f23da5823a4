"""Stands in for the window's ways and notices in the tests of presenters and pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker.base.place import Place
from caseworker.base.text import Text, render


@dataclass
class Recorder:
    """Navigation and notices that write down what they are asked for.

    `undoable` has a yes or no for each line of `said`: whether the notice offers to undo.
    """

    places: list[Place] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    undoable: list[bool] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def go(self, place: Place) -> None:
        self.places.append(place)

    def back(self) -> None:
        self.places.append(Place("back"))

    def done(self, text: Text, *, undo: bool = False) -> None:
        self.said.append(render(text, "en"))
        self.undoable.append(undo)

    def problem(self, text: Text) -> None:
        self.problems.append(render(text, "en"))
