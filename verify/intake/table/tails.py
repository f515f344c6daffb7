"""Rows under a roster that are no respondents: totals, notes, signatures, captions, blank lines of the form.

A respondent is never dropped: whoever has a name and something to be reached by stays, whatever else
the row says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verify.text.patterns import when_used

_END = r"(?:$|[:\d(、.,—-])"
_WORD = when_used(
    r"(?:本页)?(?:合计|总计|小计|共计|累计|总数)|(?:总人数|合计人数|人数合计)|(?:本[页表]|此表)(?:人数|份数)|有效(?:样本|问卷|份数)(?:数量?|量)?(?=$|[:\d])"
    r"|(?:以下空白|以下无正文|以下无内容|此处空白|续下页|转下页|接下页|\(完\)|\(?转下页\)?)"
    r"|(?:汇总|计数|求和|总和|平均值?|平均数|均值|最大值|最小值|总计数|百分比|占比)"
    + _END
    + r"|(?:sub)?total"
    + _END
    + r"|(?:end|sum)$"
    r"|第[\d一二三四五六七八九十]+页|(?:(?:本|此|该|以上|全部)(?:名单|表)?)?共(?:计|有)?(?:被访者|受访者|被访人|用户)?\d[\d,]*(?:页|人|份|条|户|名|位|个)|-\d+-$|\d+/\d+$|page\d+",
)
_NOTE = when_used(r"(?:备注|附注|注释?|说明|填[表写报]说明|notes?|remarks?)(?:$|[:\d(、.,])")
_LABEL = when_used(
    r"(?:填表|制表|填报|经办|审核|复核|审批|主管|负责|调查|访问|测评|调研|督导|录入|编制|校对|报送|推荐|申报|被?推荐"
    r"|单位|公司|机构|企业|盖章|公章|签字|签名|日期|时间|联系|电话|手机|地址|传真|邮编)[^:]{0,12}:"
    r"|(?:填表|制表|经办|审核|复核)(?:人|日期)?$"
)
_SEAL = when_used(r"\((?:单位|加?盖|签)?(?:盖章|公章|签字|签章|签名|印章|章)\)|盖章|公章处")
# Who signed the form, where a serial number stands; a respondent has a number there, or nothing.
_SIGNED = when_used(
    r"(?:填表|制表|填报|经办|审核|复核|审批|主管|负责|调查|访问|测评|调研|督导|录入|编制|校对|报送|联系|核对)(?:人员?|员|单位)?(?:签[字名])?:?|督导|访员"
)
# What people write into the first line that is left, in brackets, between dashes or bare.
_CLOSING = when_used(
    r"(?:此|本)?[页处表单]?(?:自此|以下|下面|往下)[均皆为是全]*(?:空白|无正文|无内容|无数据|空|无|略)|(?:本|此|全)?(?:页|表|名单|单|文)?(?:完|完毕|结束|终|止|到此为止)"
    r"|空白|空|略|无|end|theend|endoflist|eof|blank|none"
)
_EDGES = when_used(r"^[\W_]+|[\W_]+$")
_EXAMPLE = when_used(
    r"[(\[【]?(?:例|例如|例子|示例|范例|样例|举例|例行|填写示例|样表|example|sample|e\.?g\.?)[:.)\]】\d]*"
)
# What a line under the heading says of how to fill it in.
_HINT = when_used(
    r"[(\[【<]?(?:如[:\d\u4e00-\u9fff]|例如?[:\d]|请|必填|选填|可空|可不填|可填|须填|格式|真实|本人|限填|填写|填|注意|选择|e\.?g)|.*(?:必填|选填|可空|可不填|可填)[)\]】>]?$"
    r"|(?:电话|面访|网络|手机|入户|拦截)(?:[/、]|或|和|等)"
    r"|\d{1,2}位|自动(?:编号|生成|填充)|(?:无|没有|个人)[\u4e00-\u9fff]{0,6}(?:填|写|可不)|(?:文本|数字|数值|日期|文字|整数|字符)(?:型|格式|类型)?$|y{2,4}|xxxx|(?:省市|区号)[-+]"
)
# Under the heading of an export: Q1, Q2_1, V12, var3.
_QUESTION_CODE = when_used(
    r"[qva]\d{1,3}(?:[._-]\d{1,3})*|(?:var|col|field|f|c|x)_?\d{1,3}|问题?\d{1,3}|第\d{1,3}题"
)
# 哈尔滨市道里区, 二车间, 大客户部: over the people below it.
_SECTION = when_used(
    r"[\u3400-\u9fff\d()]{2,}(?:省|市|区|县|旗|镇|乡|街道|街|社区|村|屯|路|小区|园区|片区|地区|公司|分公司|店|门店|部|科|处|组|班|队|车间|支行"
    r"|分行|网点|营业厅|站|所|厂|学校|学院|医院|中心|局|项目|类|用户|客户|部分|批)"
)
_COUNTED = when_used(r"\(?共?\d+[人户份位名]\)?$")
_OTHER_LIST = when_used(
    r"(?:附[件表]?[\d一二三四五:、.]*)?(?:本次|参与|参加|执行|项目)?(?:调查|访问|测评)?(?:访问员|访员|调查员|调研员|督导员?|工作人员|录入员|执行人员|调查人员|访问人员|复核员|审核员|复核|抽查|核查|质控|拒访|备用|备选|未接通|作废|无效|剔除)"
    r"(?:者|样本|问卷|基本)?(?:信息|情况|联系)?(?:名单|名册|登记表|一览表|花名册|信息表|情况表|联系表|记录表?|样本|明细|表|信息|情况|如下)(?:$|[(:])"
)
_CAPTION = when_used(r".{2,}(?:名单|名册|样本|问卷|登记表|一览表|明细表?|情况表?|记录表?|列表)(?:[(:].*)?$")
_UNIT = "(?:人|份|户|个|名|位|条|张|次|家|列|行|项|%)?"
_COUNT = when_used(rf"共?\d+{_UNIT}")
# A count that stands where numbers to call stand; in a column of days 6 is shown as the sixth day of the calendar.
_FEW = when_used(rf"(?:共|计|合计)?(?:\d{{1,4}}|\d{{1,3}}(?:,\d{{3}})+)(?:\.\d+)?{_UNIT}|190[04]-\d\d-\d\d")
_REACHED_BY = when_used(r"(?:联系)?(?:电话|手机|方式)[^:]{0,4}:|(?:tel|phone|mobile):")
_NUMBERED = when_used(r"[\d①-⑩一二三四五六七八九十]{1,2}[、.)]|[①-⑩]")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_TWO_SIGNS = when_used(r"[\u3400-\u9fff]{2}")
_LONGEST_NAME = 3  # 王建村 may be somebody; of four signs and more, few that end so
_LONG_LINE = 15  # characters; no name that stands all alone in its row is as long


def compact(text: str) -> str:
    """Return a text in half width and lower case without any space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


@dataclass(frozen=True, slots=True)
class Places:
    """Columns that decide whether a row is a respondent; None where the roster has no such column."""

    serial: int | None
    name: tuple[int, ...]
    contact: tuple[int, ...]


def is_label(text: str) -> bool:
    """Return whether a text names who filled in, checked or sealed the form, e.g. ``填表人：``."""
    word = compact(text)
    return bool(_LABEL.match(word) or _SEAL.search(word))


def is_count(text: str) -> bool:
    """Return whether a text is a number as it stands under a column that was counted: 6, 6人, 1,200, 100%."""
    return bool(_FEW.fullmatch(compact(text)))


def is_total(own: Mapping[int, str]) -> bool:
    """Return whether a row is one of totals wherever its word stands: all its other cells are counts."""
    words = [column for column, text in own.items() if _WORD.match(compact(text)) and not is_count(text)]
    return bool(words) and all(is_count(text) for column, text in own.items() if column not in words)


def starts_notes(text: str) -> bool:
    """Return whether a text begins the notes under a table (备注, 注：, 说明)."""
    return bool(_NOTE.match(compact(text)))


def is_tail_word(text: str) -> bool:
    """Return whether a text begins like a total, a note, a page number, a label or a seal."""
    word = compact(text)
    return bool(_WORD.match(word) or _NOTE.match(word) or _LABEL.match(word) or _SEAL.search(word))


def is_closing(text: str) -> bool:
    """Return whether a text only says that nothing follows: （以下空白）, --END--, 完; or is made of signs alone."""
    word = _EDGES.sub("", compact(text))
    return not word or bool(_CLOSING.fullmatch(word))


def is_signed(text: str) -> bool:
    """Return whether a text is that of somebody who filled in or checked the form, as it stands before his name."""
    return bool(_SIGNED.fullmatch(compact(text)))


def is_example(text: str) -> bool:
    """Return whether a text marks its line as an example: 例, 示例."""
    return bool(_EXAMPLE.fullmatch(compact(text)))


def is_hint_line(texts: Sequence[str]) -> bool:
    """Return whether the texts of a line tell how to fill in the columns above them; two must say so plainly."""
    hints = sum(1 for text in texts if _HINT.match(compact(text)))
    return hints >= 2 and 2 * hints > len(texts)


def are_codes(texts: Sequence[str]) -> bool:
    """Return whether most texts of a line are codes of questions, as exports have them under their headings: Q1, Q2, Q3."""
    codes = sum(1 for text in texts if _QUESTION_CODE.fullmatch(compact(text)))
    return codes >= 2 and 2 * codes >= len(texts)


def counts_columns(own: Mapping[int, str]) -> bool:
    """Return whether a line numbers the columns: 1 2 3 4, 甲 乙 丙 丁."""
    texts = [compact(own[column]).strip("()") for column in sorted(own)]
    count = len(texts)
    return count > 3 and texts in (
        [str(n + 1) for n in range(count)],
        [chr(97 + n) for n in range(count)],
        list(_STEMS[:count]),
    )


def is_word(text: str) -> bool:
    """Return whether a text is a word and no number, as it stands where serial numbers stand."""
    word = compact(text)
    return bool(_TWO_SIGNS.search(word)) and not any(map(str.isdigit, word))


def is_section(text: str) -> bool:
    """Return whether a text that stands alone in its row is that of a place or a group, and longer than a name is."""
    word = compact(text).rstrip(":")
    bare = _COUNTED.sub("", word)
    shortest = _LONGEST_NAME if bare == word else 2
    return shortest < len(bare) <= 2 * _LONG_LINE and bool(_SECTION.fullmatch(bare))


def other_list(text: str) -> bool:
    """Return whether a caption begins a list of others than respondents: 访问员名单."""
    return len(text) <= 2 * _LONG_LINE and bool(_OTHER_LIST.match(compact(text)))


def is_caption(text: str) -> bool:
    """Return whether a text ends as the caption of a list does: 未成功访问名单, 备用样本."""
    return bool(_CAPTION.search(compact(text)))


def own_list(text: str) -> bool:
    """Return whether a caption begins a list of respondents again."""
    return any(word in text for word in ("被访", "受访", "被调查", "受调查"))


def is_tail(own: Mapping[int, str], places: Places, span: int, in_notes: bool) -> bool:
    """Return whether a row without a number to call is a tail, a caption or a line of the notes.

    ``own``: column -> text, filled cells only. ``span``: last column of the merged cell that the first
    filled cell is, or its own column. ``in_notes``: a note stands above, and no respondent since.
    """
    first = min(own)
    text = own[first]
    named = [compact(own[c]) for c in places.name if c in own and c != first]
    named = [s for s in named if not _COUNT.fullmatch(s) and not _LABEL.match(s)]
    reached = [compact(own[c]) for c in places.contact if c in own and c != first]
    reached = [s for s in reached if not (_REACHED_BY.match(s) or _FEW.fullmatch(s) or _LABEL.match(s))]
    word = is_tail_word(text)
    if word and not named and not reached:
        return True
    if word and first not in (*places.name, *places.contact) and compact(text).endswith(":"):
        return True  # 填表人：| 王某 | 审核：| ...
    if len(own) > 1:
        return False
    decided = (places.serial, *places.name, *places.contact)
    if first not in decided:
        return True  # a date or a seal alone
    if span > first and any(column is not None and first < column <= span for column in decided):
        return True  # 哈尔滨市, over the whole width
    if sum(map(str.isdigit, text)) >= 7 and first in places.contact:
        return False
    if first in places.contact and places.serial is not None:
        return True
    return len(text) > _LONG_LINE or (in_notes and bool(_NUMBERED.match(compact(text))))


def settle(verdicts: Sequence[str]) -> list[str]:
    """Decide the rows that could be either: "template?" and "tail?" are respondents above the last sure one.

    Blank lines of the form and signatures stand at the end; a row without name and contact between
    respondents is one whose particulars are missing.
    """
    last = max((index for index, verdict in enumerate(verdicts) if not verdict), default=-1)
    return ["" if v.endswith("?") and i < last else v.rstrip("?") for i, v in enumerate(verdicts)]
