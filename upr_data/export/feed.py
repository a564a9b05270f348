"""What changed from one data edition to another, as an Atom feed: a file for readers of feeds."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.export.imprint import SITE
from upr_data.language import N_, _, clauses, number, titled
from upr_data.model import Col
from upr_data.snapshot import Comparison, Manifest

MOST_STATES: Final = 250
_MOST_LINES: Final = 20
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS: Final = {"added": N_("added"), "gone": N_("gone"), "recoded": N_("recoded")}


def feed(
    found: Comparison,
    second: Manifest,
    state_names: Mapping[str, str],
    site: str = "",
    mark: str = "",
) -> bytes:
    """The comparison as Atom: an entry for the whole, then one for each State under review.

    `second` are the papers of the newer edition; `mark` is what invented data says of itself.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    title = _("{site}: what changed from {first} to {second}")
    _add(root, "title", title.format(site=SITE, first=found.first, second=found.second))
    _add(root, "id", _id(found, "feed"))
    _add(root, "updated", _stamp(second))
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), "name", SITE)
    if mark:
        _add(root, "subtitle", mark)
    if site:
        ET.SubElement(root, f"{{{_ATOM}}}link", {"href": site})
    stamp = _stamp(second)
    _entry(root, _Entry(_id(found, "all"), _("All changes"), site), stamp, [_whole(found), mark])
    for state, lines in _by_state(found, state_names):
        name = state_names.get(state or "", state or _("State unknown"))
        link = f"{site.rstrip('/')}/state?of={state}" if site and state else site
        _entry(root, _Entry(_id(found, state or "unknown"), name, link), stamp, [*lines, mark])
    made: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + made


def _whole(found: Comparison) -> str:
    said = _("In both {same}; added {added}, gone {gone}, recoded {recoded} rows.").format(
        same=number(found.n_same),
        added=number(found.n_added),
        gone=number(found.n_gone),
        recoded=number(found.n_recoded),
    )
    before, after = (_assessments(found, column) for column in ("first", "second"))
    return said if before == after else f"{said} {_assessed(before, after)}."


def _assessments(found: Comparison, column: str) -> int:
    return int(found.counts.filter(pl.col("count") == "n_assessments")[column].sum())


def _assessed(before: int, after: int) -> str:
    return _("Assessments: {before} before, {after} now").format(
        before=number(before), after=number(after)
    )


def _by_state(found: Comparison, names: Mapping[str, str]) -> list[tuple[str | None, list[str]]]:
    """The States under review with most changes, of rows and of words on them, with their lines."""
    parts = {
        key[0]: part
        for key, part in found.changes.partition_by(
            Col.STATE_UNDER_REVIEW, as_dict=True, maintain_order=True
        ).items()
    }
    assessed: dict[str | None, tuple[int, int]] = {
        state: (before, after) for state, before, after in found.assessed.iter_rows()
    }

    def changes(state: str | None) -> int:
        before, after = assessed.get(state, (0, 0))
        return (parts[state].height if state in parts else 0) + abs(after - before)

    states = sorted({**parts, **assessed}, key=lambda state: (-changes(state), str(state)))
    return [
        (
            state,
            [
                *([_assessed(*assessed[state])] if state in assessed else []),
                *(_lines(parts[state], names) if state in parts else []),
            ],
        )
        for state in states[:MOST_STATES]
    ]


def _lines(part: pl.DataFrame, names: Mapping[str, str]) -> list[str]:
    counts = [
        _("{what}: {n}").format(what=_(_KINDS[kind]), n=number(n))
        for kind, n in part.group_by("change", maintain_order=True).len().iter_rows()
    ]
    lines = [_line(one, names) for one in part.head(_MOST_LINES).iter_rows(named=True)]
    if part.height > _MOST_LINES:
        lines.append(_("and {n} more").format(n=number(part.height - _MOST_LINES)))
    return [clauses(counts), *lines]


def _line(one: Mapping[str, str | None], names: Mapping[str, str]) -> str:
    who = one[Col.RECOMMENDING_STATE]
    start = _("{what}, session {n}, {who}").format(
        what=_(_KINDS[str(one["change"])]),
        n=one[Col.SESSION] or "–",
        who=names.get(who or "", who or "–"),
    )
    if one["field"]:
        change = f"{one['before'] or '–'} → {one['after'] or '–'}"
        return titled(start, titled(one["field"], change))
    return titled(start, " ".join((one[Col.TEXT] or "").split())[:200])


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an entry is known by, what it is called, and where it leads."""

    key: str
    title: str
    link: str


def _entry(root: ET.Element, one: _Entry, stamp: str, lines: list[str]) -> None:
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    _add(entry, "title", one.title)
    _add(entry, "id", one.key)
    _add(entry, "updated", stamp)
    if one.link:
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": one.link})
    _add(entry, "content", "\n".join(line for line in lines if line)).set("type", "text")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _NOT_XML.sub("", text)
    return element


def _id(found: Comparison, key: str) -> str:
    return f"tag:upr-outcomes,2026:{found.first}:{found.second}:{key}"


def _stamp(manifest: Manifest) -> str:
    """When the newer edition was made, as RFC 3339 has it."""
    made = manifest.created
    return made if "T" in made else f"{made}T00:00:00Z"
