"""RS09: rows whose own remark says that they do not count."""

from __future__ import annotations

from verify.check import NOTE, check
from verify.found import Found, by_group
from verify.model import Batch
from verify.settings import Settings


@check(
    severity=NOTE,
    clause="roster.4",
    title=("备注称作废等", "remarked as void"),
    zh="有 {count} 人的备注写着“{remark}”（第 {rows} 行），仍按被访者计，是否有效请评审人认定",
    en="the remarks of {count} respondents say “{remark}” (rows {rows}); they are counted until a reviewer decides",
    example="""
        dossier  name                  contact
        A        赵一水                13904510011
        A        {/remark:作废}钱二水  13904510022  <-
        A        {/remark:作废}孙三水  13904510033  <-
        A        {/remark:停机}李四水  13904510044  <-
        B        周五水                13904510055
    """,
)
def RS09_remarked_as_void(batch: Batch, settings: Settings) -> Found:
    """A remark beside the respondent says that the row is void, a duplicate to be deleted, refused, that the number is out
    of service or nobody answered (占线, 未接通, 是否有效：否): in a column of its own, beside the number or name in its cell,
    or in a comment on a cell. The row is counted all the same: only a person can say whether the questionnaire is valid.
    被访者旁边的备注（单独一列、写在号码或姓名后面，或是单元格批注）写着作废、无效、重复请删除、拒访、停机、占线、未接通之类。
    该行仍计为被访者：问卷是否有效，只有人才能认定。

    Innocent causes: a working list was handed in with the remarks of those who made it.
    无辜的原因：交来的是工作底稿，保留了制表时的备注。
    To clear it: ask whether these questionnaires are among the valid ones.
    如何澄清：请说明这些问卷是否计入有效问卷。
    """
    chosen = batch.marks[batch.marks["kind"].eq("remark")]
    groups, words = [], []
    if len(chosen):
        dossier = batch.rows["dossier"].cat.codes.to_numpy()[chosen["at"]]
        for (_, word), part in chosen.groupby([dossier, "detail"], sort=True):
            groups.append(sorted(set(part["at"].tolist())))
            words.append(str(word))
    return by_group(batch, groups, "name", remark=words)


CHECKS = (RS09_remarked_as_void,)
