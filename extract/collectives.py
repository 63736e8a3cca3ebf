"""Unnamed actors: officials, troops, governments, ministers, protesters, with their country."""

from functools import lru_cache

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.lexicons import load_lexicon
from extract.syntax import prepositional
from extract.token_view import TokenView

PERSON, ORGANIZATION, COUNTRY = "PERSON", "ORGANIZATION", "COUNTRY"
LEFT = frozenset(
    {"amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "punct", "npadvmod",
     "case", "det", "predet"}
)  # fmt: skip
ARTICLES = frozenset({"the", "a", "an"})
MANY = frozenset({"many", "most", "some", "several", "few", "much", "others", "more"})
CROWDS = frozenset({"population", "community", "minority", "diaspora"})
"""Whom these are made of, the words after "of" may tell: "a community of Tatars"."""
MANY_PLACES = frozenset({"nsubj", "advmod", "amod"})
HYPHENS = frozenset({"-", "–"})
LONGEST = 12
"""Tokens of a nominal before its noun."""
OWNER_PREPOSITIONS = frozenset({"of", "from", "in"})
FORMER_UNION = "region:post-soviet-space"
"""What "former Soviet republics" are."""


class Nominals:
    """Finds the nominals of one document."""

    def __init__(self, view: TokenView, names: list[MentionDraft]) -> None:
        self.view = view
        self.named: dict[int, MentionDraft] = {}
        for mention in names:
            for token in range(mention.start, mention.end):
                known = self.named.get(token)
                if known is None or mention.end - mention.start < known.end - known.start:
                    self.named[token] = mention
        self.spans = {(mention.start, mention.end) for mention in names}

    def find(self) -> list[MentionDraft]:
        """Nominals in order, none with the span of a name."""
        found = []
        for i, tag in enumerate(self.view.tags):
            if tag[:2] != "NN":
                mention = self._many_from(self.view.doc[i]) if self._is_many(i) else None
                if mention is not None and (mention.start, mention.end) not in self.spans:
                    found.append(mention)
                continue
            mention = self._people(i) if i in self.named else self._at(self.view.doc[i])
            if mention is not None and (mention.start, mention.end) not in self.spans:
                self.spans.add((mention.start, mention.end))
                found.append(mention)
        return found

    def _at(self, token: Token) -> MentionDraft | None:
        noun = noun_phrase_lemma(self.view, token)
        if noun in load_lexicon("collectives")["states"] and token.tag_ == "NNS":
            return self._states(token)
        if noun in load_lexicon("nouns_person")["shifting"]:
            return self._partners(token)
        label = label_of(noun)
        if label is None or is_title_noun(token):
            return None
        start = self._left_edge(token)
        if noun in CROWDS and any(self._is_people(inner) for inner in _objects_of(token)):
            return None
        owner = self._owner(token, start)
        if owner is None and not self._acts_alone(noun, token, start):
            return None
        code = owner.country if owner else None
        start, end = self._quantified(token, start)
        reference = body_reference(noun, code) if label == ORGANIZATION else None
        named = owner is not None and owner.end == token.i and owner.kind is MentionKind.NAME
        kind = MentionKind.NAME if named and reference else MentionKind.NOMINAL
        return MentionDraft(start, end, label, kind, code, reference)

    def _partners(self, token: Token) -> MentionDraft | None:
        """Countries that stand by another or against it: "its allies", "Peru's neighbours"."""
        start = self._left_edge(token)
        owned = any(child.dep_ == "poss" for child in token.lefts)
        if token.tag_ != "NNS" or not owned or is_title_noun(token):
            return None
        return MentionDraft(start, token.i + 1, COUNTRY, MentionKind.NOMINAL)

    def _is_people(self, token: Token) -> bool:
        """Does the noun name a people: "Tatars"?"""
        named = self.named.get(token.i)
        return named is not None and named.kind is MentionKind.DEMONYM and token.tag_[-1] == "S"

    def _people(self, i: int) -> MentionDraft | None:
        """People told apart from their country: "thousands of anti-war Russians"."""
        named = self.named[i]
        if named.kind is not MentionKind.DEMONYM or named.end != i + 1:
            return None
        if self.view.tags[i] not in ("NNS", "NNPS") or not self.view.lowers[i].endswith("s"):
            return None
        token = self.view.doc[i]
        start, end = self._quantified(token, self._left_edge(token))
        if start == named.start and token.dep_ == "pobj" and token.head.lower_ == "of":
            crowd = token.head.head
            if crowd.lemma_.lower() in CROWDS:
                start = min(start, self._left_edge(crowd))
        if start == named.start or is_title_noun(token):
            return None
        return MentionDraft(start, end, PERSON, MentionKind.NOMINAL, named.country)

    def _is_many(self, i: int) -> bool:
        """Is it the "many" of "many from Peru"?"""
        after = self.view.lowers[i + 1 : i + 2]
        return after == ["from"] and self.view.lowers[i] in MANY

    def _many_from(self, token: Token) -> MentionDraft | None:
        """Those who move, told by where they are from alone: "many from Lima fled to Chile"."""
        verb = token.head if token.head.i > token.i + 1 else token.head.head
        if token.dep_ not in MANY_PLACES or verb.lemma_.lower() not in _moving_verbs():
            return None
        for i in range(token.i + 2, min(token.i + 5, verb.i)):
            origin = self.named.get(i)
            if origin is not None:
                return MentionDraft(
                    token.i, origin.end, PERSON, MentionKind.NOMINAL, origin.country
                )
        return None

    def _states(self, token: Token) -> MentionDraft | None:
        """Several countries: "Western powers", "former Soviet republics"."""
        start = self._left_edge(token)
        for i in range(token.i - 1, start - 1, -1):
            named = self.named.get(i)
            if named is None or named.kind is not MentionKind.DEMONYM or self._is_anti(i):
                continue
            reference = named.reference or ""
            if reference == "country:SU":
                return MentionDraft(
                    start, token.i + 1, COUNTRY, MentionKind.NOMINAL, None, FORMER_UNION
                )
            if reference.startswith("region:"):
                bloc = named.label == COUNTRY
                key = reference if bloc else f"states:{reference.removeprefix('region:')}"
                return MentionDraft(start, token.i + 1, COUNTRY, MentionKind.NOMINAL, None, key)
        return None

    def _left_edge(self, token: Token) -> int:
        """Start of the noun's modifiers, without an article."""
        start = token.i
        for child in reversed(list(token.lefts)):
            if child.dep_ not in LEFT or token.i - child.left_edge.i > LONGEST:
                break
            if any(self.view.breaks[child.left_edge.i : start]):
                break
            start = child.left_edge.i
        start = self._after_cut(start, token.i)
        while start < token.i and (
            self.view.lowers[start] in (*ARTICLES, "whose")
            or not self.view.words[start][0].isalnum()
        ):
            start += 1
        return start

    def _after_cut(self, start: int, end: int) -> int:
        """Start after a dash between spaces, or after a name that is coordinated: "Peru and"."""
        view = self.view
        for i in range(end - 1, start, -1):
            dash = view.words[i] in HYPHENS and view.starts[i] > view.ends[i - 1]
            before = self.named.get(i - 1)
            name = before is not None and before.kind is not MentionKind.DEMONYM
            if dash or (view.tags[i] == "CC" and name):
                return i + 1
        return start

    def _owner(self, token: Token, start: int) -> MentionDraft | None:
        """The country or region whose the people are: a demonym, an owner, "of X"."""
        for i in range(token.i - 1, start - 1, -1):
            mention = self.named.get(i)
            if mention is not None and mention.label in (COUNTRY, "PLACE") and not self._is_anti(i):
                return mention
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in OWNER_PREPOSITIONS:
                for inner in child.children:
                    tokens = [inner.i, *(left.i for left in inner.lefts)]
                    mention = next((self.named[i] for i in tokens if i in self.named), None)
                    if inner.dep_ == "pobj" and self._owns(token, child.lower_, mention):
                        return mention
        return self._relative_owner(token)

    def _owns(self, token: Token, preposition: str, mention: MentionDraft | None) -> bool:
        """Does a place after the noun own it? Envoys and troops in a country are another's."""
        if mention is None:
            return False
        if preposition != "in":
            return mention.label == COUNTRY
        local = noun_phrase_lemma(self.view, token) in local_nouns()
        return local and mention.label in (COUNTRY, "PLACE")

    def _relative_owner(self, token: Token) -> MentionDraft | None:
        """Peru in "Peru, whose troops left"."""
        if not any(child.tag_ == "WP$" for child in token.lefts):
            return None
        verb = token.head
        return self.named.get(verb.head.i) if verb.dep_ == "relcl" else None

    def _is_anti(self, token: int) -> bool:
        """Is it the object of "anti-" or "pro-"? "Anti-Russian activists" are not Russian."""
        if token < 2 or self.view.words[token - 1] not in HYPHENS:
            return False
        return self.view.lowers[token - 2] in ("anti", "pro", "non")

    def _acts_alone(self, noun: str, token: Token, start: int) -> bool:
        """Does the noun name an actor even without a country?"""
        persons, bodies = load_lexicon("nouns_person"), load_lexicon("collectives")
        if noun in persons["actors"] or noun in bodies["organs_alone"]:
            return True
        if noun in persons["people"] and _moves(token):
            return True
        named = any(
            i in self.named and self.named[i].label in (PERSON, ORGANIZATION)
            for i in range(start, token.i)
        )
        return named or noun in load_lexicon("titles")["offices"]

    def _quantified(self, token: Token, start: int) -> tuple[int, int]:
        """The span with "thousands of" before it."""
        head = token.head
        if token.dep_ == "pobj" and head.lower_ == "of" and start <= head.i + 3:
            quantity = head.head
            if quantity.lemma_.lower() in load_lexicon("nouns_person")["quantities"]:
                start = min(quantity.i, start)
        return start, token.i + 1


def _moves(token: Token) -> bool:
    """Is it many who flee: "200,000 people crossed into Chad"?"""
    verb = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        verb = token.head.head.head
    subject = token.dep_ in ("nsubj", "nsubjpass", "pobj")
    return subject and token.tag_ == "NNS" and verb.lemma_.lower() in _moving_verbs()


@lru_cache
def _moving_verbs() -> frozenset[str]:
    return load_lexicon("nouns_person")["moving_verbs"]


def is_many_from(view: TokenView, mention: MentionDraft) -> bool:
    """Is it the "many from Lima" that tells part of those named before?"""
    return view.lowers[mention.start] in MANY and view.word_after(mention.start + 1) == "from"


def _objects_of(noun: Token) -> list[Token]:
    return [inner for _, inner in prepositional(noun, ("of",))]


def is_title_noun(token: Token) -> bool:
    """Is the noun part of a title before a name, or a modifier of another noun?"""
    if token.dep_ not in ("compound", "nmod", "amod", "npadvmod"):
        return False
    return bool(token.head.i > token.i)


def body_reference(noun: str, code: str | None) -> str | None:
    """Key of an organ of state, "body:KZ:government"; None where noun or country is none."""
    body = bodies().get(noun)
    return f"body:{code}:{body}" if body and code else None


def noun_phrase_lemma(view: TokenView, token: Token) -> str:
    """Singular of the noun, with the word before it where the two are one entry: "armed forces"."""
    word = singular(token)
    if token.i > 0:
        for noun in (word, token.lower_):
            phrase = f"{view.lowers[token.i - 1]} {noun}"
            if phrase in phrases():
                return phrase
    if token.lower_ in phrases():
        return token.lower_
    return word


def singular(token: Token) -> str:
    """Lower-case singular, also of capitalised plurals, which spaCy leaves as they are."""
    lemma = str(token.lemma_.lower() or token.lower_)
    if token.tag_ in ("NNPS", "NNP") and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def label_of(noun: str) -> str | None:
    """PERSON or ORGANIZATION for a noun of the lexicons, else None."""
    if noun == "rebels":
        return PERSON
    return ORGANIZATION if noun in _body_nouns() else PERSON if noun in _person_nouns() else None


@lru_cache
def local_nouns() -> frozenset[str]:
    """Nouns of people and organs that belong where they are."""
    lists = load_lexicon("collectives")
    abroad = load_lexicon("nouns_person")["abroad"]
    organs = lists["state_organs"] | lists["organs_alone"]
    return (organs | load_lexicon("nouns_person")["local"]) - abroad


@lru_cache
def bodies() -> dict[str, str]:
    """Organs of state by noun: {"army": "armed-forces"}."""
    return dict(item.split(":", 1) for item in load_lexicon("collectives")["bodies"])


@lru_cache
def phrases() -> frozenset[str]:
    """Nouns of the lexicons that are plural or of several words."""
    words = _body_nouns() | _person_nouns() | load_lexicon("collectives")["kinds"]
    return frozenset(word for word in words if " " in word or word.endswith("s"))


@lru_cache
def _body_nouns() -> frozenset[str]:
    lists = load_lexicon("collectives")
    return lists["state_organs"] | lists["organizations"] | lists["organs_alone"]


@lru_cache
def _person_nouns() -> frozenset[str]:
    lists = load_lexicon("nouns_person")
    return lists["actors"] | lists["people"] | load_lexicon("titles")["offices"]
