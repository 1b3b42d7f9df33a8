"""Small learned weights that are shipped with the code: named features, how much each counts, and where from.

They are learnt by hand-started commands (`python -m bot tune`) from written conversations, not with each training, so
that a published correction never changes how messages are cut or tied to what came before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "learned"


@dataclass(frozen=True)
class Weights:
    """What each feature counts; a feature that is not named counts nothing."""

    of: Mapping[str, float]

    @classmethod
    def load(cls, name: str) -> Weights:
        """Reads `learned/NAME.json`."""
        return cls(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))

    def save(self, name: str) -> None:
        """Writes `learned/NAME.json`."""
        rounded = {feature: round(weight, 4) for feature, weight in sorted(self.of.items())}
        (FOLDER / f"{name}.json").write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum."""
        return sum(self.of.get(feature, 0.0) * value for feature, value in features.items())
