"""The widget's modules: their own tests, and what a browser gets of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.widget import FOLDER, joined_script, served_files

TESTS = Path(__file__).parent
BUDGET_BYTES = 15_000


def node(*arguments: str) -> None:
    if not shutil.which("node"):
        pytest.skip("Node is not installed here; the widget itself does not need it.")
    done = subprocess.run(["node", *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_modules_keep_their_promises():
    node("--test", *map(str, sorted(TESTS.glob("*.test.mjs"))))


@pytest.mark.parametrize("module", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_each_module_is_sound_and_says_what_it_promises(module: Path):
    node("--check", str(module))

    assert module.read_text("utf-8").startswith("// @ts-check\n/**")


def test_the_joined_script_is_sound_and_imports_nothing(tmp_path: Path):
    script = tmp_path / "joined.mjs"
    script.write_text(joined_script(), "utf-8")

    node("--check", str(script))

    assert not re.search(r"^\s*(import|export)\b", script.read_text("utf-8"), re.MULTILINE)


def test_the_joined_script_holds_every_module_once():
    script = joined_script()

    for module in FOLDER.glob("*.js"):
        for name in re.findall(r"^export (?:const|class) (\w+)", module.read_text("utf-8"), re.MULTILINE):
            assert len(re.findall(rf"^(?:const|class) {name}\b", script, re.MULTILINE)) == 1, name


def test_script_and_styles_stay_within_their_budget():
    files = served_files()

    assert len(files["clinic-chat.js"].gzipped) + len(files["clinic-chat.css"].gzipped) <= BUDGET_BYTES


def test_neither_page_nor_widget_asks_anything_of_another_host():
    for name, file in served_files().items():
        addresses = re.findall(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s'\"]*", file.body.decode())

        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, name


def test_every_public_property_of_the_theme_is_explained():
    styles = (FOLDER / "clinic-chat.css").read_text("utf-8")

    declared = re.findall(r"^  (--chat-[\w-]+):", styles, re.MULTILINE)

    assert len(declared) > 10
    for name in declared:
        assert re.search(rf"^  {name}: [^\n]*/\* [^\n]+ \*/$", styles, re.MULTILINE), name
