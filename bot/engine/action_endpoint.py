"""Runs the custom actions in this process, where Rasa would call an action server over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection

from bot.engine.failures import Failures


class InProcessActions(EndpointConfig):
    """An endpoint that answers what an action server would, and remembers what failed."""

    def __init__(self, actions: Iterable[Action], failures: Failures) -> None:
        super().__init__(url="in-process")
        self._failures = failures
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    async def request(
        self, method: str = "post", subpath: str | None = None, content_type: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        call = kwargs["json"]
        try:
            outcome = await self._executor.run(call)
        except SdkRejection as rejection:
            raise ActionExecutionRejection(call["next_action"]) from rejection
        except Exception as error:  # whatever an action raises, the visitor gets an answer
            self._failures.record(call["next_action"], error)
            outcome = None
        return outcome or {"events": [], "responses": []}
