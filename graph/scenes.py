"""Scenes: views that are kept, with a title and a text, in the order in which they are shown."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from errors import InvalidQuery
from evidence.model import SavedView
from graph.model import ViewQuery
from graph.params import from_params

Camera = tuple[float, float, float, float]
"""Middle (x, y) and extent (width, height) of what is seen, in units of the layout."""
CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Scene:
    """A view to show, read from its URL form."""

    id: str
    title: str
    text: str
    query: ViewQuery
    nodes: tuple[str, ...] = ()
    """Entities that are marked."""
    edges: tuple[str, ...] = ()
    """Edges that are marked; the panel shows the sources of the first."""
    camera: Camera | None = None
    """None: everything is seen."""


def scene_of(view: SavedView) -> Scene:
    """A kept view as a scene.

    Raises:
        InvalidQuery: The view asks for a type or value that there is not.
    """
    params = dict(parse_qsl(view.query))
    return Scene(
        view.id,
        view.name,
        view.note,
        from_params(params),
        _ids(params.get("entity", "")),
        _ids(params.get("edge", "")),
        camera_of(params.get(CAMERA, "").split(",")),
    )


def scenes_of(views: Iterable[SavedView]) -> tuple[Scene, ...]:
    """The scenes of all views that can still be shown."""
    return tuple(scene for view in views if (scene := _readable(view)))


def opening_scene(query: ViewQuery) -> Scene:
    """What is shown where no view was kept."""
    return Scene("opening", "What these documents say", "", query)


def with_camera(view: SavedView, camera: Camera | None) -> SavedView:
    """A view seen from elsewhere; None: as a whole."""
    params = dict(parse_qsl(view.query))
    params.pop(CAMERA, None)
    if camera:
        params[CAMERA] = ",".join(f"{value:.1f}" for value in camera)
    return replace(view, query=urlencode(params))


def camera_of(values: Iterable[object]) -> Camera | None:
    """Four finite numbers with a positive extent, else nothing."""
    try:
        numbers = [float(str(value)) for value in values]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _readable(view: SavedView) -> Scene | None:
    try:
        return scene_of(view)
    except InvalidQuery:
        return None


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)
