"""What a kind of roster is made of. All ranges are judgement; where a count bears on them, the module that draws says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[float, float]
ALL = {"哈尔滨市": 30, "齐齐哈尔市": 13, "大庆市": 11, "牡丹江市": 10, "佳木斯市": 9, "绥化市": 9, "黑河市": 4, "鸡西市": 4,
       "伊春市": 3, "双鸭山市": 3, "鹤岗市": 2, "七台河市": 2, "大兴安岭地区": 1}  # fmt: skip
ADULTS = {1935: 2, 1945: 5, 1952: 8, 1958: 11, 1964: 16, 1970: 18, 1976: 15, 1982: 13, 1988: 9, 1994: 4}
OLD = {1932: 8, 1938: 14, 1944: 18, 1949: 22, 1954: 22, 1958: 12, 1964: 3, 1972: 1}
WORKING = {1957: 4, 1962: 12, 1967: 18, 1972: 20, 1977: 18, 1982: 15, 1987: 10, 1992: 4}
YOUNG = {1978: 5, 1983: 15, 1987: 25, 1990: 25, 1993: 18, 1996: 8, 1998: 4}
PARENTS = {1970: 4, 1974: 14, 1978: 28, 1982: 28, 1986: 18, 1990: 6, 1955: 2}


@dataclass(frozen=True)
class Recipe:
    """One kind of honest roster.

    trade: the applicant's trade. category: of the application. ages: middle year of birth -> weight. women: share.
    peoples: people -> share; the rest is Han. clans: surnames that a village has (0: no village). fancy: share of
    bought tails. pool: blocks of each prefix met. home: share of numbers of the city. plans: how many group plans at
    most, ``in_plan``: share of people in them. landlines: share; with ``switchboard``: extensions of one number per
    employer. families: share of rows that repeat the number of the row before. couples: share with the number beside.
    abroad: share from other provinces. employers: none | one | few | many; ``sorts``: which. habits, modes: weights.
    slack: how far calls stray from the customer file's order, as a share of it. orders: "" or a fixed order of rows.
    """

    trade: tuple[str, ...]
    size: tuple[int, int]
    ages: Mapping[int, float]
    women: Span
    habits: Mapping[str, float]
    modes: Mapping[str, float]
    category: str = "企业类"
    cities: Mapping[str, float] = field(default_factory=lambda: ALL)
    peoples: Mapping[str, float] = field(default_factory=dict)
    clans: tuple[int, int] = (0, 0)
    fancy: Span = (0.0, 0.04)
    pool: tuple[int, int] = (400, 400)
    home: Span = (0.86, 0.97)
    plans: tuple[int, int] = (0, 0)
    in_plan: Span = (0.0, 0.0)
    landlines: Span = (0.0, 0.01)
    switchboard: bool = False
    families: Span = (0.0, 0.01)
    couples: Span = (0.0, 0.006)
    abroad: Span = (0.0, 0.01)
    employers: str = "none"
    sorts: Mapping[str, float] = field(default_factory=lambda: {"firm": 1.0})
    left_empty: Span = (0.0, 0.1)
    slack: Span = (0.05, 1.0)
