"""Every drawn chart on frames of several shapes: usual, long names, ties, few, one, many, none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from upr_data.charts.categories import category_ticks
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.dumbbell import Compared, dumbbell
from upr_data.charts.joined import joined_bars
from upr_data.charts.ledger import ReviewColumn, ledger
from upr_data.charts.marimekko import marimekko
from upr_data.charts.matrix import Side, group_matrix
from upr_data.charts.mirror import Role, mirror
from upr_data.charts.picture import Caption
from upr_data.charts.ranges import range_dots
from upr_data.charts.ranking import Average, dot_ranking
from upr_data.charts.record_axes import CurvePanel
from upr_data.charts.record_curves import joining_curves
from upr_data.charts.record_treaties import joined_by_treaty
from upr_data.charts.scatter import ScatterWords, theme_scatter
from upr_data.charts.sessions import Cycle, per_review
from upr_data.charts.slopes import SlopePanel, cycle_slopes
from upr_data.charts.state_matrix import state_matrix
from upr_data.charts.strips import Strip, strips
from upr_data.charts.tiles import tiles
from upr_data.charts.waffle import Panel, waffle
from upr_data.ui.sections.record.curves import groups

Draw = Callable[[Look], Drawn]
Shape = str

CAPTION: Final = Caption(
    "What became of the recommendations that these States received in all of their reviews?",
    ("All recommendations", "n = 8 rows", "each counted once per recommending State"),
    ("The sample says nothing of any State.",),
    "Source: a sample. Sessions 1–4 · edition of 1 January 2020.",
)
GROUPS: Final = (
    "African Group", "Asia-Pacific Group", "Latin American and Caribbean Group",
    "Western European and Others Group", "Eastern European Group",
)  # fmt: skip
LONG: Final = "Torture and other cruel, inhuman or degrading treatment or punishment"
SHAPES: Final = ("usual", "long", "ties", "few", "one", "many", "none")
HOW_MANY: Final = {
    "usual": 12,
    "long": 12,
    "ties": 40,
    "few": 12,
    "one": 1,
    "many": 193,
    "none": 0,
    "three": 3,
}


def how_many(shape: Shape) -> int:
    return len(ANY) if shape == "any" else HOW_MANY[shape]


def code(place: int) -> str:
    """A code of the range that ISO leaves to users: no State has it."""
    return f"Q{chr(77 + place // 26 % 14)}{chr(65 + place % 26)}"


ANY: Final[list[tuple[int, float]]] = []
"""What the shape "any" is made of: n and share of each row, chosen by a test of properties."""


def n_of(place: int, shape: Shape) -> int:
    if shape == "any":
        return ANY[place % len(ANY)][0]
    return {"ties": 100, "few": place % 5}.get(shape, 20 + place * 37 % 900)


def part_of(place: int, shape: Shape) -> int:
    n = n_of(place, shape)
    if shape == "any":
        return min(n, int(n * ANY[place % len(ANY)][1]))
    return n // 2 if shape == "ties" else n * (place * 29 % 101) // 100


def name(place: int, shape: Shape, kind: str = "State") -> str:
    return f"{kind} {place} {LONG}" if shape == "long" else f"{kind} {place}"


def frame(columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=list(columns), orient="row", infer_schema_length=None)


def _issues(shape: Shape, most: int = 60) -> range:
    return range(min(how_many(shape), most))


def _waffle(shape: Shape) -> Draw:
    panels = [Panel(key, f"{place} {LONG[:18]}", "of all", "this source does not say")
              for place, key in enumerate(("asked", "answered", "became"))]  # fmt: skip
    meanings = ("led_to_action", "not_led", "unclear", "empty")
    rows = ((panel.key, str(place), name(place, shape, "class"), None, meanings[place],
             n_of(place, shape))
            for panel in panels[: 2 if shape == "few" else 3]
            for place in _issues(shape, 4))  # fmt: skip
    table = frame(("panel", "code", "name", "note", "meaning", "n"), rows)
    return lambda look: waffle(table, panels, CAPTION, look)


def _tiles(shape: Shape) -> Draw:
    rows = ((code(one), name(one, shape), GROUPS[one % 5], part_of(one, shape), n_of(one, shape))
            for one in range(how_many(shape)))  # fmt: skip
    table = frame(("code", "name", "group", "part", "n"), rows)
    return lambda look: tiles(table, GROUPS, CAPTION, look, 50)


def _ranking(shape: Shape) -> Draw:
    rows = ((code(one), name(one, shape), float(n_of(one, shape)), 1 + one % 4)
            for one in range(how_many(shape)))  # fmt: skip
    table = frame(("code", "name", "value", "reviews"), rows)
    average = Average(153.0, "average {value} per review")
    return lambda look: dot_ranking(table, average, CAPTION, look)


def _matrix(shape: Shape) -> Draw:
    sides = [Side(str(place), group) for place, group in enumerate(GROUPS)]
    asking = [*sides, Side("5", "Observers", "Sample, Other")][: max(how_many(shape), 1)]
    cells = [(row.code, column.code) for row in asking for column in sides]
    if not how_many(shape):
        cells = []
    totals = [*((row.code, None) for row in asking), *((None, one.code) for one in sides)]
    rows = ((asks, asked, float(n_of(place, shape)), part_of(place, shape), n_of(place, shape))
            for place, (asks, asked) in enumerate([*cells, *totals] if cells else []))  # fmt: skip
    table = frame(("from_code", "to_code", "value", "part", "n"), rows)
    return lambda look: group_matrix(table, asking, sides, CAPTION, look)


def _state_matrix(shape: Shape) -> Draw:
    states = [code(one) for one in range(min(how_many(shape), 54))]
    rows = ((asks, asked, (a * b) % 9, (a * b) % 9 // 2, (a * b) % 9)
            for a, asks in enumerate(states) for b, asked in enumerate(states))  # fmt: skip
    table = frame(("from_code", "to_code", "made", "part", "n"), rows)
    names = {one: name(place, shape) for place, one in enumerate(states)}
    groups = (GROUPS[2], GROUPS[3])
    return lambda look: state_matrix(table, names, groups, CAPTION, look)


def _scatter(shape: Shape) -> Draw:
    rows = ((str(one), name(one, shape, "Issue"), f"I. {one}", n_of(one, shape),
             part_of(one, shape)) for one in _issues(shape))  # fmt: skip
    table = frame(("code", "name", "short_name", "n", "part"), rows)
    words = ScatterWords("% supported", "Number (log scale)", "All: {share}", "supported")
    return lambda look: theme_scatter(table, 0.73, words, CAPTION, look)


def _marimekko(shape: Shape) -> Draw:
    rows = ((str(one + 1), name(one, shape, "action"), "adopt, abolish, ratify",
             n_of(one, shape) + 1, part_of(one, shape), n_of(one, shape))
            for one in _issues(shape, 5))  # fmt: skip
    table = frame(("code", "name", "note", "made", "part", "n"), rows)
    return lambda look: marimekko(table, CAPTION, look)


def _sessions(shape: Shape) -> Draw:
    rows = ((one + 1, float(n_of(one, shape)), 14) for one in _issues(shape, 46))
    table = frame(("session", "value", "reviews"), rows)
    cycles = [Cycle(1, 1, 12, "2008–2011", 110.6, 193, 193, 193),
              Cycle(2, 13, 26, "2012–2016", 188.0, 193, 193, 193),
              Cycle(3, 27, 40, "2017–2022", None, 0, 0, 193, tuple(range(27, 41)))]  # fmt: skip
    return lambda look: per_review(table, cycles, CAPTION, look)


def _ranges(shape: Shape) -> Draw:
    rows = ((str(one), name(one, shape, "Group"), n_of(one, shape) * 3, n_of(one, shape),
             part_of(one, shape), min(part_of(one, shape) / 3000, 0.9), 0.9, n_of(one, shape),
             part_of(one, shape), n_of(one, shape), n_of(one, shape))
            for one in _issues(shape, 7))  # fmt: skip
    columns = ("code", "name", "made", "commented", "led", "lowest", "highest", "civil_society_n",
               "civil_society_led", "state_n", "state_led")  # fmt: skip
    table = frame(columns, rows)
    return lambda look: range_dots(table, CAPTION, look)


def _slopes(shape: Shape) -> Draw:
    lines = ["Sample State", "Other State", *(["Third State", *GROUPS] if shape == "many" else [])]
    lines = lines[: 1 if shape == "one" else None] if _issues(shape) else []
    reviews = ["2010 (session 8)", "2015 (session 21)", "2020 (session 35)"]
    reviews = reviews[:1] if shape == "one" else reviews
    band = {"a": (150.0, 120.0, 200.0), "b": (0.7, 0.55, 0.85)}
    rows = ((panel, code(at), line, review, (200.0 - 30 * at) if panel == "a" else 0.9 - 0.1 * at,
             *(band[panel] if line == lines[0] and shape != "few" else (None, None, None)))
            for panel in "ab" for line in lines for at, review in enumerate(reviews))  # fmt: skip
    columns = ("panel", "code", "name", "review", "value", "median", "lower_quartile",
               "upper_quartile")  # fmt: skip
    table = frame(columns, rows)
    panels = [SlopePanel("a", "Recommendations received", is_share=False),
              SlopePanel("b", "Share supported", is_share=True)]  # fmt: skip
    group = GROUPS[2]
    return lambda look: cycle_slopes(table, panels, "Sample State", group, CAPTION, look, lines[1:])


def _dumbbell(shape: Shape) -> Draw:
    rows = ((str(one), name(one, shape, "Issue"), part_of(one, shape), n_of(one, shape),
             part_of(one + 3, shape), n_of(one + 3, shape), None)
            for one in _issues(shape, 26))  # fmt: skip
    table = frame(("code", "name", "part", "n", "group_part", "group_n", "note"), rows)
    words = Compared("Sample State", f"other {GROUPS[2]} States", "Share supported", "supported")
    return lambda look: dumbbell(table, words, CAPTION, look)


def _strips(shape: Shape) -> Draw:
    most = 90 if shape == "many" else 13
    rows = ((code(one), name(one, shape), str(one % 4), 1 + one * 7 % most, one % 3, one % 4)
            for one in range(how_many(shape)))  # fmt: skip
    table = frame(("code", "name", "group", "made", "part", "n"), rows)
    note = "21 of 29 States, 138 recommendations: 77 % supported, 54 % general"
    groups = [Strip(str(place), group, note) for place, group in enumerate(GROUPS)]
    return lambda look: strips(table, groups, "Supported by Sample State:", CAPTION, look)


def _categories(shape: Shape) -> Draw:
    rows = ((str(one + 1), name(one, shape, "action"), n_of(one, shape), part_of(one, shape),
             n_of(one, shape), n_of(one + 1, shape), part_of(one + 1, shape), n_of(one + 1, shape))
            for one in _issues(shape, 5))  # fmt: skip
    columns = ("code", "name", "made", "part", "n", "group_made", "group_part", "group_n")
    table = frame(columns, rows)
    return lambda look: category_ticks(table, "Sample State", GROUPS[2], CAPTION, look)


def _ledger(shape: Shape) -> Draw:
    treaties = frame(
        ("code", "name", "note", "is_finished"),
        ((str(one), name(one, shape, "Treaty"), "Open · not signed", one % 3 == 0)
         for one in _issues(shape, 18)),
    )  # fmt: skip
    asks = frame(
        ("code", "review", "part", "n"),
        ((str(one), str(review), one % 3, 1 + (one * 7 + review) % (60 if shape == "many" else 9))
         for one in _issues(shape, 18) for review in (1, 2)),
    )  # fmt: skip
    reviews = [ReviewColumn("1", "Asked in 2010", is_in_edition=True),
               ReviewColumn("2", "Asked in 2015", is_in_edition=True),
               ReviewColumn("3", "2020 · 2025", is_in_edition=False)]  # fmt: skip
    return lambda look: ledger(treaties, asks, reviews, "Register, 3 Feb 2026", CAPTION, look)


def _joined(shape: Shape) -> Draw:
    rows = ((str(one), name(one, shape, "Treaty"), one, one % 3, one % 5, n_of(one, shape))
            for one in _issues(shape, 12))  # fmt: skip
    columns = ("code", "name", "by_mid_term", "by_next_review", "later", "still_open")
    table = frame(columns, rows)
    return lambda look: joined_bars(table, "3 February 2026", CAPTION, look)


def _mirror(shape: Shape) -> Draw:
    rows = ((str(one), name(one, shape, "Issue"), n_of(one, shape), n_of(one + 5, shape))
            for one in _issues(shape, 12))  # fmt: skip
    table = frame(("code", "name", "n", "other_n"), rows)
    roles = Role("Asked of Sample State (n = 2,000)", 2000), Role("Asked by it (n = 1,000)", 1000)
    return lambda look: mirror(table, *roles, CAPTION, look)


def _record_curves(shape: Shape) -> Draw:
    """Steps that rise by a little each; ties rise together, few end early."""
    compared = groups()
    n = len(_issues(shape, 120))
    panels = [CurvePanel("whole", "", 12.0)]
    panels += [CurvePanel("signed", name(1, shape, "Signed"), 8.0), CurvePanel("not", "Not", 8.0)]
    rows = [
        (panel.key, group.key, years, share, max(share - 0.05, 0), min(share + 0.05, 1))
        for panel in panels
        for place, group in enumerate(compared)
        for years, share in _rising(n, place if shape != "ties" else 0, shape)
    ]
    columns = ("panel", "group", "years", "value", "lowest", "highest")
    steps = frame(columns, iter(rows))
    risk = frame(
        ("group", "years", "n"),
        ((group.key, float(years), n * 40) for group in compared for years in range(13)),
    )
    read_at = {2.5: "mid-term", 4.8: "next review", 8.0: ""}
    return lambda look: joining_curves(steps, risk, compared, panels, read_at, CAPTION, look)


def _rising(n: int, place: int, shape: Shape) -> list[tuple[float, float]]:
    end = 3.0 if shape == "few" else 14.0
    steps = [(end * (step + 1) / n, 0.9 * (step + 1) / n / (place + 1)) for step in range(n)]
    return [(0.0, 0.0), *steps] if n else []


def _record_treaties(shape: Shape) -> Draw:
    compared = groups()
    rows = [
        (code(place), name(place, shape, "Treaty"), group.key, min(part_of(place, shape), n), n)
        for place in _issues(shape, 24)
        for group in compared
        if (n := min(n_of(place, shape), 9_999)) or group.key == "supported"
    ]
    table = frame(("code", "name", "group", "part", "n"), iter(rows))
    return lambda look: joined_by_treaty(table, compared, CAPTION, look)


CHARTS: Final[Mapping[str, Callable[[Shape], Draw]]] = {
    "waffle": _waffle,
    "tiles": _tiles,
    "ranking": _ranking,
    "matrix": _matrix,
    "state_matrix": _state_matrix,
    "scatter": _scatter,
    "marimekko": _marimekko,
    "sessions": _sessions,
    "ranges": _ranges,
    "slopes": _slopes,
    "dumbbell": _dumbbell,
    "strips": _strips,
    "categories": _categories,
    "ledger": _ledger,
    "joined": _joined,
    "record_curves": _record_curves,
    "record_treaties": _record_treaties,
    "mirror": _mirror,
}
"""Every chart that is drawn, by the name of its module."""
