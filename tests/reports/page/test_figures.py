"""The drawings say what the rows say."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.network import MOST, Link, network
from reports.figures.palette import CELLS, DARK, LIGHT, contrast
from reports.figures.svg import WEEKS, bar, calendar, digits

SVG = "{http://www.w3.org/2000/svg}"
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def texts(svg: str) -> list[str]:
    """All letters of a drawing; fails where it is no XML."""
    return ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@given(st.dictionaries(days, st.integers(1, 300), min_size=1, max_size=40), st.sampled_from(["zh", "en"]))
def test_the_calendar_counts_every_interview_or_says_that_it_lies_outside(
    counts: dict[date, int], lang: str
) -> None:
    figure = calendar("k", counts, lang)
    root = ElementTree.fromstring(figure.svg)
    drawn = sum(int(t) for t in texts(figure.svg) if t.isdigit())
    outside = re.search(r"另有(\d+)人|; (\d+) on days outside", figure.description)
    left = int(next(g for g in outside.groups() if g)) if outside else 0
    assert drawn + left == sum(counts.values())
    assert float(root.get("width", "0")) <= 34 + (WEEKS + 2) * 30


def test_the_calendar_shows_the_half_year_with_most_interviews() -> None:
    counts = {date(2007, 3, 5): 1} | {date(2017, 3, 1) + timedelta(days=i): 5 for i in range(10)}
    figure = calendar("k", counts, "zh")
    assert "2017年3月1日至2017年3月10日，10天共访问50人" in figure.description
    assert "另有1人的日期在图外" in figure.description


def test_public_holidays_are_framed_and_weekends_are_not() -> None:
    figure = calendar("k", {date(2017, 4, 30): 1, date(2017, 5, 2): 1}, "zh")
    assert figure.svg.count("festival") == 6  # 清明 2-4 April, 劳动节 29 April to 1 May
    assert calendar("k", {date(2035, 5, 1): 1}, "zh").svg.count("festival") == 0  # not known yet


def test_the_digit_strip_draws_four_times_ten_bars_and_names_the_odd_ones() -> None:
    even = [[10] * 10] * 4
    figure = digits("k", even, "zh")
    assert figure.svg.count('class="bar"') == 40
    assert "共40个次数，其中0个" in figure.description
    odd = [[10] * 10] * 3 + [[100] + [0] * 9]
    assert "共40个次数，其中10个" in digits("k", odd, "zh").description


def test_bars_share_the_width_by_their_numbers() -> None:
    figure = bar("k", [("a", 30, "fail"), ("b", 0, "warn"), ("c", 10, "ok")], "t", "zh", "rows")
    widths = [float(w) for w in re.findall(r'y="0" width="([\d.]+)"', figure.svg)]
    assert widths == [568.0, 188.0]
    assert texts(figure.svg) == ["a 30", "b 0", "c 10"]


def test_titles_are_escaped_and_every_drawing_has_name_and_description() -> None:
    figure = bar("k", [("<b>&\x1b[1m", 1, "ok")], "<script>", "zh", "rows")
    root = ElementTree.fromstring(figure.svg)
    assert root.find(f"{SVG}title").text == "<script>"  # type: ignore[union-attr]
    assert texts(figure.svg) == ["<b>& 1"]
    assert root.get("aria-labelledby") == "k-t k-d"


class TestNetwork:
    links = tuple(
        Link(f"D{i:02d}", f"D{j:02d}", 1 + (i * j) % 40, "fail") for i in range(40) for j in (39,) if i < j
    )

    def test_forty_dossiers_are_all_labelled_and_do_not_overlap(self) -> None:
        names = {f"D{i:02d}": f"D{i:02d} 某某第{i}机械制造有限责任公司哈尔滨分公司" for i in range(40)}
        figure = network("k", self.links, names, "zh")
        root = ElementTree.fromstring(figure.svg)
        labels = [t for t in root.iter(f"{SVG}text") if t.get("text-anchor") == "end"]
        heights = sorted(float(t.get("y", "0")) for t in labels)
        assert len(heights) == 40
        assert min(b - a for a, b in itertools.pairwise(heights)) >= 20
        assert figure.svg.count("<path") == 39

    def test_more_than_can_be_read_are_cut(self) -> None:
        links = [Link("A", f"B{i:03d}", 1, "warn") for i in range(MOST + 20)]
        figure = network("k", links, {k.other: k.other for k in links} | {"A": "A"}, "zh")
        assert figure.svg.count("<circle") == MOST
        assert f"{MOST + 21}份名单有共用号码" in figure.description
        assert f"图中只画{MOST}份，其余21份" in figure.description
        every = network("k", links[:5], {k.other: k.other for k in links} | {"A": "A"}, "zh")
        assert "图中只画" not in every.description

    def test_a_crowd_of_arcs_is_drawn_thin(self) -> None:
        few = [Link(f"A{i}", f"B{i}", 50, "fail") for i in range(3)]
        crowd = [Link(f"A{i}", f"A{j}", 50, "fail") for i, j in itertools.combinations(range(11), 2)]
        names = {f"{c}{i}": f"{c}{i}" for c in "AB" for i in range(11)}
        widths = [
            re.findall(r'stroke-width="([\d.]+)"', network("k", k, names, "zh").svg) for k in (few, crowd)
        ]
        assert [set(w) for w in widths] == [{"6.0"}, {"2.5"}]

    def test_those_who_share_stand_together(self) -> None:
        links = [Link("A", "Z", 5, "fail"), Link("B", "Y", 3, "fail")]
        figure = network("k", links, {d: d for d in "ABYZ"}, "zh")
        assert [t for t in texts(figure.svg) if t.isalpha()] == ["A", "Z", "B", "Y"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_can_be_read_by_everybody(colours: dict[str, str]) -> None:
    """WCAG 2.2 AA: 4.5 for letters, 3 for marks that mean something."""
    for ground in ("paper", "surface"):
        for ink in ("ink", "quiet", "accent", "fail", "warn", "note", "ok"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for severity in ("fail", "warn", "note", "ok"):
        assert contrast(colours[severity], colours[f"{severity}_soft"]) >= 4.5, severity
    for heat in range(1, 5):
        assert contrast(colours["ink"], colours[f"heat{heat}"]) >= 4.5, heat
    for mark in ("fail_fill", "warn_fill", "note_fill", "ok_fill", "frame", "accent", "bar"):
        assert contrast(colours[mark], colours["paper"]) >= 3, mark
    for mark in ("bar", "frame", "ink", "quiet"):
        assert contrast(colours[mark], colours["band"]) >= 3, mark


def test_black_letters_on_the_grounds_of_a_workbook() -> None:
    assert Counter(contrast("#1a1f25", f"#{ground}") >= 7 for ground in CELLS.values()) == {True: len(CELLS)}


def test_contrast_is_that_of_the_standard() -> None:
    """Values published with WCAG: black on white 21, #777 on white 4.48, equal colours 1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1
