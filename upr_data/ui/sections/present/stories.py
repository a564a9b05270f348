"""Which story a talk tells: chosen on the page, told by the same sections as decks and briefs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from upr_data.export.contents import Request, compose, published, selection, who
from upr_data.export.document import Document, Section, sections
from upr_data.export.imprint import imprint
from upr_data.language import N_, _
from upr_data.model import Dimension, Fig, Role, StoryKind
from upr_data.selection.filters import Filters
from upr_data.ui.blocks.collected import collected
from upr_data.ui.blocks.files import site_of
from upr_data.ui.frame import address, filter_bar
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.view import View

NAMES: Final[Mapping[StoryKind, str]] = {
    StoryKind.OUTCOME: N_("The 48 % and its caveat"),
    StoryKind.STATE: N_("A State"),
    StoryKind.THEME: N_("A theme"),
    StoryKind.WHO: N_("Who asks whom"),
    StoryKind.SELECTION: N_("The whole selection"),
    StoryKind.COLLECTED: N_("My set"),
}

_OF_THEIR_OWN: Final = (StoryKind.OUTCOME, StoryKind.WHO, StoryKind.COLLECTED)
_STORY: Final = "present.story"
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
        address.read_local(_STORY, StoryKind.OUTCOME.value, [kind.value for kind in StoryKind])
        kind = st.selectbox(
            _("Story"),
            [one.value for one in StoryKind],
            format_func=lambda word: _(NAMES[StoryKind(word)]),
            key=_STORY,
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
        chosen.role if chosen.state else None,
    )  # fmt: skip
    if chosen.kind is StoryKind.COLLECTED:
        found = compose.story_of(request, [one.section for one in collected()])
        return _named(found, chosen)
    key = (view.records.snapshot.checksum, filters, chosen, request.link)
    return _TOLD.get(
        key, lambda: _named(compose.story_of(request, _sections(request, chosen)), chosen)
    )


def _named(document: Document, chosen: Chosen) -> Document:
    """A story that is no State's, and of no selection alone, has its own name."""
    if chosen.kind in _OF_THEIR_OWN:
        return replace(document, title=_(NAMES[chosen.kind]))
    return document


def _sections(request: Request, chosen: Chosen) -> tuple[Section, ...]:
    """The sections of a story that is not one of the usual ones; else none."""
    records, filters = request.records, request.filters
    said = imprint(records, filters, request.link)
    match chosen.kind:
        case StoryKind.OUTCOME:
            own = selection.outcome(records, filters, said) if records.has_assessments else None
            return sections(published.the_48_percent(), own)
        case StoryKind.WHO:
            return sections(
                who.who_asks_whom(records, filters, said),
                selection.by_group(records, filters, said, Dimension.RS_GROUP),
                selection.by_group(records, filters, said, Dimension.SUR_GROUP),
            )
    return ()


_PAGES: Final = {
    StoryKind.STATE: "state",
    StoryKind.THEME: "themes",
    StoryKind.WHO: "who_to_whom",
    StoryKind.OUTCOME: "implementation",
}
"""Where the figures of a story can be looked at."""


def _link(view: View, chosen: Chosen, filters: Filters) -> str:
    """The permanent address of the page that shows the same figures."""
    kept = replace(filters, snapshot=view.records.manifest.id)
    if chosen.state:
        kept = replace(kept, profile=chosen.state, role=chosen.role)
    return f"{site_of(view)}/{_PAGES.get(chosen.kind, '')}?{kept.to_link()}"
