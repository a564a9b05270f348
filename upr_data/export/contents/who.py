"""Who asks whom: regional groups that recommend, and those they recommend to."""

from upr_data.export.contents import facts
from upr_data.export.document import Section, Table
from upr_data.export.imprint import Imprint
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import _, number, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group
from upr_data.selection.filters import Filters

_BOTH = (Dimension.RS_GROUP, Dimension.SUR_GROUP)


def who_asks_whom(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """Counts by group that asks (lines) and group that is asked (columns)."""
    both = metrics.figures(records, filters, _BOTH).drop_nulls([Fig.KEY, Fig.KEY_2])
    if both.height < 2:  # noqa: PLR2004 - one pair is no picture
        return None
    asking = facts.top(facts.table(records, filters, Dimension.RS_GROUP), 6)
    asked = facts.top(facts.table(records, filters, Dimension.SUR_GROUP), 6)
    counts = {(one[Fig.KEY], one[Fig.KEY_2]): one[Fig.MADE] for one in both.to_dicts()}
    most = both.sort(Fig.MADE, Fig.LABEL, descending=[True, False]).row(0, named=True)
    made = facts.row(records, filters)[Fig.MADE]
    known = int(both[Fig.MADE].sum())
    title = _("{one} asked {other} most: {n} of {of} ({rate})").format(
        one=label(Group(most[Fig.KEY])),
        other=label(Group(most[Fig.KEY_2])),
        n=number(most[Fig.MADE]),
        of=number(known),
        rate=percent(most[Fig.MADE] / known),
    )
    lines = tuple(
        (one[Fig.LABEL], *(counts.get((one[Fig.KEY], key), 0) for key in asked[Fig.KEY]))
        for one in asking.iter_rows(named=True)
    )
    heads = (_("Asking · asked"), *asked[Fig.LABEL])
    subtitle = f"{said.selection} · {said.counted}"
    left = made - known
    return Section(
        title=title,
        subtitle=subtitle,
        table=Table(heads, lines),
        caveat=_("Groups differ in size: 54 African States, 29 Western European and others.")
        + (_(" {n} without a known group are left out.").format(n=number(left)) if left else ""),
        notes=(_("Totals follow the number of States in a group and of reviews so far."),),
    )  # fmt: skip
