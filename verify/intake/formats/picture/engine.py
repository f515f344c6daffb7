"""The model that reads a line of text off its picture: PP-OCRv6, out of the rapidocr wheel, run by onnxruntime.

Nothing of rapidocr itself is imported: it would look for further models on the network where one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime

from verify.intake.errors import IntakeError
from verify.intake.formats.picture.ink import Grey

_HIGH = 48  # pixels: the height that the model was made for
_WIDEST = 2_400
_BATCH = 8
_STEP = 32  # widths are rounded up to it, so that lines of like width are read together


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line of text as read, and how sure the model is of its least certain sign, 0..1."""

    text: str
    sure: float


class Recogniser:
    """The model, loaded."""

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are as many as cores
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        signs = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._signs = ["", *signs, " "]
        self._input = self._session.get_inputs()[0].name

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Return what stands on each line, in their order."""
        ready = [_fitted(line) for line in lines]
        order = sorted(range(len(ready)), key=lambda at: ready[at].shape[1])
        found = [LineReading("", 0.0)] * len(ready)
        for start in range(0, len(order), _BATCH):
            own = order[start : start + _BATCH]
            widest = max(ready[at].shape[1] for at in own)
            batch = np.zeros((len(own), 3, _HIGH, widest), dtype=np.float32)
            for place, at in enumerate(own):
                batch[place, :, :, : ready[at].shape[1]] = ready[at].astype(np.float32) / 127.5 - 1.0
            for at, chances in zip(own, self._session.run(None, {self._input: batch})[0], strict=True):
                found[at] = self._said(chances)
        return found

    def _said(self, chances: Any) -> LineReading:
        best = chances.argmax(axis=1)
        kept = best > 0
        kept[1:] &= best[1:] != best[:-1]
        text = "".join(self._signs[n] for n in best[kept])
        return LineReading(text.strip(), float(chances.max(axis=1)[kept].min()) if kept.any() else 0.0)


def _fitted(line: Grey) -> Grey:
    """Return a line as high as the model wants it."""
    height, width = line.shape
    wide = min(max(round(width * _HIGH / max(height, 1)), 16), _WIDEST)
    way = cv2.INTER_AREA if height > _HIGH else cv2.INTER_CUBIC
    small = cv2.resize(line, (wide, _HIGH), interpolation=way)
    spare = -wide % _STEP
    return np.asarray(cv2.copyMakeBorder(small, 0, 0, 0, spare, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)


@lru_cache(maxsize=1)
def engine() -> Recogniser:
    """Return the model of this process. Raises IntakeError ocr_missing where its wheel has none."""
    spec = find_spec("rapidocr")
    folders = (
        [] if spec is None or spec.submodule_search_locations is None else spec.submodule_search_locations
    )
    models = [model for folder in folders for model in sorted(Path(folder, "models").glob("*rec*.onnx"))]
    if not models:
        raise IntakeError("ocr_missing")
    return Recogniser(models[0])
