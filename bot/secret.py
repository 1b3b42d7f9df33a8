"""The key that signs visitors' tokens: the one from the settings, or a random one made on the first run."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path


def signing_key(given: str | None, state_dir: Path) -> str:
    """The given key, or else the one in `state_dir`/secret, which only its owner can read."""
    return given or _kept(state_dir / "secret")


def derived(key: str, purpose: str) -> str:
    """Another key, for one purpose: whoever learns it knows nothing of the first. 64 letters and digits."""
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_text(encoding="utf-8").strip()


def _make(path: Path) -> None:
    """Writes the secret beside its place and links it there, so that of two first runs both use the same one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other run was quicker
    finally:
        draft.unlink()
