"""It stays a Rasa project: Rasa's own commands work from the root, and warn of nothing that is not explained."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KNOWN = (
    r"The intent '(several|inform|affirm|deny|cancel)' is listed in the domain file, but is not found",
    r"The intent '(inform|affirm|deny|cancel)' is not used in any story or rule",
    r"The utterance 'utter_ask_(booking|call_back)_form_\w+' is not used",
    r"The utterance 'utter_form_help_\w+' is not used",
    r"The utterance 'utter_(booking|call_back)_submitted' is not used",
    r"The utterance 'utter_request_dropped' is not used",
    r"The utterance 'utter_unknown_service' is not used",
    r"The utterance 'utter_handoff' is not used",
    r"Slot auto-fill has been removed in 3.0",
    r"You have defined training data consisting of lookup tables",
    r"You have defined synonyms in your training data",
    r"Deprecated API features detected",
    r"pkg_resources",
    r"load_module",
    r"deprecated - use",
)


def rasa(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=400
    )


def unexplained(output: str) -> list[str]:
    warnings = [line for line in output.splitlines() if "Warning: " in line]
    return [line for line in warnings if not any(re.search(known, line) for known in KNOWN)]


def test_rasa_data_validate_finds_nothing_that_is_not_explained() -> None:
    run = rasa("data", "validate")

    assert run.returncode == 0, run.stdout[-2000:]
    assert unexplained(run.stdout) == []


def test_rasa_train_makes_a_model(tmp_path: Path) -> None:
    run = rasa("train", "--out", str(tmp_path), "--fixed-model-name", "by_rasa")

    assert run.returncode == 0, run.stdout[-2000:]
    assert (tmp_path / "by_rasa.tar.gz").exists()
    assert unexplained(run.stdout) == []


@pytest.fixture
def shell(model: Path) -> Iterator[int]:
    """`rasa shell` in a terminal of its own; the terminal's handle."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "COLUMNS": "400"}
    process = subprocess.Popen(
        [sys.executable, "-m", "rasa", "shell", "-m", str(model / "assistant.tar.gz")],
        cwd=ROOT,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    yield ours
    process.kill()
    process.wait()
    os.close(ours)


def test_rasa_shell_answers(shell: int) -> None:
    shown_until(shell, "Your input")

    os.write(shell, b"does it hurt?\r")

    shown_until(shell, "nervous about needles")


def shown_until(terminal: int, wanted: str, seconds: float = 90) -> None:
    """Reads what the terminal shows until it has shown the text; line breaks of its own do not count."""
    shown = ""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536).decode(errors="ignore")
        if wanted in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[\r\n]", "", shown):
            return
    raise AssertionError(f"{wanted!r} was not shown; the last was {shown[-500:]!r}")
