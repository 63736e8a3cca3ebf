"""Capitals that stand for a government: "Moscow warned", "ties with Riyadh", "Ankara's troops"."""

from functools import lru_cache

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.lexicons import load_lexicon
from extract.token_view import TokenView
from ontology.gazetteer import Gazetteer

SAYING = frozenset(
    {"say", "tell", "warn", "announce", "insist", "claim", "accuse", "deny", "reject", "threaten",
     "demand", "urge", "refuse", "condemn", "declare", "vow", "stress", "argue", "retaliate"}
)  # fmt: skip
"""With these any town as subject stands for its country's government."""
DATELINE_SIGNS = frozenset({"(", "–", "—", "--", "/"})


def turn_metonyms(view: TokenView, mentions: list[MentionDraft], gazetteer: Gazetteer) -> None:
    """Make each town that acts as a government a mention of its country."""
    for mention in mentions:
        if mention.kind is not MentionKind.NAME or mention.label != "PLACE":
            continue
        entry = gazetteer.entries.get(mention.reference or "")
        if entry is None or entry.kind != "city" or entry.country is None:
            continue
        if not is_government(view, mention, capital=entry.capital_of is not None):
            continue
        union = gazetteer.seat_of(entry)
        country = union or gazetteer.country(entry.country)
        if country is not None:
            mention.kind, mention.label = MentionKind.METONYM, country.type
            mention.country, mention.reference = country.country, country.reference


def is_government(view: TokenView, mention: MentionDraft, *, capital: bool) -> bool:
    """Does a town's name stand where a government stands?"""
    head = _head(view, mention)
    if view.deps[head] == "appos" and view.lowers[view.heads[head]] == "capital":
        head = view.heads[head]
    dep, governor = view.deps[head], view.heads[head]
    if any(c.dep_ == "appos" and c.lemma_.lower() == "capital" for c in view.doc[head].children):
        return False
    lemma = view.doc[governor].lemma_.lower()
    if dep == "conj" or _is_dateline(view, mention):
        return False
    if dep in ("nsubj", "agent"):
        return lemma in SAYING or (capital and lemma in _words("acting_verbs"))
    if not capital:
        return False
    if _is_side_taken(view, mention):
        return True
    if _is_source_of_headline(view, mention):
        return True
    if dep == "nsubjpass":
        return lemma in _words("patient_verbs")
    if dep == "poss":
        return lemma not in _words("places_owned") and not _is_name(view, governor)
    if dep in ("dobj", "dative"):
        return lemma in _words("patient_verbs")
    if dep in ("compound", "npadvmod", "nmod", "amod"):
        return _next_word(view, mention) in _words("compound_after")
    return dep == "pobj" and _is_party(view, governor)


def _head(view: TokenView, mention: MentionDraft) -> int:
    for token in range(mention.end - 1, mention.start - 1, -1):
        if not mention.start <= view.heads[token] < mention.end:
            return token
    return mention.end - 1


def _is_party(view: TokenView, preposition: int) -> bool:
    """Is the object of the preposition a party to what the word above says?"""
    if view.lowers[preposition] not in _words("relation_prepositions"):
        return False
    if view.deps[preposition] == "agent":
        return True
    above = view.doc[view.heads[preposition]]
    lemma = above.lemma_.lower()
    if above.pos_ in ("VERB", "AUX"):
        if view.lowers[preposition] == "unlike":
            return True
        return lemma in _words("relation_verbs") and view.lowers[preposition] != "from"
    return lemma in _words("relation_nouns")


def _is_source_of_headline(view: TokenView, mention: MentionDraft) -> bool:
    """Is it who speaks, after the colon of "Wedge driven between neighbours: Moscow"?"""
    if view.word_before(mention.start) not in (":", "–", "—", "-"):
        return False
    return mention.end >= len(view.words) or view.breaks[mention.end]


def _is_dateline(view: TokenView, mention: MentionDraft) -> bool:
    """Does the name begin a report: "LIMA (Agency) –", "Lima, 3 May –"?"""
    if mention.start > 0 and not view.breaks[mention.start - 1]:
        return False
    return view.word_after(mention.end) in DATELINE_SIGNS


def _is_name(view: TokenView, token: int) -> bool:
    """Is what the town owns a name of its own, and no council or ministry?"""
    heads = load_lexicon("collectives")["state_organs"]
    return view.tags[token].startswith("NNP") and view.lowers[token] not in heads


def _is_side_taken(view: TokenView, mention: MentionDraft) -> bool:
    """Is it the capital of "pro-Beijing" or "anti-Moscow"?"""
    if view.word_before(mention.start) not in ("-", "–") or mention.start < 2:
        return False
    return view.lowers[mention.start - 2] in ("pro", "anti", "non")


def _next_word(view: TokenView, mention: MentionDraft) -> str:
    after = view.word_after(mention.end)
    return view.word_after(mention.end + 1) if after in ("-", "–") else after


@lru_cache
def _words(name: str) -> frozenset[str]:
    return load_lexicon("metonyms")[name]
