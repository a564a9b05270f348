"""What people click on: a page of the site under a selection that nobody chose before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlencode

from upr_data.domain.issues import ISSUES
from upr_data.model import ActionCategory, Col, Group, Response, Table
from upr_data.snapshot import choose
from upr_data.ui.frame.site import DATA, METHOD, PRESENT, PUBLISHED, RECORD, SITE, STATE, SitePage

OF_FIGURES: Final = tuple(page for page in SITE if page not in (DATA, METHOD, PUBLISHED))
"""The pages that a selection changes."""


@dataclass(frozen=True, slots=True)
class Click:
    """A page by its path, and the link parameters it is asked for with."""

    path: str
    query: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What there is to choose from in the edition that a store serves."""

    sessions: tuple[int, ...]
    states: tuple[str, ...]


def edition_of(store: Path) -> Edition:
    """The sessions and States under review of the newest edition."""
    rows = choose(store).snapshot.scan(Table.RECOMMENDATIONS)
    own = rows.select(Col.SESSION, Col.STATE_UNDER_REVIEW).unique().collect().drop_nulls()
    sessions = sorted(own[Col.SESSION].unique().to_list())
    return Edition(tuple(sessions), tuple(sorted(own[Col.STATE_UNDER_REVIEW].unique().to_list())))


def clicks(edition: Edition, seed: int, pages: Sequence[SitePage] = OF_FIGURES) -> Iterator[Click]:
    """Page after page, each under another selection, without end; the same for one seed."""
    draw = Random(seed)  # noqa: S311 - no secret
    order = list(pages)
    while True:
        draw.shuffle(order)
        for page in order:
            yield Click(page.path, urlencode(_selection(edition, draw, page), safe=","))


def _selection(edition: Edition, draw: Random, page: SitePage) -> dict[str, str]:
    """Some of the sessions, and now and then one condition more; on a profile, whose it is."""
    some = draw.sample(edition.sessions, draw.randint(3, len(edition.sessions)))
    chosen = {"session": ",".join(str(one) for one in sorted(some))}
    further = draw.choice(
        [
            {},
            {"sur_group": draw.choice([one.value for one in Group][:5])},
            {"rs_group": draw.choice([one.value for one in Group][:5])},
            {"issue": ",".join(draw.sample(list(ISSUES), 3))},
            {"response": draw.choice([Response.SUPPORTED.value, Response.NOTED.value])},
            {"category": str(draw.choice(list(ActionCategory)).value)},
            {"unit": "recommendation"},
        ]
    )
    if page in (STATE, PRESENT):
        return {"of": draw.choice(edition.states)} | chosen
    return chosen if page is RECORD else chosen | further
