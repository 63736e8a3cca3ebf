"""The model's names, put right: cut at line breaks, freed of titles, whole where they were cut."""

from extract.gazetteer_hits import Hit
from extract.name_edges import cut_at_comma, cut_at_possessive, strip_edges, strip_titles
from extract.name_growth import join_names
from extract.name_rejects import is_no_name
from extract.name_spans import Countries, ModelName
from extract.titles import is_office
from extract.token_view import TokenView
from ontology.gazetteer import Use

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORGANIZATION", "GPE": "PLACE", "LOC": "PLACE",
    "FAC": "PLACE", "NORP": "GROUP", "WORK_OF_ART": "WORK", "PRODUCT": "WORK",
}  # fmt: skip
"""What the model's labels mean here; GROUP and WORK are no types of the graph."""
LONGEST_NAME = 12
"""Tokens; the model's longer spans are lists or lost sentences."""


def find_model_names(view: TokenView, hits: list[Hit]) -> list[ModelName]:
    """The model's names, cleaned, in order, without overlap."""
    countries = {
        token: hit.best.use in (Use.ADJECTIVE, Use.PEOPLE)
        for hit in hits
        if hit.best.entry.type == "COUNTRY" or hit.best.use in (Use.ADJECTIVE, Use.PEOPLE)
        for token in range(hit.start, hit.end)
    }
    found: list[ModelName] = []
    for ent in view.doc.ents:
        label = LABELS.get(ent.label_)
        if label is None:
            continue
        for start, end in _between_breaks(view, ent.start, ent.end):
            name = clean_name(view, ModelName(start, end, label), countries)
            if name is not None:
                found.append(name)
    return join_names(view, found, countries)


def clean_name(view: TokenView, name: ModelName, countries: Countries) -> ModelName | None:
    """A name without articles, titles, possessive and stray signs; None if nothing is left."""
    strip_edges(view, name)
    if name.label == "PERSON":
        strip_titles(view, name, countries)
        cut_at_comma(view, name)
        while name.end - 1 > name.start and countries.get(name.end - 1, False):
            name.end -= 1
    if name.label in ("PERSON", "ORGANIZATION"):
        cut_at_possessive(view, name, countries)
    strip_edges(view, name)
    if name.start >= name.end or name.end - name.start > LONGEST_NAME:
        return None
    if name.start > 0 and is_office(view, name.start - 1):
        name.titled = True
        if name.label == "PLACE" and not any(
            token in countries for token in range(name.start, name.end)
        ):
            name.label = "PERSON"
    if is_no_name(view, name, countries):
        return None
    words = view.words[name.start : name.end]
    return name if any(word[:1].isupper() for word in words) else None


def _between_breaks(view: TokenView, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a span between line breaks."""
    parts, first = [], start
    for token in range(start, end):
        if view.breaks[token]:
            parts.append((first, token))
            first = token + 1
    return [part for part in [*parts, (first, end)] if part[0] < part[1]]
