"""The files under data/: which there are, and what must hold for every one of them, whatever it says.

Rasa reads each YAML file under data/ too and takes one for its own where a line starts with one of its keys. Only
`dialogue/rules.yml` is meant to be; the lines of all others are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.content.problems import Place, Problems
from bot.content.yaml_lines import Node, parse

RASAS_OWN = "dialogue/rules.yml"
RASAS_KEYS = re.compile(r"\s*(nlu|rules|stories|responses):")
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class DataFolder:
    """A content folder."""

    root: Path
    problems: Problems

    def check_every_file(self) -> None:
        """Notes what Rasa would misread, and YAML files that would be overlooked for their ending."""
        for path in sorted(self.root.rglob("*")):
            if path.suffix == ".yaml":
                self.problems.add(Place(self.name_of(path), 1), 'This file is not read. Let its name end in ".yml".')
            is_ours = path.suffix in (".yml", ".yaml") and path != self.root / RASAS_OWN
            source = self._source(path) if is_ours else None
            if source is not None:
                self._check_lines(source, self.name_of(path))

    def topics(self, folder: str, *, only: Collection[str] | None = None) -> list[tuple[str, Node]]:
        """The files of a folder by their name without ending, each with its parsed document."""
        paths = sorted((self.root / folder).glob("*.yml"))
        documents = ((path.stem, self.document(path)) for path in paths if only is None or path.stem in only)
        return [(topic, node) for topic, node in documents if node]

    def document(self, path: Path) -> Node | None:
        source = self._source(path)
        return parse(source, self.name_of(path), self.problems) if source is not None else None

    def name_of(self, path: Path) -> str:
        """How problems name a file: from the folder that holds the content on."""
        if path.is_relative_to(self.root):
            return (self.root.resolve().name / path.relative_to(self.root)).as_posix()
        return path.as_posix()

    def _source(self, path: Path) -> str | None:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or "it can't be read"
            self.problems.add_unreadable(Place(self.name_of(path), 1), f"This file can't be read: {reason}.")
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            sentence = "This line is not in UTF-8. Save the file with that encoding."
            self.problems.add_unreadable(Place(self.name_of(path), line), sentence)
            return None

    def _check_lines(self, source: str, file: str) -> None:
        for number, line in enumerate(LINE_END.split(source), start=1):
            if "\t" in line:
                self.problems.add(Place(file, number), "This line has a tab. Use spaces instead.")
            if reserved := RASAS_KEYS.match(line):
                sentence = f'Rasa takes a line that starts with "{reserved[1]}:" for its own. Word it differently.'
                self.problems.add(Place(file, number), sentence)
