"""The index of the kit: complete, and lazy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import ui.kit


def test_every_name_of_the_index_leads_to_a_part() -> None:
    for name in ui.kit.__all__:
        assert getattr(ui.kit, name) is not None
    assert dir(ui.kit) == sorted(ui.kit.__all__)
    with pytest.raises(AttributeError):
        ui.kit.Carousel  # noqa: B018  (asking is the test)


def test_asking_for_a_label_does_not_load_the_time_line() -> None:
    code = "import sys; from ui.kit import Label; print('ui.kit.timeline' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
