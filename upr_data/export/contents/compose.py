"""Which sections make a story for a talk, and which a brief to be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.export.contents import (
    open_rows,
    profile,
    published,
    record,
    record_state,
    selection,
    state,
    stories,
    who,
)
from upr_data.export.document import Document, Section, sections
from upr_data.export.imprint import SITE, Imprint, imprint
from upr_data.figures import method
from upr_data.figures.fixed import fixes_response
from upr_data.figures.profile import subject_of
from upr_data.figures.records import Records
from upr_data.language import _, titled
from upr_data.language.labels import label
from upr_data.model import Dimension, Role, StoryKind
from upr_data.selection.filters import Filters

_METHOD: Final = (
    method.ACCEPTANCE,
    method.SPECIFICITY,
    method.TRIGGERED,
    method.COVERAGE,
    method.UNITS,
)

_ON_A_SLIDE: Final = 8
_OF_BOTH: Final = 4
"""Lines of a list: on a slide, and in a brief about both roles, which is to have four pages."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a story or a brief is asked for.

    `of` is a State's code and `role` one of its roles (None: both, in a brief); without a State it
    is about the selection itself. `story` is what slides are about, where it is not the usual.
    """

    records: Records
    filters: Filters
    link: str = ""
    of: str = ""
    role: Role | None = None
    story: StoryKind | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles asked for."""
        return (self.role,) if self.role else tuple(Role)


def story_of(request: Request, collected: Sequence[Section] = ()) -> Document:
    """Slides about a selection, a State in a role, or a theme; the 48 % first where it belongs.

    `collected` are sections that somebody chose: then the story is these.
    """
    if request.of and not collected:
        role = request.role or Role.REVIEWED
        one, said = _profiled(request, role)
        found = sections(
            state.head(one),
            state.issues(one, _ON_A_SLIDE),
            state.by_whom(one),
            *(_became(request, one.own, said, record_state.of_state(one)) if one.cycle else ()),
            open_rows.open_section(request.records, one.in_cycle(one.own), one.latest),
        )
        return _document(request, one.name, label(role), found, said)
    said = imprint(request.records, request.filters, request.link)
    kind = request.story if request.story in stories.OF_THEIR_OWN and not collected else None
    own = stories.told(kind, request.records, request.filters, said) if kind else ()
    found = sections(*collected) or own or _usual(request, said)
    title = _(stories.NAMES[kind]) if kind else said.selection
    return _document(request, title, said.edition, found, said)


def _usual(request: Request, said: Imprint) -> tuple[Section, ...]:
    return sections(
        None if _is_narrow(request.filters) else published.the_48_percent(),
        *_of_selection(request, said, _ON_A_SLIDE),
    )


def brief_of(request: Request) -> Document:
    """Two to four pages about a State (both roles, or one), or about any selection."""
    if request.of:
        found = tuple(one for role in request.roles for one in _of_role(request, role))
        roles = " · ".join(label(role) for role in request.roles)
        one, said = _profiled(request, request.roles[0])
        document = _document(request, one.name, roles, found, said)
    else:
        said = imprint(request.records, request.filters, request.link)
        found = (*_of_selection(request, said), *_open_of_selection(request, said))
        document = _document(request, said.selection, said.edition, found, said)
    return replace(document, method=tuple(_defined(one) for one in _METHOD))


def _defined(one: method.Definition) -> tuple[str, str]:
    """A definition in one paragraph, without the marks of a docstring."""
    return _(one.name), " ".join(_(one.text).replace("*", "").replace("`", "").split())


def _of_role(request: Request, role: Role) -> tuple[Section, ...]:
    """A State in one role; the rows themselves only where one role is asked for."""
    records = request.records
    one, said = _profiled(request, role)
    head, latest = state.head(one), one.in_cycle(one.own)
    if request.role is None:
        head = replace(head, title=titled(label(role), head.title))
    is_alone = request.role is not None
    on_record = record_state.of_state(one, record_state.MOST if is_alone else _OF_BOTH)
    return sections(
        head,
        state.issues(one, state.MOST if is_alone else _OF_BOTH),
        state.by_whom(one),
        *(_became(request, one.own, said, on_record) if one.cycle else ()),
        open_rows.open_section(records, latest, one.latest, is_short=not is_alone),
        open_rows.first_rows(records, latest, role, open_rows.MOST_ROWS) if is_alone else None,
    )


def _of_selection(
    request: Request, said: Imprint, most: int = selection.MOST
) -> tuple[Section, ...]:
    """What the filters fix is no finding: a filter on the response hides acceptance."""
    records, filters = request.records, request.filters
    answers = (
        (
            selection.answered(records, filters, said),
            selection.categories(records, filters, said),
            selection.by_group(records, filters, said, Dimension.SUR_GROUP),
            selection.by_group(records, filters, said, Dimension.RS_GROUP),
        )
        if not (filters.responses or fixes_response(filters))
        else ()
    )
    return sections(
        *answers[:1],
        selection.on_what(records, filters, said, most),
        *answers[1:],
        who.who_asks_whom(records, filters, said),
        *_became(request, filters, said, record.of_selection(records, filters, said)),
    )


def _became(
    request: Request, filters: Filters, said: Imprint, on_record: Section | None
) -> tuple[Section, ...]:
    """What became of it: by those who commented, and by the public record.

    A source without implementation says so where nothing else can be said.
    """
    records = request.records
    is_told = records.has_assessments or on_record is None
    outcome = selection.outcome(records, filters, said) if is_told else None
    return sections(outcome if not filters.statuses else None, on_record)


def _open_of_selection(request: Request, said: Imprint) -> tuple[Section, ...]:
    records, filters = request.records, request.filters
    return sections(
        open_rows.open_section(records, filters, said),
        open_rows.first_rows(records, filters, Role.RECOMMENDING) if _is_narrow(filters) else None,
    )


def _profiled(request: Request, role: Role) -> tuple[profile.Profile, Imprint]:
    own = subject_of(request.records, request.of, role).of(request.filters)
    said = imprint(request.records, own, request.link)
    return profile.profile(request.records, request.filters, request.of, role, said), said


def _document(
    request: Request, title: str, subtitle: str, found: tuple[Section, ...], said: Imprint
) -> Document:
    return Document(
        title=title,
        subtitle=f"{subtitle} · {SITE}",
        sections=found,
        imprint=said,
        lang=request.filters.lang,
    )


def _is_narrow(filters: Filters) -> bool:
    """Whether a selection is about something in particular: then the 48 % is beside the point."""
    neutral = Filters()
    return replace(filters, snapshot="", lang=neutral.lang, unit=neutral.unit) != neutral
