from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Decision, DecisionKind, MentionKind
from graph.lineage import find_lineages
from graph.resolve import resolve


def resolution_of(corpus, decisions=()):
    evidence = corpus.evidence()
    lineages = find_lineages(evidence.documents, evidence.passages, decisions)
    lineage_of = {document: one.id for one in lineages for document in one.document_ids}
    return resolve(evidence, lineage_of, decisions)


def people(corpus, *names, label="PERSON", **fields):
    """One document a name, so that nothing but the names speaks."""
    return [
        corpus.mention(
            corpus.add(f"{i}.txt", f"Report {i} tells of {name}."), name, label, **fields
        )
        for i, name in enumerate(names)
    ]


def one(resolution, *mentions) -> bool:
    return len({resolution.entity_of[mention.id] for mention in mentions}) == 1


def judge(sequence, kind, left, right):
    return Decision(f"d{sequence}", sequence, kind, left.id, right.id, "", "ana", "", "2024-01-01")


def suggestions(resolution, left, right):
    ends = {resolution.entity_of[left.id], resolution.entity_of[right.id]}
    chains = {c: e.id for e in resolution.entities.values() for c in e.chains}
    return [
        c
        for c in resolution.candidates
        if c.verdict == "suggested" and {chains[c.left], chains[c.right]} == ends
    ]


def test_spellings_of_one_name_join(corpus):
    found = people(corpus, "Nikolay Jukovsky", "Nikolai Zhukovskiy", "Mr. Nikolai Jukovsky")
    assert one(resolution_of(corpus), *found)


def test_father_and_son_stay_apart(corpus):
    first, second = people(corpus, "Sergei Ivanov", "Viktor Ivanov")
    assert not one(resolution_of(corpus), first, second)


def test_equal_references_join_and_other_references_never(corpus):
    text = corpus.add("a.txt", "Norland, the Republic of Norland and Norlandia traded.")
    first = corpus.mention(text, "Norland", "COUNTRY", reference="country:NL1")
    second = corpus.mention(text, "the Republic of Norland", "COUNTRY", reference="country:NL1")
    third = corpus.mention(text, "Norlandia", "COUNTRY", reference="country:NL2")
    resolution = resolution_of(corpus)
    assert one(resolution, first, second)
    assert not one(resolution, first, third)


def test_types_never_mix(corpus):
    person, place = people(corpus, "Port Vell", "Port Vell")
    other = corpus.mention(corpus.add("x.txt", "In Port Vell it rained."), "Port Vell", "PLACE")
    resolution = resolution_of(corpus)
    assert one(resolution, person, place)
    assert not one(resolution, person, other)


def test_lone_name_joins_its_only_bearer(corpus):
    full, lone = people(corpus, "Amina Yusuf", "Yusuf")
    assert one(resolution_of(corpus), full, lone)


def test_lone_name_with_two_bearers_is_suggested(corpus):
    full, other, lone = people(corpus, "Amina Yusuf", "Bilal Yusuf", "Yusuf")
    resolution = resolution_of(corpus)
    assert not one(resolution, full, lone)
    assert not one(resolution, other, lone)
    assert suggestions(resolution, full, lone)
    assert suggestions(resolution, other, lone)


def test_bearer_in_the_document_wins_over_bearers_elsewhere(corpus):
    text = corpus.add("x.txt", "Amina Yusuf spoke.\nThen Yusuf left.")
    full = corpus.mention(text, "Amina Yusuf", "PERSON")
    lone = corpus.mention(text, "Yusuf", "PERSON", nth=1)
    people(corpus, "Bilal Yusuf", "Karim Yusuf")
    assert one(resolution_of(corpus), full, lone)


def test_initials_join_only_who_fits_them(corpus):
    full, other, short = people(corpus, "Amina Yusuf", "Bilal Yusuf", "B. Yusuf")
    resolution = resolution_of(corpus)
    assert one(resolution, other, short)
    assert not one(resolution, full, short)


def test_acronym_joins_its_only_full_form(corpus):
    full, short = people(corpus, "People's Harbour Alliance", "PHA", label="ORGANIZATION")
    assert one(resolution_of(corpus), full, short)


def test_acronym_of_two_full_forms_stays_apart(corpus):
    full, other, short = people(
        corpus, "People's Harbour Alliance", "Port Health Authority", "PHA", label="ORGANIZATION"
    )
    resolution = resolution_of(corpus)
    assert not one(resolution, full, short)
    assert not one(resolution, other, short)


@pytest.mark.parametrize(("country", "joined"), [("N1", True), ("S1", False), (None, False)])
def test_institutions_join_within_one_country_only(corpus, country, joined):
    first = corpus.add("a.txt", "The Supreme Court sat.")
    second = corpus.add("b.txt", "Then the Supreme Court rose.")
    left = corpus.mention(first, "Supreme Court", "ORGANIZATION", country="N1")
    right = corpus.mention(second, "Supreme Court", "ORGANIZATION", country=country)
    assert one(resolution_of(corpus), left, right) is joined


def test_groups_join_by_equal_words_and_country(corpus):
    first = corpus.add("a.txt", "Norland officials wept. Norland farmers sang.")
    second = corpus.add("b.txt", "Many Norland officials left.")
    fields = {"kind": MentionKind.NOMINAL, "country": "N1"}
    left = corpus.mention(first, "Norland officials", "PERSON", **fields)
    farmers = corpus.mention(first, "Norland farmers", "PERSON", **fields)
    right = corpus.mention(second, "Many Norland officials", "PERSON", **fields)
    resolution = resolution_of(corpus)
    assert one(resolution, left, right)
    assert not one(resolution, left, farmers)


def test_ministers_of_two_documents_stay_apart(corpus):
    first = corpus.add("a.txt", "The Norland minister wept.")
    second = corpus.add("b.txt", "The Norland minister left.")
    fields = {"kind": MentionKind.NOMINAL, "country": "N1"}
    left = corpus.mention(first, "The Norland minister", "PERSON", **fields)
    right = corpus.mention(second, "The Norland minister", "PERSON", **fields)
    assert not one(resolution_of(corpus), left, right)


def test_analysts_overrule_names(corpus):
    first, second, third = people(corpus, "Amina Yusuf", "Amina Yusuf", "Omar Reza")
    decisions = [
        judge(1, DecisionKind.DIFFERENT, first, second),
        judge(2, DecisionKind.SAME, first, third),
    ]
    resolution = resolution_of(corpus, decisions)
    assert not one(resolution, first, second)
    assert one(resolution, first, third)
    assert one(resolution_of(corpus), first, second)


def test_latest_judgement_wins(corpus):
    first, second = people(corpus, "Amina Yusuf", "Omar Reza")
    same, different = DecisionKind.SAME, DecisionKind.DIFFERENT
    assert not one(
        resolution_of(corpus, [judge(1, same, first, second), judge(2, different, second, first)]),
        first,
        second,
    )
    assert one(
        resolution_of(corpus, [judge(1, different, first, second), judge(2, same, first, second)]),
        first,
        second,
    )


def test_what_was_taken_out_stays_alone_and_the_rest_together(corpus):
    found = people(corpus, *["Amina Yusuf"] * 5)
    resolution = resolution_of(corpus, [judge(1, DecisionKind.DIFFERENT, found[2], found[4])])
    rest = [found[0], found[1], found[3], found[4]]
    assert one(resolution, *rest)
    assert not one(resolution, found[2], found[0])


def test_unsure_keeps_apart_and_stays_in_review(corpus):
    first, second = people(corpus, "Amina Yusuf", "Amina Yusuf")
    resolution = resolution_of(corpus, [judge(1, DecisionKind.UNSURE, first, second)])
    assert not one(resolution, first, second)
    assert suggestions(resolution, first, second)


def test_cannot_link_holds_against_a_chain_of_likenesses(corpus):
    short, first, second = people(corpus, "A. Yusuf", "Amina Yusuf", "Amin Yusuf")
    resolution = resolution_of(corpus, [judge(1, DecisionKind.DIFFERENT, first, second)])
    assert not one(resolution, first, second)
    assert not one(resolution, short, first, second)


def test_parallel_sentences_suggest_who_is_left_over(corpus):
    shared = "The ferry to the northern islands sank in a storm on the lake near Port Vell{}."
    texts = [
        shared.format("") + f"\nThe chief engineer {name} blamed rotten planks and old pumps."
        "\nDivers found forty bodies below the broken mast, officials of the port authority say."
        for name in ("Bol Tarkov", "Igor Tarkov")
    ]
    one_doc, other_doc = corpus.add("a.txt", texts[0]), corpus.add("b.txt", texts[1] + "\nEnd.")
    left = corpus.mention(one_doc, "Bol Tarkov", "PERSON")
    right = corpus.mention(other_doc, "Igor Tarkov", "PERSON")
    resolution = resolution_of(corpus)
    assert not one(resolution, left, right)
    (found,) = suggestions(resolution, left, right)
    assert dict(found.features)["only_ones_left"] == 1.0
    assert dict(found.features)["family"] == 1.0


def test_every_merge_and_suggestion_names_its_features(corpus):
    people(corpus, "Nikolay Jukovsky", "Nikolai Zhukovskiy", "Zhukovskiy")
    candidates = resolution_of(corpus).candidates
    assert candidates
    assert all(c.features and 0.0 <= c.score <= 1.0 and c.left < c.right for c in candidates)


NAMES = ["Amina Yusuf", "Yusuf", "A. Yusuf", "Bilal Yusuf", "Omar Reza", "Omer Reza", "Reza"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_order_of_evidence_plays_no_part(new_corpus, names, random):
    corpus = new_corpus()
    people(corpus, *names)
    evidence = corpus.evidence()
    lineage_of = {document.id: document.id for document in evidence.documents}
    mentions, documents = list(evidence.mentions), list(evidence.documents)
    random.shuffle(mentions)
    random.shuffle(documents)
    shuffled = replace(evidence, mentions=tuple(mentions), documents=tuple(documents))
    assert resolve(evidence, lineage_of, ()) == resolve(shuffled, lineage_of, ())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=3, max_size=6),
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=5
    ),
)
def test_latest_judgements_always_hold(new_corpus, names, judged):
    corpus = new_corpus()
    found = people(corpus, *names)
    same, different = DecisionKind.SAME, DecisionKind.DIFFERENT
    decisions = [
        judge(number, same if kind else different, found[i % len(found)], found[j % len(found)])
        for number, (kind, i, j) in enumerate(judged)
        if i % len(found) != j % len(found)
    ]
    if not decisions:
        return
    last = decisions[-1]
    resolution = resolution_of(corpus, decisions)
    entities = {resolution.entity_of[last.left], resolution.entity_of[last.right]}
    assert len(entities) == (1 if last.kind is same else 2)
