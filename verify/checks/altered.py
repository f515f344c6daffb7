"""DU07, DU08: two companies' rosters that share people whose numbers or names were altered, or put in another order."""

from __future__ import annotations

from collections import Counter

from verify import edited, rearranged
from verify.check import WARN, check
from verify.coincidence import earlier, in_order
from verify.found import Found, by_group
from verify.model import Batch
from verify.settings import Settings

# Rosters that are named for one roster.
OTHERS = 3


@check(
    severity=WARN,
    clause="roster.4",
    needs=("contact", "name", "others"),
    title=("与别家名单近似重合", "near matches in another dossier"),
    zh="与“{other}”的名单有 {people} 人{kind_term}（第 {rows} 行），按两份名单的号段和姓名，偶然约 {expected} 人；{dates_term}，"
    "{order_term}。凭此不能认定哪一份有误，请调两家的原始记录核对",
    en="{people} people stand here and in the roster of {other} {kind_term} (rows {rows}); with the numbers and names of "
    "both rosters chance gives about {expected}; {dates_term}, {order_term}. This does not say which of the two is "
    "mistaken: please compare the original records of both",
    example="""
        dossier  name    contact      surveyed    @applicant
        A        赵一水  13904510011  2017-03-05  松江纸业  <-
        A        钱二山  13904523022  2017-03-06  松江纸业  <-
        A        孙三石  13904535033  2017-03-07  松江纸业  <-
        A        李四云  13904547044  2017-03-08  松江纸业  <-
        A        周五雨  13904559055  2017-03-09  松江纸业  <-
        A        吴六木  13904561066  2017-03-10  松江纸业
        A        郑七金  13904571077  2017-03-11  松江纸业
        A        王八火  13904583088  2017-03-12  松江纸业
        A        冯九土  13904595099  2017-03-13  松江纸业
        A        陈十林  13904507100  2017-03-14  松江纸业
        B        赵一水  13904510081  2017-04-05  北岸机械  <-
        B        钱二山  13904593022  2017-04-06  北岸机械  <-
        B        孙三石  13904535733  2017-04-07  北岸机械  <-
        B        李四云  13904547144  2017-04-08  北岸机械  <-
        B        周五雨  13904559955  2017-04-09  北岸机械  <-
        B        吴六木  13946159066  2017-04-10  北岸机械
        B        褚一江  13904571078  2017-04-11  北岸机械
        B        卫二河  13936283001  2017-04-12  北岸机械
        B        蒋三湖  13936295002  2017-04-13  北岸机械
        B        沈四海  13936207003  2017-04-14  北岸机械
    """,
)
def DU07_altered_people_shared(batch: Batch, settings: Settings) -> Found:
    """Two rosters of different applicants share people under the same name, whose mobiles differ in one or two of the last
    eight digits (or in one, with one character of the given name changed or the name read alike), more of them than
    chance explains. How many chance explains is computed from the two rosters: names shuffled over numbers. Fewer than
    three people (six where names are only alike) are never told; over all pairs of rosters, at most one in a thousand of
    those told is expected to be told wrongly. Both rosters are told. Whose dates are earlier, and whether the people
    stand in the same order, is said beside; it decides nothing. At most three other rosters are named.
    两家申报企业的名单中，有多人姓名相同而手机号后八位仅差一两位（或差一位、名字差一字或读音相同），且人数多于偶然所能解释的。偶然人
    数由两份名单本身算出：把姓名在号码之间打乱后的期望值。不足三人（姓名仅相近的，不足六人）的不提示；所提示的名单对中，预期误报不超过千分之一。
    两份名单均提示。谁的调查时间在前、人员次序是否一致，一并列出，但不据此作结论。最多列出三家。

    Innocent causes: one agency typed one list of customers twice, with slips, for two companies of a group; colleagues or
    relatives of similar names with numbers bought in a row; both rosters are sorted, so that the order is the same anyway.
    无辜的原因：同一集团的两家企业共用客户，测评机构两次录入时各有笔误；同事、亲属姓名相近而号码相连；两份名单都按姓名或号码排序，
    次序自然一致。
    To clear it: call both numbers of some of the people; ask both agencies for the original records.
    如何澄清：就其中若干人拨打两个号码；请两家测评机构提供原始记录。
    """
    sides: list[tuple[edited.SharedPeople, int]] = []
    told: Counter[str] = Counter()
    for pair in edited.shared(batch):
        for side, dossier in enumerate(pair.dossiers):
            told[dossier] += 1
            if told[dossier] <= OTHERS:
                sides.append((pair, side))
    day = batch.rows["start"].dt.strftime("%Y-%m-%d").fillna("")
    return by_group(
        batch,
        [sorted(set(pair.rows[side])) for pair, side in sides],
        "contact",
        other=[pair.dossiers[1 - side] for pair, side in sides],
        people=[pair.found.people for pair, _ in sides],
        kind_term=[pair.found.kind for pair, _ in sides],
        expected=[_few(pair.found.expected) for pair, _ in sides],
        dates_term=[
            earlier(list(zip(*(day.iloc[list(pair.rows[s])] for s in (side, 1 - side)), strict=True)))
            for pair, side in sides
        ],
        order_term=["same_order" if in_order(_once(pair)) else "no_order" for pair, _ in sides],
    )


def _once(pair: edited.SharedPeople) -> list[tuple[float, float]]:
    """Places of every person, once: who is near to two others would stand in order with himself."""
    return list(dict(zip(*pair.rows, strict=True)).items())


def _few(expected: float) -> float:
    """A small expectation to two places that count, not below 0.001: nobody reads more into it."""
    return float(f"{max(expected, 0.001):.2g}")


@check(
    severity=WARN,
    clause="roster.4",
    needs=("contact", "name", "others"),
    title=("与别家名单重排重合", "another dossier rearranged"),
    zh="与“{other}”的名单有 {people} 人{manner_term}（第 {rows} 行），偶然约 {expected} 人。凭此不能认定哪一份有误，请调"
    "两家的原始记录核对",
    en="{people} people stand here and in the roster of {other} {manner_term} (rows {rows}); chance gives about {expected}. "
    "This does not say which of the two is mistaken: please compare the original records of both",
    example="""
        dossier  name    contact      surveyed    @applicant
        A        赵一水  13904510011  2017-03-05  松江纸业  <-
        A        钱二山  13904523022  2017-03-06  松江纸业  <-
        A        孙三石  13904535033  2017-03-07  松江纸业  <-
        A        李四云  13904547044  2017-03-08  松江纸业  <-
        A        周五雨  13904559055  2017-03-09  松江纸业  <-
        A        吴六木  13904561066  2017-03-10  松江纸业  <-
        A        郑七金  13904571077  2017-03-11  松江纸业  <-
        A        王八火  13904583088  2017-03-12  松江纸业  <-
        A        冯九土  13904595099  2017-03-13  松江纸业  <-
        A        陈十林  13904507100  2017-03-14  松江纸业
        B        赵一水  13904510011  2017-04-05  北岸机械  <-
        B        钱二山  13904523022  2017-04-06  北岸机械  <-
        B        孙三石  13904535033  2017-04-07  北岸机械  <-
        B        李四云  13904547044  2017-04-08  北岸机械  <-
        B        周五雨  13904559055  2017-04-09  北岸机械  <-
        B        吴六木  13904561066  2017-04-10  北岸机械  <-
        B        郑七金  13904571077  2017-04-11  北岸机械  <-
        B        王八火  13904583088  2017-04-12  北岸机械  <-
        B        冯九土  13904595099  2017-04-13  北岸机械  <-
        B        褚一江  13936283001  2017-04-15  北岸机械
        C        卫二河  13936295002  2017-03-05  南岸乳业
        C        蒋三湖  13936207003  2017-03-06  南岸乳业
        C        沈四海  13936211004  2017-03-07  南岸乳业
    """,
)
def DU08_roster_rearranged(batch: Batch, settings: Settings) -> Found:
    """Two rosters of different applicants hold the same people in another order: numbers of the one stand in the other
    under names of the one, but not their own; or the same people, under the same numbers, have dates that all moved by
    one number of days. Fewer than eight people are never told, nor dates where everybody was asked on one day. Chance is
    reckoned from further rosters of the batch, and from the dates shuffled. Both rosters are told; at most three others
    are named.
    两家申报企业的名单中是同一些人，只是重排过：一份中的号码配着另一份中的姓名，却不是原来那个人；或者人和号码都相同，调查时间一律
    相差同样的天数。不足八人的不提示，都在同一天调查的也不提示日期。偶然人数按本批其他名单、按打乱日期算出。两份名单均提示，最多列出
    三家。

    Innocent causes: one agency asked the customers of two companies of a group on its usual round, a fixed time later; a list
    whose columns slipped when it was sorted.
    无辜的原因：测评机构按固定路线先后访问同一集团两家企业的共同客户，间隔天数相同；排序时姓名与号码错了行。
    To clear it: call some of these people and ask for name, company and day; ask both agencies for the original records.
    如何澄清：拨打其中若干人，核实姓名、企业和日期；请两家测评机构提供原始记录。
    """
    sides: list[tuple[rearranged.Rearranged, int]] = []
    told: Counter[str] = Counter()
    for pair in rearranged.rearranged(batch):
        for side, dossier in enumerate(pair.dossiers):
            told[dossier] += 1
            if told[dossier] <= OTHERS:
                sides.append((pair, side))
    manner = {rearranged.RECOMBINED: ("recombined",) * 2, rearranged.MOVED: ("moved_later", "moved_earlier")}
    return by_group(
        batch,
        [sorted(set(pair.rows[side])) for pair, side in sides],
        "contact",
        other=[pair.dossiers[1 - side] for pair, side in sides],
        people=[len(set(pair.rows[side])) for pair, side in sides],
        manner_term=[manner[pair.kind][side if pair.days >= 0 else 1 - side] for pair, side in sides],
        days=[abs(pair.days) for pair, _ in sides],
        expected=[_few(pair.expected) for pair, _ in sides],
    )


CHECKS = (DU07_altered_people_shared, DU08_roster_rearranged)
