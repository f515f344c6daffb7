"""Nobody can be found by a masked paper: every byte of every output is searched."""

from __future__ import annotations

import zipfile
from html import unescape
from pathlib import Path

import pytest

from reports.veil import Veil, veil
from tests.checks.examples import run
from tests.reports.courses import context
from tests.reports.rounds import MASKS, NAMES, NUMBERS, ROWS, declared, material, papers
from verify.check import Check, materialise
from verify.checks import ALL
from verify.facts import NESTED, kind_of
from verify.settings import Settings


def everything(path: Path) -> str:
    """All text of a file, of every part of it where it is a ZIP."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as book:
            parts = [book.read(name).decode("utf-8") for name in book.namelist()]
        # Characters can stand as references (&#36213;), and cells as shared or as inline strings.
        return "\n".join([*book.namelist(), *map(unescape, parts)])
    return unescape(path.read_text(encoding="utf-8"))


# Numbers and names where nobody looks for them: in employers, dates, modes, serials and formulas.
HIDDEN = """
    dossier  serial       name                contact                               mode              surveyed                employer
    H        13904510101  赵一水              {formula:="13904510102"}13904510102   电话13904510103   2017-03-05 13904510104  松江厂 139-0451-0105
    H        2            李先生 13904510106  13904510107、0451-87654322            电话 a01@qq.com   2017-03-06              联系人０４５１－８７６５４３３３
    H        3            钱二水              13904510107                           电话              2017-03-07              松江厂 0451 87654344
"""  # noqa: E501
HIDDEN_NUMBERS = (
    *(f"139045101{n:02d}" for n in range(1, 8)),
    *("139-0451-0105", "0451-87654322", "０４５１－８７６５４３３３", "0451 87654344", "a01@qq.com"),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_masked_by_default(lang: str, tmp_path: Path) -> None:
    for table, secrets in ((declared(ROWS), (*NAMES, *NUMBERS)), (declared(HIDDEN), HIDDEN_NUMBERS)):
        found = papers(material(table, lang=lang, context=context(lang)), tmp_path)
        assert sum(path.suffix == ".docx" for path in found.values()) >= 4
        for name, path in found.items():
            text = everything(path)
            assert [secret for secret in secrets if secret in text] == [], name


def test_unmasked_when_asked_for(tmp_path: Path) -> None:
    found = papers(material(unmask=True), tmp_path)
    flagged_names, flagged_numbers = NAMES[:5], NUMBERS[:3]
    for name in ("audit.html", "findings.xlsx", "review.json"):
        text = everything(found[name])
        # The page lists who was flagged, the workbook and the document list everybody.
        whole = name != "audit.html"
        assert all(n in text for n in (NAMES if whole else flagged_names)), name
        assert all(n in text for n in (NUMBERS if whole else flagged_numbers)), name
    assert "个人信息" in everything(found["audit.html"])
    paper = everything(found["HLJ-01/audit.docx"])
    assert NAMES[0] in paper
    assert NUMBERS[0] in paper


def test_the_number_is_still_recognised_by_whoever_has_the_file(tmp_path: Path) -> None:
    text = everything(papers(material(), tmp_path)["audit.html"])
    assert "139****0011" in text
    assert "赵**" in text


class TestVeil:
    shown: Veil = veil(MASKS, unmask=False)

    @pytest.mark.parametrize(
        "text", ["2017-03-05 14:20", "20170305", "2017.3.5-3.10", "松江厂第12车间", "HLJ2017-011#0004", ""]
    )
    def test_dates_and_plain_words_stay(self, text: str) -> None:
        assert self.shown.text(text) == text

    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("松江厂13904510011", "松江厂139****0011"),
            ("139 0451 0011", "139****0011"),
            ("0451-87654311转8", "045*****4311转8"),
            ("230103198001010011", "230***********0011"),
            ("+86 139-0451-0011", "+86 139****0011"),
            ("1390 451 0011", "139****0011"),
            ("（0451）8765 4311", "（045*****4311"),
            ("单位电话87654311", "单位电话****4311"),
            ("a01@example.com", "a***@example.com"),
        ],
    )
    def test_numbers_in_text_are_masked(self, text: str, masked: str) -> None:
        assert self.shown.text(text) == masked

    def test_ids_in_facts_stay_whole(self) -> None:
        facts = {
            "other": "20170305011",
            "other_row": "20170305011#0004",
            "employer": "20170305011",
            "day": "2017-03-05",
        }
        assert self.shown.facts(facts) == facts | {"employer": "201****5011"}

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("surprise", "赵一水"),  # a fact that nobody listed
            ("surprise", ["赵一水", "13904510011"]),
            ("prefix", "13904510011"),  # listed, and not of its kind
            ("day", "赵一水"),
            ("number", "13904510011"),  # the check forgot to mask it
            ("kind_term", "赵一水"),
            ("people", 13904510011),
            ("surprise", {"name": "赵一水"}),
            ("papers", [{"surprise": "赵一水", "value": "13904510011"}]),
        ],
    )
    def test_what_nobody_said_may_be_shown_is_hidden(self, key: str, value: object) -> None:
        shown = str(self.shown.facts({key: value}))
        assert "赵一水" not in shown
        assert "13904510011" not in shown

    @pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
    def test_every_fact_of_every_check_has_a_kind(self, check: Check) -> None:
        """What a check says in its example is shown as it stands; what strangers typed, without numbers."""
        _, _, batch = run(check)
        found = materialise(batch, check.run(batch, Settings()), check.clause)
        assert found
        for finding in found:
            for key, value in finding.facts.items():
                for item in value if isinstance(value, list) else [value]:
                    parts = item.items() if key in NESTED else [(key, item)]
                    for name, part in parts:
                        assert kind_of(name, part) is not None, (check.code, name, part)

    def test_unmasked_means_as_written(self) -> None:
        bare = veil(MASKS, unmask=True)
        assert bare.text("13904510011") == bare.contact("13904510011") == "13904510011"
        assert bare.name("赵一水") == "赵一水"
