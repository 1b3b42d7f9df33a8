"""Lets DIET train on two cores in a third of the time, and learn the same.

Most of what it computes is thrown away: messages are filled up to the longest of their batch, three times the length
of the usual one, although of all places only the last real one is read; and the weights for the n-grams, 19 million
numbers on our examples, are walked through some twenty times a step. Here the places that nothing reads are left out,
and a step on a weight is compiled into one walk. What differs is which numbers the dropout draws, and rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import tensorflow as tf
from rasa.utils.tensorflow.constants import (
    ENTITY_RECOGNITION,
    KEY_RELATIVE_ATTENTION,
    MASKED_LM,
    UNIDIRECTIONAL_ENCODER,
    VALUE_RELATIVE_ATTENTION,
)
from rasa.utils.tensorflow.models import RasaModel
from rasa.utils.tensorflow.transformer import MultiHeadAttention, TransformerEncoder, TransformerEncoderLayer

# With these more than the last place is read, or a place is looked at by its distance to others.
UNSUPPORTED = (
    ENTITY_RECOGNITION,
    MASKED_LM,
    UNIDIRECTIONAL_ENCODER,
    KEY_RELATIVE_ATTENTION,
    VALUE_RELATIVE_ATTENTION,
)


@contextmanager
def quicker() -> Iterator[None]:
    """Within it Rasa's models train like this. Raises ValueError at the start of a training that needs more."""
    with (
        patch.object(RasaModel, "compile", _compile),
        patch.object(RasaModel, "train_step", train_step),
        patch.object(TransformerEncoder, "call", encode),
    ):
        yield


def _compile(model: RasaModel, optimizer: tf.keras.optimizers.Adam, **options: Any) -> None:
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
        for layer in self._model._flatten_layers():
            if getattr(layer, "kernel", None) is variable and layer.kernel_regularizer:
                return float(layer.kernel_regularizer.l2)
        return 0.0


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


def encode(self: TransformerEncoder, x: tf.Tensor, pad_mask: tf.Tensor | None = None, training: Any = None) -> Any:
    """TransformerEncoder.call, where in training only the last real place of each row has its output, all others 0.

    `x` is (batch, length, features), `pad_mask` (batch, length, 1) with 1 where nothing real is. Attention weights
    are not given in training.
    """
    # The first argument has the name by which Keras tells a method.
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
    """The rows of a batch without what fills them up: their real places, one after the other in a single row.

    A row of their own, since Keras' layers remember how many dimensions they were built for.
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
        """(batch, length, units) to (1, places, units)"""
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
    key, value = (
        attention._split_heads(rows.unpacked(dense(normed)))
        for dense in (attention._key_dense_layer, attention._value_dense_layer)
    )
    if only_last:
        places, normed = rows.last(places), rows.last(normed)
    queries = attention._query_dense_layer(normed)
    query = attention._split_heads(queries[0, :, tf.newaxis] if only_last else rows.unpacked(queries))
    seen, _ = attention._scaled_dot_product_attention(query, key, value, rows.mask, True)
    seen = attention._combine_heads(seen)
    seen = attention._output_dense_layer(seen[tf.newaxis, :, 0] if only_last else rows.packed(seen))
    places += layer._dropout(seen, training=True)
    fed = places
    for step in layer._ffn_layers:
        fed = step(fed, training=True)
    return places + fed
