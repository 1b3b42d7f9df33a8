"""The fixtures that these tests share with others."""

from tests.fixtures import anyio_backend, database, printed, settings, thinker

__all__ = ["anyio_backend", "database", "printed", "settings", "thinker"]
