"""Opening hours are told the way one says them."""

from __future__ import annotations

from datetime import time

import pytest

from bot.content.hours import DAYS, Hours, Opening, hours_in_words, read_hours
from bot.content.problems import Problems
from bot.content.yaml_lines import parse


def hours(source: str) -> Hours:
    problems = Problems()
    node = parse(source, "clinic.yml", problems)
    assert node is not None
    fields = node.fields("hours")
    assert fields is not None
    found = read_hours(fields)
    assert not problems.found
    return found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{mon: 9:00-17:00}", "Monday 9:00-17:00"),
        ("{mon: 09:00 - 17:00, tue: 9:00–17:00}", "Monday and Tuesday 9:00-17:00"),
        ("{mon: 8:05-12:00, tue: 8:05-12:00, wed: 8:05-12:00}", "Monday to Wednesday 8:05-12:00"),
        ("{mon: 9:00-17:00, tue: closed}", "Monday 9:00-17:00, Tuesday closed"),
        ("{mon: Closed, tue: 9:00-17:00}", "Tuesday 9:00-17:00, Monday closed"),
        ("{mon: [9:00-12:00, 14:00-18:00]}", "Monday 9:00-12:00 and 14:00-18:00"),
        (
            "{mon: 9:00-17:00, tue: 12:00-20:00, wed: 9:00-17:00, thu: 12:00-20:00, fri: 9:00-17:00, sun: closed}",
            "Monday, Wednesday and Friday 9:00-17:00; Tuesday and Thursday 12:00-20:00; Sunday closed",
        ),
    ],
)
def test_a_week_in_words(source: str, said: str) -> None:
    assert hours_in_words(hours(source)) == said


def test_a_day_that_is_left_out_is_unknown_and_not_closed() -> None:
    found = hours("{mon: 9:00-17:00, sun: closed}")

    assert found == {"mon": (Opening(time(9), time(17)),), "sun": ()}
    assert set(DAYS) - set(found) == {"tue", "wed", "thu", "fri", "sat"}
