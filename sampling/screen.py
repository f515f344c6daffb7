"""Plans, bounds and comparisons as lines of text for a terminal or a projector, within 80 columns, zh and en."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sampling.design import exact

_WORDS: Mapping[str, tuple[str, str]] = {
    "plan": (
        "名单 {population} 人；结论口径：{confidence} 的把握，不真实的不超过 {tolerable}\n"
        "（{limit} 人起不可接受）",
        "Roster of {population}; claim: with {confidence} confidence at most {tolerable} are not authentic\n"
        "({limit} is too many)",
    ),
    "single": (
        "一次抽样：随机抽 {sample} 人，不真实与未核实的合计不超过 {accept} 人为通过",
        "One stage: draw {sample} at random, pass with {accept} bad or unresolved or fewer",
    ),
    "single_risk": (
        "    误判通过的概率 {risk:.2%}   公式 H({accept}; {population}, {limit}, {sample})",
        "    risk of a wrong pass {risk:.2%}   formula H({accept}; {population}, {limit}, {sample})",
    ),
    "single_honest": (
        "    名单里有 {honest} 人有误（{expected}）时，通过的概率 {passes:.2%}",
        "    with {honest} bad rows ({expected}) it passes with probability {passes:.2%}",
    ),
    "stages": (
        "两阶段：先抽 {n1} 人，不真实与未核实的合计 ≤ {accept1} 通过；\n"
        "        否则再抽 {n2} 人，两次合计 ≤ {accept2} 通过（首次已达 {reject1} 的不再可能通过）",
        "Two stages: draw {n1}, pass with {accept1} bad or unresolved or fewer;\n"
        "        else draw {n2} more, pass with {accept2} or fewer in both (not with {reject1} at first)",
    ),
    "stages_risk": (
        "    误判通过的概率 {consumer_risk:.2%}；有 {honest} 人有误时平均拨打 {expected_calls:.1f} 人，\n"
        "    通过的概率 {passes:.2%}",
        "    risk of a wrong pass {consumer_risk:.2%}; with {honest} bad rows\n"
        "    {expected_calls:.1f} calls on average, passes with probability {passes:.2%}",
    ),
    "stages_silent": (
        "两阶段（沉默倍数 {odds}，沉默超过 {most} 不能仅凭回访认定）：先抽 {n1} 人；\n"
        "    无人沉默时不真实 ≤ {accept1} 通过，沉默越多允许的越少；否则再抽 {n2} 人\n"
        "    误判通过的概率不超过 {alpha:.0%}；{honest} 人有误、沉默 {expected} 时平均拨打 {calls:.1f} 人",
        "Two stages (silence odds {odds}; above {most} silent never by callbacks alone):\n"
        "    draw {n1}; with nobody silent pass with {accept1} bad or fewer, the more silent the\n"
        "    fewer; else draw {n2} more. Risk of a wrong pass at most {alpha:.0%}; {calls:.1f} calls on\n"
        "    average with {honest} bad rows and {expected} silent",
    ),
    "chances": (
        "    这样的名单判为真实性高的机会，按沉默比例：\n    {list}",
        "    its chance of ending as high, by silence:\n    {list}",
    ),
    "curve": ("不真实人数   通过的概率", "bad rows     P(pass)"),
    "recompute": ("复算：\n{command}", "recompute:\n{command}"),
    "bounds": (
        "名单 {population} 人中不真实的：{lower} 至 {upper} 人（各 {confidence} 把握），上限占 {rate_upper:.1%}",
        "Not authentic among {population}: {lower} to {upper} (each at {confidence}),\n"
        "at most {rate_upper:.1%}",
    ),
    "bounds_limit": (
        "    {limit} 人起不可接受；认定“不高”所用的下限（{fail_confidence} 把握）：{fail_lower}",
        "    {limit} is too many; lower bound for a FAIL (at {fail_confidence}): {fail_lower}",
    ),
    "silent": (
        "    沉默 {silent} 人（{share:.0%}），沉默倍数 {odds}；与真假无关时上限 {upper_independent}，"
        "全按不真实计时 {upper_worst}{tip}",
        "    {silent} silent ({share:.0%}), odds {odds}; upper bound {upper_independent} if unrelated to truth,\n"
        "    {upper_worst} if all are false{tip}",
    ),
    "tipping": ("；\n    倍数不超过 {tipping} 时通过", "; passes up to odds of {tipping}"),
    "tipping.inf": ("；\n    无论几倍都通过", "; passes whatever the odds"),
    "tipping.None": ("", ""),
    "formula": ("    公式 {formula}", "    formula {formula}"),
    "pass": ("结论：通过（上限低于 {limit}）", "Decision: PASS (the upper bound is below {limit})"),
    "fail": ("结论：不通过（下限达到 {limit}）", "Decision: FAIL (the lower bound reaches {limit})"),
    "extend": (
        "结论：尚不能定。先补拨未定的，再抽第二阶段，再实地核查",
        "Decision: EXTEND. More attempts, then stage 2, then evidence on site",
    ),
    "same": ("与 {file} 完全一致", "equal to {file} throughout"),
    "differs": ("与 {file} 不一致，共 {count} 处：", "not equal to {file}, {count} differences:"),
    "difference": (
        "    {dossier} · {part}：文件为 {expected}，复算为 {got}",
        "    {dossier} · {part}: file has {expected}, replay gives {got}",
    ),
    "part_dossier": ("材料", "dossier"),
    "part_sample": ("抽中", "sample"),
    "part_reserve": ("候补", "reserve"),
    "part_tickets": ("签号", "tickets"),
    "next_plan": (
        "下一步：hefang seal 名单文件夹   封存名单和方案",
        "next: hefang seal FOLDER   freeze rosters and plans",
    ),
    "next_seal": (
        '已写出 {files}。下一步：打印并宣读纪要，再掷骰，然后 hefang draw --seal {seal} --seed "种子"',
        'written: {files}. next: print and read the minutes, then roll, then hefang draw --seal {seal} --seed "SEED"',
    ),
    "next_seal_filed": (
        '已写出 {files}。下一步：打印并宣读纪要，再掷骰，然后 hefang draw --seed "种子"',
        'written: {files}. next: print and read the minutes, then roll, then hefang draw --seed "SEED"',
    ),
    "dice_read": ("种子按 {seed} 计算", "the seed is taken as {seed}"),
    "replay_literal": (
        "注意：按输入的原文复算；若抽签时读作 20 位数字，请输入 {seed}",
        "note: replayed as typed; if the draw took it as 20 digits, type {seed}",
    ),
    "next_draw": (
        '已写出 {file}。任何人都可复算：hefang replay {seal} {seeds} --expect {file}',
        'written: {file}. anybody can recompute: hefang replay {seal} {seeds} --expect {file}',
    ),
    "next_roll": (
        '还有 {count} 次封存等待抽签，须另行掷骰：hefang draw --seed "新种子"',
        '{count} more seals wait for their draw, each with dice of its own: hefang draw --seed "NEW SEED"',
    ),
    "next_replay": (
        "加 --expect draw.json 与抽签文件逐项核对",
        "add --expect draw.json to compare with the draw file",
    ),
    "unchanged": ("名单与封存时相同", "the rosters are those that were sealed"),
}  # fmt: skip


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    zh, en = _WORDS[key]
    return (en if lang == "en" else zh).format_map(facts)


def plan_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return the answer of ``hefang plan``."""
    lines = [
        say("plan", lang, **document),
        say("single", lang, **document),
        say("single_risk", lang, **document),
        say("single_honest", lang, passes=1 - document["producer_risk"], **document),
    ]
    stages = document.get("stages")
    if stages and "silence" in document:
        told = document["silence"]
        facts = {**stages, **told, "honest": document["honest"], "calls": stages["expected_calls"]}
        lines.append(say("stages_silent", lang, alpha=1 - _part(document["confidence"]), **facts))
        listed = "、" if lang == "zh" else ", "
        lines.append(
            say("chances", lang, list=listed.join(f"{k} {v:.1%}" for k, v in document["chance_high"].items()))
        )
    elif stages:
        facts = {**stages, "honest": document["honest"], "passes": 1 - stages["producer_risk"]}
        lines += [say("stages", lang, **facts), say("stages_risk", lang, **facts)]
    if "curve" in document:
        lines.append(say("curve", lang))
        lines += [f"{point['bad']:>8}    {point['pass']:>9.2%}" for point in document["curve"]]
    return "\n".join(lines).split("\n")


def _part(text: str) -> float:
    return float(exact.share(text, "confidence"))


def bounds_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return the answer of ``hefang bounds``."""
    lines = [
        say("bounds", lang, **document),
        say("formula", lang, **document),
        say("bounds_limit", lang, **document),
        *_silence(document, lang),
        say(document["decision"], lang, **document),
        say("recompute", lang, **document),
    ]
    return "\n".join(lines).split("\n")


def _silence(document: Mapping[str, Any], lang: str) -> list[str]:
    told = document.get("silence")
    if not told or not told["silent"]:
        return []
    tipping = say(
        f"tipping.{told['tipping']}" if told["tipping"] in (None, "inf") else "tipping", lang, **told
    )
    return [say("silent", lang, **{**told, "odds": told["odds"].replace("inf", "∞"), "tip": tipping})]


def difference_lines(document: Mapping[str, Any], file: str, lang: str) -> list[str]:
    """Return the result of ``--expect``."""
    found = document["differences"]
    if not found:
        return [say("same", lang, file=file)]
    lines = [say("differs", lang, file=file, count=len(found))]
    return lines + [
        say("difference", lang, **{**item, "part": say(f"part_{item['part']}", lang)}) for item in found[:20]
    ]
