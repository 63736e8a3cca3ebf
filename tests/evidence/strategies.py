"""Hypothesis strategies for every record; texts hold NUL, lone surrogates and noncharacters too."""

from datetime import date

from hypothesis import strategies as st

from evidence.model import (
    Argument,
    Attribution,
    Claim,
    ClaimKind,
    Decision,
    DecisionKind,
    Document,
    Extraction,
    FileRecord,
    FileStatus,
    Mask,
    Mention,
    MentionKind,
    Modality,
    Passage,
    Polarity,
    Role,
    Run,
    SavedView,
    TimeSpan,
    document_id,
    mention_id,
    passage_id,
    text_sha256,
)

texts = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["\0", "\ud800x", "\U0010ffff", "\U0010ffff00d800", "é\r\n\x0b", "'; DROP TABLE runs; --"]
)
ids = st.text("0123456789abcdef", min_size=16, max_size=16)
numbers = st.integers(0, 10**9)
spans = st.tuples(numbers, numbers)
scores = st.floats(0, 1)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
masks = st.builds(Mask, numbers, numbers, texts)
runs = st.builds(Run, ids, texts, texts, texts, texts, texts)
files = st.builds(
    FileRecord, texts, texts, st.sampled_from(FileStatus), texts, st.none() | ids, texts
)
views = st.builds(SavedView, ids, texts, texts, texts, numbers)
decisions = st.builds(
    Decision,
    ids,
    numbers,
    st.sampled_from(DecisionKind),
    *[texts] * 6,
    st.none() | numbers,
    st.none() | numbers,
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Evidence of one document, with rows of every kind; spans and links need not make sense."""
    name, text = draw(texts), draw(texts)
    document = Document(
        id=document_id(name, text),
        name=name,
        text=text,
        sha256=text_sha256(text),
        media_type=draw(texts),
        title=draw(texts),
        source=draw(texts),
        url=draw(texts),
        published=draw(st.none() | days),
        published_origin=draw(texts),
        language=draw(texts),
        masks=tuple(draw(st.lists(masks, max_size=2))),
    )
    key = document.id
    sentences = draw(st.lists(spans, max_size=3, unique=True))
    passages = [Passage(passage_id(key, *span), key, *span) for span in sentences]
    places = draw(st.lists(spans, max_size=3, unique=True))
    mentions = [draw(_mentions(key, span)) for span in places]
    claims = draw(st.lists(_claims(key), max_size=3, unique_by=lambda claim: claim.id))
    cited = draw(st.lists(_attributions(key), max_size=2, unique_by=lambda one: one.id))
    return Extraction(document, tuple(passages), tuple(mentions), tuple(claims), tuple(cited))


def _mentions(document: str, span: tuple[int, int]) -> st.SearchStrategy[Mention]:
    return st.builds(
        Mention,
        st.just(mention_id(document, *span)),
        st.just(document),
        ids,
        st.just(span[0]),
        st.just(span[1]),
        texts,
        texts,
        st.sampled_from(MentionKind),
        texts,
        st.none() | texts,
        st.none() | texts,
        scores,
    )


def _claims(document: str) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=ids,
        document_id=st.just(document),
        passage_id=ids,
        start=numbers,
        end=numbers,
        kind=st.sampled_from(ClaimKind),
        type=texts,
        mode=st.none() | texts,
        trigger=st.none() | spans,
        arguments=st.lists(st.builds(Argument, st.sampled_from(Role), ids), max_size=2).map(tuple),
        polarity=st.sampled_from(Polarity),
        modality=st.sampled_from(Modality),
        claimant=st.none() | ids,
        reported_by=st.lists(ids, max_size=2).map(tuple),
        when=st.none() | st.builds(TimeSpan, st.none() | days, st.none() | days, texts),
        score=scores,
        rule=texts,
        inferred=st.booleans(),
    )


def _attributions(document: str) -> st.SearchStrategy[Attribution]:
    return st.builds(
        Attribution,
        ids,
        st.just(document),
        ids,
        st.none() | ids,
        st.none() | spans,
        st.none() | spans,
        st.lists(spans, max_size=2).map(tuple),
    )
