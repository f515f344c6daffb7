"""What is said of each look at a roster: the figure that was tested, the null that it met, what else could explain it.

Sentences take the facts of the look; {shown} is the figure, {usual} what the null grants. Nothing else is put forward,
so that a figure which speaks for the roster is never read out as a charge against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One thing in both languages."""

    zh: str
    en: str

    def say(self, lang: str, facts: Mapping[str, Any] | None = None) -> str:
        """Return the words in ``zh`` or ``en``, filled with facts."""
        return (self.zh if lang == "zh" else self.en).format(**(facts or {}))


@dataclass(frozen=True, slots=True)
class Said:
    """A look: what was seen, its null, what else could explain it."""

    seen: Words
    null: Words
    innocent: Words


# Signals (for one that could not be tested) and their components.
TITLES: Mapping[str, Words] = {
    "SG01": Words("号码相邻", "neighbouring numbers"),
    "SG01.near": Words("号码相邻", "neighbouring numbers"),
    "SG01.copies": Words("号码只差几位", "numbers a few digits apart"),
    "SG02": Words("数字习惯", "digit habits"),
    "SG02.chain": Words("末位编造痕迹", "made-up endings"),
    "SG02.digits": Words("数字多寡", "how often digits occur"),
    "SG02.window": Words("编造痕迹集中", "made-up endings in one place"),
    "SG03": Words("访问进度", "pace"),
    "SG03.even": Words("进度过匀", "too even a pace"),
    "SG03.stretch": Words("一段进度过匀", "too even a pace in a stretch"),
    "SG04": Words("相似的行", "similar rows"),
    "SG04.twins": Words("相似的行", "similar rows"),
    "SG05": Words("名字重复", "given names"),
    "SG05.given": Words("名字重复", "repeated given names"),
    "SG05.stock": Words("名字出自名字表", "names from a generator's list"),
    "SG05.stretch": Words("一段名字出自名字表", "names from a generator's list in a stretch"),
    "SG06": Words("循环顺序", "order"),
    "SG06.turn": Words("循环顺序", "order"),
    "SG07": Words("上网卡号段", "data-card prefixes"),
    "SG07.cards": Words("上网卡号段", "data-card prefixes"),
    "SG08": Words("无法存在的联系方式", "contacts that can be nobody's"),
    "SG08.impossible": Words("无法存在的联系方式", "contacts that can be nobody's"),
}

_TOGETHER = Words(
    "单位集体购号（两三个一批分多次购买、或号段比一千个号码还窄时看不出）、亲属同时办卡、同一营业厅放号",
    "numbers that a company bought together (unseen where it bought two or three at a time, or a piece narrower than a "
    "thousand), relatives who bought theirs on one day, one shop's SIM cards",
)
_SHUFFLED = Words(
    "不计可能选购的顺子；其余号码各位数字在行间打乱",
    "ladders that somebody may have paid for left out; digits of each place of the others shuffled over rows",
)
_TYPED = Words(
    "某一号段放号的规律；名单太短时说明不了问题",
    "the way one block was handed out; a short roster shows little",
)
_LISTED = Words(
    "首字相同者落在名字表内的比例按户籍统计的上限再放宽一成（二项分布）",
    "of names that begin alike at most the counted share, and a tenth more, stands in the list (binomial)",
)
_COMMON = Words(
    "名字表里的名字本身都是常见名；同一年代的女性较多；当地风俗",
    "every name in the list is a common one; many women of one generation; local custom",
)

LOOKS: Mapping[str, Said] = {
    "close": Said(
        Words(
            "{n} 个手机号中，同一号段内相差不超过 {apart} 且成串的有 {shown} 对，偶然、集团套餐和家庭合计至多约 {usual} 对",
            "among {n} mobiles {shown} pairs in clusters lie within {apart} of each other in one block; chance, group plans "
            "and families make about {usual} at most",
        ),
        Words(
            "号段（或其中至少一千个号码的一截）内末四位均匀独立，另加余量（泊松）",
            "last four even within a block, or a piece of it a thousand wide; Poisson, with an allowance",
        ),
        _TOGETHER,
    ),
    "couples": Said(
        Words(
            "{n} 个手机号中，两两成对、相差不超过 {apart} 的有 {shown} 对，偶然和家庭合计至多约 {usual} 对",
            "among {n} mobiles {shown} lone pairs lie within {apart} of each other; chance and families make about "
            "{usual} at most",
        ),
        Words("同上，另加家庭余量（泊松）", "the same, with an allowance for families (Poisson)"),
        _TOGETHER,
    ),
    "row": Said(
        Words(
            "同一单位的一串连号 {row} 个，其间只缺 {shown} 个；至多八成持有者受访，应缺约 {usual} 个以上",
            "a row of one employer's numbers holds {row}, with only {shown} missing in between; where at most 80 % of "
            "the holders answer, about {usual} or more are missing",
        ),
        Words("单位连号的持有者至多八成受访（负二项）", "of a firm's numbers in a row at most 80 % answered"),
        Words(
            "一批连号的持有者全部受访",
            "a whole department with numbers in a row that was asked to the last person",
        ),
    ),
    "spaces": Said(
        Words(
            "同一号段内前后号码的 {spaces} 处间隔，变异系数 {shown}，随机取号约 {usual}：间隔过于均匀",
            "{spaces} spaces between numbers of one block vary by {shown} of their mean, by about {usual} where numbers "
            "fall at random: too even",
        ),
        Words("号码在号段的一截内随机取得", "numbers fall anywhere in a piece of the block"),
        Words("按固定间隔放号的单位", "an institution whose numbers were handed out at fixed steps"),
    ),
    "copies": Said(
        Words(
            "{n} 个手机号中，只差 {changed} 位以内数字的有 {shown} 对，偶然和家庭合计至多约 {usual} 对",
            "among {n} mobiles {shown} pairs differ in {changed} digits or fewer; chance and families make about "
            "{usual} at most",
        ),
        Words(
            "按本名单各位数字的频率（泊松），另加余量",
            "by this roster's own digits, Poisson, with an allowance",
        ),
        _TOGETHER,
    ),
    "repeats": Said(
        Words(
            "不计顺子等选购的靓号，末五位中相邻数字相同 {shown} 处，打乱后约 {usual} 处：过少",
            "in endings other than ladders and the like {shown} digits repeat the one before, about {usual} when "
            "shuffled: too few",
        ),
        _SHUFFLED,
        _TYPED,
    ),
    "steps": Said(
        Words(
            "不计顺子等选购的靓号，末五位中相邻数字只差一的有 {shown} 处，打乱后约 {usual} 处：过多",
            "in endings other than ladders and the like {shown} digits differ by one from the one before, about {usual} "
            "when shuffled: too many",
        ),
        _SHUFFLED,
        _TYPED,
    ),
    "tidy": Said(
        Words(
            "{n} 个手机号中，末四位成顺子或对子的有 {shown} 个；容许两成为选购的靓号，至多约 {usual} 个",
            "the endings of {shown} of {n} mobiles are ladders or pairs; with a fifth of them bought, about {usual} at "
            "most",
        ),
        Words("至多两成为选购的靓号（二项分布）", "at most a fifth bought (binomial)"),
        Words("靓号特别多的客户群", "customers who bought even more fancy numbers"),
    ),
    "digit": Said(
        Words(
            "末四位中（每个号码至多计一次）数字 {digit} 出现 {shown} 次，与其他普通数字相当应约 {usual} 次",
            "the digit {digit} stands in {shown} endings (counted once in each), about {usual} if it were "
            "as frequent as other plain digits",
        ),
        Words(
            "0、1、2、3、5、7 频率相近，名单之间可差约一成；4、6、8、9 不论多寡",
            "0, 1, 2, 3, 5, 7 about equally frequent, a tenth apart between rosters; 4, 6, 8, 9 not looked at",
        ),
        _TYPED,
    ),
    "window": Said(
        Words(
            "连续 {rows} 行的末四位编造痕迹指数平均 {shown}，全表平均 {usual}",
            "in {rows} consecutive rows the endings look made up by {shown} points, by {usual} in the whole roster",
        ),
        Words("行序打乱", "rows in random order"),
        Words("名单按号码或单位排列", "a list that was sorted by number or by employer"),
    ),
    "line": Said(
        Words(
            "{days} 个调查日、每天平均 {a_day} 份，累计份数通常只偏离匀速直线 {shown} 份；同样的日子换个次序约偏离 {usual} 份",
            "over {days} days with {a_day} interviews on average, the running total lies within {shown} interviews of a "
            "straight line; with the same days in another order, about {usual}",
        ),
        Words("同样的日子，次序打乱", "the same days in random order"),
        Words(
            "前一天少了后一天立即补齐的定额、事后按计划补录日期、按天分批发放问卷",
            "a quota whose shortfall is made up the very next day, dates entered afterwards by plan, questionnaires handed "
            "out in daily lots",
        ),
    ),
    "same_name": Said(
        Words(
            "姓名相同、号码至多差两位的有 {shown} 对，容许约 {usual} 对",
            "{shown} pairs of rows have the same name and numbers two digits apart at most; about {usual} are allowed",
        ),
        Words(
            "姓名在号码间打乱（泊松），另加余量", "names shuffled over numbers, Poisson, with an allowance"
        ),
        Words(
            "同一人就两种产品受访、重复录入、更正后未删除原行",
            "one person asked about two products, typed twice, or corrected without deleting the first row",
        ),
    ),
    "like_name": Said(
        Words(
            "同姓、名字只差一字、号码至多差两位的有 {shown} 对，容许约 {usual} 对",
            "{shown} pairs of rows have names one character apart and numbers two digits apart at most; about {usual} are "
            "allowed",
        ),
        Words("同上，另加兄弟姐妹余量", "the same, with an allowance for brothers and sisters"),
        Words(
            "兄弟姐妹一同办卡、一家共用一个号码",
            "brothers and sisters who bought together, a family's one number",
        ),
    ),
    "given": Said(
        Words(
            "{names} 个三字姓名中，名字相同的有 {shown} 对；即使都是最易重名的一代人，平均也只有约 {usual} 对",
            "among {names} three-character names {shown} pairs share the given name, about {usual} even if all were of the "
            "generations that share most",
        ),
        Words(
            "按户籍统计中最易重名的年代与性别", "the generations and sexes that share names most, as counted"
        ),
        Words(
            "同一家族按字辈取名、同一年代同一性别的人多、少数民族名字、当地风俗",
            "a clan's generation names, respondents of one sex and one generation, names of one of the peoples, local "
            "custom",
        ),
    ),
    "stock": Said(
        Words(
            "首字与常见生成工具名字表相同的 {like} 个名字中，{shown} 个就在表内，容许约 {usual} 个",
            "of {like} given names that begin like names in a generator's list, {shown} stand in the list; about {usual} "
            "are allowed",
        ),
        _LISTED,
        _COMMON,
    ),
    "stretch": Said(
        Words(
            "前后相连的 {like} 个首字相同的名字中，{shown} 个就在生成工具的名字表内，容许约 {usual} 个",
            "of {like} consecutive given names that begin like names in a generator's list, {shown} stand in the list; "
            "about {usual} are allowed",
        ),
        _LISTED,
        _COMMON,
    ),
    "turn": Said(
        Words(
            "{n} 行中，{column}每隔 {every} 行重复的比相邻间隔多 {shown} 行，行序打乱后最多约 {usual} 行",
            "in {n} rows the {column} comes round every {every} rows in {shown} rows more than at the lags beside it, in "
            "about {usual} when shuffled",
        ),
        Words("行序打乱", "rows in random order"),
        Words(
            "名单按固定轮次（如各网点轮流）编排",
            "a list that was dealt out in turns, for instance branch by branch",
        ),
    ),
    "cards": Said(
        Words(
            "{blocks} 个不同的号段中，{shown} 个是为上网卡发放的，容许约 {usual} 个",
            "{shown} of {blocks} different blocks were issued for data cards; about {usual} are allowed",
        ),
        Words("不超过容许比例（二项分布）", "at most the allowed rate (binomial)"),
        Words("部分地区用上网卡号段放过语音号", "some places issued voice numbers in such prefixes"),
    ),
    "impossible": Said(
        Words(
            "{n} 个联系方式中有 {shown} 个当时不可能有人使用，容许约 {usual} 个笔误",
            "{shown} of {n} contacts could be nobody's at that date; about {usual} slips are allowed",
        ),
        Words("不超过容许比例（二项分布）", "at most the allowed rate (binomial)"),
        Words(
            "录入笔误（166 与 186）、调查后换号并更新了名单",
            "slips of the pen (166 for 186), numbers updated after the survey",
        ),
    ),
}
