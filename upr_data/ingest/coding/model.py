"""An optional coder trained on hand-coded texts: rules and words together, linear.

Its file holds numbers and words only and is read without unpickling; neither reading nor using it
needs scikit-learn. `training` makes one.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
import polars as pl
from numpy.typing import NDArray

from upr_data.ingest.coding.agreement import Agreement
from upr_data.ingest.coding.coded import Coded, code_each
from upr_data.ingest.coding.features import GROUP_WEIGHTS, features
from upr_data.ingest.coding.rules import RULES_VERSION

MODEL_RULE: Final = "model"
_FORMAT: Final = 1
_N_EVIDENCE: Final = 3

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


class ModelError(Exception):
    """A model cannot be trained or read: one sentence for people."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a linear coder: one row per feature, one column per category.

    `rarity` weighs each feature by how few texts have it. `agreement` is with hand coding of
    reviews it was not trained on; None where nobody measured.
    """

    vocabulary: Mapping[str, int]
    rarity: Floats
    weights: Floats
    intercepts: Floats
    categories: tuple[int, ...]
    n_texts: int
    agreement: Agreement | None = None


def predict(model: Model, texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
    """`category`, `rule` ("model") and `evidence` of each text, as `rules.code_texts` gives them.

    Evidence is the features that spoke most for the category.
    """
    return code_each(
        texts, languages, lambda unique: [coded_by(model, features(text)) for text in unique]
    )


def coded_by(model: Model, seen: Sequence[str]) -> Coded:
    """What the model makes of a text's features."""
    rows, values = vector(seen, model.vocabulary, model.rarity)
    scores = values @ model.weights[rows] + model.intercepts
    best = int(np.argmax(scores))
    strongest = np.argsort(-values * model.weights[rows, best], kind="stable")[:_N_EVIDENCE]
    names = [name for name in dict.fromkeys(seen) if name in model.vocabulary]
    return Coded(model.categories[best], MODEL_RULE, ", ".join(names[at] for at in strongest))


def vector(
    seen: Sequence[str], vocabulary: Mapping[str, int], rarity: Floats
) -> tuple[Places, Floats]:
    """Rows and values of a text's known features; each group has the length of its weight."""
    found = [(name, n) for name, n in Counter(seen).items() if name in vocabulary]
    rows = np.array([vocabulary[name] for name, _ in found], dtype=np.intp)
    values = (1 + np.log([n for _, n in found], dtype=np.float32)) * rarity[rows]
    groups = np.array([name[0] for name, _ in found])
    for group, weight in GROUP_WEIGHTS.items():
        members = groups == group
        if members.any():
            values[members] *= weight / np.linalg.norm(values[members])
    return rows, values.astype(np.float32)


def save(model: Model, path: Path) -> None:
    """Write the model to one file of arrays (.npz), whole or not at all."""
    about = {
        "format": _FORMAT,
        "rules_version": RULES_VERSION,
        "categories": model.categories,
        "n_texts": model.n_texts,
        "features": list(model.vocabulary),
        "agreement": model.agreement.to_json() if model.agreement else None,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    with unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            rarity=model.rarity,
            weights=model.weights,
            intercepts=model.intercepts,
        )
    unfinished.replace(path)


def load(path: Path) -> Model:
    """Read a model; raises `ModelError` if the file is none, or was made by other rules."""
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes())
            rarity, weights, intercepts = file["rarity"], file["weights"], file["intercepts"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        message = f"{path.name} is not a model of this program: train it again."
        raise ModelError(message) from error
    if (about["format"], about["rules_version"]) != (_FORMAT, RULES_VERSION):
        message = f"{path.name} was trained with another version of the rules: train it again."
        raise ModelError(message)
    return Model(
        vocabulary={name: row for row, name in enumerate(about["features"])},
        rarity=rarity,
        weights=weights,
        intercepts=intercepts,
        categories=tuple(about["categories"]),
        n_texts=about["n_texts"],
        agreement=Agreement.from_json(about["agreement"]) if about["agreement"] else None,
    )
