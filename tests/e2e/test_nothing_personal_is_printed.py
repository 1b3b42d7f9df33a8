"""No visitor's word, name or number is in anything the process prints, even at the most talkative level."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from bench.visitor import Visitor, a_server

SAID = [
    "does it hurt? zanzibar",
    "/restart quokka i cant feel between my legs",
    "asdf mandrake qwer",
    "book me in",
    "cupping",
    "friday at 3",
    "Rosalind Featherstone",
    "rosalind.featherstone@example.com",
    "yes",
    "can somebody call me",
    "my scarf is heliotrope",
    "Featherstone",
    "415 555 0158",
]
PERSONAL = ["zanzibar", "quokka", "mandrake", "rosalind", "featherstone", "heliotrope", "0158", "cupping", "friday"]


async def visit(address: str) -> list[str]:
    async with httpx.AsyncClient(base_url=address) as client:
        visitor = await Visitor.arrive(client)
        for text in SAID:
            await visitor.write(text)
        await asyncio.sleep(3)
        return [message["text"] for message in await visitor.history() if message["from"] == "bot"]


def test_nothing_that_a_visitor_wrote_is_printed(model: Path, tmp_path: Path) -> None:
    output = tmp_path / "printed"
    with output.open("wb") as file, a_server(tmp_path, prints_to=file, LOG_LEVEL="debug") as (address, _):
        replies = asyncio.run(visit(address))
    printed = output.read_text(encoding="utf-8").lower()

    assert any("reference" in reply for reply in replies), "the booking went through"
    assert "turn stored" in printed, "the process did print"
    assert [word for word in PERSONAL if word in printed.replace("faq/cupping", "")] == []
