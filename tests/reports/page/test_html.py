"""audit.html: whole, self-contained, small, and usable without sight or mouse."""

from __future__ import annotations

import dataclasses
import itertools
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from lxml import html as parser

from reports.content import compose as composing
from reports.content.compose import compose
from reports.content.material import gather
from reports.document import Cell, Column, Document, Section, Table
from reports.figures.palette import LIGHT
from reports.formats import html
from tests.checks.examples import Line
from tests.reports.rounds import MADE, MASKS, declared, material
from verify.model import Credibility, Part

VOID = {"meta", "br", "img", "input", "link", "hr", "rect", "circle", "path"}


class Balanced(HTMLParser):
    """Fails on a tag that is not closed, or closed out of turn, and on an id that stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                assert value not in self.ids, f"id {value} stands twice"
                self.ids.add(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def round_of(dossiers: int, rows: int) -> Iterator[Line]:
    """A round in which every third dossier has much to say."""
    for d in range(dossiers):
        for r in range(rows):
            cells = {
                "serial": str(r + 1),
                "name": f"赵{'一二三四五六七八九十'[r % 10]}{'水木火土金'[d % 5]}",
                "contact": f"13{d % 10}{r * 7919 % 10**8:08d}" if d % 3 else f"1390451{r // 3:04d}",
                "mode": "电话" if r % 4 else "微信",
                "surveyed": f"2017-{3 + r % 3:02d}-{1 + r % 28:02d}" if d % 3 or r % 5 else "2016-11-02",
                "employer": f"松江第{r}厂",
            }
            yield Line(f"HLJ-{d:03d}", cells, False, "")


@pytest.fixture(scope="module")
def text() -> str:
    return html.render(compose(material()))


@pytest.fixture(scope="module")
def large() -> str:
    return html.render(compose(material(list(round_of(40, 120)))))


def test_well_formed(text: str, large: str) -> None:
    for page in (text, large):
        checker = Balanced()
        checker.feed(page)
        checker.close()
        assert checker.open == []
        assert page.startswith("<!DOCTYPE html>\n")


def test_nothing_comes_from_elsewhere(text: str) -> None:
    page = parser.fromstring(text)
    assert page.xpath("//link | //img | //iframe") == []
    assert all(href.startswith("#") for href in page.xpath("//@href | //@src"))
    style = page.xpath("//style")[0].text_content()
    assert "url(" not in style
    assert "@import" not in style
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}  # the name of a vocabulary, not an address


def test_the_one_script_is_the_one_that_the_page_allows(text: str) -> None:
    page = parser.fromstring(text)
    (script,) = page.xpath("//script")
    assert not script.attrib
    allowed = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    digest = b64encode(sha256(script.text.encode("utf-8")).digest()).decode()
    assert allowed == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert not re.search(
        r"=>|`|\b(?:let|const|class|async|fetch|XMLHttpRequest|eval|innerHTML)\b", script.text
    )
    assert page.xpath("//*[@onclick or @onload or @onerror]") == []


def test_a_page_with_nothing_to_order_has_no_script() -> None:
    table = Table("一", (Column("列"),), ((Cell("甲"),), (Cell("乙"),)))
    page = html.render(Document("题", "", "zh", (Section("节", (table,)),)))
    assert "<script" not in page
    assert "script-src" not in page


def test_every_colour_stands_before_its_variable(text: str) -> None:
    """Engines from before custom properties show the light colours, and no black on black."""
    style = parser.fromstring(text).xpath("//style")[0].text_content()
    varied = re.findall(r"([a-z-]+): ([^;{}]*var\([^;{}]*);", style)
    assert len(varied) > 60
    for name, value in varied:
        plain = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: LIGHT[found[1].replace("-", "_")], value)
        assert f"{name}: {plain}; {name}: {value};" in style
    assert re.search(r"[a-z-]+: [^;{}]*var\([^;{}]*\}", style) is None  # a declaration without its semicolon


def test_browsers_with_two_engines_take_the_newer(text: str) -> None:
    page = parser.fromstring(text)
    assert page.xpath("//meta[@name='renderer']/@content") == ["webkit"]
    assert page.xpath("//meta[@http-equiv='X-UA-Compatible']/@content") == ["IE=edge"]


def test_forty_dossiers_of_120_stay_under_three_megabytes(large: str) -> None:
    size = len(large.encode("utf-8"))
    assert 300_000 < size < 3_000_000
    assert large.count('class="level3') == 40


def test_very_many_dossiers_are_cut_to_the_gravest_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "DETAILED", 2)
    page = parser.fromstring(html.render(compose(material())))
    assert len(page.xpath("//section[contains(@class, 'level3')]")) == 2
    assert "其余1份见findings.xlsx" in page.get_element_by_id("dossiers").text_content()
    assert len(page.xpath("//section[@id='round']//tbody/tr")) == 3
    targets = set(page.xpath("//@id"))
    assert all(href[1:] in targets for href in page.xpath("//@href"))


def test_long_lists_are_cut_in_the_page_and_it_says_so(large: str) -> None:
    page = parser.fromstring(large)
    tables = page.xpath("//section[contains(@class, 'level6')]//table")
    assert max(len(table.xpath("./tbody/tr")) for table in tables) == 30
    assert "只列前30处" in page.text_content()


def test_what_a_screen_reader_needs(text: str) -> None:
    page = parser.fromstring(text)
    assert page.get("lang") == "zh-CN"
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == len(page.xpath("//header")) == 1
    for table in page.xpath("//table"):
        assert table.xpath("string(caption)").strip()
        assert table.xpath(".//th")
        assert all(th.get("scope") == "col" for th in table.xpath(".//th"))
        assert table.getparent().get("tabindex") == "0"  # a wide table is scrolled by keyboard
    for image in page.xpath("//*[local-name() = 'svg']"):
        assert image.get("role") == "img"
        for name in image.get("aria-labelledby").split():
            assert page.get_element_by_id(name).text_content().strip()
        sizes = [int(t.get("font-size")) for t in image.xpath(".//*[local-name() = 'text']")]
        assert min(sizes) >= 12
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), levels
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("//nav/@aria-label") == ["目录"]


def test_contents_lead_to_every_dossier(text: str) -> None:
    page = parser.fromstring(text)
    targets = [page.get_element_by_id(href[1:]) for href in page.xpath("//nav//a/@href")]
    assert len(targets) == 6 + 3
    titles = [target.xpath("string(h2 | h3)") for target in targets]
    assert titles[0] == "本轮概况"
    assert "× HLJ-01 松江纸业有限公司" in titles


def test_a_dossier_without_findings_is_not_called_authentic(text: str) -> None:
    page = parser.fromstring(text)
    (section,) = [s for s in page.xpath("//section[@id]") if s.xpath("string(h3)").startswith("√ HLJ-03")]
    assert "这不证明名单真实" in section.text_content()


def test_every_finding_names_its_clause_an_innocent_cause_and_what_clears_it(text: str) -> None:
    page = parser.fromstring(text)
    found = page.xpath("//section[contains(@class, 'level6')]")
    assert len(found) > 8
    for section in found:
        for role in ("clause", "innocent", "clear"):
            assert len(section.xpath(f"./p[@class='{role}']")) == 1
    # "forged" is said of nobody: the only place that has the word denies it.
    assert re.findall(".{3}造假|伪造|虚假|假冒", page.text_content()) == ["不表示造假"]


def test_hidden_remarks_of_intake_are_told(text: str) -> None:
    made = material(declared("name  contact\n赵一水  13904510011", values={}))
    notes = (("tail_rows", "9-10"), ("damaged_text", "byte 7"), ("unheard_of", "x"))
    dossiers = made.batch.dossiers.copy()
    dossiers["notes"] = [notes]
    object.__setattr__(made.batch, "dossiers", dossiers)
    shown = html.render(compose(material(made.batch)))
    assert (
        "表尾的合计、备注、签章等不计（9-10）；文件中有损坏的文字，从此处起（byte 7）；unheard_of（x）"
        in shown
    )


def test_a_score_is_never_shown_without_its_parts() -> None:
    made = material()
    seen = {"n": 90, "look": "close", "apart": 10, "shown": 12, "usual": 1.2, "side": 1}
    parts = (Part("SG01.near", -21.0, 0.004, seen), Part("SG02", 0.0, None, {"reason": "few_mobiles"}))
    source = {"version": "synthetic-1", "synthetic": 2000, "casebook": 0}
    scores = {
        "HLJ-01": Credibility(63, 0.012, {**source, "dossiers": 400}, parts),
        "HLJ-02": Credibility(None, None, {**source, "dossiers": 3}, parts),
    }
    review = dataclasses.replace(made.review, credibility=scores)
    scored = gather(
        review,
        made.catalogue,
        settings=made.settings,
        unreadable=(),
        passed_over=(),
        masks=MASKS,
        made=MADE,
    )
    page = parser.fromstring(html.render(compose(scored)))
    shown = {
        row.xpath("string(td[2])"): row.xpath("string(td[7])")
        for row in page.xpath("//*[@id='round']//tbody/tr")
    }
    assert shown == {"HLJ-01": "63", "HLJ-02": "–", "HLJ-03": "–"}
    sections = page.xpath("//section[h4 = '可信度']")
    assert len(sections) == 2
    assert "不是造假的概率" in sections[0].text_content()
    cells = [[td.text_content() for td in row.xpath("td")] for row in sections[0].xpath(".//tbody/tr")]
    assert [row[:2] for row in cells] == [["号码相邻", "-21.0"], ["数字习惯", "不可检验"]]
    assert "同一号段内相差不超过10且成串的有12对" in cells[0][2]
    assert "单位集体购号" in cells[0][3]
    assert "手机号太少" in cells[1][2]
    assert "虚构2000份" in sections[0].text_content()
    assert "不给分数" in sections[1].text_content()
