"""What the model takes for a name and is none: offices, headlines in capitals, nouns for bodies."""

from extract.lexicons import load_lexicon
from extract.name_spans import Countries, ModelName, has_letters
from extract.titles import is_office, is_title
from extract.token_view import TokenView

LINKS = frozenset({"of", "the", "and", "for", "east", "west", "north", "south"})


def is_no_name(view: TokenView, name: ModelName, countries: Countries) -> bool:
    """Is it none of a person, body or place?"""
    return (
        _is_office_alone(view, name, countries)
        or _is_department(view, name)
        or _is_generic(view, name)
        or _is_shouted(view, name)
    )


def _is_office_alone(view: TokenView, name: ModelName, countries: Countries) -> bool:
    """Countries and points of the compass alone, or an office such as "Prosecutor General"."""
    rest = [
        token
        for token in range(name.start, name.end)
        if token not in countries and view.lowers[token] not in LINKS
        if has_letters(view.words[token])
    ]
    if not rest:
        return True
    offices = load_lexicon("titles")["offices"]
    titles = all(is_title(view.lowers[token]) for token in rest)
    ends = {view.lowers[rest[0]], view.lowers[rest[-1]]}
    return titles and (view.lowers[rest[-1]] in offices or ends <= {"prosecutor", "general"})


def _is_department(view: TokenView, name: ModelName) -> bool:
    """The "State" of "Secretary of State", the "Home" of "Home Secretary": part of an office."""
    if any(not is_title(view.lowers[token]) for token in range(name.start, name.end)):
        return False
    after = view.word_after(name.end)
    if after in load_lexicon("titles")["offices"] and view.is_capital(name.end):
        return True
    before = view.word_before(name.start)
    return before in ("of", "for") and name.start > 1 and is_office(view, name.start - 2)


def _is_generic(view: TokenView, name: ModelName) -> bool:
    """A noun for bodies alone, "the Court", says what it is and not which."""
    if name.end - name.start != 1 or name.label != "ORGANIZATION":
        return False
    return view.lowers[name.start] in load_lexicon("collectives")["generic"]


def _is_shouted(view: TokenView, name: ModelName) -> bool:
    """Several words of a line in capitals, in which models see names everywhere."""
    if name.end - name.start < 3 or not all(w.isupper() for w in view.words[name.start : name.end]):
        return False
    first, last = name.start, name.end
    while first > 0 and name.start - first < 4 and not view.breaks[first - 1]:
        first -= 1
    while last < len(view.words) and last - name.end < 4 and not view.breaks[last]:
        last += 1
    line = [word for word in view.words[first:last] if word.isalpha()]
    return len(line) > 3 and all(word.isupper() for word in line)
