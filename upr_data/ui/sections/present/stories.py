"""Which story a talk tells: chosen on the page, told by the same sections as decks and briefs."""

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from upr_data.export.contents import Request, compose
from upr_data.export.contents.stories import NAMES, OF_THEIR_OWN
from upr_data.export.document import Document
from upr_data.export.names import file_name
from upr_data.language import _
from upr_data.model import Dimension, ExportKind, Fig, FileFormat, Role, StoryKind
from upr_data.selection.filters import Filters
from upr_data.ui.blocks.collected import collected
from upr_data.ui.blocks.files import site_of
from upr_data.ui.frame import address, filter_bar
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.view import STORY, View

_THEME: Final = "present.theme"
_TOLD: Final[Shared[Document]] = Shared(32)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story: its kind; for one about a State its code and role; for a theme its code."""

    kind: StoryKind
    state: str = ""
    role: Role = Role.REVIEWED
    theme: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything that the story needs is chosen."""
        match self.kind:
            case StoryKind.STATE:
                return bool(self.state)
            case StoryKind.THEME:
                return bool(self.theme)
            case StoryKind.COLLECTED:
                return bool(collected())
            case _:
                return True


def choose(view: View) -> Chosen:
    """Let the visitor say what the talk is about; the address keeps it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        address.read_local(STORY, StoryKind.OUTCOME.value, [kind.value for kind in StoryKind])
        kind = st.selectbox(
            _("Story"),
            [one.value for one in StoryKind],
            format_func=lambda word: _(NAMES[StoryKind(word)]),
            key=STORY,
            on_change=address.write,
            width=260,
        )
        match kind:
            case StoryKind.STATE:
                return _choose_state(view)
            case StoryKind.THEME:
                return _choose_theme(view)
    return Chosen(StoryKind(kind))


def _choose_state(view: View) -> Chosen:
    filter_bar.choose_state(view.context)
    filter_bar.choose("role", view.context)
    return Chosen(StoryKind.STATE, view.filters.profile, Role(view.filters.role))


def _choose_theme(view: View) -> Chosen:
    table = view.changed(issues=(), profile="").figures(Dimension.ISSUE).drop_nulls(Fig.KEY)
    names = dict(table.sort(Fig.LABEL).select(Fig.KEY, Fig.LABEL).iter_rows())
    usual = next((code for code in view.filters.issues if code in names), "")
    address.read_local(_THEME, usual, ["", *names])
    theme = st.selectbox(
        _("Theme"),
        ["", *names],
        format_func=lambda code: names.get(code, _("Choose a theme")),
        key=_THEME,
        on_change=address.write,
        width=320,
    )
    return Chosen(StoryKind.THEME, theme=theme)


def told(view: View, chosen: Chosen) -> Document:
    """The story as slides; made once for the same data edition, selection and choice."""
    filters = replace(
        view.filters, snapshot="", profile="", compared=(), role=Filters().role,
        issues=(chosen.theme,) if chosen.theme else view.filters.issues,
    )  # fmt: skip
    request = Request(
        view.records, filters, _link(view, chosen, filters), chosen.state,
        chosen.role if chosen.state else None, chosen.kind,
    )  # fmt: skip
    if chosen.kind is StoryKind.COLLECTED:
        found = compose.story_of(request, collected())
        return replace(found, title=_(NAMES[StoryKind.COLLECTED]))
    key = (view.records.snapshot.checksum, filters, chosen, request.link)
    return _TOLD.get(key, lambda: compose.story_of(request))


def name_of(view: View, chosen: Chosen, kind: ExportKind, extension: FileFormat) -> str:
    """What a file of the story is called: which story, of which State, of which selection."""
    what = chosen.kind.value if chosen.kind in _NAMED else ""
    more = [what, chosen.state, chosen.role.value if chosen.state else ""]
    filters = replace(view.filters, issues=(chosen.theme,)) if chosen.theme else view.filters
    return file_name(view.records, filters, kind, extension, *(one for one in more if one))


_NAMED: Final = (*OF_THEIR_OWN, StoryKind.COLLECTED)
_PAGES: Final = {
    StoryKind.STATE: "state",
    StoryKind.THEME: "themes",
    StoryKind.WHO: "who_to_whom",
    StoryKind.OUTCOME: "implementation",
    StoryKind.RECORD: "record",
}
"""Where the figures of a story can be looked at."""


def _link(view: View, chosen: Chosen, filters: Filters) -> str:
    """The permanent address of the page that shows the same figures."""
    kept = replace(filters, snapshot=view.records.manifest.id)
    if chosen.state:
        kept = replace(kept, profile=chosen.state, role=chosen.role)
    return f"{site_of(view)}/{_PAGES.get(chosen.kind, '')}?{kept.to_link()}"
