"""Token positions become offsets and ids; a quote is always the text it points to."""

import spacy
from spacy.tokens import Doc

from evidence.model import ClaimKind, Document, MentionKind, Role, document_id, text_sha256
from extract.annotations import Analysis, AttributionDraft, ClaimDraft, MentionDraft
from extract.records import LONGEST_QUOTE, extraction_of, offsets

VOCAB = spacy.blank("en").vocab


def analysis_of(words: list[str], starts: list[int] = ()) -> Analysis:
    doc = Doc(VOCAB, words=words, spaces=[True] * len(words))
    for token in doc:
        token.is_sent_start = token.i == 0 or token.i in starts
    document = Document(document_id("a.txt", doc.text), "a.txt", doc.text, text_sha256(doc.text))
    return Analysis(document, doc)


def with_claim(analysis: Analysis, source: int, target: int, trigger: int) -> Analysis:
    for index, chain in ((source, 0), (target, 1)):
        draft = MentionDraft(index, index + 1, "COUNTRY", MentionKind.NAME, chain=chain)
        analysis.mentions.append(draft)
    draft = ClaimDraft(ClaimKind.EVENT, "ASSAULT", 0, 1, "verb", trigger=(trigger, trigger + 1))
    analysis.claims.append(draft)
    return analysis


def test_quote_is_the_sentence_of_the_trigger() -> None:
    analysis = analysis_of("Rain fell . Chad attacked Mali . It stopped .".split(), [3, 7])
    extraction = extraction_of(with_claim(analysis, 3, 5, 4))
    (claim,) = extraction.claims
    assert extraction.document.text[claim.start : claim.end] == "Chad attacked Mali ."
    assert extraction.document.text[slice(*claim.trigger)] == "attacked"


def test_arguments_point_to_the_mentions_of_their_roles() -> None:
    extraction = extraction_of(with_claim(analysis_of("Chad attacked Mali .".split()), 0, 2, 1))
    texts = {mention.id: mention.text for mention in extraction.mentions}
    roles = {a.role: texts[a.mention_id] for a in extraction.claims[0].arguments}
    assert roles == {Role.SOURCE: "Chad", Role.TARGET: "Mali"}


def test_claim_of_an_entity_about_itself_is_dropped() -> None:
    analysis = with_claim(analysis_of("Chad attacked Chad .".split()), 0, 2, 1)
    for draft in analysis.mentions:
        draft.chain = 7
    assert extraction_of(analysis).claims == ()


def test_overlong_sentence_is_cut_around_what_the_claim_needs() -> None:
    words = ["word"] * 400 + "Chad attacked Mali".split() + ["word"] * 400
    extraction = extraction_of(with_claim(analysis_of(words), 400, 402, 401))
    (claim,) = extraction.claims
    quote = extraction.document.text[claim.start : claim.end]
    assert len(quote) <= LONGEST_QUOTE
    assert "Chad attacked Mali" in quote
    assert quote.split() == [w for w in quote.split() if w in {"word", "Chad", "attacked", "Mali"}]


def test_text_without_letters_has_no_evidence() -> None:
    extraction = extraction_of(analysis_of(["***", "---"]))
    assert (extraction.passages, extraction.mentions, extraction.claims) == ((), (), ())


def test_same_words_make_the_same_ids() -> None:
    words = "Chad attacked Mali .".split()
    first = extraction_of(with_claim(analysis_of(words), 0, 2, 1))
    assert first == extraction_of(with_claim(analysis_of(words), 0, 2, 1))


def test_offsets_leave_out_space_tokens_at_the_ends() -> None:
    doc = Doc(VOCAB, words=["\n\n", "Hello", "\n"], spaces=[False, False, False])
    assert offsets(doc, (0, 3)) == (2, 7)


def test_attribution_keeps_the_spans_of_source_cue_and_content() -> None:
    analysis = analysis_of("Chad said Mali lied .".split())
    analysis.mentions.append(MentionDraft(0, 1, "COUNTRY", MentionKind.METONYM, chain=0))
    analysis.attributions.append(AttributionDraft(0, (0, 1), (1, 2), ((2, 4),)))
    (record,) = extraction_of(analysis).attributions
    text = analysis.document.text
    spans = [record.source_span, record.cue_span, *record.content_spans]
    assert [text[slice(*span)] for span in spans if span] == ["Chad", "said", "Mali lied"]
