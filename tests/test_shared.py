"""What visitors share is made once, bounded, and tried again where it failed."""

import threading
import time
from itertools import combinations
from pathlib import Path

import pytest
from apps import opener, said
from frames import recommendations, records, words

from upr_data.charts.drawn import Fluid, fluid
from upr_data.figures.memo import LASTING
from upr_data.figures.metrics import figures
from upr_data.model import AssessorType, Dimension, Milestone
from upr_data.selection.filters import Filters
from upr_data.ui.blocks import pictures
from upr_data.ui.blocks.pictures import Draw
from upr_data.ui.frame import shared as shared_module
from upr_data.ui.frame.shared import Shared


def test_many_at_once_wait_for_one_making() -> None:
    shared: Shared[int] = Shared(2)
    made: list[int] = []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    got: list[int] = []
    threads = [
        threading.Thread(target=lambda: got.append(shared.get("key", make))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, made) == ([7] * 8, [1])


def test_the_one_not_used_for_longest_goes() -> None:
    shared: Shared[int] = Shared(2)
    for key in ("a", "b", "a", "c"):
        shared.get(key, lambda: 1)
    assert shared.get("a", lambda: 2) == 1
    assert shared.get("b", lambda: 2) == 2


def test_what_nobody_has_used_for_long_goes_at_the_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(shared_module, "monotonic", lambda: now[0])
    shared: Shared[int] = Shared(9, idle=60)
    shared.get("old", lambda: 1)
    now[0] = 150.0
    shared.get("new", lambda: 1)
    now[0] = 161.0
    assert shared.get("new", lambda: 2) == 1
    assert shared.get("old", lambda: 2) == 2


def test_what_could_not_be_made_is_tried_again() -> None:
    shared: Shared[int] = Shared(2)

    def fail() -> int:
        message = "not now"
        raise OSError(message)

    with pytest.raises(OSError, match="not now"):
        shared.get("key", fail)
    assert shared.get("key", lambda: 3) == 3


def test_a_picture_is_laid_out_once_for_the_same_page_and_again_for_another(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def counting(draw: Draw, *, dark: bool) -> Fluid:
        picture = fluid(draw, dark=dark)
        drawn.append(picture.caption.lines[0])
        return picture

    monkeypatch.setattr(pictures, "fluid", counting)
    monkeypatch.setattr(pictures, "_LAID_OUT", Shared(64))
    open_page = opener(demonstration_store, monkeypatch, "pages/cycles.py")
    first, again = open_page(session="3,4,7"), open_page(session="3,4,7")
    assert drawn == ["Sessions 3–4, 7"]
    assert said(first) == said(again)
    open_page(session="3,4,7", lang="fr")
    open_page(session="3,4")
    assert drawn[1:] == ["Sessions 3–4, 7", "Sessions 3–4"]


def test_no_choices_of_assessors_drive_out_what_everybody_needs(tmp_path: Path) -> None:
    held = records(tmp_path, recommendations({"id": "a"}), words(("a", "state", "fully")))
    assert held.lasting.recall("needed", lambda: 1) == 1
    chosen = [some for n in (1, 2, 3) for some in combinations(AssessorType, n)]
    for some in chosen:
        for milestone in Milestone:
            figures(held, Filters(assessors=some, milestone=milestone), (Dimension.STATUS,))
    assert len(chosen) * len(Milestone) > LASTING
    assert held.lasting.recall("needed", lambda: 2) == 1
