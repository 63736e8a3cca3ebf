"""Masked lines on the Documents page, and the button that restores one."""

from collections.abc import Callable

import pytest
from apptesting import run
from casefile import CHROME
from streamlit.testing.v1 import AppTest

from dashboard.restoring import KEY, line, lines_of
from dashboard.state import current_workspace
from evidence.model import Document, Mask
from workspace import Workspace

TEXT = "Menu\n\n  Home  \r\nThe minister left."


def test_masks_are_listed_line_by_line() -> None:
    document = Document("d", "a.txt", TEXT, "", masks=(Mask(0, 16, "chrome"),))
    assert [line(document, mask) for mask in lines_of(document)] == ["Menu", "Home"]
    assert all(mask.start < mask.end <= 16 for mask in lines_of(document))


def test_chosen_line_is_restored(
    open_page: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(Workspace, "restore_text", lambda _, *asked_: asked.append(asked_))
    app = open_page("documents")
    box = app.selectbox(key=KEY)
    assert box.options == [CHROME]
    app = run(box.select_index(0))
    run(next(button for button in app.button if button.label == "Restore it").click())
    ((document, start, end, user),) = asked
    assert current_workspace().document(str(document)).text[start:end] == CHROME
    assert user == "ada"
