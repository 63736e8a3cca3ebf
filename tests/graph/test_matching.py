import time

import pytest

from graph.matching import MERGE, SUGGEST, compare_persons, match_names

SAME_PERSON = [
    ("Nikolay Zhukovsky", "Nikolai Jukovskii"),
    ("Volodymyr Hrytsenko", "Vladimir Hrytsenko"),
    ("Yevhen Shchyerba", "Evgeny Sherba"),
    ("Dr. Amina Yusuf", "Amina Yusuf"),
    ("Yusuf, Amina", "Amina Yusuf"),
    ("A. Yusuf", "Amina Yusuf"),
    ("Bill Harrow", "William Harrow"),
    ("Karim al-Masri", "Karim Al Masri"),
    ("Karim el-Masri", "Karim al-Masri"),
    ("Мария Петренко", "Mariya Petrenko"),
    ("Ana María López", "Ana Maria Lopez"),
    ("Mohammed Haddad", "Muhammad Haddad"),
    ("AliReza Karimi", "Ali Reza Karimi"),
]
OTHER_PERSON = [
    ("Sergei Ivanov", "Viktor Ivanov"),
    ("Niko Popov", "Nina Popova"),
    ("Sergei Popov", "Sergeya Popova"),
    ("John Reed Jr.", "John Reed Sr."),
    ("Hans Karl", "Karl Hans"),
    ("Olga Marin", "Oleg Maron"),
    ("Ivan Morozov", "Ivan Matveev"),
    ("Anna Berg", "Anna Bergström"),
    ("Reza", "Omar Reza"),
]
SAME_ORGANIZATION = [
    ("Northwind Limited", "Northwind Ltd."),
    ("OOO Severny Veter", "Severny Veter LLC"),
    ("People's Harbour Alliance", "PHA"),
    ("Labour Defence League", "Labor Defense League"),
    ("H & K Partners", "H and K Partners"),
    ("The River Bank", "River Bank"),
    ("Third Brigade", "3 Brigade"),
]
OTHER_ORGANIZATION = [
    ("Third Brigade", "Fourth Brigade"),
    ("Bank of Norland (Lima)", "Bank of Norland (Cairo)"),
    ("ABC Company", "ABD Company"),
    ("PHA", "PHO"),
    ("Management Company", "Lakeside Management Company"),
    ("Harbour Fund II", "Harbour Fund III"),
    ("Northern Rail Trust", "Northern Steel Trust"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PERSON)
def test_spellings_of_one_person_match(one, other):
    assert match_names(one, other, "PERSON") >= MERGE


@pytest.mark.parametrize(("one", "other"), OTHER_PERSON)
def test_names_of_two_people_do_not_match(one, other):
    assert match_names(one, other, "PERSON") < SUGGEST


@pytest.mark.parametrize(("one", "other"), SAME_ORGANIZATION)
def test_spellings_of_one_organization_match(one, other):
    assert match_names(one, other, "ORGANIZATION") >= MERGE


@pytest.mark.parametrize(("one", "other"), OTHER_ORGANIZATION)
def test_names_of_two_organizations_do_not_match(one, other):
    assert match_names(one, other, "ORGANIZATION") < SUGGEST


@pytest.mark.parametrize(
    ("one", "other"), [("Pavel Tokarin", "Pavel Tokatin"), ("Maria Krasnov", "Maria Krasnikov")]
)
def test_a_slip_is_suggested_not_merged(one, other):
    assert SUGGEST <= match_names(one, other, "PERSON") < MERGE


@pytest.mark.parametrize(("one", "other"), SAME_PERSON + OTHER_PERSON)
def test_match_is_symmetric(one, other):
    assert match_names(one, other, "PERSON") == match_names(other, one, "PERSON")


@pytest.mark.parametrize(("one", "other"), SAME_ORGANIZATION + OTHER_ORGANIZATION)
def test_match_of_organizations_is_symmetric(one, other):
    assert match_names(one, other, "Company") == match_names(other, one, "Company")


def test_features_name_what_was_compared():
    match = compare_persons("Amina S. Yusuf", "Amina Yussuf")
    assert match.features == {"family": 0.97, "given": 1.0, "extra_names": 1.0}


@pytest.mark.parametrize("name", ["", "!!!", "الل", "李", "-", "Dr.", "A" * 5000])
def test_any_text_can_be_compared(name):
    for schema in ("PERSON", "ORGANIZATION"):
        assert 0.0 <= match_names(name, "Omar Reza", schema) <= 1.0
        assert 0.0 <= match_names(name, name, schema) <= 1.0


def test_hostile_names_are_compared_in_no_time():
    long_names = [" ".join(f"{start}{i}" for i in range(3_000)) for start in ("Ka", "Ke")]
    started = time.perf_counter()
    for schema in ("PERSON", "ORGANIZATION"):
        match_names(*long_names, schema)
        match_names("x" * 100_000, "y" * 100_000, schema)
        match_names("A.B." * 20_000, "(" * 50_000, schema)
    assert time.perf_counter() - started < 5
