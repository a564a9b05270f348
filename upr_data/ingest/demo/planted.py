"""Words planted where nobody else speaks, so that disagreement and silence are known to the row.

They stand at milestone *other*: no figure at mid-term or at the next review knows of them.
`planted_words.csv` has a line a word: disagreements on recommendations of session 16, and long
silences after session 14, of which one is broken by a word without a date.
"""

import polars as pl

from upr_data.ingest.demo.basis import rows
from upr_data.ingest.demo.states import CODES, NAMES
from upr_data.ingest.demo.verdicts import ASSESSORS
from upr_data.model import Col, MatchedBy, Milestone


def planted_words() -> pl.DataFrame:
    """One row a word, as in the file."""
    words = [_word(line) for line in rows("planted_words")]
    said = pl.DataFrame(words, infer_schema_length=None)
    return said.with_columns(pl.col(Col.ASSESSED_ON).str.to_date())


def _word(line: dict[str, str]) -> dict[str, object]:
    kind, name = ASSESSORS[line["assessor"]]
    document, _, _paragraph = line["recommendation_id"].partition("#")
    state = NAMES[list(CODES).index(document.rpartition("/")[2])]
    return {
        Col.RECOMMENDATION_ID: line["recommendation_id"],
        Col.ASSESSOR: name.format(state),
        Col.ASSESSOR_TYPE: kind.value,
        Col.LEVEL: line["level"],
        Col.LEVEL_AS_GIVEN: line["level_as_given"],
        Col.NUANCE: line["nuance"] or None,
        Col.ASSESSED_ON: line["assessed_on"] or None,
        Col.MILESTONE: Milestone.OTHER.value,
        Col.MATCHED_BY: MatchedBy.ID.value,
        Col.MATCH_SCORE: 100.0,
    }
