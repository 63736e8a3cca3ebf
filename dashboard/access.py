"""Who may do what: a login where one is configured, and the roles viewer and analyst.

Without [auth] in .streamlit/secrets.toml there is no login, and whoever reaches the port is an
analyst. With it, the lists in [roles] say who is what; who is in none is refused.
"""

import getpass
import os
from collections.abc import Mapping
from enum import StrEnum

import streamlit as st


class Role(StrEnum):
    """What a person may do."""

    ANALYST = "analyst"
    """Look, decide, add documents."""
    VIEWER = "viewer"
    """Look."""


def admitted() -> bool:
    """Whether this session may see the workspace; else what to do is on the page."""
    if not needs_login() or (is_logged_in() and role() is not None):
        return True
    st.title("Citegraph")
    if is_logged_in():
        st.error("Your account has no role in this workspace. Ask who runs it.")
        st.button("Log out", on_click=st.logout)
    else:
        st.button("Log in", on_click=st.login, type="primary")
    return False


def needs_login() -> bool:
    """Whether a login is configured."""
    return "auth" in _secrets()


def is_logged_in() -> bool:
    """Whether this session is somebody's."""
    return bool(st.user.get("is_logged_in"))


def role() -> Role | None:
    """The role of this session; None: no access."""
    if not needs_login():
        return Role.ANALYST
    listed = _secrets().get("roles")
    return role_of(st.user.to_dict(), listed if isinstance(listed, Mapping) else {})


def role_of(person: Mapping[str, object], roles: Mapping[str, object]) -> Role | None:
    """The role that the lists "analysts" and "viewers" give to a person.

    Args:
        person: Claims of the identity token; "email" counts unless it is told to be unverified.
        roles: E-mail addresses in any case, or "*" for everybody who can log in.
    """
    email = str(person.get("email") or "").casefold()
    if not email or person.get("email_verified") is False:
        return None
    for name, found in (("analysts", Role.ANALYST), ("viewers", Role.VIEWER)):
        listed = roles.get(name)
        members = [str(m).casefold() for m in listed] if isinstance(listed, (list, tuple)) else []
        if email in members or "*" in members:
            return found
    return None


def name() -> str:
    """Who decides, as the journal shall name them."""
    if needs_login():
        return str(st.user.get("email") or "unknown")
    try:
        return os.environ.get("CITEGRAPH_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


def _secrets() -> Mapping[str, object]:
    return st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}
