"""The encoders' weights as published: files of a package, which must be the ones that we know."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path


class EncoderError(Exception):
    """An encoder's weights are missing or not the ones we know."""


def published_file(package: str, inside: str, sha256: str) -> Path:
    """Where the file lies that the package has `inside`, a path. Raises EncoderError."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {package} with an encoder's weights is missing. `make train` installs it.")
    file = Path(spec.origin).parent / inside
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError(f"{file.name} of {package} cannot be read: {error.strerror}. Install it again.") from error
    if found != sha256:
        raise EncoderError(f"{file.name} has checksum {found}, expected {sha256}. Install {package} again.")
    return file
