"""A table of statuses on its way in: the file, what is said of it so far, and the step it is at."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.sources.matrices import settling
from upr_data.ingest.sources.matrices.plan import Plan
from upr_data.ingest.sources.matrices.settling import Answers
from upr_data.snapshot import Snapshot
from upr_data.ui.desk import reading

_DRAFT: Final = "matrix_draft"
_PUBLISHED: Final = "matrix_published"


class Step(IntEnum):
    """The steps, in their order; nothing is published before the last."""

    FILE = 1
    COLUMNS = 2
    WORDS = 3
    ORIGIN = 4
    PUBLISH = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and what is said of it.

    `seen` is what looking at the file gave (`matrices.looking`), by the plan `seen_by`; `matched`
    what matching gave, by the plan `matched_by`, and `compared` the figures before and after.
    `missing` says why the next step must wait.
    """

    name: str
    data: bytes
    seen: Mapping[str, Any]
    plan: Plan
    seen_by: Plan
    step: Step = Step.FILE
    matched: Prepared | None = None
    matched_by: Plan | None = None
    compared: pl.DataFrame | None = None
    missing: str = ""

    @property
    def lines(self) -> Sequence[Mapping[str, Any]]:
        """The first rows of the table."""
        lines: Sequence[Mapping[str, Any]] = self.seen["lines"]
        return lines

    @property
    def is_matched(self) -> bool:
        """Whether the matches shown are those of what is said now."""
        return self.matched is not None and self.matched_by == self.plan

    def key(self, name: str) -> str:
        """The key of a widget that is about this table of this file alone."""
        return f"matrix_{self.plan.sha256[:12]}_{self.plan.table}_{name}"


def current() -> Draft | None:
    """The draft of this session."""
    draft: Draft | None = st.session_state.get(_DRAFT)
    return draft


def keep(draft: Draft) -> None:
    """Remember what is said so far: going back, and to other pages, loses nothing."""
    st.session_state[_DRAFT] = draft


def forget() -> None:
    """Start anew."""
    st.session_state.pop(_DRAFT, None)


def published(snapshot_id: str) -> None:
    """The draft has become a snapshot: start anew, and say so once."""
    forget()
    st.session_state[_PUBLISHED] = snapshot_id


def just_published() -> str:
    """The snapshot that a draft has just become; "" where none has."""
    snapshot_id: str = st.session_state.pop(_PUBLISHED, "")
    return snapshot_id


def look(
    name: str, data: bytes, plan: Mapping[str, Any] | None = None, table: str = ""
) -> Draft | None:
    """A first look at a file; None, and a message, where it cannot be used."""
    prepared = _read(name, data, Answers(Path(), plan=plan, table=table, only_looks=True), None)
    if prepared is None or prepared.matrix is None:
        return None
    seen = Plan.from_dict(prepared.matrix["plan"])
    return Draft(name, data, prepared.matrix, seen, seen)


def look_again(draft: Draft) -> Draft | None:
    """The same file by other columns: words are listed anew, those decided stay as decided."""
    if (draft.plan.columns, draft.plan.levels) == (draft.seen_by.columns, draft.seen_by.levels):
        return draft
    found = look(draft.name, draft.data, draft.plan.to_dict())
    return found and replace(found, step=draft.step)


def as_before(draft: Draft, notes: Mapping[str, Any]) -> Draft:
    """By the plan of an earlier edition of this table, if the snapshot keeps one."""
    before = settling.before_of(draft.plan, settling.plans_in(notes))
    if before is None:
        return draft
    plan = settling.as_before(draft.plan, before)
    return look(draft.name, draft.data, plan.to_dict()) or draft


def match(draft: Draft, base: Snapshot) -> Draft:
    """The rows of the table matched with the snapshot, as far as that is sure or said."""
    answers = Answers(Path(), plan=draft.plan.to_dict(), only_matches=True)
    prepared = _read(draft.name, draft.data, answers, base)
    by = draft.plan if prepared else None
    return replace(draft, matched=prepared, matched_by=by, compared=None)


def _read(name: str, data: bytes, answers: Answers, base: Snapshot | None) -> Prepared | None:
    """Read the file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(data)
        return reading.read(Inputs(base=base, matrix=replace(answers, path=path)))


def safe_name(name: str) -> str:
    """A harmless name for a file that goes by this one."""
    return re.sub(r"[^\w. -]", "_", Path(name).name)[-120:] or "file"
