"""Who holds which office where, who works for whom, and whose citizen a person is."""

from spacy.tokens import Token

from extract.denotation import denoted
from extract.lexicons import load_lexicon
from extract.offices import Office, Owners, office_at, owners_of
from extract.relation_writer import RelationWriter
from extract.syntax import noun_lemma

SURE, LIKELY, LOOSE = 0.95, 0.85, 0.7


def find_offices(token: Token, writer: RelationWriter) -> None:
    """Claims from one noun that is an office."""
    office = office_at(token, writer)
    if office is None:
        return
    writer.offices.append(token)
    holders = _holders(office, writer)
    if holders:
        place_holders(office, holders, owners_of(office, writer), writer)


def find_ruler(token: Token, writer: RelationWriter) -> None:
    """A person who owns a country heads it: "Castro's Cuba"."""
    if token.dep_ != "poss" or token.tag_ not in ("NNP", "NNPS"):
        return
    rulers = [n for n in writer.at(token) if writer.label(n) == "PERSON" and writer.is_named(n)]
    lands = [n for n in writer.rooted_at(token.head) if writer.label(n) == "COUNTRY"]
    lands = [n for n in lands if writer.is_named(n) and writer.mentions[n].start > token.i]
    span = (token.i, token.head.i + 1)
    writer.relate("HEAD_OF", rulers, lands, "owner_of_country", span, score=0.6, inferred=True)


def find_owned_person(token: Token, writer: RelationWriter) -> None:
    """A country's person is its citizen: "Hungary's Viktor Orban"."""
    if token.dep_ != "poss" or token.tag_ not in ("NNP", "NNPS"):
        return
    lands = [n for n in writer.at(token) if writer.label(n) == "COUNTRY" and writer.is_named(n)]
    persons = [n for n in writer.rooted_at(token.head) if writer.label(n) == "PERSON"]
    persons = [n for n in persons if writer.is_named(n)]
    span = (token.i, token.i + 1)
    writer.relate("CITIZEN_OF", persons, lands, "country_owns_person", span, score=0.7)


def place_holders(
    office: Office, holders: list[int], owners: Owners, writer: RelationWriter
) -> None:
    """Say what the holders are to the owners of their office.

    An organization before the title or after "of" is what they head; a country's adjective next
    to such a body is their nationality ("the British head of the agency").
    """
    before, after = list(owners.before), list(owners.after)
    bodies = [n for n in after if writer.label(n) != "PERSON"]
    if bodies and office.kinds & {"state_heads", "organization_heads", "body_secretaries"}:
        _relate(office, holders, bodies, writer, "office_of", demonym=False)
        _nationality(office, holders, before, writer)
    elif before:
        _relate(office, holders, before, writer, "title_with_owner", demonym=True)
    elif owners.possessor:
        _relate(office, holders, list(owners.possessor), writer, "office_possessor", demonym=False)
    elif after:
        _relate(office, holders, after, writer, "office_of", demonym=False)


def relation_of(office: Office, owner: int, writer: RelationWriter, *, demonym: bool) -> str:
    """The relation that an office is to this owner.

    Args:
        office: The office.
        owner: Mention of whom it belongs to.
        writer: Tells labels.
        demonym: The owner is only a word before the title.
    """
    lists, label, word = load_lexicon("offices"), writer.label(owner), noun_lemma(office.noun)
    kinds = office.kinds
    if label == "PERSON":
        return "WORKS_FOR"
    if word in lists["seats"] and label == "ORGANIZATION" and not office.lowered:
        return "MEMBER_OF"
    if label == "ORGANIZATION":
        return _in_organization(office, owner, writer)
    if "state_heads" in kinds and not office.lowered:
        if office.domain in lists["non_state"]:
            return "CITIZEN_OF"
        return "HEAD_OF" if not office.domain else "HOLDS_OFFICE"
    if kinds & {"offices", "body_secretaries", "state_heads"}:
        return "HOLDS_OFFICE"
    if "organization_heads" in kinds and label == "PLACE":
        return "HOLDS_OFFICE"
    if "organization_heads" in kinds:
        plain = office.domain in ("", *lists["non_state"])
        return "CITIZEN_OF" if plain and demonym else "HOLDS_OFFICE"
    if word in lists["state_staff"] or not demonym:
        return "WORKS_FOR"
    return "CITIZEN_OF"


def _in_organization(office: Office, owner: int, writer: RelationWriter) -> str:
    kinds = office.kinds
    if "body_secretaries" in kinds and not writer.has_word(owner, "secretariats"):
        return "HOLDS_OFFICE"
    if kinds & {"state_heads", "organization_heads", "body_secretaries"} and not office.lowered:
        return "HOLDS_OFFICE" if office.domain else "HEAD_OF"
    if office.lowered or kinds & {"offices", "state_heads"}:
        return "WORKS_FOR" if "staff" in kinds and not office.lowered else "HOLDS_OFFICE"
    return "WORKS_FOR"


def _holders(office: Office, writer: RelationWriter) -> list[int]:
    """Persons the office noun stands for; a plural stands for named ones only."""
    found = [n for n in denoted(office.noun, writer) if writer.label(n) == "PERSON"]
    if office.noun.tag_ in ("NNS", "NNPS"):
        return [n for n in found if writer.is_named(n)]
    return found


def _relate(
    office: Office,
    holders: list[int],
    owners: list[int],
    writer: RelationWriter,
    rule: str,
    *,
    demonym: bool,
) -> None:
    for owner in owners:
        type_ = relation_of(office, owner, writer, demonym=demonym)
        mode = "former" if office.former and "former" in writer.types[type_].modes else None
        score = SURE if type_ in ("HEAD_OF", "HOLDS_OFFICE") else LIKELY
        writer.relate(type_, holders, [owner], rule, office.trigger, mode=mode, score=score)


def _nationality(
    office: Office, holders: list[int], owners: list[int], writer: RelationWriter
) -> None:
    countries = [n for n in owners if writer.label(n) == "COUNTRY"]
    writer.relate(
        "CITIZEN_OF", holders, countries, "demonym_on_person", office.trigger, score=LOOSE
    )
