"""The plain form of records: comes back equal, and tells apart what differs."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.codec import canonical, decoder, records_sha256
from evidence.model import Argument, Claim, Extraction, Mask, Role, TimeSpan
from tests.evidence import strategies


@given(strategies.extractions())
def test_extraction_comes_back_equal(extraction: Extraction) -> None:
    assert decoder(Extraction)(json.loads(canonical(extraction))) == extraction


@given(strategies.extractions())
def test_canonical_form_is_one_line_of_ascii(extraction: Extraction) -> None:
    line = canonical(extraction)
    assert line.isascii()
    assert "\n" not in line


def test_hash_differs_when_one_field_differs() -> None:
    mask = Mask(0, 1, "chrome")
    assert records_sha256([mask]) != records_sha256([replace(mask, end=2)])
    assert records_sha256([mask]) != records_sha256([mask, mask])


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (Mask, [0, 1]),
        (Mask, [0, "1", "chrome"]),
        (Role, "nobody"),
        (TimeSpan, ["2022-13-01", None, "x"]),
        (tuple[int, int], [1, 2, 3]),
        (tuple[Argument, ...], "source"),
    ],
)
def test_decoder_refuses_another_form(hint: object, value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        decoder(hint)(value)


@given(st.none() | st.tuples(st.integers(), st.integers()))
def test_optional_span_comes_back_equal(span: tuple[int, int] | None) -> None:
    assert decoder(Claim.__annotations__["trigger"])(json.loads(canonical(span))) == span
