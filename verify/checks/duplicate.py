"""DU: the same number, the same person, twice: in one roster or in two companies' rosters."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from verify import linkage
from verify.check import FAIL, NOTE, WARN, check
from verify.checks import households, sharing
from verify.fields import contact
from verify.found import Found, by_group
from verify.model import Batch
from verify.settings import Settings


@check(
    severity=FAIL,
    clause="roster.4",
    needs=("contact", "name"),
    title=("不同姓名共用号码", "number shared"),
    zh="第 {rows} 行：{people} 个不同姓名共用一个{what_term}{number}，{ask_term}；本名单中这样的{what_term}共 {numbers} 个",
    en="rows {rows}: {people} different names share one {what_term} {number}; {ask_term};"
    " this roster has {numbers} of the kind",
    example="""
        name    contact
        赵一水  13904510011    <- warn
        钱二水  13904510011    <- warn
        吴六水  13904510033    <-
        郑七水  13904510033    <-
        王八水  13904510033    <-
        冯一水  13904510044    <- warn
        冯二水  13904510044    <- warn
        冯三水  13904510044    <- warn
        冯四水  13904510044    <- warn
        孙三水  0451-87654311  <- warn
        李四水  0451-87654311  <- warn
        周五水  13904510022
        吴七水  QQ12345679        <-
        郑八水  12345679@qq.com   <-
        王九水  微信：12345679    <-
        陈五水  kefu@songjiang.cn  <- warn
        褚六水  kefu@songjiang.cn  <- warn
        卫七水  kefu@songjiang.cn  <- warn
    """,
)
def DU01_number_shared(batch: Batch, settings: Settings) -> Found:
    """One number stands under different names. Two names on one mobile are a doubt, as is a landline or switchboard
    whoever shares it; three names or more on one mobile are more than a household explains. They are a doubt, too, where
    three to six share it whose surnames show relatives (at most half as many surnames as names, rounded up), whatever else
    stands in the roster; and where three or four of whatever surnames share it in a roster of families: one with three
    couples under one number at least, and with twice as many couples as larger groups (policies and registrations of whole
    families). Seven names or more are no household; nor are four or more of one surname alone, where eight numbers of a roster
    stand for as many: wives keep their surnames. The sentence says how many such numbers the roster has: of couples, of
    relatives or families, of others, of landlines.
    A QQ or WeChat account and a mailbox are judged as a mobile is, however they are written (QQ 12345679 is 12345679@qq.com).
    They are a doubt whoever shares them where an office may have one for all: a mailbox of a domain of its own, one employer for
    all of them, or numbers of their own beside it for all but two.
    一个号码登记在不同姓名之下。两人共用一部手机、共用座机或总机的只列为疑点；三人以上共用一个手机号，家庭共用已难以解释。
    但共用的三至六人从姓氏看得出是亲属（不同的姓不超过人数的一半，进位取整）的，不论名单里还有什么，都只列为疑点；
    名单里两人共用一个号码的有三对以上、并且是三人以上的两倍以上（全家投保、全家登记）时，姓氏各异的三四人共用也只列为疑点。
    七人以上不是一家；一份名单里有八个以上号码、每个都由四人以上共用而姓氏完全相同的，也不像一家（夫妻不同姓）。提示中写明本名单里这样的号码有几个：夫妻、亲属或全家、其他、座机分别计数。
    电子邮箱、QQ、微信与手机号同等对待，不论怎样书写（QQ号与同号的QQ邮箱是一个账号）。可能是单位公用的，
    不论几人共用都只列为疑点：单位自有域名的邮箱、各人同一工作单位、除一两人外各人另有自己的号码。

    Innocent causes: a couple or a parent and child share a phone; a switchboard; one household's landline; old people and
    children whose numbers are those of a relative; a company's common mailbox or account.
    无辜的原因：夫妻、亲子共用手机；老人、孩子登记家里人的号码；单位总机；家庭座机；单位公用的邮箱、账号。
    To clear it: call the number and ask for each person. Many such numbers in one roster: ask for the questionnaires.
    如何澄清：拨打该号码，逐一核实各人；一份名单里这样的号码很多的，请提供原始问卷。
    """
    groups, shared, written = sharing.within(batch)
    kinds = households.kinds(shared)
    places = [(number.dossier, number.what, kind) for number, kind in zip(shared, kinds, strict=True)]
    counted = Counter(places)
    return _grouped(
        batch,
        groups,
        "contact",
        severity=[FAIL if kind == households.CROWD else WARN for kind in kinds],
        people=[len(number.names) for number in shared],
        number=[contact.mask(text) for text in written],
        numbers=[counted[place] for place in places],
        what_term=[number.what for number in shared],
        ask_term=[number.ask for number in shared],
    )


@check(
    severity=FAIL,
    clause="roster.4",
    needs=("contact", "name"),
    title=("同一人重复", "respondent repeated"),
    zh="第 {rows} 行：同一姓名、同一号码 {number} 重复登记 {count} 次",
    en="rows {rows}: the same name with the same number {number} stands {count} times",
    example="""
        serial  name    contact
        1       赵一水  13904510011  <-
        2       钱二水  13904510022
        3       赵一水  13904510011  <-
        4       孙三水  13904510033
        4       孙三水  13904510033
        5       李四水  13904510044  <-
        5       李四水  13904510044  <-
        5       李四水  13904510044  <-
    """,
)
def DU02_respondent_repeated(batch: Batch, settings: Settings) -> Found:
    """The same name with the same contact stands twice.
    同一姓名、同一联系方式重复登记。

    Innocent causes: the list was put together from two sheets; one person answered for two products. A row
    that goes on over a page break (next row, same serial number, once) is not counted.
    无辜的原因：由两张表合并；同一人就两种产品受访。跨页续行（相邻、序号相同、只续一次）不计。
    To clear it: remove one of them and give another respondent.
    如何澄清：删去重复者，补充其他被访者。
    """
    contacts = linkage.usable(batch, ("mobile", "landline", "email", "wechat", "qq"))
    contacts = linkage.repeated(contacts, ("code", "value_id"))
    rows = batch.rows
    at = contacts["at"].to_numpy()
    frame = contacts.assign(name=rows["name_key"].iloc[at].array)
    frame = frame[frame["name"].ne("").to_numpy() & ~_goes_on(rows)[at]]
    # Two contacts shared by the same rows are one repetition.
    found = {tuple(group): number for number, group in sharing.numbered(frame, ("code", "name", "value_id"))}
    value = dict(zip(frame["value_id"], frame["value"], strict=True))
    masked = [contact.mask(value[number]) for number in found.values()]
    return by_group(batch, list(found), "contact", number=masked)


# A page of a printed roster holds at least this many rows, so there are no more page breaks than that allows.
_ROWS_A_PAGE = 10


def _goes_on(rows: pd.DataFrame) -> np.ndarray:
    """Say which rows only continue the one before, over a page break: once, and not more often than pages end.

    The same row under the same number three times over, or pair after pair, is no page break but a copy.
    """
    serial, name, code = rows["serial"], rows["name_key"], rows["dossier"].cat.codes
    follows = serial.ne("") & serial.eq(serial.shift()) & name.eq(name.shift()) & code.eq(code.shift())
    run = (~follows).cumsum()
    once = follows & run.groupby(run).transform("size").eq(2)
    pages = (code.groupby(code).transform("size") - 1) // _ROWS_A_PAGE
    many = once.groupby(code).transform("sum") > pages.clip(lower=1)
    return np.asarray(once & ~many, dtype=bool)


@check(
    severity=WARN,
    clause="roster.4",
    needs=("name", "employer"),
    title=("同单位同名", "same name, same employer"),
    zh="第 {rows} 行：同一单位“{employer}”有 {count} 个同名者，号码各不相同",
    en="rows {rows}: {count} people of the same name at “{employer}”, with different numbers",
    example="""
        name    employer  contact
        赵一水  松江厂    13904510011  <-
        赵一水  松江厂    13904520022  <-
        钱二水  松江厂    13904510033
    """,
)
def DU03_same_name_same_employer(batch: Batch, settings: Settings) -> Found:
    """Same name and same employer, different numbers.
    同单位、同姓名，号码不同。

    Innocent causes: namesakes; one person with two phones. Employers with many rows are left out, because
    namesakes are to be expected there.
    无辜的原因：重名；一人两机。人数多的单位重名是常事，不计。
    To clear it: call both numbers.
    如何澄清：两个号码都拨打核实。
    """
    rows = batch.rows
    frame = pd.DataFrame(
        {
            "at": rows.index,
            "code": rows["dossier"].cat.codes.to_numpy(),
            "name": rows["name_key"],
            "employer": rows["employer_key"],
            "contact": rows["contact"],
        }
    )
    frame = frame[(frame["name"] != "") & (frame["employer"] != "") & (frame["contact"] != "")]
    size = frame.groupby(["code", "employer"])["at"].transform("size")
    frame = frame[size <= settings.namesake_employer_rows]
    frame = frame.drop_duplicates(["code", "name", "employer", "contact"])
    groups = [group for _, group in sharing.numbered(frame, ("code", "name", "employer"))]
    return by_group(batch, groups, "name", employer=[str(rows["employer"].iat[g[0]])[:30] for g in groups])


@check(
    severity=WARN,
    clause="roster.4",
    needs=("contact", "name"),
    title=("号码仅一处不同", "near duplicate"),
    zh="第 {rows} 行：姓名相同，号码仅一处不同（{numbers}），请核实是否为同一人、以哪一号码为准",
    en="rows {rows}: the same name, and numbers that differ by one slip ({numbers}); please ask whether this is one "
    "person, and which number is right",
    example="""
        name    contact
        赵一水  13904510011  <-
        赵一水  13904510071  <-
        钱二水  13904510123  <-
        钱二水  13904510132  <-
        孙三水  13904510201
        孙四水  13904510202
    """,
)
def DU04_near_duplicate(batch: Batch, settings: Settings) -> Found:
    """One digit changed or two neighbours swapped, under the same name: perhaps one person, with one wrong number.
    姓名相同，号码仅一位不同或相邻两位互换：可能是同一人，其中一个号码有误。

    Innocent causes: a typing slip when the list was put together; relatives have different names and are
    never flagged. Of rows with the same name and number, the first four are compared.
    无辜的原因：合并名单时的笔误。亲属姓名不同，不在此列。姓名、号码均相同的多行只比较前四行。
    To clear it: call both numbers.
    如何澄清：两个号码都拨打核实。
    """
    pairs = linkage.near_pairs(batch)
    number = batch.rows["contact"]
    groups = [[int(a), int(b)] for a, b in zip(pairs["a"], pairs["b"], strict=True)]
    return by_group(
        batch, groups, "contact", numbers=[[contact.mask(str(number.iat[p])) for p in g] for g in groups]
    )


@check(
    severity=FAIL,
    clause="roster.4",
    needs=("contact", "others"),
    title=("号码见于别家名单", "number in another dossier"),
    zh="第 {row} 行：{what_term}{number} 也出现在“{other}”的名单中（{other_row}），{same_term}",
    en="row {row}: the {what_term} {number} also stands in the roster of {other} ({other_row}), {same_term}",
    example="""
        dossier  name    contact        @applicant
        A        赵一水  13904510011    松江纸业  <-
        B        钱二水  13904510011    北岸机械  <-
        A        孙三水  13904510022    松江纸业  <- warn
        B        孙三水  13904510022    北岸机械  <- warn
        A        郑七伟  13904510044    松江纸业  <- warn
        C        郑七炜  13904510044    南岸乳业  <- warn
        A        李四水  0451-87654311  松江纸业  <- note
        B        周五水  0451-87654311  北岸机械  <- note
        A        吴六水  13904510033    松江纸业
        D        冯八水  wx: feng_8888   西山电缆  <-
        E        陈九水  微信Feng_8888   东湖水泥  <-
        D        褚七水  kefu@dongan.cn  西山电缆  <- note
        E        卫八水  kefu@dongan.cn  东湖水泥  <- note
    """,
)
def DU05_number_in_other_dossier(batch: Batch, settings: Settings) -> Found:
    """A mobile, a mailbox or an account appears in another applicant's roster.
    手机号、电子邮箱或账号同时出现在另一家申报企业的名单中。

    Innocent causes: one person can be a customer of two companies: with the same name, or one that is read alike, and as
    long as the two rosters share only a few people, it is a doubt only. So it is while one of the two rosters is not known
    to be any company's: it may be the company's own copy or draft. Landlines are for the record. At most three other
    rosters are named for one row. A household may share a telephone, and be customers of two companies. An office may have
    one mailbox or account for all: of a domain of its own it is for the record, of people at one employer a doubt.
    无辜的原因：同一人可能是两家企业的用户：姓名相同（或读音相同）且两份名单只有少数人相同时，只列为疑点；另一份名单还没有认出是哪家的，也只列为疑点（可能是本企业自己的副本、草稿）。座机仅作记录。一行最多列出三家。一家人共用一部电话，分别是两家的用户。单位可能公用一个邮箱或账号：单位自有域名的邮箱仅作记录，工作单位相同的只列为疑点。
    To clear it: call the number and ask about both; ask both agencies for the original records.
    如何澄清：拨打该号码，分别核实两家；请两家测评机构提供原始记录。
    """
    found = sharing.across(batch)
    rows, names = batch.rows, batch.rows["name_key"].to_numpy()
    at, other = found["at"].to_numpy(np.int64), found["other_at"].to_numpy(np.int64)
    same = linkage.read_alike(names[at], names[other])
    few = linkage.few(batch, found, settings)
    unclaimed = _unclaimed(batch, found)
    doubt = (same & few) | unclaimed | found["colleagues"].to_numpy(bool)
    severity = np.where(found["office"].to_numpy(bool), NOTE, np.where(doubt, WARN, FAIL))
    ids = np.asarray(rows["dossier"].cat.categories, dtype=object)
    return _grouped(
        batch,
        [[int(a)] for a in at],
        "contact",
        severity=severity.tolist(),
        what_term=[households.what(kind) for kind in found["kind"]],
        number=[contact.mask(v) for v in found["value"]],
        other=ids[found["other"].to_numpy(np.int64)].tolist(),
        other_row=rows["row_id"].iloc[other].tolist(),
        same_term=[
            "unclaimed" if open_ else "same_name" if s and a == b else "read_alike" if s else "other_name"
            for a, b, s, open_ in zip(names[at], names[other], same, unclaimed, strict=True)
        ],
    )


@check(
    severity=NOTE,
    clause="roster.4",
    needs=("name", "employer", "others"),
    title=("同一人见于别家", "person in another dossier"),
    zh="第 {row} 行：同名同单位的人也在“{other}”的名单中（{other_row}），号码不同",
    en="row {row}: a person of the same name and employer stands in the roster of {other} ({other_row}), "
    "with another number",
    example="""
        dossier  name    employer  contact      @applicant
        A        赵一水  松江厂    13904510011  南岸乳业  <-
        B        赵一水  松江厂    13904520022  北岸机械  <-
        A        钱二水  松江厂    13904510033  南岸乳业
    """,
)
def DU06_person_in_other_dossier(batch: Batch, settings: Settings) -> Found:
    """Name and employer are equal to a respondent's in another applicant's roster, the number is another: a doubt where
    the two rosters share more such people than customers of two companies (settings shared_customers).
    姓名、工作单位与另一家名单中的被访者相同，号码不同。两份名单中这样的人多于两家共有的顾客（shared_customers）
    时，列为疑点。

    Innocent causes: namesakes; a buyer who deals with both companies and has two phones.
    无辜的原因：重名；同一采购人员与两家都有往来，并有两部手机。
    To clear it: nothing need be done about a few; of many, call both numbers of some.
    如何澄清：个别不必处理；数量多时，抽若干人拨打两个号码。
    """
    rows = batch.rows
    frame = pd.DataFrame(
        {
            "at": rows.index,
            "code": rows["dossier"].cat.codes.to_numpy(),
            "name": rows["name_key"],
            "employer": rows["employer_key"],
        }
    )
    frame = frame[(frame["name"] != "") & (frame["employer"] != "")]
    found = linkage.across(batch, frame, ("name", "employer"))
    at, other = found["at"].to_numpy(np.int64), found["other_at"].to_numpy(np.int64)
    number = rows["contact"].to_numpy()
    keep = (number[at] != number[other]) & (number[at] != "") & (number[other] != "")
    found, other = found[keep], other[keep]
    ids = np.asarray(rows["dossier"].cat.categories, dtype=object)
    return _grouped(
        batch,
        [[int(a)] for a in found["at"]],
        "name",
        severity=np.where(linkage.few(batch, found, settings), NOTE, WARN).tolist(),
        other=ids[found["other"].to_numpy(np.int64)].tolist(),
        other_row=rows["row_id"].iloc[other].tolist(),
    )


def _unclaimed(batch: Batch, found: pd.DataFrame) -> np.ndarray:
    """Whether one of the two rosters of each pair belongs to no company that is known, where others do."""
    declared = batch.dossiers["declared"].reindex(batch.rows["dossier"].cat.categories).to_numpy(bool)
    if not declared.any():  # no register, no forms: nobody can say whose any of them is
        return np.zeros(len(found), bool)
    mine = batch.rows["dossier"].cat.codes.to_numpy()[found["at"].to_numpy(np.int64)]
    return np.asarray(~declared[mine] | ~declared[found["other"].to_numpy(np.int64)], bool)


def _grouped(
    batch: Batch, groups: list[list[int]], field: str, severity: list[str], **facts: list[object]
) -> Found:
    found = by_group(batch, groups, field, **facts)
    return Found(found.hits.assign(severity=severity), found.examined)


CHECKS = (
    DU01_number_shared,
    DU02_respondent_repeated,
    DU03_same_name_same_employer,
    DU04_near_duplicate,
    DU05_number_in_other_dossier,
    DU06_person_in_other_dossier,
)
