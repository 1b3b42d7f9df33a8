"""Time wishes: the day exactly, a window by its ends."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.booking.times import When
from bot.evaluation.lines import BadEvaluation
from bot.evaluation.sets import read_set
from bot.evaluation.times import FIELDS, ExpectedTime, JudgedTime, Meant, time_figures
from tests.evaluation.builders import a_file

NOW = datetime(2026, 5, 6, 10, 20)
WEEK = Meant(earliest="2026-05-11", latest="2026-05-17")


def judged(meant: Meant, read: Meant) -> JudgedTime:
    return JudgedTime(ExpectedTime("some time", NOW, meant), read)


def test_day_time_and_part_are_exact() -> None:
    meant = Meant(date="2026-05-07", time="16:30")

    assert judged(meant, meant).right
    assert not judged(meant, Meant(date="2026-05-08", time="16:30")).right
    assert not judged(meant, Meant(date="2026-05-07")).right
    assert not judged(Meant(date="2026-05-07", part="evening"), Meant(date="2026-05-07")).right


def test_a_window_is_right_by_both_ends() -> None:
    assert judged(WEEK, WEEK).right
    assert not judged(WEEK, Meant(earliest="2026-05-11", latest="2026-05-18")).right
    assert not judged(WEEK, Meant(earliest="2026-05-11")).right


def test_within_three_days_a_window_is_a_matter_of_taste() -> None:
    assert judged(WEEK, Meant(earliest="2026-05-10", latest="2026-05-20")).window_close
    assert not judged(WEEK, Meant(earliest="2026-05-11", latest="2026-05-21")).window_close
    assert not judged(WEEK, Meant(earliest="2026-05-11")).window_close


def test_on_one_day_the_window_ends_at_a_time() -> None:
    afternoon = Meant(date="2026-05-06", earliest="2026-05-06T16:00")

    assert not judged(afternoon, Meant(date="2026-05-06", earliest="2026-05-06T17:00")).right


def test_where_nothing_is_meant_nothing_may_be_read() -> None:
    assert judged(Meant(), Meant.from_when(None)).right
    assert not judged(Meant(), Meant(date="2026-05-07")).right


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("time", "3pm", "15:00"),
        ("time", "15:00:00", "15:00"),
        ("earliest", "2026-05-06T10:20+02:00", "clinic's time"),
    ],
)
def test_what_no_wish_could_ever_equal_is_refused(tmp_path: Path, field: str, value: str, said: str) -> None:
    line = {"said": "at three", "now": "2026-05-06T10:20", **dict.fromkeys(FIELDS), field: value}

    with pytest.raises(BadEvaluation, match=rf"set\.jsonl.*{said}"):
        read_set(a_file(tmp_path, line))


def test_a_wish_is_told_in_iso_8601() -> None:
    when = When("half 4 on thursday", date=date(2026, 5, 7), time=time(16, 30), earliest=datetime(2026, 5, 7, 16, 0))

    assert Meant.from_when(when) == Meant(date="2026-05-07", time="16:30", earliest="2026-05-07T16:00")


def test_the_figures_part_days_windows_and_neither() -> None:
    some = [judged(WEEK, Meant(earliest="2026-05-12", latest="2026-05-17")), judged(Meant(), Meant())]

    shares = {figure.name: (figure.share.hits, figure.share.total) for figure in time_figures(some)}

    assert shares["window"] == (0, 1)
    assert shares["no day"] == (1, 1)
    assert shares["windows, each end within three days"] == (1, 1)
