"""Gives freed memory back to the system, where the C library is glibc."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD = -1  # glibc's M_TRIM_THRESHOLD
_KEPT = 128 * 1024  # bytes of free memory that stay for the next use: glibc's own default to begin with


def give_back_what_is_freed() -> bool:
    """False where the C library keeps its own ways.

    glibc raises this limit with each large block that is freed, so that what loading a model needed for a moment
    stays with the server for good: 16 MiB. A limit that is set stays where it is.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_TRIM_THRESHOLD, _KEPT) == 1
