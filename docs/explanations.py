"""Twenty explanations of a score, read aloud: one of every way to be charged, of dossiers that are made up.

Which dossiers is fixed below, so that the page changes only where a sentence, a null or the reference does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import fabricate
from verify.credibility import words
from verify.credibility.score import assess
from verify.model import Credibility, Part

INTRO = (
    "本页由程序生成（`make docs`），二十份名单全是虚构的，其中一份是诚实的。每一条就是报告里对企业说的话：看到了什么，"
    "通常会是多少，还有什么别的解释。标题下写明这份名单实际是怎么来的，企业和审核人当然看不到这一句。",
    "This page is generated (`make docs`); all twenty rosters are made up, one of them is honest. Each entry is what the papers "
    "say to the company: what was seen, what is usual, what else would explain it. Below each heading stands how the roster "
    "really came about, which of course neither company nor reviewer can see.",
)
_SCHEMES = {
    "invented": ("姓名号码凭空编造", "names and numbers invented"),
    "edited": ("改动真实号码的末位", "real numbers with their ends changed"),
    "neighbours": ("号码一个接一个地编", "numbers one after the other"),
    "staff": ("本企业职工充当用户", "own staff instead of customers"),
    "one_evening": ("一个晚上填成一个月", "one evening typed as a month"),
    "faker": ("姓名出自生成工具", "names out of a generator"),
    "machine": ("语言模型代写", "written by a language model"),
    "padded": ("同一个人反复登记", "the same people again and again"),
    "future_prefix": ("用了当时还没有的号段", "numbers that were not issued yet"),
}
_CARE = {
    "careless": ("粗心", "carelessly"),
    "careful": ("细心", "carefully"),
    "informed": ("熟悉核验规则", "knowing the checks"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A roster, and which look at it is read aloud. ``scheme`` "": honest."""

    look: str
    kind: str
    seed: int
    rows: int
    scheme: str = ""
    share: float = 0.0
    care: str = ""
    forged: int = 5


EXAMPLES = (
    Example("repeats", "car_owners", 502, 110, "invented", 1.0, "careful"),
    Example("repeats", "car_owners", 502, 110, "invented", 1.0, "informed"),
    Example("digit", "car_owners", 502, 110, "invented", 1.0, "careless"),
    Example("window", "car_owners", 506, 110, "invented", 0.4, "careless"),
    Example("window", "border_town", 756, 60),
    Example("tidy", "car_owners", 502, 110, "machine", 1.0, "careful"),
    Example("couples", "residents", 502, 110, "edited", 0.4, "careless"),
    Example("copies", "car_owners", 502, 110, "edited", 1.0, "careful"),
    Example("close", "residents", 502, 110, "neighbours", 1.0, "careless"),
    Example("close", "residents", 502, 110, "staff", 1.0, "careless"),
    Example("close", "car_owners", 502, 110, "neighbours", 1.0, "careful"),
    Example("line", "mall_shoppers", 603, 149, "one_evening", 0.5, "careless", 3),
    Example("line", "mall_shoppers", 603, 149, "one_evening", 1.0, "careless", 3),
    Example("same_name", "residents", 502, 110, "padded", 0.4, "careful"),
    Example("like_name", "residents", 502, 110, "padded", 0.4, "informed"),
    Example("given", "residents", 502, 110, "machine", 1.0, "careless"),
    Example("stock", "residents", 502, 110, "faker", 1.0, "careless"),
    Example("stretch", "car_owners", 502, 110, "faker", 1.0, "informed"),
    Example("cards", "car_owners", 502, 110, "faker", 1.0, "careless"),
    Example("impossible", "residents", 502, 110, "future_prefix", 0.4, "careless"),
)


def _made(example: Example) -> Dossier:
    own = honest(example.kind, example.seed, example.rows, wide=not example.scheme)
    if not example.scheme:
        return own
    return fabricate(own, example.scheme, example.share, example.care, example.forged)


@cache
def told() -> tuple[tuple[Example, Credibility, Part], ...]:
    """Return every example with its score and the part that is read aloud. Raises ValueError where nothing is charged."""
    scores = assess(as_batch([_made(example) for example in EXAMPLES])).scores
    return tuple(
        (example, scores[name], _charged(example, scores[name]))
        for example, name in zip(EXAMPLES, sorted(scores), strict=True)
    )


def _charged(example: Example, score: Credibility) -> Part:
    found = [part for part in score.parts if part.facts.get("look") == example.look and part.points < 0]
    if not found:
        raise ValueError(
            f"expected a charge of {example.look}, got {[p.signal for p in score.parts if p.points]}"
        )
    return min(found, key=lambda part: part.points)


def page(lang: str) -> str:
    """Return the page as Markdown."""
    zh = lang == "zh"
    lines = ["# 二十条扣分说明" if zh else "# Twenty explanations", "", INTRO[0 if zh else 1]]
    for number, (example, score, part) in enumerate(told(), 1):
        charge, percent = f"{-part.points:g}", f"{100 * (score.p_value or 1.0):.2g}"
        lines += ["", f"## {number}. {words.title(part, lang)}", "", _truth(example, lang), ""]
        lines += (
            [
                f"- 总分 {score.score}，p 值 {percent}%；此项扣 {charge} 分。",
                f"- 看到的：{words.plain(part, lang)}",
                f"- 通常：{words.null(str(part.facts['null']), lang)}",
                f"- 也可能是：{words.innocent(part, lang)}",
            ]
            if zh
            else [
                f"- Score {score.score}, p-value {percent} %; {charge} points for this.",
                f"- Seen: {words.plain(part, lang)}",
                f"- Usual: {words.null(str(part.facts['null']), lang)}",
                f"- Or else: {words.innocent(part, lang)}",
            ]
        )
    return "\n".join(lines) + "\n"


def _truth(example: Example, lang: str) -> str:
    if lang == "zh":
        how = (
            f"{example.share:.0%}的行是编的：{_SCHEMES[example.scheme][0]}（{_CARE[example.care][0]}）"
            if example.scheme
            else "诚实的名单"
        )
        return f"*实情：{KINDS[example.kind].label}，{example.rows} 行，{how}。*"
    how = (
        f"{example.share:.0%} of them forged: {_SCHEMES[example.scheme][1]}, {_CARE[example.care][1]}"
        if example.scheme
        else "honest"
    )
    return f"*In truth: {example.kind.replace('_', ' ')}, {example.rows} rows, {how}.*"
