"""What lines of text say: 企业名称：某某公司, a line of boxes, and the sentences of a survey report.

A report says many numbers. Only what can mean nothing else is taken, and where a report says an item in two
ways, the item is left out: a guess would accuse somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from verify.forms.boxes import single, ticked
from verify.forms.labels import LABELS, kind_of_title
from verify.intake.roster import Said
from verify.intake.table.headings import normal
from verify.text.patterns import when_used

SEVERAL = "several_ticked"
_LONGEST_LINE = 2_000
# A label at the beginning of a line or after a gap, then a colon, then what it is said to be.
_PAIR = when_used(r"(?:^|(?<=[\s　;；,，]))([\w ]{2,24}?(?:[(（][^)）]{1,8}[)）])?)\s*[:：]\s*")
# The cover has no colons: 企业名称   某某公司   （加盖公章）
_COVER = when_used(r"^\s*(企\s*业\s*名\s*称|推\s*[进荐]\s*单\s*位)\s+(\S.*?)\s*$")
_SEAL = when_used(r"[(（]\s*(?:加\s*盖\s*)?(?:公\s*章|盖\s*章|签\s*章)[^)）]*[)）]?\s*$")
_BLANK = when_used(r"[\s_\-—*＊×X/\\.。年月日　（）()]*")


def value_of(text: str) -> str:
    """Return what was filled in, without the seal's brackets; "" where nothing was."""
    value = _SEAL.sub("", text).strip()
    return "" if _BLANK.fullmatch(value) or "***" in value else value


def pairs(line: str, place: str) -> Iterator[Said]:
    """Yield what a line says in the manner ``label：value``, several times if need be."""
    if len(line) > _LONGEST_LINE:
        return
    found = [(m, LABELS.get(normal(m[1]), "")) for m in _PAIR.finditer(line)]
    for at, (match, item) in enumerate(found):
        end = found[at + 1][0].start() if at + 1 < len(found) else len(line)
        value = value_of(re.split(r"\s{3,}|[;；]", line[match.end() : end].strip())[0])
        if item and value and not (item != "period" and len(value) > 60):
            yield Said(item, value, place)
    named = None if found else _COVER.match(line)
    if named and (value := value_of(named[2])):
        yield Said(LABELS[normal(named[1])], value, place)


def category(text: str, place: str) -> Said | None:
    """Return the category that a text ticks or names; with a problem where it ticks several."""
    chosen = ticked(text)
    if chosen is None:
        word = single(text)
        return Said("category", word, place) if word else None
    if len(chosen) > 1:
        return Said("category", "、".join(chosen), place, SEVERAL)
    return Said("category", chosen[0], place) if chosen else None


_DAY = r"(?:\d{4}\s*年?[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?"
_SPAN = rf"{_DAY}\s*(?:起|开始)?\s*(?:至|到|[-—–－~～]+)\s*(?:{_DAY}|\d{{1,2}}\s*[日号])"
_OF = r"\s*(?:数量|总量|总数|数|量)?\s*(?:总?共计?|合计|为|是|达到?|有|[:：])*\s*"
_SATISFIED = r"(?:用户|顾客|客户|消费者)?(?:总体|综合|整体|总)?满意(?:度|率)?(?:指数|综合得分|总体得分|总得分|得分|评分|总分)?"
_COUNTS = (
    re.compile(rf"有效(?:样本|问卷){_OF}(\d{{1,6}})\s*[份个人名例](?!以|左右|多)"),
    re.compile(r"(\d{1,6})\s*[份个]\s*有效(?:样本|问卷)"),
    re.compile(
        r"有效(?:样本|问卷)\s*(?:数量|总量|总数|数|量)\s*(?:为|是|[:：])\s*(\d{1,6})(?=\s*(?:$|[，。；,;]))"
    ),
)
_PERIODS = (
    re.compile(rf"(?:调查|测评|访问|现场调查|数据采集|实施)(?:的)?(?:起止)?(?:时间|日期|期间|时段)\s*(?:为|是|从|自|于|在|[:：])*\s*({_SPAN})"),
    re.compile(rf"(?:于|在|自|从)\s*({_SPAN})\s*(?:止|期间)?[，,]?(?:对|开展|进行|实施|组织|完成)"),
)  # fmt: skip
# 行业满意度85分, 上年的满意度84分, 产品质量满意度88分 are other numbers: the words before must be the survey's own.
_SCORES = (
    re.compile(rf"(?:^|[，。；：:、,;\s]|企业|公司|本次|其|的|最终|测评)((?:用户|顾客|客户)(?:总体|综合|整体)?满意度?|(?:总体|综合|整体|总)满意度|{_SATISFIED})(?:测评)?(?:结果)?(?:指数|综合得分|总体得分|总得分|得分|评分|总分)?\s*(?:为|是|达到?了?|[:：])\s*(\d{{2,3}}(?:\.\d{{1,3}})?)\s*分"),
)  # fmt: skip
_NOT_OURS = when_used(r"行业|上年|上一年|去年|往年|同比|平均|全省|全国|同类|201[0-5]年|提高|目标|以上")
_TITLE = when_used(
    r"^(?:关于)?(.{4,40}?)(?:20\d\d年?度?)?(?:产品|服务|工程)?(?:用户|顾客|客户)?满意(?:度|指数).{0,12}(?:测评|调查|评价).{0,12}报告"
)
# 北岸机械厂ZL50装载机 is the company and its product; a name without an end that companies have is nobody's for sure.
_COMPANY = when_used(r".*(?:公司|集团|厂|医院|学校|银行|中心|宾馆|酒店|滑雪场|合作社|研究院)")
_BY = when_used(
    r"(?:由|委托)\s*([\w（）()]{4,30}?(?:公司|中心|事务所|协会|研究院|研究所))\s*(?:作为第三方)?(?:承担|实施|组织|开展|进行|对|完成)"
)


def sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a paragraph in half width."""
    for sentence in re.split(r"[。；;\n]", unicodedata.normalize("NFKC", line[:_LONGEST_LINE])):
        if sentence := re.sub(r"\s+", " ", sentence).strip():  # runs of blanks would cost the patterns dear
            yield sentence


def report(lines: list[tuple[str, str]]) -> list[Said]:
    """Return what a survey report states. ``lines``: (text, place). An item said in two ways is left out."""
    found: dict[str, dict[str, Said]] = {}

    def take(item: str, text: str, place: str) -> None:
        found.setdefault(item, {}).setdefault(re.sub(r"\s+", "", text), Said(item, text.strip(), place))

    for line, place in lines:
        if kind_of_title(line) is not None and (match := _TITLE.match(re.sub(r"\s+", "", line))):
            if name := _COMPANY.match(match[1]):
                take("applicant", name[0], place)
            continue
        for sentence in sentences(line):
            for pattern in _COUNTS:
                for match in pattern.finditer(sentence):
                    take("valid_questionnaires", match[1], place)
            for match in (m for pattern in _PERIODS for m in pattern.finditer(sentence)):
                take("period", match[1], place)
            for part in re.split(r"[，,]", sentence):
                if not _NOT_OURS.search(part):
                    for match in (m for pattern in _SCORES for m in pattern.finditer(part)):
                        take("score", match[2], place)
            if (match := _BY.search(sentence)) is not None:
                take("agency", match[1], place)
    return [next(iter(said.values())) for said in found.values() if len(said) == 1]
