"""What a server needs for a moment does not stay with it."""

from __future__ import annotations

import platform

import pytest

from bot.memory import give_back_what_is_freed


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_glibc_takes_the_limit() -> None:
    assert give_back_what_is_freed()


def test_a_c_library_without_limits_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())

    assert not give_back_what_is_freed()
