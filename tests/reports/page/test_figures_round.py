"""The drawings of a round: bounds against the limit, the score in steps, neighbouring numbers."""

from __future__ import annotations

import itertools
import re
import string
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phrases import table
from reports.document import Cell, Column, Document, Figure, Section, Table
from reports.figures.chart_interval import interval, interval_small, small_note, small_scale
from reports.figures.chart_neighbours import APART, MOST, neighbours
from reports.figures.chart_waterfall import waterfall
from reports.formats import html
from tests.reports.page.test_figures import SVG, texts

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


@st.composite
def estimates(draw: st.DrawFn) -> dict[str, Any]:
    """Bounds with the decision that follows from them; fail at a higher confidence may still be extend."""
    population = draw(st.integers(1, 3000))
    limit = draw(st.integers(1, population))
    lower, upper = sorted(draw(st.tuples(st.integers(0, population), st.integers(0, population))))
    decision = "pass" if upper < limit else draw(st.sampled_from(["fail", "extend"]))
    if decision == "fail" and lower < limit:
        decision = "extend"
    return {"lower": lower, "upper": upper, "limit": limit, "population": population, "decision": decision}


def rect(svg: str, kind: str) -> list[tuple[float, float]]:
    """Left and right edge of every rectangle of a class."""
    found = [r for r in ElementTree.fromstring(svg).iter(f"{SVG}rect") if r.get("class") == kind]
    return [(float(r.get("x", "")), float(r.get("x", "")) + float(r.get("width", ""))) for r in found]


def limit_line(svg: str) -> float:
    """Where the limit is drawn."""
    (path,) = [p for p in ElementTree.fromstring(svg).iter(f"{SVG}path") if p.get("class") == "limit"]
    return float(re.findall(r"M([\d.]+)", path.get("d", ""))[0])


@given(estimates(), st.sampled_from(["zh", "en"]))
def test_a_bar_lies_on_the_side_of_the_limit_that_was_decided(estimate: dict[str, Any], lang: str) -> None:
    figure = interval("k", **estimate, lang=lang)
    kind = {"pass": "ok", "extend": "warn", "fail": "fail"}[estimate["decision"]]
    left, right = rect(figure.svg, f"{kind}-fill")[0]
    line = limit_line(figure.svg)
    root = ElementTree.fromstring(figure.svg)
    ends = [
        float(x)
        for p in root.iter(f"{SVG}path")
        if p.get("class") == "end"
        for x in re.findall(r"M([\d.]+)", p.get("d", ""))
    ]
    assert left - 0.11 <= ends[0] <= ends[1] <= right + 0.11  # one decimal is written
    assert (ends[1] < line + 0.06) == (estimate["upper"] < estimate["limit"])
    assert (ends[0] > line - 0.06) == (estimate["lower"] >= estimate["limit"])
    assert left >= 0
    assert right <= float(root.get("width", "0"))
    for number in ("lower", "upper", "limit", "population"):
        assert re.search(rf"(?<!\d){estimate[number]}(?!\d)", figure.description)
    assert min(int(t.get("font-size", "0")) for t in root.iter(f"{SVG}text")) >= 12


@given(estimates())
def test_ticks_are_few_apart_and_end_with_the_scale(estimate: dict[str, Any]) -> None:
    figure = interval("k", **estimate, lang="zh")
    labels = [t for t in ElementTree.fromstring(figure.svg).iter(f"{SVG}text") if (t.text or "").isdigit()]
    numbers = [int(t.text or "") for t in labels]
    assert numbers[0] == 0
    assert 2 <= len(numbers) <= 10
    assert numbers == sorted(set(numbers))
    assert numbers[-1] >= estimate["upper"]
    places = [float(t.get("x", "0")) for t in labels]
    assert min(b - a for a, b in itertools.pairwise(places)) >= 45
    if numbers[-1] < estimate["population"]:
        assert f"横轴只画到{numbers[-1]}人" in figure.description
    else:
        assert "横轴" not in figure.description


def test_a_scale_is_cut_where_everything_lies_far_left() -> None:
    cut = interval("k", lower=0, upper=14, limit=20, population=200, decision="pass", lang="zh")
    assert "名单共200人，横轴只画到25人" in texts(cut.svg)
    whole = interval("k", lower=2, upper=120, limit=20, population=195, decision="extend", lang="zh")
    assert "名单共195人" in texts(whole.svg)


def test_signs_and_words_follow_the_decision() -> None:
    facts: dict[str, Any] = {"limit": 20, "population": 200, "lang": "zh"}
    passed = interval("k", lower=0, upper=14, decision="pass", **facts)
    assert texts(passed.svg)[0] == "√ 信息不真实的不少于0人、不多于14人"
    assert "整个区间都在限值以下" in passed.description
    high = interval("k", lower=21, upper=40, decision="extend", **facts)
    assert "区间已达到限值，但未达到认定所要求的置信水平" in high.description
    across = interval("k", lower=5, upper=40, decision="extend", **facts)
    assert "区间跨过限值" in across.description
    # Too many were silent: below the limit, and yet the calls alone do not settle it.
    silent = interval("k", lower=0, upper=14, decision="extend", **facts)
    assert "区间在限值以下，但始终未应答的过多" in silent.description
    one = interval("k", lower=0, upper=0, decision="pass", **facts)
    assert "信息不真实的为0人" in one.description


@pytest.mark.parametrize(
    ("lower", "upper", "decision"),
    [
        (0, 25, "pass"),
        (0, 14, "fail"),
        (10, 30, "fail"),
        (9, 8, "pass"),
        (0, 201, "extend"),
    ],
)
def test_a_drawing_never_shows_what_the_judgement_does_not_say(lower: int, upper: int, decision: str) -> None:
    facts = {
        "lower": lower,
        "upper": upper,
        "limit": 20,
        "population": 200,
        "decision": decision,
        "lang": "zh",
    }
    with pytest.raises(ValueError):
        interval("k", **facts)
    with pytest.raises(ValueError):
        interval_small("k", scale=0.3, **facts)


@given(estimates(), st.sampled_from([0.1, 0.3, 0.4, 1.0]))
def test_small_intervals_share_one_scale_and_mark_what_lies_beyond(
    estimate: dict[str, Any], scale: float
) -> None:
    figure = interval_small("k", **estimate, lang="zh", scale=scale)
    root = ElementTree.fromstring(figure.svg)
    assert (root.get("width"), root.get("height"), root.get("role")) == ("180", "22", "img")
    assert texts(figure.svg) == []
    kind = {"pass": "ok", "extend": "warn", "fail": "fail"}[estimate["decision"]]
    beyond = [p for p in root.iter(f"{SVG}path") if p.get("class") == f"{kind}-fill"]
    share = estimate["upper"] / estimate["population"]
    assert len(beyond) == (share > scale)
    assert len(rect(figure.svg, f"{kind}-fill")) == (share <= scale)
    assert len(figure.svg) < 900


def test_the_same_share_is_drawn_at_the_same_place_whatever_the_size_of_the_roster() -> None:
    facts: dict[str, Any] = {"lower": 0, "decision": "pass", "lang": "zh", "scale": 0.3}
    small = interval_small("k", upper=5, limit=11, population=100, **facts)
    large = interval_small("k", upper=500, limit=1001, population=10_000, **facts)
    assert rect(small.svg, "ok-fill") == rect(large.svg, "ok-fill")
    assert limit_line(small.svg) == pytest.approx(limit_line(large.svg), abs=3)


def test_the_scale_of_a_column_holds_every_limit() -> None:
    assert small_scale([(21, 200), (8, 79), (11, 100)]) == 0.4
    assert small_scale([(20, 200)] * 9 + [(3, 4)]) == 0.9
    assert small_scale([]) == small_scale([(1, 1)]) == 1.0
    assert "0 to 40%" in small_note(0.4, "en")


def test_a_cell_shows_its_drawing_before_its_text_and_ids_are_its_own() -> None:
    facts: dict[str, Any] = {
        "lower": 0,
        "upper": 5,
        "limit": 11,
        "population": 100,
        "decision": "pass",
        "lang": "zh",
    }
    rows = tuple((Cell(f"T{i}", drawing=interval_small(f"s{i}", scale=0.3, **facts)),) for i in range(3))
    table = Table("t", (Column("c"),), rows)
    page = html.render(Document("d", "", "zh", (Section("s", (table,), "s", contents="s"),)))
    cells = re.findall(r"<td[^>]*><svg.*?</svg>(.*?)</td>", page)
    assert cells == ["T0", "T1", "T2"]
    assert len(set(re.findall(r'<title id="([^"]+)"', page))) == 3


class TestWaterfall:
    parts = (("号码相邻", -21.0), ("数字习惯", 0.0), ("访问进度", -3.4), ("与参照相比", -0.1))

    @LANGS
    def test_it_ends_where_the_points_lead(self, lang: str) -> None:
        figure = waterfall("k", self.parts, lang)
        shown = texts(figure.svg)
        assert shown[1::2] == ["100", "-21.0", "-3.4", "-0.1", "76"]
        assert "数字习惯" not in shown
        assert re.search(r"其余1项|other 1 took", figure.description)
        assert figure.caption

    @given(st.lists(st.floats(-60, 0).map(lambda x: round(x, 1)), max_size=12))
    def test_each_bar_begins_where_the_last_one_ended(self, points: list[float]) -> None:
        points = points or [0.0]
        total = sum([100.0, *points])  # in the order in which the score adds
        if total < 0:
            points = [*points, round(-total, 1)]  # the floor, as the score has it
        figure = waterfall("k", [(str(i), p) for i, p in enumerate(points)], "zh")
        bars = list(ElementTree.fromstring(figure.svg).iter(f"{SVG}rect"))
        spans = [(float(r.get("x", "")), float(r.get("width", ""))) for r in bars]
        end = spans[0][0] + spans[0][1]
        for (left, width), amount in zip(spans[1:-1], [p for p in points if p], strict=True):
            if amount < 0:
                assert left + width == pytest.approx(end, abs=2.2)  # nothing is thinner than two units
                end = left
            else:
                assert left == pytest.approx(end, abs=2.2)
                end = left + width
        assert texts(figure.svg)[-1] == str(round(max(0.0, total)))
        assert all(left >= 0 and left + width <= 760 for left, width in spans)

    def test_nothing_taken_off(self) -> None:
        figure = waterfall("k", [("<b>", 0.0)], "zh")
        assert "各项均没有扣分，得100分" in figure.description
        assert "<b>" in texts(waterfall("k", [("<b>", -1.0)], "zh").svg)


class TestNeighbours:
    def test_numbers_within_ten_make_a_run(self) -> None:
        figure = neighbours("k", [("139****", [1, 11, 22, 5000, 5010, 5010, 9999])], "zh")
        assert figure is not None
        assert "1个号段有相邻的号码（相差不超过10），共4个" in figure.description
        assert figure.svg.count('class="warn-fill"') == 2
        ticks = next(
            p for p in ElementTree.fromstring(figure.svg).iter(f"{SVG}path") if p.get("class") == "tick"
        )
        assert ticks.get("d", "").count("M") == 6  # the number that stands twice is one

    def test_no_run_no_drawing(self) -> None:
        assert neighbours("k", [("139****", [1, 12, 23]), ("138****", [5, 5]), ("137****", [])], "zh") is None

    def test_at_most_twelve_blocks_most_first_and_the_rest_is_said(self) -> None:
        blocks = [(f"1{i}****", list(range(0, 10 * (i + 2), 10))) for i in range(20)]
        figure = neighbours("k", blocks, "zh")
        assert figure is not None
        labels = [t for t in texts(figure.svg) if t.endswith("****")]
        assert labels == [f"1{i}****" for i in range(19, 19 - MOST, -1)]
        assert "其余8个号段（44个号码）未画" in figure.description

    @given(st.lists(st.integers(0, 9999), max_size=60), st.sampled_from(["zh", "en"]))
    def test_the_count_is_that_of_all_pairs(self, positions: list[int], lang: str) -> None:
        near = {
            p for p, q in itertools.permutations(set(positions), 2) if abs(p - q) <= APART
        }  # the slow way
        figure = neighbours("k", [("139****", positions)], lang)
        assert (figure is None) == (not near)
        if figure is not None:
            assert re.search(rf"(?<!\d){len(near)} ?(个相邻|near)", " ".join(texts(figure.svg)))
            root = ElementTree.fromstring(figure.svg)
            assert min(int(t.get("font-size", "0")) for t in root.iter(f"{SVG}text")) >= 12
            rects = [(float(r.get("x", "")), float(r.get("width", ""))) for r in root.iter(f"{SVG}rect")]
            assert all(x >= 0 and x + w <= 760 for x, w in rects)

    def test_what_is_no_last_four_digits_is_refused(self) -> None:
        with pytest.raises(ValueError):
            neighbours("k", [("139****", [10_000, 10_001])], "zh")

    def test_it_writes_no_digits_but_labels_and_counts(self) -> None:
        figure = neighbours("k", [("139****", [4321, 4322, 4323])], "zh")
        assert figure is not None
        assert not re.search(r"432\d", figure.description + "".join(texts(figure.svg)))


def test_every_phrase_stands_in_both_languages_with_the_same_facts() -> None:
    assert len(table("figure")) > 30
    for key, both in table("figure").items():
        facts = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in both]
        assert all(both), key
        assert facts[0] == facts[1], key


@LANGS
def test_no_phrase_calls_anybody_a_forger(lang: str) -> None:
    told = " ".join(words[lang == "en"] for words in table("figure").values())
    assert re.findall("伪造|虚假|假冒|forged|fake", told) == []
    assert told.count("造假") + told.count("forgery") == 1  # "not a probability of forgery"


def figures_of(lang: str) -> list[Figure]:
    """One of each, for pages that show them all."""
    near = neighbours("n", [("139****", list(range(0, 100, 5))), ("138****", [1, 4, 9, 5000])], lang)
    assert near is not None
    return [
        interval("i", lower=6, upper=31, limit=20, population=200, decision="extend", lang=lang),
        waterfall("w", TestWaterfall.parts, lang),
        near,
    ]


@LANGS
def test_each_has_a_title_a_description_and_a_caption(lang: str) -> None:
    for figure in figures_of(lang):
        root = ElementTree.fromstring(figure.svg)
        assert root.find(f"{SVG}title").text == figure.title  # type: ignore[union-attr]
        assert root.find(f"{SVG}desc").text == figure.description  # type: ignore[union-attr]
        assert figure.caption
