"""The widget and the clinic's page as a browser gets them: read, joined and compressed once, at start-up.

The modules also run as they lie here. Joined in the order in which they import each other, and without their
comments, they reach a phone in one answer instead of eleven that wait for one another. Nothing else is changed.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ENTRY = "clinic-chat.js"
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
}

_IMPORT = re.compile(r"^import [^;]*? from '\./([\w-]+\.js)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|class)", re.MULTILINE)
_SCRIPT_COMMENT = re.compile(r"^\s*(?://|/?\*).*\n", re.MULTILINE)  # whole lines: a "//" may also be part of a text
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")


@dataclass(frozen=True)
class ServedFile:
    """One file, ready to be sent either way."""

    body: bytes
    gzipped: bytes
    media_type: str
    etag: str


def served_files(folder: Path = FOLDER) -> Mapping[str, ServedFile]:
    """By name: the page, its style sheet and icon, the widget's script and style sheet."""
    styles = {path.name: _plain_styles(path) for path in folder.glob("*.css")}
    page = {name: (folder / name).read_text("utf-8") for name in ("index.html", "icon.svg")}
    texts = {ENTRY: joined_script(folder), **styles, **page}
    return {name: _ready(name, text) for name, text in texts.items()}


def joined_script(folder: Path = FOLDER) -> str:
    """The entry and all that it imports, dependencies first, as one module."""
    modules: dict[str, str] = {}

    def take(name: str) -> None:
        if name in modules:
            return
        source = (folder / name).read_text("utf-8")
        for imported in _IMPORT.findall(source):
            take(imported)
        modules[name] = _EXPORT.sub("", _IMPORT.sub("", source))

    take(ENTRY)
    return _INDENT.sub("\n", _SCRIPT_COMMENT.sub("", "".join(modules.values())))


def _plain_styles(path: Path) -> str:
    return _INDENT.sub("\n", _STYLE_COMMENT.sub("", path.read_text("utf-8")))


def _ready(name: str, text: str) -> ServedFile:
    body = text.encode()
    return ServedFile(
        body=body,
        gzipped=gzip.compress(body, mtime=0),
        media_type=MEDIA_TYPES[Path(name).suffix],
        etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"',
    )
