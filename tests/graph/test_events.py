from datetime import date

import pytest

from evidence.model import MentionKind, TimeSpan
from graph.event_words import head_and_modifiers, kinds_of, years_in
from graph.lineage import find_lineages
from graph.resolve import resolve

ORIGINAL = (
    "Heavy rain flooded the old harbour quarter on Tuesday night.\n"
    "Fishermen lost forty boats and nets worth a fortune, their guild said.\n"
    "The guild asks for money from the crown to buy new boats."
)


def resolution_of(corpus):
    evidence = corpus.evidence()
    lineages = find_lineages(evidence.documents, evidence.passages)
    lineage_of = {document: one.id for one in lineages for document in one.document_ids}
    return resolve(evidence, lineage_of, ())


def one(resolution, left, right):
    return resolution.entity_of[left.id] == resolution.entity_of[right.id]


def tell(corpus, name, line, event, parties, *, year=None, reference=None, kind=MentionKind.NAME):
    """A document that tells of an event and who takes part."""
    text = corpus.add(name, line)
    mention = corpus.mention(text, event, "EVENT", kind=kind, reference=reference)
    when = TimeSpan(date(year, 6, 1), date(year, 6, 30), "then") if year else None
    for party in parties:
        label = "PERSON" if " " in party else "COUNTRY"
        corpus.claim("PARTICIPANT_IN", corpus.mention(text, party, label), mention, when=when)
    return mention


def test_events_of_one_reference_are_one(corpus):
    first = tell(corpus, "a.txt", "The war in Sudland drags on.", "war in Sudland", (),
                 reference="event:war:S1")  # fmt: skip
    second = tell(corpus, "b.txt", "The invasion of Sudland failed.", "invasion of Sudland", (),
                  reference="event:war:S1")  # fmt: skip
    assert one(resolution_of(corpus), first, second)


def test_wars_between_the_same_sides_are_one(corpus):
    sides = ("Norland", "Sudland")
    first = tell(corpus, "a.txt", "The war of Norland with Sudland.", "war", sides)
    second = tell(corpus, "b.txt", "Norland, Sudland: the conflict grows.", "conflict", sides)
    other = tell(corpus, "c.txt", "Norland, Eastland: the conflict.", "conflict",
                 ("Norland", "Eastland"))  # fmt: skip
    resolution = resolution_of(corpus)
    assert one(resolution, first, second)
    assert not one(resolution, first, other)


@pytest.mark.parametrize(("years", "joined"), [((2022, 2022), True), ((2022, 2023), False)])
def test_forums_of_one_name_are_one_only_in_one_year(corpus, years, joined):
    first = tell(corpus, "a.txt", "Ada Lind opened the economic forum.", "economic forum",
                 ("Ada Lind",), year=years[0])  # fmt: skip
    second = tell(corpus, "b.txt", "At the economic forum Ada Lind slept.", "economic forum",
                  ("Ada Lind",), year=years[1], kind=MentionKind.NOMINAL)  # fmt: skip
    assert one(resolution_of(corpus), first, second) is joined


def test_forums_of_unknown_years_are_suggested(corpus):
    first = tell(corpus, "a.txt", "Ada Lind opened the economic forum in Vell.",
                 "economic forum in Vell", ("Ada Lind",))  # fmt: skip
    second = tell(corpus, "b.txt", "At an economic forum Ada Lind slept.", "economic forum",
                  ("Ada Lind",), kind=MentionKind.NOMINAL)  # fmt: skip
    resolution = resolution_of(corpus)
    assert not one(resolution, first, second)
    assert [c.verdict for c in resolution.candidates if "parties" in dict(c.features)] == [
        "suggested"
    ]


@pytest.mark.parametrize(
    ("name", "joined"),
    [("Saffron Revolution", True), ("Vell Economic Forum", False), ("revolution", False)],
)
def test_names_of_their_own_join_what_does_not_come_again(corpus, name, joined):
    first = tell(corpus, "a.txt", f"Then the {name} began.", name, ())
    second = tell(corpus, "b.txt", f"All sang in the {name}.", name, ())
    assert one(resolution_of(corpus), first, second) is joined


def test_years_in_names_keep_events_apart(corpus):
    first = tell(corpus, "a.txt", "The 2022 economic forum.", "2022 economic forum", ())
    second = tell(corpus, "b.txt", "The 2023 economic forum.", "2023 economic forum", ())
    assert not one(resolution_of(corpus), first, second)


@pytest.mark.parametrize("rewritten", [True, False])
def test_meetings_are_one_only_in_rewrites_of_one_original(corpus, rewritten):
    rest = ORIGINAL if rewritten else "A dog barked."
    first = tell(corpus, "a.txt", f"Ada Lind held a meeting.\n{ORIGINAL}", "meeting",
                 ("Ada Lind",), kind=MentionKind.NOMINAL)  # fmt: skip
    second = tell(corpus, "b.txt", f"At a meeting Ada Lind wept.\n{rest}", "meeting",
                  ("Ada Lind",), kind=MentionKind.NOMINAL)  # fmt: skip
    assert one(resolution_of(corpus), first, second) is rewritten


@pytest.mark.parametrize(
    ("name", "head", "modifiers"),
    [
        ("the economic forum in Port Vell", "forum", ("economic",)),
        ("peace talks with Norland", "talk", ("peace",)),
        ("Norland's 2022 hostilities", "hostility", ("norland",)),
        ("", "", ()),
    ],
)
def test_head_and_modifiers_of_a_name(name, head, modifiers):
    assert head_and_modifiers(name) == (head, modifiers)


def test_kinds_join_nouns_of_one_meaning():
    assert kinds_of("invasion") & kinds_of("war")
    assert not kinds_of("summit") & kinds_of("war")
    assert kinds_of("regatta") == {"regatta"}
    assert years_in("the 1998 and 2022 games, room 2101") == {1998, 2022}
