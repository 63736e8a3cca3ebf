import re

import pytest

from errors import OntologyError
from ontology.gazetteer import FOLDER, Use, fold, load_gazetteer
from ontology.gazetteer_files import read_gazetteer
from ontology.spelling import nearest_place

GAZETTEER = load_gazetteer()


CITY_STATES = {"Singapore", "Monaco", "Vatican City", "San Marino", "Luxembourg"}


def best(word: str) -> tuple[str, str]:
    sense = GAZETTEER.lookup_word(word)[0]
    return sense.entry.reference, sense.use.value


@pytest.mark.parametrize(
    ("word", "reference", "use"),
    [
        ("Kazakhstan", "country:KZ", "name"),
        ("Burkinabe", "country:BF", "adjective"),
        ("Poles", "country:PL", "people"),
        ("Dutchman", "country:NL", "people"),
        ("Czech Republic", "country:CZ", "name"),
        ("the Netherlands", "country:NL", "name"),
        ("CÔTE D’IVOIRE", "country:CI", "name"),
        ("Persia", "country:IR", "former"),
        ("USSR", "country:SU", "name"),
        ("Yugoslav", "country:YU", "adjective"),
        ("Downing Street", "country:GB", "seat"),
        ("Élysée", "country:FR", "seat"),
        ("Central Asian", "region:central-asia", "adjective"),
        ("West Africa", "region:west-africa", "name"),
        ("Kursk Oblast", "place:RU-KRS", "name"),
        ("World Trade Organisation", "organization:WTO", "name"),
        ("UNHCR", "organization:UNHCR", "name"),
    ],
)
def test_word_has_its_reading(word: str, reference: str, use: str) -> None:
    assert best(word) == (reference, use)


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("Leningrad", "Saint Petersburg"),
        ("Bombay", "Mumbai"),
        ("Kiev", "Kyiv"),
        ("Saigon", "Ho Chi Minh City"),
    ],
)
def test_former_name_means_the_city_of_today(former: str, present: str) -> None:
    assert GAZETTEER.lookup_name(former)[0].name == present


def test_acronym_counts_only_in_capitals() -> None:
    assert GAZETTEER.lookup_word("US")[0].entry.country == "US"
    assert GAZETTEER.lookup_word("us") == ()
    assert GAZETTEER.lookup_word("who") == ()


def test_country_beats_city_and_state_of_its_name() -> None:
    readings = [entry.reference for entry in GAZETTEER.lookup_name("Georgia")]
    assert readings[0] == "country:GE"
    assert "place:US-GA" in readings


def test_larger_city_comes_first_and_a_capital_knows_its_country() -> None:
    cities = [entry for entry in GAZETTEER.lookup_name("San José") if entry.kind == "city"]
    assert len(cities) > 1
    assert GAZETTEER.capitals["CR"] in cities
    assert GAZETTEER.capitals["AD"].name == "Andorra la Vella"


def test_name_a_place_bears_beats_one_another_bore() -> None:
    assert GAZETTEER.lookup_name("York")[0].country == "GB"


def test_brussels_stands_for_the_union() -> None:
    union = GAZETTEER.seat_of(GAZETTEER.capitals["BE"])
    assert union is not None
    assert union.reference == "organization:EU"


def test_every_member_country_exists() -> None:
    for entry in GAZETTEER.entries.values():
        for code in (*entry.members, *filter(None, [entry.country, entry.capital_of])):
            assert GAZETTEER.country(code) is not None, (entry.reference, code)


def test_every_state_of_today_has_words_for_its_people_and_a_capital() -> None:
    people = {
        sense.entry.reference
        for senses in GAZETTEER.senses.values()
        for sense in senses
        if sense.use in (Use.PEOPLE, Use.ADJECTIVE)
    }
    states = [e for e in GAZETTEER.entries.values() if e.kind == "country" and not e.members]
    assert len(states) >= 195
    assert [e.name for e in states if e.reference not in people] == ["Vatican City"]
    without = {e.name for e in states if e.country not in GAZETTEER.capitals}
    assert without - CITY_STATES == {"Maldives", "Seychelles", "Western Sahara"}


@pytest.mark.parametrize(
    "name", ["countries.yml", "regions.yml", "organizations.yml", "places.tsv"]
)
def test_file_is_sorted_and_each_key_stands_once(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    split = "\t" if name.endswith(".tsv") else ":"
    keys = [line.split(split)[0].strip('"') for line in lines[name.endswith(".tsv") :]]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_no_name_has_loose_space_or_control_characters() -> None:
    for name in ("countries.yml", "regions.yml", "organizations.yml", "places.tsv"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]| \t|\t ", text), name


def test_folding_ignores_case_accents_article_and_curly_signs() -> None:
    assert fold("The  N’Djaména") == fold("n'djamena") == "n'djamena"


@pytest.mark.parametrize(
    ("misspelt", "reference"),
    [
        ("Ethopia", "country:ET"),
        ("Isreal", "country:IL"),
        ("Khazakstan", "country:KZ"),
        ("Lisbonne", None),
    ],
)
def test_misspelt_country_is_found_and_a_far_word_is_not(
    misspelt: str, reference: str | None
) -> None:
    entry = nearest_place(GAZETTEER, misspelt)
    assert (entry.reference if entry else None) == reference


@pytest.mark.parametrize("word", ["Nigeria", "Austrian", "Iraq", "Bogus", "Room 101"])
def test_known_or_short_word_is_not_bent_into_another(word: str) -> None:
    assert nearest_place(GAZETTEER, word) is None


def test_malformed_file_is_refused_by_name(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for name in ("countries.yml", "regions.yml", "organizations.yml"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "places.tsv").write_text("id\tname\n1\tx\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"places\.tsv: line 2"):
        read_gazetteer(tmp_path)
