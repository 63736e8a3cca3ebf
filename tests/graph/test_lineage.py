from evidence.model import Decision, DecisionKind
from graph.lineage import find_lineages

STORY = (
    "A ferry with ninety passengers sank on Lake Vell late on Monday.\n"
    "Rescue boats from three villages reached the wreck before midnight.\n"
    "The captain told police that the engine had failed in high waves.\n"
    "Survivors clung to barrels and planks for more than four hours.\n"
    "The transport ministry closed the northern route for an inspection."
)
REWRITE = (
    "Late on Monday a ferry carrying ninety passengers went down on Lake Vell.\n"
    "Before midnight, boats from three villages arrived at the wreck for the rescue.\n"
    "Police heard from the captain that in high waves the engine failed.\n"
    "Our reporter saw candles in the windows of the harbour church.\n"
    "Relatives wait at the pier and hope for news."
)
OTHER = (
    "The ferry company on Lake Vell raised its fares in spring.\n"
    "Commuters complained to the council about dirty cabins and late boats.\n"
    "A new pier will open next year, the mayor promised at a fair.\n"
    "Shops near the harbour expect more guests in the summer season."
)


def lineages_of(corpus, decisions=()):
    evidence = corpus.evidence()
    found = find_lineages(evidence.documents, evidence.passages, decisions)
    names = {document.id: document.name for document in evidence.documents}
    return {frozenset(names[d] for d in one.document_ids): one.reasons for one in found}


def decide(corpus, sequence, left, right, value):
    ends = corpus.documents[left].id, corpus.documents[right].id
    return Decision(
        f"d{sequence}", sequence, DecisionKind.LINEAGE, *ends, value, "ana", "", "2024-01-01"
    )


def test_rewrite_joins_its_original_and_the_reason_counts_sentences(corpus):
    corpus.add("story.txt", STORY)
    corpus.add("rewrite.txt", REWRITE)
    corpus.add("other.txt", OTHER)
    found = lineages_of(corpus)
    assert set(found) == {frozenset({"story.txt", "rewrite.txt"}), frozenset({"other.txt"})}
    (reason,) = found[frozenset({"story.txt", "rewrite.txt"})]
    assert reason.startswith("3 of 5 sentences tell the same as in ")


def test_copy_joins_its_original(corpus):
    corpus.add("a.txt", OTHER)
    corpus.add("b.txt", OTHER.upper())
    ((_, reasons),) = lineages_of(corpus).items()
    assert reasons[0].startswith("the same text as ")


def test_shared_page_chrome_joins_nothing(corpus):
    chrome = (
        "Subscribe to our newsletter for daily stories from the lake region.\n"
        "Read more articles about transport and weather on our front page.\n"
        "Contact the editors of this paper by letter or by telephone today."
    )
    corpus.add("a.txt", f"{STORY}\n{chrome}", masked=chrome)
    corpus.add("b.txt", f"{OTHER}\n{chrome}", masked=chrome)
    assert len(lineages_of(corpus)) == 2


def test_one_shared_quotation_joins_nothing(corpus):
    quote = '"The engine failed in high waves and nobody could help," the captain said.'
    corpus.add("a.txt", f"{OTHER}\n{quote}")
    corpus.add("b.txt", f"{REWRITE}\n{quote}")
    assert len(lineages_of(corpus)) == 2


def test_analysts_overrule_the_texts_and_the_latest_counts(corpus):
    corpus.add("story.txt", STORY)
    corpus.add("rewrite.txt", REWRITE)
    corpus.add("other.txt", OTHER)
    apart = decide(corpus, 1, "story.txt", "rewrite.txt", "different")
    assert len(lineages_of(corpus, [apart])) == 3
    again = decide(corpus, 2, "story.txt", "rewrite.txt", "same")
    assert len(lineages_of(corpus, [apart, again])) == 2
    joined = decide(corpus, 3, "other.txt", "story.txt", "same")
    ((_, reasons),) = lineages_of(corpus, [joined]).items()
    assert "an analyst joined them" in reasons


def test_copies_of_one_wire_story_are_one_lineage_however_many(corpus):
    for number in range(60):
        corpus.add(f"{number}.txt", f"{STORY}\nPrinted in edition {number} of the lake papers.")
    assert len(lineages_of(corpus)) == 1


def test_documents_without_words_are_lineages_of_their_own(corpus):
    corpus.add("a.txt", "1 2 3")
    corpus.add("b.txt", "")
    assert len(lineages_of(corpus)) == 2


def test_no_documents_give_no_lineages(corpus):
    assert lineages_of(corpus) == {}
