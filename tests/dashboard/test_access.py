"""The login where one is configured, and what each role may do."""

from pathlib import Path

import pytest
from apptesting import run
from streamlit.testing.v1 import AppTest

from dashboard.access import Role, role_of

ROOT = Path(__file__).parents[2]
ROLES = {"analysts": ["Ann@x.org"], "viewers": ["bo@x.org"]}


@pytest.mark.parametrize(
    ("person", "role"),
    [
        ({"email": "ann@X.org"}, Role.ANALYST),
        ({"email": "bo@x.org", "email_verified": True}, Role.VIEWER),
        ({"email": "bo@x.org", "email_verified": False}, None),
        ({"email": "eve@x.org"}, None),
        ({"email": ""}, None),
        ({"name": "ann@x.org"}, None),
    ],
)
def test_role_follows_the_verified_address(person: dict[str, object], role: Role | None) -> None:
    assert role_of(person, ROLES) is role


def test_star_is_everybody_who_can_log_in() -> None:
    assert role_of({"email": "eve@x.org"}, {**ROLES, "viewers": ["*"]}) is Role.VIEWER
    assert role_of({}, {"viewers": ["*"]}) is None


def opened(user: dict[str, object], script: str = "") -> AppTest:
    path = str(ROOT / "app.py")
    app = AppTest.from_string(script) if script else AppTest.from_file(path)
    app.default_timeout = 30
    app.secrets = {"auth": {"client_id": "x"}, "roles": ROLES}
    app.user = user
    return app


@pytest.mark.parametrize(
    ("user", "button"),
    [({}, "Log in"), ({"is_logged_in": True, "email": "eve@x.org"}, "Log out")],
)
def test_nothing_of_the_workspace_is_shown_without_a_role(
    case_file: Path, user: dict[str, object], button: str
) -> None:
    app = run(opened(user))
    assert [shown.label for shown in app.button] == [button]
    assert not app.get("bidi_component")
    assert not app.get("download_button")


def test_viewer_can_neither_decide_nor_upload(case_file: Path) -> None:
    viewer = {"is_logged_in": True, "email": "bo@x.org"}
    assert run(opened(viewer)).get("bidi_component")
    script = """
import streamlit as st
from dashboard.state import current_workspace, user
from errors import StoreError
for act in (lambda w: w.rename("Norway", "Noreg", user()), lambda w: w.save_view("a", "")):
    try:
        act(current_workspace())
    except StoreError as error:
        st.text(str(error))
from dashboard.pages import documents
documents.page()
"""
    app = run(opened(viewer, script))
    assert all("read-only" in shown.value for shown in app.text[:2])
    assert not app.get("file_uploader")


def test_analyst_decides_under_their_own_name(case_file: Path) -> None:
    script = """
from dashboard.state import current_workspace, user
current_workspace().rename("Norway", "Noreg", user())
import streamlit as st
st.text(current_workspace().log()[-1].user)
"""
    app = run(opened({"is_logged_in": True, "email": "ann@x.org"}, script))
    assert app.text[0].value == "ann@x.org"
