"""What the casebook's commands print, as lines of text, zh and en."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from casebook.check import Fault
from casebook.dossiers import Filed
from casebook.journal import Entry
from casebook.outcomes import Imported
from casebook.purge import Purged
from casebook.standing import Overview

WORDS: Mapping[str, tuple[str, str]] = {
    "created": ("案卷已建立：{path}（{round}）", "casebook begun: {path} ({round})"),
    "key": (
        "密钥文件：{path}。请与案卷分开备份一份；丢失后无法再核对往年的人",
        "key file: {path}. Keep a copy apart from the casebook; without it no one can be found again",
    ),
    "carried": ("已带入往年指纹 {rows} 人", "fingerprints of {rows} people of earlier rounds carried over"),
    "taught": (
        "回访结论 {lessons} 份已并入可信度的参照名单",
        "callbacks of {lessons} dossiers join the reference that scores are measured by",
    ),
    "next_new": ("下一步：hefang add 文件夹", "next: hefang add FOLDER"),
    "filed_new": ("已收   {id}   {rows} 人", "filed {id}, {rows} people"),
    "filed_changed": (
        "新版本 {id}   {rows} 人，第 {version} 版（前一版来自 {before}，已留存）",
        "{id}: version {version}, {rows} people (the one before, from {before}, is kept)",
    ),
    "filed_beside": (
        "并存   {id}   第 {version} 版：名单已封存，更正件只留档，不参加抽签",
        "{id}: version {version} kept beside; the roster is sealed, so it does not enter the draw",
    ),
    "filed_checked": ("重新检查 {id}（文件未变）", "{id}: the same file, checked anew"),
    "filed_known": ("已在案 {id}（第 {version} 版），无变化", "{id}: on file already (version {version})"),
    "filed_older": (
        "旧文件 {id}：这是已被替换的第 {version} 版，无变化",
        "{id}: this is version {version}, replaced since; nothing changed",
    ),
    "same_rows": ("    名单内容与前一版相同", "    its rows are those of the version before"),
    "reused": (
        "    {count} 人已在其他企业的名单中：{kinds}，如 {row} = {round} {other}",
        "    {count} people are on other companies' rosters: {kinds}, e.g. {row} = {round} {other}",
    ),
    "own_again": (
        "    {count} 人与本企业往年的名单相同（{round} {other} 等）：老用户属常见，整份相同请核实是否重新调查",
        "    {count} people were on this company's earlier roster ({round} {other} …): usual for old customers; if all are "
        "the same, ask whether the survey was made anew",
    ),
    "contact": ("同一联系方式 {count}", "same contact {count}"),
    "edited": ("同名且号码只差一笔 {count}", "same name, number one slip away {count}"),
    "person": ("同一姓名和单位 {count}", "same name and employer {count}"),
    "sum_add": (
        "{new} 份新收，{changed} 份新版本，{known} 份无变化",
        "{new} new, {changed} new versions, {known} unchanged",
    ),
    "next_add": (
        "下一步：hefang status；材料收齐后 hefang seal",
        "next: hefang status; once all is in, hefang seal",
    ),
    "round": ("{round}   {path}", "{round}   {path}"),
    "purged": ("{count} 份的个人信息已清除", "personal data of {count} dossiers was purged"),
    "beside": (
        "{id}：另有 {count} 个更正件，封存后收到，只留档",
        "{id}: {count} corrections came after the seal and are kept beside",
    ),
    "clash": (
        "结果互相矛盾，待评审人裁定：{rows}",
        "outcomes disagree, for a reviewer to decide: {rows}",
    ),
    "journal": ("日志 {entries} 条，末条 {hash}", "journal: {entries} entries, the last {hash}"),
    "entry": ("{id:>4}  {at}  {who}  {what}  {facts}", "{id:>4}  {at}  {who}  {what}  {facts}"),
    "entry_new": ("建立案卷", "new"),
    "entry_carry": ("带入往年", "carried over"),
    "entry_add": ("收入材料", "filed"),
    "entry_seal": ("封存", "sealed"),
    "entry_draw": ("抽签", "drew"),
    "entry_lists": ("写出回访名单", "lists out"),
    "entry_import": ("收回回访名单", "lists in"),
    "entry_judge": ("提出建议", "proposed"),
    "entry_decide": ("评审人决定", "decided"),
    "entry_purge": ("清除", "purged"),
    "unfinished": (
        "上次清除没有做完，请再运行 hefang purge",
        "the last purge was not finished: run hefang purge again",
    ),
    "clean": ("核对无误：日志、名单、封存、抽签、回访结果均与存入时一致", "all is as it was stored"),
    "fault": ("不一致：{what}", "NOT AS STORED: {what}"),
    "fault_changed": ("{table} {which} 被改动", "{table} {which} was changed"),
    "fault_entry_changed": (
        "日志第 {which} 条（{detail}）被改动",
        "journal entry {which} ({detail}) was changed",
    ),
    "fault_chain": (
        "日志第 {which} 条（{detail}）与前一条接不上",
        "journal entry {which} ({detail}) does not follow",
    ),
    "fault_digest": (
        "{table} {which}（{detail}）名下的记录有增减或改动",
        "{table} {which} ({detail}): rows of it were added, lost or changed",
    ),
    "fault_missing": ("{table} {which} 不见了", "{table} {which} is gone"),
    "fault_left": ("{table} {which} 应已清除却还在", "{table} {which} should have been purged"),
    "fault_file": ("数据库文件 {which}：{detail}", "database file {which}: {detail}"),
    "fault_seal": ("封存 {which}：{detail}", "seal {which}: {detail}"),
    "fault_draw": ("抽签 {which}：{detail}", "draw {which}: {detail}"),
    "listed": ("{file}：{rows} 人", "{file}: {rows} people"),
    "next_export": (
        "回访名单含姓名和电话，请勿外传。打完后 hefang calls import 文件",
        "the lists hold names and numbers: pass them to nobody else. When done: hefang calls import FILE",
    ),
    "open_calls": (
        "注意：第一阶段还有 {count} 人可再打；先补拨，可以少抽",
        "note: {count} people of stage 1 are worth another call; calling them first may spare stage 2",
    ),
    "kept": (
        "{old} 里有还没有导入的内容，没有覆盖；新名单写到 {new}",
        "{old} holds entries that were not imported and was left alone; the new list is {new}",
    ),
    "nobody": ("没有要打的电话了", "nobody is left to be called"),
    "imported": (
        "{file}：新增 {new}，无变化 {unchanged}，矛盾 {clashes}，拒收 {refused}",
        "{file}: {new} new, {unchanged} unchanged, {clashes} contradicting, {refused} refused",
    ),
    "clash_line": (
        "    矛盾 {row} 第{number}次：已存 {stored}，送来 {got}；没有覆盖",
        "    contradicting: {row} attempt {number}, stored {stored}, got {got}; nothing was overwritten",
    ),
    "refused_line": (
        "    拒收 第{line}行 {name} {row}：{why}",
        "    refused: line {line} {name} {row}: {why}",
    ),
    "next_import": ("下一步：hefang judge", "next: hefang judge"),
    "decided": ("已记录：{target} → {verdict}（{by}）", "noted: {target} -> {verdict} ({by})"),
    "decided_same": ("已有相同的决定，无变化", "this decision stands already"),
    "purge_done": (
        "已清除 {rosters} 份名单、{people} 人的姓名、电话和原文；指纹、行号、结果和判定保留",
        "purged: names, numbers and raw texts of {people} people on {rosters} rosters; prints, row ids, outcomes "
        "and judgements stay",
    ),
    "purge_none": ("没有要清除的内容", "there is nothing to purge"),
    "purge_files": (
        "案卷之外的回访名单、名单原件、报告和备份不在此列，请另行销毁",
        "call lists, roster files, papers and backups outside the casebook are not covered: destroy them yourself",
    ),
    "purge_server": (
        "PostgreSQL 的预写日志和备份由管理员负责，在其循环覆盖之前可能仍含旧页",
        "PostgreSQL's write-ahead log and backups are its administrator's: old pages stay until they are recycled",
    ),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    zh, en = WORDS[key]
    return (en if lang == "en" else zh).format_map(facts)


def filed_lines(filed: Sequence[Filed], lang: str) -> list[str]:
    """Return what became of what was added."""
    lines = []
    for item in filed:
        facts = {"id": item.dossier, "rows": item.rows, "version": item.version, "before": item.before}
        lines.append(say(f"filed_{item.status}", lang, **facts))
        if item.same_rows:
            lines.append(say("same_rows", lang))
        if item.reused:
            link = next(link for link in item.links if not link.same_applicant)
            kinds = "，".join(say(kind, lang, count=count) for kind, count in item.reused.items())
            total = sum(item.reused.values())
            facts = {"row": item.row_ids[link.at], "round": link.round, "other": link.row_id}
            lines.append(say("reused", lang, count=total, kinds=kinds, **facts))
        own = [link for link in item.links if link.same_applicant]
        if own:
            known = {"round": own[0].round, "other": own[0].dossier}
            lines.append(say("own_again", lang, count=len({link.at for link in own}), **known))
    changed = sum(item.status in ("changed", "beside", "checked") for item in filed)
    new = sum(item.status == "new" for item in filed)
    return [*lines, say("sum_add", lang, new=new, changed=changed, known=len(filed) - new - changed)]


def status_notes(state: Overview, calls: Mapping[str, Mapping[str, Any]], lang: str) -> list[str]:
    """Return what stands under the table of status: what is odd about single dossiers, and the journal."""
    lines = []
    for item in state.dossiers:
        if item.sealed and item.version < item.versions:
            lines.append(say("beside", lang, id=item.id, count=item.versions - item.version))
        if rows := calls.get(item.id, {}).get("contradicting"):
            lines.append(say("clash", lang, rows=" ".join(rows)))
    purged = sum(item.purged for item in state.dossiers)
    if purged:
        lines.append(say("purged", lang, count=purged))
    if state.purge_unfinished:
        lines.append(say("unfinished", lang))
    return [*lines, say("journal", lang, entries=state.journal_entries, hash=state.journal_hash)]


def journal_lines(entries: Iterable[Entry], lang: str) -> list[str]:
    """Return the journal, one entry a line: who did what and when. It holds no name of a respondent."""
    lines = []
    for entry in entries:
        key = f"entry_{entry.what}"
        what = say(key, lang) if key in WORDS else entry.what
        facts = json.dumps(_told(entry.what, entry.content), ensure_ascii=False)
        at = entry.at[:16].replace("T", " ")
        lines.append(say("entry", lang, id=entry.id, at=at, who=entry.who, what=what, facts=facts))
    return lines


def _told(what: str, facts: Mapping[str, Any]) -> Any:
    """What of an entry's facts is worth a line: long lists as their length, hashes by their first digits."""
    if what == "add":
        return len(facts["dossiers"])
    if what == "judge":
        return len(facts["proposed"])
    return {k: v[:16] if isinstance(v, str) and len(v) == 64 else v for k, v in facts.items()}


def fault_lines(faults: Sequence[Fault], lang: str) -> list[str]:
    """Return what ``status --check`` found."""
    if not faults:
        return [say("clean", lang)]
    return [
        say(
            "fault", lang,
            what=say(f"fault_{f.code}", lang, table=f.table, which=f.which, detail=f.detail or "-"),
        )
        for f in faults
    ]  # fmt: skip


def import_document(
    file: str,
    done: Imported,
    refused: Sequence[Any],
    why: Mapping[str, str],
    mask: Callable[[str], str],
) -> dict[str, Any]:
    """Return what a call list brought, as JSON values. ``refused``: line, name, row, code, got of each."""
    return {
        "file": file,
        "new": len(done.new),
        "unchanged": done.unchanged,
        "remarks": done.remarks,
        "contradicting": [
            {
                "row": got.row,
                "number": got.number,
                "stored": stored.code,
                "stored_by": stored.caller,
                "got": got.code,
                "got_by": got.caller,
            }
            for got, stored in done.clashes
        ],
        "refused": [
            {
                "line": item.line,
                "name": mask(item.name) if item.name else "",
                "row": item.row,
                "code": item.code,
                "reason": why[item.code].format(got=item.got),
            }
            for item in refused
        ],
    }


def import_lines(item: Mapping[str, Any], lang: str) -> list[str]:
    """Return what a call list brought, as lines."""
    counts = {"clashes": len(item["contradicting"]), "refused": len(item["refused"])}
    lines = [say("imported", lang, **{**item, **counts})]
    lines += [say("clash_line", lang, **clash) for clash in item["contradicting"]]
    return lines + [say("refused_line", lang, why=r["reason"], **r) for r in item["refused"]]


def purge_lines(done: Purged, lang: str, *, is_file: bool) -> list[str]:
    """Return what was purged, and what was not."""
    if not done.rosters:
        return [say("purge_none", lang)]
    return [
        say("purge_done", lang, rosters=len(done.rosters), people=done.people),
        say("purge_files", lang),
        *([] if is_file else [say("purge_server", lang)]),
    ]
