"""Lets DIET train sooner, and learn the same.

Most of what it computes is thrown away: messages are filled up to the longest of their batch, although of all places
only the last real one is read; and the weights for the n-grams, millions of numbers on our examples, are walked
through some twenty times a step. Here the places that nothing reads are left out, and a step on a weight is compiled
into one walk. What differs is which numbers the dropout draws, and rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import tensorflow as tf
from rasa.nlu.classifiers.diet_classifier import DIET
from rasa.utils.tensorflow.constants import (
    ENTITY_RECOGNITION,
    KEY_RELATIVE_ATTENTION,
    MASKED_LM,
    UNIDIRECTIONAL_ENCODER,
    VALUE_RELATIVE_ATTENTION,
)
from rasa.utils.tensorflow.models import RasaModel
from rasa.utils.tensorflow.transformer import MultiHeadAttention, TransformerEncoder, TransformerEncoderLayer

# With these more than the last place is read, or a place is seen otherwise than by a mask of its row.
UNSUPPORTED = (
    ENTITY_RECOGNITION,
    MASKED_LM,
    UNIDIRECTIONAL_ENCODER,
    KEY_RELATIVE_ATTENTION,
    VALUE_RELATIVE_ATTENTION,
)


@contextmanager
def quicker() -> Iterator[None]:
    """Within it DIET trains like this. Raises ValueError for another model, or for options that need every place."""
    with (
        patch.object(RasaModel, "compile", _compile),
        patch.object(RasaModel, "train_step", train_step),
        patch.object(TransformerEncoder, "call", encode),
    ):
        yield


def _compile(model: RasaModel, optimizer: tf.keras.optimizers.Adam, **options: Any) -> None:
    """Takes over the learning rate; for the rest Rasa's Adam is Keras' own."""
    if not isinstance(model, DIET):
        raise ValueError(
            f"the quicker training is for DIET, and {type(model).__name__} reads more than the last place"
        )
    needed = [option for option in UNSUPPORTED if model.config[option]]
    if needed:
        raise ValueError(f"the quicker training of DIET knows nothing of {', '.join(needed)}")
    super(RasaModel, model).compile(optimizer=RegularizedAdam(model, optimizer.learning_rate), **options)


class RegularizedAdam(tf.keras.optimizers.Adam):
    """Adam that adds Rasa's regularisation to the gradient itself, so that both are one walk through the weights."""

    def __init__(self, model: tf.keras.Model, learning_rate: Any) -> None:
        super().__init__(learning_rate)
        self.jit_compile = True  # Keras takes the argument on a GPU only
        self._model = model

    def update_step(self, gradient: tf.Tensor, variable: tf.Variable) -> None:
        strength = self._strength(variable)
        if strength:
            # As in RasaModel.train_step: the penalty's own gradient, where the gradient is above zero.
            gradient += tf.where(gradient > 0, 2 * strength * variable, tf.zeros_like(variable))
        super().update_step(gradient, variable)

    def _strength(self, variable: tf.Variable) -> float:
        # Model.submodules would do, but may not be asked for while the step is traced.
        layers = [one for one in self._model._flatten_layers() if getattr(one, "kernel_regularizer", None)]
        if len(layers) != len(self._model.losses):
            raise ValueError(
                "something beside the layers' kernels is regularised, which the quicker training ignores"
            )
        return next((float(one.kernel_regularizer.l2) for one in layers if one.kernel is variable), 0.0)


def train_step(model: RasaModel, batch: Any) -> Any:
    """RasaModel.train_step for RegularizedAdam. The loss that is shown leaves out the penalty."""
    model._training = True
    with tf.GradientTape() as tape:
        loss = model.batch_loss(batch)
    model.total_loss.update_state(loss)
    gradients = tape.gradient(loss, model.trainable_variables)
    pairs = zip(gradients, model.trainable_variables)  # noqa: B905 (while it is traced, zip does not know `strict`)
    model.optimizer.apply_gradients(pairs)
    model._training = None
    return model._get_metric_results()


_encode_all = TransformerEncoder.call


# Named `self`, since Keras drops a first argument of that name only.
def encode(self: TransformerEncoder, x: tf.Tensor, pad_mask: tf.Tensor | None = None, training: Any = None) -> Any:
    """TransformerEncoder.call, where in training only the last real place of each row has its output, all others 0.

    `x` is (batch, length, features), `pad_mask` (batch, length, 1) with 1 where nothing real is. Attention weights
    are not given in training.
    """
    if training is not True or pad_mask is None:
        return _encode_all(self, x, pad_mask, training)
    rows = _Rows(pad_mask, self.units)
    places = self._embedding(rows.packed(x)) * tf.math.sqrt(tf.cast(self.units, tf.float32))
    places += tf.gather(self._positional_encoding(rows.length)[0], rows.positions)
    places = self._dropout(places, training=True)
    *layers, last = self._enc_layers
    for layer in layers:
        places = _through(layer, places, rows, only_last=False)
    places = self._layer_norm(_through(last, places, rows, only_last=True))
    return rows.with_last(places), tf.zeros((0,))


class _Rows:
    """The rows of a batch without what fills them up: their real places, one after the other.

    They are kept as a batch of one, since LayerNormalization remembers how many dimensions it was built for.
    """

    def __init__(self, pad_mask: tf.Tensor, units: int) -> None:
        filled = tf.squeeze(pad_mask, -1)
        real = filled < 0.5
        self.mask = filled[:, tf.newaxis, tf.newaxis, :]  # (batch, 1, 1, length), as attention adds it
        self._where = tf.where(real)
        self.positions = self._where[:, 1]
        size = tf.shape(filled, out_type=tf.int64)
        self.length = size[1]
        self._lengths = tf.reduce_sum(tf.cast(real, tf.int64), axis=1)
        self._last = tf.cumsum(self._lengths) - 1
        self._shape = tf.concat([size, [units]], axis=0)

    def packed(self, x: tf.Tensor) -> tf.Tensor:
        """(batch, length, features) to (1, places, features)"""
        return tf.gather_nd(x, self._where)[tf.newaxis]

    def unpacked(self, places: tf.Tensor) -> tf.Tensor:
        """(1, places, units) to (batch, length, units)"""
        return tf.scatter_nd(self._where, places[0], self._shape)

    def last(self, places: tf.Tensor) -> tf.Tensor:
        """(1, places, units) to (1, batch, units): the last place of each row"""
        return tf.gather(places, self._last, axis=1)

    def with_last(self, places: tf.Tensor) -> tf.Tensor:
        """(1, batch, units) to (batch, length, units): what `last` took, put back"""
        where = tf.stack([tf.range(self._shape[0]), self._lengths - 1], axis=1)
        return tf.scatter_nd(where, places[0], self._shape)


def _through(layer: TransformerEncoderLayer, places: tf.Tensor, rows: _Rows, *, only_last: bool) -> tf.Tensor:
    """TransformerEncoderLayer.call on places; with `only_last` for the last ones, which look at all of their row."""
    attention: MultiHeadAttention = layer._mha
    normed = layer._layer_norm(places)
    asking = rows.last(normed) if only_last else normed
    # In Rasa's order, in which the weights draw the numbers that they start from.
    queries = attention._query_dense_layer(asking)
    keys, values = attention._key_dense_layer(normed), attention._value_dense_layer(normed)
    query = attention._split_heads(queries[0, :, tf.newaxis] if only_last else rows.unpacked(queries))
    key, value = attention._split_heads(rows.unpacked(keys)), attention._split_heads(rows.unpacked(values))
    seen, _ = attention._scaled_dot_product_attention(query, key, value, rows.mask, True)
    seen = attention._combine_heads(seen)
    seen = attention._output_dense_layer(seen[tf.newaxis, :, 0] if only_last else rows.packed(seen))
    places = (rows.last(places) if only_last else places) + layer._dropout(seen, training=True)
    fed = places
    for step in layer._ffn_layers:
        fed = step(fed, training=True)
    return places + fed
