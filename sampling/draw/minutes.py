"""The minutes: what is read aloud and signed at the meeting, before and after the dice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sampling.design import exact, silence
from sampling.design.chances import Claim, Sizes, accept
from sampling.design.silence import Called
from sampling.design.silent_plan import promises
from sampling.draw.tickets import DICE, shown
from sampling.model import BAD, Plan, Seal

_WORDS: Mapping[str, tuple[str, str]] = {
    "sealed": (
        "抽样封存纪要{at}\n\n"
        "一、封存内容\n"
        "    共 {dossiers} 份材料、{rows} 名被访者。名单、抽样方案和重点核查行已固定，\n"
        "    此后任何改动都会改变下面的哈希。封存文件 seal.json 只含行号，不含姓名\n"
        "    和电话，可以公开。\n\n"
        "二、封存哈希（SHA-256，请逐组读出并记入纪要）\n{hash}\n\n"
        "三、方案",
        "Minutes of the seal{at}\n\n"
        "1. What is sealed\n"
        "    {dossiers} dossiers, {rows} respondents. Rosters, plans and targeted rows are\n"
        "    fixed; any later change changes the hash below. The file seal.json holds\n"
        "    row ids only, no names and no numbers, and may be published.\n\n"
        "2. Hash of the seal (SHA-256; read it out group by group, write it down)\n{hash}\n\n"
        "3. Plans",
    ),
    "one": (
        "    {id}：名单 {population} 人，随机抽 {n1} 人{targeted}；\n"
        "        不真实与未核实的合计不超过 {accept1} 人为通过。",
        "    {id}: roster of {population}, {n1} drawn at random{targeted};\n"
        "        passes with {accept1} bad or unresolved or fewer.",
    ),
    "two": (
        "    {id}：名单 {population} 人，先随机抽 {n1} 人{targeted}；\n"
        "        不真实与未核实的合计不超过 {accept1} 人即通过，否则重新掷骰再抽 {n2} 人；\n"
        "        两次的不真实与未核实合计不超过 {accept2} 人为通过。",
        "    {id}: roster of {population}, first {n1} drawn at random{targeted};\n"
        "        passes with {accept1} bad or unresolved or fewer, else fresh dice and {n2} more;\n"
        "        passes with {accept2} bad or unresolved or fewer in both together.",
    ),
    "one_silent": (
        "    {id}：名单 {population} 人，随机抽 {n1} 人{targeted}；\n"
        "        查实不真实的，无人沉默时不超过 {accept1} 人、沉默 {silent} 人时不超过 {some} 人为通过。",
        "    {id}: roster of {population}, {n1} drawn at random{targeted}; passes with {accept1}\n"
        "        found bad or fewer if nobody is silent, with {some} or fewer if {silent} are.",
    ),
    "two_silent": (
        "    {id}：名单 {population} 人，先随机抽 {n1} 人{targeted}；\n"
        "        查实不真实的，无人沉默时不超过 {accept1} 人、沉默 {silent} 人时不超过 {some} 人即通过；\n"
        "        否则重新掷骰再抽 {n2} 人，两次合计判定。",
        "    {id}: roster of {population}, first {n1} drawn at random{targeted}; passes with\n"
        "        {accept1} found bad or fewer if nobody is silent, with {some} or fewer if {silent} are;\n"
        "        else fresh dice and {n2} more, both judged together.",
    ),
    "never": ("不能通过", "no pass"),
    "silence": (
        "    沉默（始终未接通、拒访、未能核实）：不真实者沉默的可能，至多按真实者的 {odds} 倍\n"
        "    估计；沉默超过已抽的 {most} 时，不能仅凭回访认定为真实性高；还可再打的按不\n"
        "    真实计。",
        "    Silence (never reached, refused, not confirmed): a false row is taken to be silent\n"
        "    with at most {odds} times the odds of a true one; above {most} of the drawn silent,\n"
        "    callbacks alone never show a list to be authentic; who may still be called counts as bad.",
    ),
    "silence_worst": (
        "    沉默（始终未接通、拒访、未能核实）的一律按不真实计。",
        "    Silent rows (never reached, refused, not confirmed) all count as bad.",
    ),
    "chances": (
        "    真实的名单（{expected} 有误）得到“真实性高”的机会，按沉默的比例：\n"
        "      名单人数   平均拨打     0%     10%     20%     30%",
        "    The chance of an honest roster ({expected} slips) of ending as high, by silence:\n"
        "      rows       calls        0%     10%     20%     30%",
    ),
    "targeted": ("，另有重点核查 {count} 人全部回访", ", {count} targeted called in full"),
    "claim": (
        "    结论口径：{confidence} 的把握，不真实的不超过 {tolerable}；\n"
        "    认定“真实性不高”须有 {fail_confidence} 的把握，只按查实不真实的人数计。\n"
        "    空号、停机等无效号码按{dead}计。\n{silence}\n"
        "    抽过末次仍未通过、又未达到“真实性不高”的，结论为“需补充核查”：可补拨，\n"
        "    或核对原始问卷、现场核实，不再另抽，由评审人决定。重点核查行同样计入。",
        "    Claim: with {confidence} confidence at most {tolerable} are not authentic;\n"
        "    a FAIL needs {fail_confidence} and counts only what was shown to be untrue.\n"
        "    Wrong or dead numbers count as {dead}.\n{silence}\n"
        "    What neither passes nor fails after its last\n"
        "    sample ends as “more evidence needed”: more attempts, the original\n"
        "    questionnaires or a visit, no further draw; reviewers decide. Targeted\n"
        "    rows count likewise.",
    ),
    "dead_bad": ("不真实", "bad"),
    "dead_unresolved": ("未定", "unresolved"),
    "dice": (
        "四、掷骰\n"
        "    哈希读出并记录之后才掷骰。用十面骰（0—9）掷 {dice} 次，一人掷、一人读、\n"
        "    一人记，按读出的顺序写成一行，中间不加空格，这就是种子。\n"
        "    一次掷骰用于这次封存的全部材料；另外封存的，须另行掷骰，\n"
        "    用过的种子不能再用。\n"
        "    种子：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿\n\n"
        "五、抽签与复算\n"
        '    抽签：hefang draw{seal} --seed "种子"\n'
        '    复算：hefang replay seal.json --seed "种子" --expect draw.json\n'
        "    不装软件也能复算：用浏览器打开 verifier.html，载入 seal.json，输入种子。\n"
        "    抽签后立即开始回访。\n\n"
        "    主持：＿＿＿＿＿   掷骰：＿＿＿＿＿   记录：＿＿＿＿＿   监督：＿＿＿＿＿",
        "4. The dice\n"
        "    Roll only after the hash has been read out and written down. Roll a\n"
        "    ten-sided die (0-9) {dice} times; one rolls, one reads, one writes. The\n"
        "    digits in the order read, without spaces, are the seed.\n"
        "    One roll serves every dossier of this seal. What is sealed apart gets its own\n"
        "    roll; a seed that was used is not used again.\n"
        "    Seed: ____________________\n\n"
        "5. Draw and replay\n"
        '    Draw:    hefang draw{seal} --seed "SEED"\n'
        '    Replay:  hefang replay seal.json --seed "SEED" --expect draw.json\n'
        "    Without any software: open verifier.html in a browser, load seal.json,\n"
        "    type the seed. Calls begin at once after the draw.\n\n"
        "    Chair: ________   Dice: ________   Minutes: ________   Observer: ________",
    ),
    "drawn": (
        "抽签结果（第 {stage} 阶段）{at}\n\n"
        "    封存哈希：\n{hash}\n"
        "    种子：{seed}\n"
        "    h0（种子的 SHA-256）：\n{h0}\n",
        "The draw (stage {stage}){at}\n\n"
        "    Seal:\n{hash}\n"
        "    Seed: {seed}\n"
        "    h0 (SHA-256 of the seed):\n{h0}\n",
    ),
    "sample": (
        "    {id}：抽中 {count} 人，候补 {reserve} 人",
        "    {id}: {count} drawn, {reserve} in reserve",
    ),
    "again": (
        "    注意：此前曾用种子 {seed} 抽过，重抽理由：{reason}",
        "    Note: drawn before with seed {seed}; reason for the new draw: {reason}",
    ),
    "at": ("（{at}）", " ({at})"),
}


def _say(key: str, lang: str, **facts: object) -> str:
    zh, en = _WORDS[key]
    return (en if lang == "en" else zh).format_map(facts)


def grouped(digest: str, indent: str = "    ") -> str:
    """Break a hash into groups of four, eight to a line, for reading aloud."""
    groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    return "\n".join(indent + " ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))


def seal_minutes(seal: Seal, lang: str = "zh", at: str = "", *, filed: bool = False) -> str:
    """Return the text to print and read before the dice. ``at``: the time as text, or nothing.

    ``filed``: the seal stands in a casebook, which does the draw without being told the file.
    """
    when = _say("at", lang, at=at) if at else ""
    rows = sum(sealed.population for sealed in seal.dossiers)
    lines = [
        _say("sealed", lang, at=when, dossiers=len(seal.dossiers), rows=rows, hash=grouped(seal.seal_sha256))
    ]
    for sealed in seal.dossiers:
        aimed = _say("targeted", lang, count=len(sealed.targeted)) if sealed.targeted else ""
        plan = sealed.plan
        silent, some = _with_silence(plan)
        key = ("two" if plan.n2 else "one") + ("_silent" if plan.silence_odds else "")
        lines.append(
            _say(
                key, lang, id=sealed.id, population=sealed.population, targeted=aimed, silent=silent, some=max(some, 0),
                n1=plan.n1, accept1=plan.accept1, reject1=plan.reject1, n2=plan.n2, accept2=plan.accept2,
            )
        )  # fmt: skip
    # One line for each claim in the round; as a rule there is one.
    lines += dict.fromkeys(_claim(sealed.plan, lang) for sealed in seal.dossiers)
    lines += chances(seal, lang)
    return (
        "\n".join([*lines, "", _say("dice", lang, dice=DICE, seal="" if filed else " --seal seal.json")])
        + "\n"
    )


def _with_silence(plan: Plan) -> tuple[int, int]:
    """How many silent rows of stage 1 were expected, and how many bad ones it then passes with."""
    if not plan.silence_odds:
        return 0, plan.accept1
    share = exact.share(plan.expected_silence, "expected_silence", zero=True)
    silent = plan.n1 * share.numerator // share.denominator
    alpha = (1 - exact.share(plan.confidence, "confidence")) * Fraction(plan.stage_share)
    return silent, accept(_claimed(plan), (Called(plan.n1, silent),), alpha)


def _claimed(plan: Plan) -> Claim:
    return Claim(
        plan.population,
        plan.limit,
        min(int(exact.share(plan.expected, "expected", zero=True) * plan.population), plan.population),
        1 - exact.share(plan.confidence, "confidence"),
        silence.odds(plan.silence_odds),
        exact.share(plan.silence_most, "silence_most", zero=True),
    )


def chances(seal: Seal, lang: str) -> list[str]:
    """The table that is read before the dice: an honest roster's chance of high at 0, 10, 20 and 30 % silence."""
    plans = {p.population: p for d in seal.dossiers if (p := d.plan).silence_odds and p.population <= _SHOWN}
    if not plans:
        return []
    lines = _say("chances", lang, expected=next(iter(plans.values())).expected).split("\n")
    for population, plan in sorted(plans.items()):
        sizes, claim = Sizes(plan.n1, plan.n2, Fraction(plan.stage_share)), _claimed(plan)
        silent = exact.share(plan.expected_silence, "expected_silence", zero=True)
        row, found = promises(claim, sizes, silent)
        lines.append(f"      {population:<10} {row:<9.1f}" + "".join(f"{chance:8.1%}" for chance in found))
    return lines


_SHOWN = 2_000  # rows: larger rosters have no two stages, and their chances take long to add up


def _claim(plan: Plan, lang: str) -> str:
    dead = _say("dead_bad" if plan.dead_numbers == BAD else "dead_unresolved", lang)
    return _say(
        "claim", lang, confidence=plan.confidence, tolerable=plan.tolerable,
        fail_confidence=plan.fail_confidence, dead=dead,
        silence=_say("silence", lang, odds=plan.silence_odds, most=plan.silence_most)
        if plan.silence_odds not in ("", "inf") else _say("silence_worst", lang),
    )  # fmt: skip


def draw_minutes(
    record: Mapping[str, Any], lang: str = "zh", at: str = "", dossiers: Sequence[str] = ()
) -> str:
    """Return the text of a draw (the document of draw.json or of a replay): seed, hashes, every sample.

    ``dossiers``: only these, all when empty.
    """
    when = _say("at", lang, at=at) if at else ""
    lines = [
        _say(
            "drawn", lang, stage=record["stage"], at=when, hash=grouped(record["seal_sha256"]),
            seed=record["seeds"][-1], h0=grouped(record["h0"][-1]),
        )
    ]  # fmt: skip
    lines += [
        _say("again", lang, seed=" / ".join(item["seeds"]), reason=item["reason"])
        for item in record.get("superseded", ())
    ]
    for item in record["dossiers"]:
        if dossiers and item["id"] not in dossiers:
            continue
        sample = item["sample"]
        lines.append(_say("sample", lang, id=item["id"], count=len(sample), reserve=len(item["reserve"])))
        lines += [f"      {at:>3}  {row}  {shown(item['tickets'][row])}" for at, row in enumerate(sample, 1)]
    return "\n".join(lines) + "\n"
