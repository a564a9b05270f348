"""Joining on a real list: what UPR Info would have of it, made here with the usual differences."""

import html
import random
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from upr_info_files import HEADER_2018, delimited, record

from upr_data.domain import states
from upr_data.ingest.joining.likeness import key
from upr_data.ingest.joining.two import Joined, join
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.thematic_lists.lists import ThematicList
from upr_data.ingest.sources.upr_info.old_export import UprInfoExport
from upr_data.model import Col


def silent(_done: int, _of: int) -> None:
    """No progress."""


OLD_NAMES = {
    "CZE": "Czech Republic",
    "MKD": "The former Yugoslav Republic of Macedonia",
    "TUR": "Turkey",
    "VEN": "Venezuela",
    "IRN": "Iran",
    "USA": "United States",
    "MDA": "Moldova",
}


def chance_of(seed: int) -> random.Random:
    """The same differences for the same seed."""
    return random.Random(seed)  # noqa: S311 no secret is made


def distorted(text: str, chance: random.Random) -> str:
    """The text as another office types it: entities, case, punctuation, slips."""
    words = text.split()
    if chance.random() < 0.4:
        place = chance.choice([i for i, word in enumerate(words) if len(word) > 5])
        words[place] = slipped(words[place], chance)
    typed = " ".join(words)
    if chance.random() < 0.3:
        typed = typed[0].lower() + typed[1:]
    if chance.random() < 0.3:
        typed = typed.replace(",", "").replace("-", " ")
    if chance.random() < 0.3:
        typed = html.escape(typed).replace("(", "&#40;").replace(")", "&#41;")
    return typed + chance.choice(["", ".", ";", " "])


def slipped(word: str, chance: random.Random) -> str:
    """The word with one letter missing, doubled, or out of place."""
    place = chance.randrange(1, len(word) - 2)
    before, one, two, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    return before + chance.choice([two, one + one + two, two + one]) + after


def halves(text: str, chance: random.Random) -> list[str]:
    """The text in two rows, as UPR Info cuts what was accepted in part."""
    cuts = [found.start() for found in re.finditer(r"(?:, | and |; )", text)]
    inner = [cut for cut in cuts if 25 < cut < len(text) - 25]
    if not inner or chance.random() > 0.1:
        return [text]
    cut = chance.choice(inner)
    return [text[:cut], text[cut:].lstrip(" ,;")]


def exported(
    rows: pl.DataFrame, folder: Path, chance: random.Random
) -> tuple[pl.DataFrame, list[int]]:
    """The rows as UPR Info's export of 2018 would have them, and whose text each row has."""
    lines: list[list[str]] = []
    origins: list[int] = []
    columns = rows.select("text", "recommending_state", "response").iter_rows()
    for place, (text, state, response) in enumerate(columns):
        for part in halves(text, chance):
            name = OLD_NAMES.get(state, states.state(state).name)
            given = record(text=distorted(part, chance), rs=name, response=response.title())
            lines.append(given)
            origins.append(place)
    order = chance.sample(range(len(lines)), len(lines))
    path = folder / "export.csv"
    content = delimited([HEADER_2018, *(lines[i] for i in order)], ";", "\r\n")
    path.write_bytes(content.encode("utf-8-sig"))
    sample = Sample(path, path.stat().st_size, path.read_bytes())
    read = UprInfoExport().read(sample, silent).recommendations
    return read, [origins[i] for i in order]


@pytest.fixture(scope="module")
def slovenia(real_exports: Path) -> pl.DataFrame:
    path = real_exports / "ohchr-thematic-lists"
    file = path / "UPR20__Slovenia_ThematicListRecommendations_E.docx"
    sample = Sample(file, file.stat().st_size, b"")
    return ThematicList().read(sample, silent).recommendations


def wrong(found: Joined, base: pl.DataFrame, origins: Sequence[int]) -> list[tuple[int, int]]:
    """Joins of rows that are not the same, nor the same words of the same State."""
    same = base.select("recommending_state", pl.col("text").map_elements(key, pl.String)).rows()
    pairs = found.joins.select("base_row", "other_row").rows()
    return [(here, there) for here, there in pairs if same[here] != same[origins[there]]]


@pytest.mark.parametrize("seed", range(5))
def test_slovenia_at_session_20(slovenia: pl.DataFrame, tmp_path: Path, seed: int) -> None:
    other, origins = exported(slovenia, tmp_path, chance_of(seed))
    found = join(slovenia, other)
    assert wrong(found, slovenia, origins) == []
    assert found.joins["base_row"].n_unique() >= 0.98 * slovenia.height
    assert found.joins["other_row"].n_unique() >= 0.98 * other.height


def test_rows_without_a_twin_are_left_alone(slovenia: pl.DataFrame, tmp_path: Path) -> None:
    other, origins = exported(slovenia, tmp_path, chance_of(1))
    half = slovenia.with_row_index("place").filter(pl.col("place") % 2 == 0)
    found = join(half.drop("place"), other)
    whose = half["place"].to_list()
    same = slovenia.select("recommending_state", pl.col("text").map_elements(key, pl.String)).rows()
    pairs = found.joins.select("base_row", "other_row").rows()
    assert all(same[whose[here]] == same[origins[there]] for here, there in pairs)
    assert found.recommendations[Col.PARAGRAPH].null_count() == 0
