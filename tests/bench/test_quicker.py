"""The quicker training of stock Rasa computes what Rasa's own does."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.agent import Agent
from rasa.engine.exceptions import GraphComponentException
from rasa.utils.tensorflow.models import RasaModel
from rasa.utils.tensorflow.transformer import TransformerEncoder

from bench.nlu.quicker import RegularizedAdam, encode, quicker, train_step

if TYPE_CHECKING:
    from tests.bench.conftest import Train

UNITS, FEATURES = 8, 5
Encode = Callable[..., tuple[tf.Tensor, tf.Tensor]]


@pytest.fixture(scope="module")
def encoder() -> TransformerEncoder:
    """Two layers without dropout, with weights."""
    tf.random.set_seed(1)
    encoder = TransformerEncoder(2, UNITS, 2, 4 * UNITS, 0.002, dropout_rate=0.0, density=1.0)
    encoder(tf.zeros((1, 3, FEATURES)), tf.zeros((1, 3, 1)), training=True)
    return encoder


def last_and_gradients(encode: Encode, encoder: TransformerEncoder, lengths: list[int]) -> list[np.ndarray]:
    """The output at the last real place of each row, and what a loss on it says to all weights and to the input."""
    real = tf.sequence_mask(lengths, dtype=tf.float32)[..., tf.newaxis]
    x = tf.random.stateless_normal((len(lengths), max(lengths), FEATURES), seed=(1, 2))
    with tf.GradientTape() as tape:
        tape.watch(x)
        output, _ = encode(encoder, x, 1 - real, True)
        last = tf.gather_nd(output, [[row, length - 1] for row, length in enumerate(lengths)])
        loss = tf.reduce_sum(tf.sin(last) * tf.range(1.0, UNITS + 1))
    return [last.numpy(), *(one.numpy() for one in tape.gradient(loss, [x, *encoder.trainable_variables]))]


@settings(max_examples=25, deadline=None)
@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_last_place_of_every_message_comes_out_as_with_all_of_them(
    encoder: TransformerEncoder, lengths: list[int]
) -> None:
    wanted = last_and_gradients(TransformerEncoder.call, encoder, lengths)

    found = last_and_gradients(encode, encoder, lengths)

    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-4)


class Small(RasaModel):
    """One weight that is regularised and one that is not."""

    def __init__(self) -> None:
        super().__init__(random_seed=1)
        self.penalised = tf.keras.layers.Dense(3, kernel_regularizer=tf.keras.regularizers.l2(0.1))
        self.free = tf.keras.layers.Dense(1)

    def batch_loss(self, batch_in: Any) -> tf.Tensor:
        return tf.reduce_mean(tf.square(self.free(self.penalised(batch_in[0])) - 1.0))


def weights_after(steps: int, train: Callable[..., Any], optimizer: Callable[[RasaModel], Any]) -> list[np.ndarray]:
    model = Small()
    model.compile(optimizer=optimizer(model))
    batches = [(tf.random.stateless_normal((4, 5), seed=(step, 1)),) for step in range(steps)]
    learn = tf.function(lambda batch: train(model, batch))
    for batch in batches:
        learn(batch)
    return [weight.numpy() for weight in model.trainable_variables]


def test_a_step_moves_the_weights_as_rasas_own_does() -> None:
    wanted = weights_after(5, RasaModel.train_step, lambda model: tf.keras.optimizers.Adam(0.05))

    found = weights_after(5, train_step, lambda model: RegularizedAdam(model, 0.05))

    without_penalty = weights_after(5, train_step, lambda model: tf.keras.optimizers.Adam(0.05))
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    assert not np.allclose(found[0], without_penalty[0], atol=1e-3)


def confidences(model: str) -> dict[str, list[float]]:
    """What Rasa makes of some messages, by intent."""
    agent, found = Agent.load(model), defaultdict(list)
    for message in ("what is the price", "are you open", "hello there, how are you today?"):
        for one in asyncio.run(agent.parse_message(message))["intent_ranking"]:
            found[one["name"]].append(one["confidence"])
    return found


def test_the_model_comes_out_as_rasas_own_where_nothing_is_left_to_chance(train: Train) -> None:
    options = ("drop_rate: 0.0", "regularization_constant: 0.1", "learning_rate: 0.005")
    wanted = confidences(train(*options))

    with quicker():
        model = train(*options)

    found = confidences(model)
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        assert found[name] == pytest.approx(values, abs=1e-5)


@pytest.mark.parametrize(
    "option",
    [
        "use_key_relative_attention",
        "use_value_relative_attention",
        "unidirectional_encoder",
        "use_masked_language_model",
    ],
)
def test_a_pipeline_that_needs_every_place_is_refused(train: Train, option: str) -> None:
    with quicker(), pytest.raises(GraphComponentException) as refused:
        train(f"{option}: true")

    assert option in str(refused.value.__cause__)


def test_a_model_that_is_not_diet_is_refused() -> None:
    with quicker(), pytest.raises(ValueError, match="for DIET"):
        Small().compile(optimizer=tf.keras.optimizers.Adam())


def test_rasa_trains_as_ever_afterwards() -> None:
    before = (RasaModel.compile, RasaModel.train_step, TransformerEncoder.call)

    with quicker():
        assert TransformerEncoder.call is encode

    assert (RasaModel.compile, RasaModel.train_step, TransformerEncoder.call) == before
    assert TransformerEncoder.call is not encode
