import csv
import hashlib
from pathlib import Path

import pytest

from extract.readers import find_files, read_document
from extract.segment import model_text

FOLDER = Path(__file__).parents[1] / "samples"
with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as file:
    MANIFEST = list(csv.DictReader(file))
CHROME = {
    "01_steppe_courier.txt": ["Home", "Aigerim", "Share this", "Wheat", "©", "(Steppe Courier)"],
    "02_baltic_ledger.txt": ["Top Stories", "Lithuania", "Limited"],
    "03_northgate_post.txt": ["Tags", "two days at the crossing", "Northgate"],
    "04_caspian_energy_wire.md": ["**", "##", "Read more", "title:"],
    "05_meridian_review.txt": ["Meridian", "Copyright", "14 October"],
    "06_levant_dispatch.txt": ["Menu", "Aleppo", "Back to top", "Source:"],
    "07_volga_monitor.txt": ["Volga", "Telegram"],
    "08_harbour_times.html": ["Opinion", "Jonas", "Ferry", "Leave a reply", "Ltd"],
}


def document(name):
    return read_document(FOLDER / "articles" / name, FOLDER / "articles")


def test_manifest_lists_every_article():
    found = find_files([FOLDER / "articles"])
    assert [path.name for path, _ in found] == [row["name"] for row in MANIFEST]


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["name"])
def test_article_is_the_one_of_the_manifest(row):
    data = (FOLDER / "articles" / row["name"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["sha256"]
    assert 150 <= len(model_text(document(row["name"])).split()) <= 350


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["name"])
def test_outlet_and_day_are_found(row):
    found = document(row["name"])
    assert (found.source, str(found.published)) == (row["source"], row["published"])
    assert found.title


@pytest.mark.parametrize("name", sorted(CHROME))
def test_page_chrome_is_masked_and_the_article_is_not(name):
    found = document(name)
    left = model_text(found)
    assert [words for words in CHROME[name] if words not in found.text] == []
    assert [words for words in CHROME[name] if words in left] == []
    assert len(left.split()) > 0.8 * len(found.text.split())
