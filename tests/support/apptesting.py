"""Handles on an app under AppTest."""

import json
from typing import Any, Protocol

from streamlit.testing.v1 import AppTest

from dashboard.events import handle
from dashboard.state import current_workspace


class Runs(Protocol):
    """An app, or a widget of it that was just used."""

    def run(self) -> AppTest:
        """Run the script."""
        ...


def run(changed: Runs) -> AppTest:
    """Run the script; nothing may go wrong."""
    app = changed.run()
    assert not app.exception, app.exception
    return app


def component_data(app: AppTest, key: str) -> dict[str, Any]:
    """What a component of ours was given."""
    found = next(item for item in app.get("bidi_component") if item.key == key)
    return dict(json.loads(found.proto.json or found.proto.mixed.json))


def send(app: AppTest, event: dict[str, object]) -> AppTest:
    """What the browser does when something in a component is clicked."""
    handle(event, app.session_state["explorer"], current_workspace())
    return run(app)
