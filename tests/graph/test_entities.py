import pytest

from evidence.model import MentionKind
from graph.build import build
from ontology.schema import load_ontology


def entity_of(corpus, mention):
    kg = build(corpus.evidence(), (), load_ontology(), "r")
    return kg.resolution.entities[kg.resolution.entity_of[mention.id]]


def test_full_name_wins_over_a_frequent_family_name(corpus):
    text = corpus.add("a.txt", "Ada Lind came. Lind saw. Lind won. Lind left.")
    full = corpus.mention(text, "Ada Lind", "PERSON", chain="lind")
    for nth in (1, 2, 3):
        corpus.mention(text, "Lind", "PERSON", chain="lind", nth=nth)
    entity = entity_of(corpus, full)
    assert entity.name == "Ada Lind"
    assert entity.aliases == ("Lind",)


def test_most_frequent_spelling_wins(corpus):
    text = corpus.add("a.txt", "Jukov Ali, Jukov Ali, and once Zhukov Ali.")
    first = corpus.mention(text, "Zhukov Ali", "PERSON", chain="z")
    corpus.mention(text, "Jukov Ali", "PERSON", chain="z")
    corpus.mention(text, "Jukov Ali", "PERSON", chain="z", nth=1)
    assert entity_of(corpus, first).name == "Jukov Ali"


@pytest.mark.parametrize(
    ("words", "reference", "name"),
    [("Peruvian", "country:PE", "Peru"), ("Lima", "country:PE", "Peru")],
)
def test_country_is_called_as_the_gazetteer_calls_it(corpus, words, reference, name):
    text = corpus.add("a.txt", f"The {words} side agreed.")
    kind = MentionKind.DEMONYM if words == "Peruvian" else MentionKind.METONYM
    mention = corpus.mention(text, words, "COUNTRY", kind=kind, reference=reference, country="PE")
    entity = entity_of(corpus, mention)
    assert (entity.name, entity.country, entity.reference) == (name, "PE", reference)
    assert words in entity.aliases


def test_unnamed_entity_is_called_by_its_words(corpus):
    text = corpus.add("a.txt", "Norland fishermen praised Ada Lind.")
    fishermen = corpus.mention(text, "Norland fishermen", "PERSON", kind=MentionKind.NOMINAL)
    corpus.claim("SUPPORT", fishermen, corpus.mention(text, "Ada Lind", "PERSON"))
    assert entity_of(corpus, fishermen).name == "Norland fishermen"


def test_type_of_most_mentions_wins(corpus):
    for number, label in enumerate(("ORGANIZATION", "ORGANIZATION", "PLACE")):
        text = corpus.add(f"{number}.txt", f"Report {number}: Vell Works grew.")
        mention = corpus.mention(text, "Vell Works", label, reference="organization:VELL")
    assert entity_of(corpus, mention).type == "ORGANIZATION"


def test_id_of_what_has_a_reference_outlives_new_documents(corpus):
    text = corpus.add("a.txt", "Norland grew.")
    first = corpus.mention(text, "Norland", "COUNTRY", reference="country:NL1")
    before = entity_of(corpus, first).id
    for number in range(5):
        more = corpus.add(f"{number}.txt", f"Report {number} on Norland.")
        corpus.mention(more, "Norland", "COUNTRY", reference="country:NL1")
    assert entity_of(corpus, first).id == before


def test_place_is_called_by_the_name_of_today_if_the_documents_know_it(corpus):
    text = corpus.add("a.txt", "Leningrad, LENINGRAD, old Leningrad, now Saint Petersburg.")
    for nth in (0, 1):
        corpus.mention(text, "Leningrad", "PLACE", reference="place:498817", nth=nth)
    mention = corpus.mention(text, "Saint Petersburg", "PLACE", reference="place:498817")
    assert entity_of(corpus, mention).name == "Saint Petersburg"
