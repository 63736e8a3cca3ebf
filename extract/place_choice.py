"""Which hits of the gazetteer stand in a text, and which of several places a name means."""

from collections.abc import Mapping, Sequence

from extract.gazetteer_hits import Hit
from extract.lexicons import load_lexicon
from extract.name_spans import ModelName
from extract.token_view import TokenView
from ontology.gazetteer import Entry, Sense, Use

LOCATIVES = frozenset(
    {"in", "at", "near", "from", "to", "into", "around", "outside", "inside", "via", "toward",
     "towards", "through", "across", "throughout", "within", "between", "over", "off", "leaving",
     "reached", "left", "downtown", "central", "northern", "southern", "eastern", "western"}
)  # fmt: skip
PLACE_NOUNS = frozenset(
    {"city", "town", "village", "capital", "region", "province", "district", "republic", "state",
     "port", "island", "county", "suburb", "oblast", "area", "metropolis", "settlement", "canton"}
)  # fmt: skip
LARGE_CITY = 1_000_000
"""Inhabitants; a larger city, or a capital, needs no model to be found."""
NEARER_COUNTRY = 20
"""A city of a country that the document names beats one so many times as large elsewhere."""


class PlaceChoice:
    """Decides over the hits of one document."""

    def __init__(self, view: TokenView, hits: Sequence[Hit], names: Sequence[ModelName]) -> None:
        self.view = view
        self.model_at: Mapping[int, ModelName] = {
            token: name for name in names for token in range(name.start, name.end)
        }
        self.surnames = _surnames(view, names)
        self.countries = {
            hit.best.entry.country
            for hit in hits
            if hit.best.entry.kind in ("country", "territory")
        }
        self.hit_at = {hit.start: hit for hit in hits}
        self.hit_to = {hit.end: hit for hit in hits}

    def accept(self, hit: Hit) -> Sense | None:
        """The reading of a hit, or None if it is part of another name or no place at all."""
        sense = self._sense(hit)
        if sense.use in (Use.ADJECTIVE, Use.PEOPLE):
            return sense if self._is_people(hit) else None
        if sense.entry.type == "ORGANIZATION" or sense.use == Use.SEAT:
            return (
                sense if not self._inside_longer(hit, ("ORGANIZATION", "PERSON", "WORK")) else None
            )
        if self._is_surname(hit):
            return None
        if sense.entry.kind in ("country", "territory", "bloc"):
            return sense if self._is_country(hit) else None
        if sense.entry.reference.startswith("region:"):
            return (
                sense if not self._inside_longer(hit, ("ORGANIZATION", "PERSON", "WORK")) else None
            )
        return sense if self._is_city(hit, sense.entry) else None

    def _sense(self, hit: Hit) -> Sense:
        """Choose a reading by the country that follows, the countries named, or the size."""
        if len(hit.senses) == 1:
            return hit.best
        following = self._country_after(hit)
        for sense in hit.senses:
            fits = following is not None and sense.entry.country == following.country
            if fits and following is not None and following.reference != sense.entry.reference:
                return sense
        if hit.best.entry.kind != "city":
            state = self._city_before(hit)
            return next((s for s in hit.senses if s.entry.country == state), hit.best)
        return max(hit.senses, key=lambda sense: self._weight(sense.entry))

    def _weight(self, entry: Entry) -> int:
        if entry.type == "ORGANIZATION":
            return 0
        named = NEARER_COUNTRY if entry.country in self.countries else 1
        capital = NEARER_COUNTRY if entry.capital_of else 1
        return (entry.population + 1) * named * capital

    def _country_after(self, hit: Hit) -> Entry | None:
        """The country or state after "X,"."""
        if self.view.word_after(hit.end) != ",":
            return None
        following = self.hit_at.get(hit.end + 1)
        return following.best.entry if following and following.best.use == Use.NAME else None

    def _city_before(self, hit: Hit) -> str | None:
        """Country of the city in "Atlanta, Georgia"."""
        if self.view.word_before(hit.start) != "," or hit.start < 2:
            return None
        before = self.hit_to.get(hit.start - 1)
        if before is None or before.best.entry.kind != "city":
            return None
        countries = {sense.entry.country for sense in before.senses}
        fitting = [sense.entry.country for sense in hit.senses if sense.entry.country in countries]
        return fitting[0] if fitting else None

    def _inside_longer(self, hit: Hit, labels: Sequence[str]) -> bool:
        name = self.model_at.get(hit.start)
        if name is None or name.label not in labels:
            return False
        return (
            name.start <= hit.start
            and hit.end <= name.end
            and (name.end - name.start > hit.end - hit.start)
        )

    def _is_people(self, hit: Hit) -> bool:
        """A demonym, and not a language or part of a person's name."""
        if self._inside_longer(hit, ("PERSON",)):
            return False
        view, token = self.view, hit.end - 1
        if view.doc[token].ent_type_ == "LANGUAGE":
            return False
        before = view.word_before(hit.start)
        alone = view.deps[token] in ("pobj", "dobj") and view.tags[token] in ("NNP", "NN", "JJ")
        speaks = before in ("in", "into", "speak", "speaks", "spoke", "speaking", "learn", "fluent")
        return not (alone and speaks and not view.lowers[token].endswith("s"))

    def _is_surname(self, hit: Hit) -> bool:
        """Is it "Jordan" in a text on Michael Jordan?"""
        name = self.model_at.get(hit.start)
        key = self.view.lowers[hit.start]
        if hit.end - hit.start > 1 or key not in self.surnames:
            return False
        if name is None or name.label == "PERSON":
            return True
        return self.view.word_before(hit.start) not in LOCATIVES

    def _is_country(self, hit: Hit) -> bool:
        name = self.model_at.get(hit.start)
        if self._inside_longer(hit, ("PERSON",)):
            return False
        single = name is not None and name.label == "PERSON" and hit.end - hit.start == 1
        given = self.view.lowers[hit.start] in load_lexicon("ambiguous")["given_names"]
        return not (single and given and name is not None and name.titled)

    def _is_city(self, hit: Hit, entry: Entry) -> bool:
        """Do model or grammar agree? Many a city bears the name of a word or a person."""
        name = self.model_at.get(hit.start)
        if self._inside_longer(hit, ("ORGANIZATION", "PERSON", "WORK", "PLACE")):
            return False
        known = entry.capital_of is not None or entry.population >= LARGE_CITY
        if name is not None and name.label == "PLACE":
            return True
        if self._is_located(hit):
            return name is None or name.label != "PERSON" or known
        given = self.view.lowers[hit.start] in load_lexicon("ambiguous")["given_names"]
        if name is not None and name.label == "PERSON":
            return known and not given and not name.titled
        return known and (self._stands_alone(hit) or self._is_side_taken(hit))

    def _is_side_taken(self, hit: Hit) -> bool:
        """Is it the capital of "pro-Beijing"?"""
        return self.view.word_before(hit.start) == "-" and self.view.word_before(hit.start - 1) in (
            "pro",
            "anti",
            "non",
        )

    def _is_located(self, hit: Hit) -> bool:
        view = self.view
        if not view.tags[hit.end - 1].startswith("NNP"):
            return False
        before = view.word_before(hit.start)
        if before == "of":
            return view.word_before(hit.start - 1) in PLACE_NOUNS
        if before == ",":
            return self._city_before(hit) is not None
        return before in LOCATIVES or before in PLACE_NOUNS or self._country_after(hit) is not None

    def _stands_alone(self, hit: Hit) -> bool:
        """No part of a longer run of capitalised words."""
        view = self.view
        if not view.tags[hit.end - 1].startswith("NNP"):
            return not view.is_capital(hit.start)
        after = hit.end < len(view.words) and view.is_capital(hit.end)
        before = hit.start > 0 and view.is_capital(hit.start - 1)
        runs_on = after and view.tags[hit.end].startswith("NNP")
        runs_in = before and view.tags[hit.start - 1].startswith("NNP")
        return not runs_on and not runs_in


def _surnames(view: TokenView, names: Sequence[ModelName]) -> set[str]:
    return {
        view.lowers[name.end - 1]
        for name in names
        if name.label == "PERSON" and name.end - name.start > 1
    }
