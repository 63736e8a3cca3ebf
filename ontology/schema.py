"""The types of entities, relations and events, and their triggers, read from YAML and checked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from errors import OntologyError

FOLDER = Path(__file__).parent
DATA_SUFFIXES = (".yml", ".json", ".tsv", ".csv")
TRIGGER_KINDS = ("verb", "noun", "adjective")
TRIGGER_NEEDS = (
    "",
    "denied",
    "goods",
    "hostile",
    "infinitive",
    "intransitive",
    "naming",
    "support",
)
TRIGGER_FIELDS = frozenset(
    {"words", "kind", "mode", "target", "source", "score", "reciprocal", "needs", "denies"}
)


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of thing."""

    name: str
    label: str
    plural: str
    colour: str
    """#RRGGBB, from the colour-blind safe palette of Okabe and Ito."""
    shape: str
    """A shape of vis-network."""
    model_labels: tuple[str, ...]
    """Labels of spaCy's models that mean this type."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that make a claim of the type, and the grammar of its two ends."""

    words: tuple[str, ...]
    """Lemmas; the first is the head, the rest its particles: ("lash", "out", "at")."""
    kind: str
    """One of TRIGGER_KINDS."""
    mode: str | None = None
    target: tuple[str, ...] = ()
    """Grammar slots that may fill the target, best first, see ontology/README.md; empty: the object
    of the last preposition among the words, else "object" of a verb and "of" of a noun."""
    source: tuple[str, ...] = ()
    """The same for the source; empty: subject of a verb, possessor or "by" of a noun."""
    score: float = 0.8
    reciprocal: bool = False
    """True if "A and B did it" means that A did it with B."""
    needs: str = ""
    """One of TRIGGER_NEEDS: what else must stand there for the words to mean the type."""
    denies: bool = False
    """True if the words say that it is not so: "take sides" denies neutrality."""


@dataclass(frozen=True, slots=True)
class ClaimType:
    """A relation that stands, or an event."""

    name: str
    label: str
    """As drawn on the edge: "accuses"."""
    kind: str
    """"relation" or "event"."""
    definition: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool = False
    inverse: str = ""
    """Label when read from the other end."""
    modes: tuple[str, ...] = ()
    plover: str = ""
    """PLOVER event type; empty for types of ours."""
    quad: str = ""
    """PLOVER quad class."""
    cameo: str = ""
    """CAMEO root code."""
    wikidata: str = ""
    followthemoney: str = ""
    triggers: tuple[Trigger, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that may be said."""

    entities: Mapping[str, EntityType]
    claims: Mapping[str, ClaimType]
    """Relations first, then events, in the order of their files."""
    hash: str
    """SHA-256 of the files, in hexadecimal, first 16 digits."""


@lru_cache
def load_ontology(folder: Path = FOLDER) -> Ontology:
    """Read and check the ontology.

    Raises:
        OntologyError: A file is missing or an entry breaks a rule; the message names both.
    """
    entities = {
        name: _entity_type(name, entry) for name, entry in _entries(folder / "entities.yml").items()
    }
    claims: dict[str, ClaimType] = {}
    for kind in ("relation", "event"):
        for name, entry in _entries(folder / f"{kind}s.yml").items():
            claims[name] = _claim_type(name, kind, entry, frozenset(entities))
    return Ontology(entities, claims, ontology_hash(folder))


def ontology_hash(folder: Path = FOLDER) -> str:
    """Hash of every data file of the folder, names included."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.glob("*.*") if path.suffix in DATA_SUFFIXES):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _entries(path: Path) -> dict[str, dict[str, object]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(content, dict) or not all(
        isinstance(entry, dict) for entry in content.values()
    ):
        raise OntologyError(f"{path.name}: should map each type to its fields.")
    return content


def _entity_type(name: str, entry: dict[str, object]) -> EntityType:
    return EntityType(
        name=name,
        label=_text(name, entry, "label"),
        plural=_text(name, entry, "plural"),
        colour=_text(name, entry, "colour"),
        shape=_text(name, entry, "shape"),
        model_labels=_texts(name, entry, "model_labels"),
    )


def _claim_type(
    name: str, kind: str, entry: dict[str, object], entity_types: frozenset[str]
) -> ClaimType:
    domain, range_ = _texts(name, entry, "domain"), _texts(name, entry, "range")
    for type_ in (*domain, *range_):
        if type_ not in entity_types:
            raise OntologyError(
                f"{name}: {type_} is no entity type; there are {', '.join(sorted(entity_types))}."
            )
    modes = _texts(name, entry, "modes")
    return ClaimType(
        name=name,
        label=_text(name, entry, "label"),
        kind=kind,
        definition=_text(name, entry, "definition"),
        domain=domain,
        range=range_,
        symmetric=bool(entry.get("symmetric", False)),
        inverse=_optional(entry, "inverse"),
        modes=modes,
        plover=_optional(entry, "plover"),
        quad=_optional(entry, "quad"),
        cameo=_optional(entry, "cameo"),
        wikidata=_optional(entry, "wikidata"),
        followthemoney=_optional(entry, "followthemoney"),
        triggers=tuple(_triggers(name, entry, frozenset(modes))),
    )


def _triggers(name: str, entry: dict[str, object], modes: frozenset[str]) -> list[Trigger]:
    found = entry.get("triggers", [])
    if not isinstance(found, list):
        raise OntologyError(f"{name}: triggers should be a list.")
    return [trigger for item in found for trigger in _trigger_group(name, item, modes)]


def _trigger_group(name: str, item: object, modes: frozenset[str]) -> list[Trigger]:
    """One entry: a phrase, or a list of phrases that share their grammar."""
    if not isinstance(item, dict) or not item.get("words"):
        raise OntologyError(f"{name}: a trigger needs at least `words`: {item}.")
    phrases = item["words"] if isinstance(item["words"], list) else [item["words"]]
    _check_trigger(name, item, modes)
    mode = item.get("mode")
    return [
        Trigger(
            words=tuple(str(phrase).split()),
            kind=str(item.get("kind", "verb")),
            mode=None if mode is None else str(mode),
            target=tuple(str(item.get("target", "")).split()),
            source=tuple(str(item.get("source", "")).split()),
            score=float(item.get("score", 0.8)),
            reciprocal=bool(item.get("reciprocal", False)),
            needs=str(item.get("needs", "")),
            denies=bool(item.get("denies", False)),
        )
        for phrase in phrases
    ]


def _check_trigger(name: str, item: dict[str, object], modes: frozenset[str]) -> None:
    unknown = sorted(set(item) - TRIGGER_FIELDS)
    if unknown:
        raise OntologyError(f"{name}: unknown trigger field {unknown[0]} in {item['words']}.")
    for field in ("target", "source"):
        if not isinstance(item.get(field, ""), str):
            raise OntologyError(
                f"{name}: trigger {item['words']}: {field} is not text; YAML reads a bare on, off, "
                f"yes or no as true or false, so put it in quotes."
            )
    kind, mode, needs = item.get("kind", "verb"), item.get("mode"), item.get("needs", "")
    if kind not in TRIGGER_KINDS:
        raise OntologyError(f"{name}: trigger kind {kind} is none of {', '.join(TRIGGER_KINDS)}.")
    if mode is not None and mode not in modes:
        raise OntologyError(f"{name}: trigger mode {mode} is not among the type's modes.")
    if needs not in TRIGGER_NEEDS:
        raise OntologyError(f"{name}: trigger need {needs} is none of {', '.join(TRIGGER_NEEDS)}.")


def _text(name: str, entry: dict[str, object], field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value:
        raise OntologyError(f"{name}: field {field} is missing or not text.")
    return value


def _optional(entry: dict[str, object], field: str) -> str:
    return str(entry.get(field, ""))


def _texts(name: str, entry: dict[str, object], field: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise OntologyError(f"{name}: field {field} should be a list of strings.")
    return tuple(value)
