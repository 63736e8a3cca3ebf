"""The word lists of graph/data are well-formed."""

import re
from pathlib import Path

import pytest
import yaml

from errors import OntologyError
from graph.event_words import kinds_of, lasting_kinds, recurring_kinds
from graph.name_words import FOLDER, name_words
from graph.names import folded, organization_name, person_name, skeleton

PLAIN = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")


def content(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def words_of(value):
    if isinstance(value, dict):
        return [w for key, item in value.items() for w in [str(key), *words_of(item)]]
    if isinstance(value, list):
        return [w for item in value for w in words_of(item)]
    return [str(value)]


@pytest.mark.parametrize("name", ["name_words.yml", "given_names.yml", "event_words.yml"])
def test_words_are_folded_text(name):
    for list_name, value in content(name).items():
        wrong = [word for word in words_of(value) if not PLAIN.fullmatch(word)]
        assert wrong == [], list_name


def test_groups_of_given_names_hold_several_different_names():
    for rows in content("given_names.yml").values():
        for row in rows:
            assert len(set(row)) == len(row) > 1


def test_a_legal_form_means_one_form():
    forms = [
        form for written in content("name_words.yml")["legal_forms"].values() for form in written
    ]
    assert len(forms) == len(set(forms))


def test_kinds_of_events_are_either_lasting_or_recurring():
    kinds = set(content("event_words.yml")["kinds"])
    assert lasting_kinds() | recurring_kinds() == kinds
    assert not lasting_kinds() & recurring_kinds()
    assert kinds_of("summit") == {"forum"}


@pytest.mark.parametrize("text", ["- a", "titles: x", "titles: [yes]"])
def test_broken_list_is_told(tmp_path, text):
    (tmp_path / "name_words.yml").write_text(text)
    (tmp_path / "given_names.yml").write_text("short_forms: []\nlanguages: []")
    with pytest.raises(OntologyError):
        name_words(tmp_path)


def test_every_data_file_is_described():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in sorted(Path(FOLDER).glob("[!R]*.*")):
        assert path.name in readme, path.name


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Nur-Sultan ", "nur sultan"),
        ("The People's Bank", "people bank"),
        ("Жуковский", "zhukovskiy"),
        ("O’Neil’s", "oneil"),
        ("¿?", ""),
    ],
)
def test_names_fold_to_plain_words(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhukovskiy", "jukovskii"), ("shcherba", "sherba"), ("karim", "qarim"), ("khan", "han")],
)
def test_spellings_of_one_sound_share_a_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr. Prof. Amina Yusuf, MD", ("amina", "yusuf")),
        ("Yusuf, Amina B.", ("amina", "b", "yusuf")),
        ("Mahmud Sultan Bashir", ("mahmud", "sultan", "bashir")),
        ("Ludwig van der Berg", ("ludwig", "berg")),
        ("Ben Yusuf", ("ben", "yusuf")),
        ("King", ("king",)),
    ],
)
def test_person_names_come_apart(text, words):
    assert person_name(text).words == words


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Northwind Trading Co., Ltd.", ("northwind", "trading"), "ltd"),
        ("OOO Severny Veter", ("severny", "veter"), "llc"),
        ("A.B.C. Holdings", ("abc", "holdings"), ""),
        ("Limited", ("limited",), ""),
        ("Port Health Authority (PHA)", ("port", "health", "authority"), ""),
    ],
)
def test_organization_names_come_apart(text, words, form):
    parsed = organization_name(text)
    assert parsed.words == words
    assert parsed.legal_form == form
