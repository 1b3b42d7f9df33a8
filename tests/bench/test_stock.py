"""Stock Rasa beside ours: what its answers count as, the project it is given, the page. DIET itself is not run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rasa.cli
import yaml

from bench.nlu.own_data import SideBySide, StockLearner, on_a_fold, on_messages
from bench.nlu.record import FOLD, PUBLIC, SAMPLE, of_own, read_sections, write_section
from bench.nlu.stock import StockRun, answer_for, write_project
from bot.content import Content, load_content
from bot.evaluation.messages import Expected, Judged
from tests.evaluation.stand_ins import WordLearner

ID_OF = {"faq-prices": "faq/prices", "faq-hours": "faq/hours"}


def parsed(intent: str | None) -> dict[str, object]:
    return {"intent": {"name": intent, "confidence": 0.5}}


def test_falling_back_is_not_understanding() -> None:
    assert answer_for(parsed("nlu_fallback"), ID_OF) == "dialogue/not_understood"
    assert answer_for(parsed(None), ID_OF) == "dialogue/not_understood"
    assert answer_for(parsed("faq-prices"), ID_OF) == "faq/prices"


def test_the_stock_pipeline_is_the_one_that_rasa_init_proposes(tmp_path: Path) -> None:
    """rasa init leaves its pipeline in comments, as what is used where none is configured."""
    write_project(tmp_path / "project", ["how much", "when open"], ["faq/prices", "faq/hours"])
    proposed = Path(rasa.cli.__file__).parent / "initial_project" / "config.yml"
    lines = [line[2:] for line in proposed.read_text(encoding="utf-8").splitlines() if line.startswith("#   ")]
    wanted = [step for step in yaml.safe_load("\n".join(lines)) if not step["name"].endswith(("Policy", "Selector"))]

    config = yaml.safe_load((tmp_path / "project" / "config.yml").read_text(encoding="utf-8"))
    steps = [{key: value for key, value in step.items() if key != "random_seed"} for step in config["pipeline"]]

    assert steps == wanted


def test_every_example_reaches_rasa_under_its_intent(tmp_path: Path) -> None:
    write_project(tmp_path / "project", ["how much", "when open", "cost?"], ["faq/prices", "faq/hours", "faq/prices"])

    nlu = yaml.safe_load((tmp_path / "project" / "data" / "nlu.yml").read_text(encoding="utf-8"))["nlu"]

    assert nlu == [
        {"intent": "faq-prices", "examples": [{"text": "how much"}, {"text": "cost?"}]},
        {"intent": "faq-hours", "examples": [{"text": "when open"}]},
    ]


@pytest.fixture(scope="module")
def content() -> Content:
    whole = load_content(Path("data"))
    wanted = ("faq/prices", "faq/hours")
    some = [[one for one in whole.examples if one.id == id][:15] for id in wanted]
    return replace(whole, examples=[example for of_id in some for example in of_id])


@pytest.fixture
def always_prices(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Stands in for Rasa; the list has how many examples and messages it was given, each time."""
    asked: list[tuple[int, int]] = []

    def run(texts: list[str], ids: list[str], messages: list[str]) -> StockRun:
        asked.append((len(texts), len(messages)))
        return StockRun(["faq/prices"] * len(messages), [[("faq/prices", 0.7)]] * len(messages), 120.0)

    monkeypatch.setattr("bench.nlu.own_data.run_stock", run)
    return asked


def test_both_are_asked_the_same_messages(content: Content, always_prices: list[tuple[int, int]]) -> None:
    messages = [Expected("what is it", ("faq/prices",), "profile"), Expected("till when", ("faq/hours",), "profile")]
    judged = [Judged(one, (one.accept[0],)) for one in messages]

    found = on_messages(content, messages, judged, StockLearner())

    assert always_prices == [(30, 2)]
    assert (found.stock_errors, found.our_errors) == (1, 0)
    assert found.stock_seconds == 120.0


def test_in_a_fold_nobody_is_asked_what_either_has_learnt(
    content: Content, always_prices: list[tuple[int, int]]
) -> None:
    ours = WordLearner()

    found = on_a_fold(content, ours, StockLearner())

    (learnt, asked) = always_prices[0]
    assert learnt + asked == len(content.examples)
    assert len(ours.learnt[0]) == learnt == found.examples
    assert found.asked == asked > 0


def side_by_side(stock_errors: int, our_errors: int) -> SideBySide:
    return SideBySide(100, 50, [], [], stock_errors, our_errors, 600.0, 9.0)


def test_the_page_says_what_share_of_the_errors_is_left() -> None:
    assert "stock Rasa 30, ours 9, which is 30.0% of theirs" in of_own(side_by_side(30, 9), how="")
    assert "stock Rasa 0, ours 0" in of_own(side_by_side(0, 0), how="")


def test_a_part_that_is_run_alone_replaces_its_section_only(tmp_path: Path) -> None:
    page = tmp_path / "nlu.md"
    write_section(page, SAMPLE, "first")
    write_section(page, PUBLIC, "| a | b |\n|---|---|")
    write_section(page, SAMPLE, "second\n\nand more")

    assert list(read_sections(page)) == [PUBLIC, SAMPLE]
    assert read_sections(page)[SAMPLE] == "second\n\nand more"
    assert FOLD not in page.read_text(encoding="utf-8")
