"""What would you like to come for? Which services a message names."""

from __future__ import annotations

import pytest

from bot.booking.services import mentioned, read_service
from tests.booking.said import SERVICES


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("cupping please", ("cupping",)),
        ("Cuping", ("cupping",)),
        ("accupunctur", ("acupuncture",)),
        ("can i get cupped", ("cupping",)),
        ("gua-sha", ("gua sha",)),
        ("acupuncture and guasha", ("acupuncture", "gua sha")),
        ("a back pain consultation", ("back pain consultation",)),
        ("it's my back", ("back pain consultation",)),
        ("acupuncture for my back pain", ("acupuncture",)),
        ("cupping, no wait, acupuncture", ("acupuncture",)),
        ("not cupping, acupuncture", ("acupuncture",)),
        ("swap cupping for gua sha", ("gua sha",)),
        ("gua sha instead of cupping", ("gua sha",)),
        ("a massage", ()),
        ("coupling", ()),
        ("", ()),
    ],
)
def test_services_are_recognised(text: str, services: tuple[str, ...]) -> None:
    assert read_service(text, SERVICES) == services


def test_a_service_to_be_left_out_is_told_apart() -> None:
    assert mentioned("drop the cupping", SERVICES).refused == ("cupping",)


def test_a_clinic_without_services_recognises_none() -> None:
    assert read_service("cupping", {}) == ()
