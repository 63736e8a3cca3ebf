"""The errors this product raises on purpose; each message says what, where and what to do."""


class CitegraphError(Exception):
    """Base of every error a door shows to a person as one clear message."""


class UnreadableDocument(CitegraphError):
    """A file cannot become a Document; the batch goes on without it."""


class SkippedDocument(UnreadableDocument):
    """A file left out on purpose: not English, or of a kind that no reader reads."""


class ModelMissing(CitegraphError):
    """The spaCy pipeline that was asked for is not installed."""


class OntologyError(CitegraphError):
    """A data file of the ontology or a lexicon is not well-formed."""


class StoreError(CitegraphError):
    """The evidence store cannot be opened, read or written."""


class DamagedStore(StoreError):
    """A stored row no longer matches its own SHA-256."""


class UnknownEntity(CitegraphError):
    """A name or id that a person gave matches no entity, or more than one."""


class InvalidQuery(CitegraphError):
    """A filter, format or view parameter is not one of those allowed."""
