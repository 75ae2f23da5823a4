"""Every colour, distance and letter size of the window. Nothing else in `ui` names one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Theme = Literal["light", "contrast"]


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. Names say what a colour is for, values are `#rrggbb`.

    `edge` draws what can be used (fields, boxes, buttons) and keeps 3:1 to every ground; `hairline`
    only separates. `alarm` means one thing: something is overdue for the citizen.
    """

    canvas: str
    surface: str
    inset: str
    hover: str
    hairline: str
    edge: str
    ink: str
    ink_soft: str
    ink_faint: str
    accent: str
    accent_strong: str
    accent_ground: str
    on_accent: str
    alarm: str
    alarm_ground: str
    reached: str
    reached_ground: str
    focus: str
    employment: str
    employment_ground: str
    education: str
    education_ground: str
    social: str
    social_ground: str
    treatment: str
    treatment_ground: str
    health: str
    health_ground: str


LIGHT = Palette(
    canvas="#F5F6F8",
    surface="#FFFFFF",
    inset="#EEF1F5",
    hover="#F0F4F9",
    hairline="#DCE1E8",
    edge="#7D8A9B",
    ink="#18212D",
    ink_soft="#4F5B6B",
    ink_faint="#5F6B7C",
    accent="#0B57A4",
    accent_strong="#084681",
    accent_ground="#E6F0FA",
    on_accent="#FFFFFF",
    alarm="#B3261E",
    alarm_ground="#FCEDEB",
    reached="#1D6B47",
    reached_ground="#E7F4ED",
    focus="#0B57A4",
    employment="#0B57A4",
    employment_ground="#E8EFF7",
    education="#5A4FB0",
    education_ground="#EFEDF8",
    social="#0E7368",
    social_ground="#E7F1F0",
    treatment="#9A4A86",
    treatment_ground="#F5EDF3",
    health="#6C6413",
    health_ground="#F1F0E7",
)

CONTRAST = Palette(
    canvas="#FFFFFF",
    surface="#FFFFFF",
    inset="#F0F2F5",
    hover="#E8EEF6",
    hairline="#5A6472",
    edge="#18212D",
    ink="#000000",
    ink_soft="#1E2631",
    ink_faint="#2B3440",
    accent="#003A75",
    accent_strong="#00264D",
    accent_ground="#E3EEFA",
    on_accent="#FFFFFF",
    alarm="#8A0F0A",
    alarm_ground="#FDF0EE",
    reached="#0A4A2C",
    reached_ground="#EAF6EF",
    focus="#000000",
    employment="#003A75",
    employment_ground="#E8EFF7",
    education="#3A2F8A",
    education_ground="#EFEDF8",
    social="#004A42",
    social_ground="#E7F1F0",
    treatment="#6E245B",
    treatment_ground="#F5EDF3",
    health="#443E00",
    health_ground="#F1F0E7",
)

THEMES: dict[str, Palette] = {"light": LIGHT, "contrast": CONTRAST}
COLOURS: tuple[str, ...] = tuple(field.name for field in fields(Palette))
TRACKS: tuple[str, ...] = ("employment", "education", "social", "treatment", "health")

# Distances in logical pixels at scale 1.
XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
RADIUS_CONTROL = 6
RADIUS_CARD = 8
TARGET = 32
ROW = 36
NAV_WIDTH = 188
TOPBAR = 52
ICON = 18

FAMILY = "IBM Plex Sans"
REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700


@dataclass(frozen=True, slots=True)
class Letters:
    """One kind of text: size in pixels at scale 1, weight, and the name of its colour."""

    size: int
    weight: int
    colour: str


LETTERS: dict[str, Letters] = {
    "title": Letters(24, SEMIBOLD, "ink"),
    "goal": Letters(20, SEMIBOLD, "ink"),
    "heading": Letters(16, SEMIBOLD, "ink"),
    "lead": Letters(16, REGULAR, "ink"),
    "body": Letters(14, REGULAR, "ink"),
    "strong": Letters(14, SEMIBOLD, "ink"),
    "soft": Letters(14, REGULAR, "ink_soft"),
    "faint": Letters(14, REGULAR, "ink_faint"),
    "label": Letters(12, SEMIBOLD, "ink_soft"),
    "note": Letters(12, REGULAR, "ink_faint"),
    "error": Letters(12, SEMIBOLD, "ink"),
    "chip_text": Letters(12, REGULAR, "ink_soft"),
    "alarm": Letters(14, SEMIBOLD, "alarm"),
    "alarm_note": Letters(12, SEMIBOLD, "alarm"),
    "reached": Letters(14, SEMIBOLD, "reached"),
    "accent": Letters(14, SEMIBOLD, "accent"),
    "brand": Letters(16, SEMIBOLD, "accent"),
    "number": Letters(24, SEMIBOLD, "ink"),
}

_GROUNDS = ("canvas", "surface", "inset", "hover", "accent_ground")

# What stands on what: each pair is checked for contrast by tests/ui/kit/test_tokens.py.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "ink_soft", "ink_faint") for ground in _GROUNDS),
    *(("accent", ground) for ground in _GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    *(("alarm", ground) for ground in ("canvas", "surface", "hover", "accent_ground", "alarm_ground")),
    *(("reached", ground) for ground in ("canvas", "surface", "hover", "reached_ground")),
    ("ink", "alarm_ground"),
    ("ink", "reached_ground"),
    *((track, ground) for track in TRACKS for ground in ("surface", "canvas", "hover", f"{track}_ground")),
    *(("ink", f"{track}_ground") for track in TRACKS),
)
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    *(("edge", ground) for ground in ("canvas", "surface", "inset")),
    *(("accent", ground) for ground in _GROUNDS),
    *(("focus", ground) for ground in _GROUNDS),
    *((track, ground) for track in TRACKS for ground in ("surface", f"{track}_ground")),
    ("on_accent", "accent"),
)


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of a `#rrggbb` colour (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two `#rrggbb` colours (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
