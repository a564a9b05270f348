"""The coders there are: each codes texts, and says for the papers of a snapshot what it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, Self

import polars as pl

from upr_data.ingest.coding import model, rules
from upr_data.ingest.coding.agreement import Agreement, rules_agreement
from upr_data.ingest.coding.model import Model, ModelError
from upr_data.model import CategoryBasis
from upr_data.snapshot.publish import sha256


class Coder(Protocol):
    """Gives texts an action category."""

    @property
    def basis(self) -> CategoryBasis:
        """Who then coded the category."""
        ...

    @property
    def agreement(self) -> Agreement | None:
        """With hand coding it has not seen; None where nobody measured."""
        ...

    def code(self, texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
        """`category`, `rule` and `evidence` of each text, in order."""
        ...

    def papers(self) -> dict[str, Any]:
        """Which coder this is, in which version."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that this program ships."""

    basis: CategoryBasis = CategoryBasis.RULES

    @property
    def agreement(self) -> Agreement:
        """Measured once, on UPR Info's exports."""
        return rules_agreement()

    def code(self, texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
        """Code by rules."""
        return rules.code_texts(texts, languages)

    def papers(self) -> dict[str, Any]:
        """The version of the rules."""
        return {"version": rules.RULES_VERSION}


BY_RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that somebody trained on exports of their own."""

    model: Model
    sha256: str
    basis: CategoryBasis = CategoryBasis.MODEL

    @classmethod
    def of(cls, store: Path) -> Self:
        """The model that a store has; raises `ModelError` where it has none that can be used."""
        file = model_file(store)
        if not file.is_file():
            message = "This store has no trained coder: train one with train-coder FILE…"
            raise ModelError(message)
        return cls(model.load(file), sha256(file))

    @property
    def agreement(self) -> Agreement | None:
        """Measured when it was trained, on reviews held back in turn."""
        return self.model.agreement

    def code(self, texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
        """Code by the model."""
        return model.predict(self.model, texts, languages)

    def papers(self) -> dict[str, Any]:
        """The version of the rules it builds on, what it was trained on, and its file's hash."""
        return {
            "version": rules.RULES_VERSION,
            "trained_on": self.model.n_texts,
            "sha256": self.sha256,
        }


def model_file(store: Path) -> Path:
    """Where a store keeps its trained coder: in a folder that is no snapshot."""
    return store / "coder" / "model.npz"
