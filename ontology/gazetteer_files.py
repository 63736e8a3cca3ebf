"""Reading the gazetteer's data files: countries.yml, regions.yml, organizations.yml, places.tsv."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from errors import OntologyError
from ontology.gazetteer import (
    COUNTRY,
    ORGANIZATION,
    PLACE,
    Entry,
    Gazetteer,
    Sense,
    Use,
    first_word,
    fold,
)

COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "population",
    "latitude",
    "longitude",
    "former",
    "alternates",
)
Fields = Mapping[str, object]


def read_gazetteer(folder: Path) -> Gazetteer:
    """All four files as one gazetteer.

    Raises:
        OntologyError: A file is missing or an entry is not of the form that README.md describes.
    """
    gazetteer = Gazetteer()
    countries = _read_yaml(folder / "countries.yml")
    for code, fields in countries.items():
        _add_country(gazetteer, code, fields)
    for key, fields in _read_yaml(folder / "regions.yml").items():
        _add_region(gazetteer, key, fields, _members(fields, countries))
    organizations = _read_yaml(folder / "organizations.yml")
    for key, fields in organizations.items():
        _add_organization(gazetteer, key, fields)
    _add_places(gazetteer, folder / "places.tsv", _capital_names(countries))
    for code, fields in countries.items():
        _add_small_capitals(gazetteer, code, fields)
    for key, fields in organizations.items():
        _add_words(
            gazetteer, gazetteer.entries[f"organization:{key}"], Use.SEAT, _texts(fields, "seats")
        )
    return gazetteer


def spelled_out(words: Iterable[str]) -> list[str]:
    """The items of a people field: "Pole+" stands for "Pole" and "Poles"."""
    found: list[str] = []
    for word in words:
        found += [word[:-1], f"{word[:-1]}s"] if word.endswith("+") else [word]
    return found


def _add_country(gazetteer: Gazetteer, code: str, fields: Fields) -> None:
    sovereign = _text(fields, "sovereign")
    entry = Entry(
        reference=f"country:{code}",
        name=_text(fields, "name"),
        type=PLACE if sovereign else COUNTRY,
        kind="territory" if sovereign else "country",
        country=code,
        members=_texts(fields, "successors"),
        wikidata=_text(fields, "wikidata"),
    )
    names = [entry.name, _text(fields, "full_name"), *_texts(fields, "aliases")]
    _add_words(gazetteer, entry, Use.NAME, names)
    _add_words(gazetteer, entry, Use.FORMER, _keys(fields, "former_names"))
    _add_people(gazetteer, entry, fields)
    _add_words(gazetteer, entry, Use.SEAT, _texts(fields, "seats"))


def _members(fields: Fields, countries: Mapping[str, Fields]) -> tuple[str, ...]:
    """Codes of the region's countries: those listed and those of its subregions."""
    subregions = _texts(fields, "subregions")
    found = {code for code, country in countries.items() if country.get("region") in subregions}
    return tuple(sorted({*found, *_texts(fields, "members")}))


def _add_region(gazetteer: Gazetteer, key: str, fields: Fields, members: tuple[str, ...]) -> None:
    type_ = _text(fields, "type")
    if type_ not in (COUNTRY, PLACE):
        raise OntologyError(f"regions.yml: {key}: type should be {COUNTRY} or {PLACE}.")
    entry = Entry(
        reference=f"region:{key}",
        name=_text(fields, "name"),
        type=type_,
        kind="bloc" if type_ == COUNTRY else "region",
        country=_text(fields, "country") or None,
        members=members,
    )
    _add_words(gazetteer, entry, Use.NAME, [entry.name, *_texts(fields, "aliases")])
    _add_people(gazetteer, entry, fields)


def _add_organization(gazetteer: Gazetteer, key: str, fields: Fields) -> None:
    entry = Entry(
        reference=f"organization:{key}",
        name=_text(fields, "name"),
        type=ORGANIZATION,
        kind=_text(fields, "kind"),
        country=_text(fields, "country") or None,
        members=_texts(fields, "members"),
    )
    _add_words(gazetteer, entry, Use.NAME, [entry.name, *_texts(fields, "aliases")])
    _add_words(gazetteer, entry, Use.NAME, _texts(fields, "acronyms"), exact=True)


def _add_people(gazetteer: Gazetteer, entry: Entry, fields: Fields) -> None:
    _add_words(gazetteer, entry, Use.ADJECTIVE, _texts(fields, "adjectives"))
    _add_words(gazetteer, entry, Use.PEOPLE, spelled_out(_texts(fields, "people")))


def _capital_names(countries: Mapping[str, Fields]) -> dict[tuple[str, str], tuple[str, Use]]:
    """(Code, folded name) of every capital, with the code it is capital of and how."""
    found: dict[tuple[str, str], tuple[str, Use]] = {}
    for code, fields in countries.items():
        for name in _texts(fields, "capitals"):
            found[code, fold(name)] = (code, Use.NAME)
    return found


def _add_places(
    gazetteer: Gazetteer, path: Path, capitals: Mapping[tuple[str, str], tuple[str, Use]]
) -> None:
    order = sorted(
        _read_rows(path),
        key=lambda row: (row["kind"] != "region", -int(row["population"]), row["id"]),
    )
    for row in order:
        former = [item.split(":") for item in row["former"].split("|") if item]
        entry = _place(row)
        names = {fold(name) for name in (row["name"], *(item[0] for item in former))}
        is_capital = any((row["country"], name) in capitals for name in names)
        if is_capital and row["country"] not in gazetteer.capitals and row["kind"] == "city":
            entry = replace(entry, capital_of=row["country"])
            gazetteer.capitals[row["country"]] = entry
        _add_words(gazetteer, entry, Use.NAME, [row["name"]])
        _add_words(gazetteer, entry, Use.NAME, [name for name, _, last in former if not last])
        _add_words(gazetteer, entry, Use.FORMER, [name for name, _, last in former if last])
        for name in row["alternates"].split("|"):
            key = fold(name)
            gazetteer.alternates[key] = (*gazetteer.alternates.get(key, ()), entry)


def _place(row: Mapping[str, str]) -> Entry:
    return Entry(
        reference=f"place:{row['id']}",
        name=row["name"],
        type=PLACE,
        kind=row["kind"],
        country=row["country"] or None,
        population=int(row["population"]),
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )


def _add_small_capitals(gazetteer: Gazetteer, code: str, fields: Fields) -> None:
    """Capitals below the population cut, and further names of the others."""
    names = _texts(fields, "capitals")
    if not names:
        return
    entry = gazetteer.capitals.get(code)
    if entry is None:
        key = fold(names[0]).replace(" ", "-")
        entry = Entry(f"place:{code}-{key}", names[0], PLACE, "city", code, capital_of=code)
        gazetteer.capitals[code] = entry
    known = {s.entry for name in names for s in gazetteer.senses.get(fold(name), ())}
    for name in names:
        if not any(
            e.country == code and e.kind == "city" for e in known if fold(e.name) == fold(name)
        ):
            _add_words(gazetteer, entry, Use.NAME, [name], first=True)


def _add_words(
    gazetteer: Gazetteer,
    entry: Entry,
    use: Use,
    words: Iterable[str],
    *,
    exact: bool = False,
    first: bool = False,
) -> None:
    gazetteer.entries[entry.reference] = entry
    for word in words:
        if not word:
            continue
        key = fold(word)
        table = gazetteer.acronyms if exact or is_acronym(word) else gazetteer.senses
        place = word if table is gazetteer.acronyms else key
        before = table.get(place, ())
        sense = Sense(entry, use)
        if all(known.entry.reference != entry.reference for known in before):
            table[place] = (sense, *before) if first else (*before, sense)
            if len(before) > 0:  # a name that a place bears beats one that another bore
                table[place] = tuple(sorted(table[place], key=lambda s: s.use is Use.FORMER))
        start = first_word(key)
        gazetteer.longest[start] = max(gazetteer.longest.get(start, 0), len(key))


def is_acronym(word: str) -> bool:
    """Is it a short name in capitals, which counts only as it is written: "US", "U.A.E."?"""
    return len(word) <= 6 and word.isupper() and word.replace(".", "").isalpha()


def _read_yaml(path: Path) -> dict[str, Fields]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, yaml.YAMLError) as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(v, dict) for v in content.values()):
        raise OntologyError(f"{path.name}: should map each key to its fields.")
    return {str(key): value for key, value in content.items()}


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise OntologyError(f"{path.name}: cannot be read: {error}") from error
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise OntologyError(f"{path.name}: line {number} has {len(cells)} cells.")
        yield dict(zip(COLUMNS, cells, strict=True))


def _text(fields: Fields, key: str) -> str:
    value = fields.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    value = fields.get(key, ())
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _keys(fields: Fields, key: str) -> tuple[str, ...]:
    value = fields.get(key, {})
    return tuple(str(item) for item in value) if isinstance(value, dict) else ()
