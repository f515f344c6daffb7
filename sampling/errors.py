"""What can go wrong in planning, sealing, drawing and judging: one exception, one table of words."""

from __future__ import annotations

from collections.abc import Mapping

# code -> (what is wrong zh, en, what to do zh, en). {facts} are filled in.
ERRORS: Mapping[str, tuple[str, str, str, str]] = {
    "share_unreadable": (
        "{name}：应为百分数、小数或分数，如 10%、0.1、1/10，读到“{got}”",
        "{name}: expected a share such as 10%, 0.1 or 1/10, got “{got}”",
        "请改写为 10% 的形式",
        "write it as 10%",
    ),
    "share_ambiguous": (
        "{name}：“{got}”可以读作 1%，也可以读作 100%",
        "{name}: “{got}” can be read as 1% or as 100%",
        "请写明百分号：1% 或 100%",
        "write the percent sign: 1% or 100%",
    ),
    "share_range": (
        "{name}：应大于 0% 且小于 100%，读到“{got}”",
        "{name}: expected more than 0% and less than 100%, got “{got}”",
        "请改正后重试",
        "correct it and try again",
    ),
    "count_range": (
        "{name}：应为 {low} 到 {high} 的整数，读到 {got}",
        "{name}: expected a whole number from {low} to {high}, got {got}",
        "请核对各项人数后重试",
        "check the counts and try again",
    ),
    "counts_exceed": (
        "{name}：不真实 {bad} 人加未定 {unresolved} 人，多于抽取的 {sampled} 人",
        "{name}: {bad} bad and {unresolved} unresolved are more than the {sampled} drawn",
        "请核对各项人数后重试",
        "check the counts and try again",
    ),
    "accept_too_large": (
        "允许的不真实人数 {accept} 太大：{population} 人的名单从 {limit} 人起即不可接受，抽多少都不能下结论",
        "accept number {accept} is too large: in a roster of {population}, {limit} is already too many, "
        "so no sample size supports the claim",
        "请减小允许数（--accept）或放宽容许比例（--tolerable）",
        "lower --accept or raise --tolerable",
    ),
    "expected_too_large": (
        "预期比例 {expected} 应小于容许比例 {tolerable}",
        "the expected share {expected} must be below the tolerable share {tolerable}",
        "请改小 --expected",
        "lower --expected",
    ),
    "no_two_stage": (
        "{population} 人的名单太小，没有两阶段方案（从 {limit} 人起即不可接受）",
        "a roster of {population} is too small for a two-stage plan ({limit} is already too many)",
        "请用一次抽样方案（不加 --two-stage）",
        "use the one-stage plan (leave out --two-stage)",
    ),
    "sample_exceeds_rows": (
        "材料 {dossier}：要抽 {sample} 人，可抽的只有 {rows} 人",
        "dossier {dossier}: {sample} rows are to be drawn, only {rows} can be",
        "请按名单人数重做方案并重新封存",
        "make the plan for this roster again and seal anew",
    ),
    "duplicate_rows": (
        "材料 {dossier}：行号 {row} 出现不止一次",
        "dossier {dossier}: row id {row} occurs more than once",
        "每行的行号必须唯一，请核对名单文件",
        "row ids must be unique; check the roster files",
    ),
    "duplicate_dossiers": (
        "材料编号 {dossier} 出现不止一次",
        "dossier id {dossier} occurs more than once",
        "每份材料的编号必须唯一",
        "dossier ids must be unique",
    ),
    "targeted_unknown": (
        "材料 {dossier}：重点核查的行 {row} 不在名单中",
        "dossier {dossier}: targeted row {row} is not in the roster",
        "请核对重点行",
        "check the targeted rows",
    ),
    "empty_roster": (
        "材料 {dossier}：名单没有可抽的行",
        "dossier {dossier}: there is no row to draw from",
        "请核对名单文件",
        "check the roster file",
    ),
    "seal_empty": ("没有可封存的材料", "there is no dossier to seal", "请给出名单文件", "give roster files"),
    "seal_unreadable": (
        "封存文件读不出：{got}",
        "the seal cannot be read: {got}",
        "请用 hefang seal 写出的 seal.json 原件",
        "use the seal.json that hefang seal wrote",
    ),
    "seal_format": (
        "封存文件 {where}：应为 {expected}，读到 {got}",
        "seal, {where}: expected {expected}, got {got}",
        "请用 hefang seal 写出的 seal.json 原件",
        "use the seal.json that hefang seal wrote",
    ),
    "seal_changed": (
        "封存文件被改动过：内容的哈希是 {got}，文件上写的是 {expected}",
        "the seal was changed: its content hashes to {got}, the file says {expected}",
        "请取封存时的原件，并与纪要上的哈希核对",
        "take the original and compare with the hash in the minutes",
    ),
    "roster_changed": (
        "材料 {dossier}：名单与封存时不同（现在 {got}，封存 {expected}）",
        "dossier {dossier}: the roster is not the one that was sealed (now {got}, sealed {expected})",
        "请取封存时的名单文件；名单确需更正的，重新封存、重新掷骰",
        "take the file that was sealed; if the roster must change, seal anew and roll anew",
    ),
    "seed_kind": (
        "种子必须是文字，读到 {got}",
        "the seed must be text, got {got}",
        "请加引号：长数字作为数会丢失末位",
        "put it in quotes: a long number loses its last digits",
    ),
    "seed_blank": (
        "种子是空的",
        "the seed is blank",
        "请输入掷骰得到的数字，按读出的顺序",
        "enter the dice digits in the order they were read out",
    ),
    "seed_edges": (
        "种子“{got}”首尾有空格，或含有控制字符",
        "the seed “{got}” begins or ends with a space, or holds a control character",
        "请只输入读出的字符",
        "enter only the characters that were read out",
    ),
    "odds_unreadable": (
        "沉默倍数“{got}”读不懂：应为 2、3/2、1.5 这样的正数，或 inf",
        "the silence odds “{got}” cannot be read: expected a positive number such as 2, 3/2, 1.5, or inf",
        "请改正 --silence-odds 或设置 silence_odds",
        "correct --silence-odds or the setting silence_odds",
    ),
    "seed_digits": (
        "种子应为 {count} 位数字，读到的是“{got}”（去掉空格和分隔符后 {digits} 位）",
        "the seed has to be {count} digits; got “{got}” ({digits} once blanks and separators are taken out)",
        "请按掷骰记录重新输入；确实要用别的文本时加 --free-text",
        "type it again from the record of the dice; --free-text if another text is really meant",
    ),
    "list_elsewhere": (
        "{file} 不是本轮（{round}）现行抽签的回访名单：它写明的轮次为 {got}，抽签为 {draw}；整份不收",
        "{file} is no call list of this round's ({round}) draws: it names round {got}, draw {draw}; nothing of it "
        "is taken",
        "请在导出它的那一轮案卷里收回；本轮的名单请用 hefang calls export 重新导出",
        "take it back into the casebook that wrote it; for this round write lists with hefang calls export",
    ),
    "same_dice": (
        "第二阶段须重新掷骰，不能沿用第一阶段的种子 {seed}",
        "stage 2 needs fresh dice; {seed} was the seed of stage 1",
        "请重新掷骰",
        "roll again",
    ),
    "already_drawn": (
        "已用种子 {drawn} 抽过（{file}），不能再用种子 {seed} 另抽",
        "already drawn with seed {drawn} ({file}); a second draw with seed {seed} is refused",
        "确需重抽的，加 --again 并用 --reason 写明理由，原抽签一并留档",
        "if it must be, add --again and --reason; the earlier draw stays on record",
    ),
    "reason_missing": (
        "重抽须写明理由",
        "a repeated draw needs a reason",
        "请加 --reason",
        "add --reason",
    ),
    "not_drawn": (
        "第一阶段还没有抽，不能抽第二阶段",
        "stage 1 has not been drawn, so stage 2 cannot be",
        "请先抽第一阶段",
        "draw stage 1 first",
    ),
    "no_stage_two": (
        "封存的方案没有第二阶段",
        "no sealed plan has a second stage",
        "请核对封存文件",
        "check the seal",
    ),
    "draw_unreadable": (
        "抽签文件读不出：{got}",
        "the draw file cannot be read: {got}",
        "请用 hefang draw 写出的原件",
        "use the file that hefang draw wrote",
    ),
    "draw_other_seal": (
        "抽签文件属于另一次封存（{got}），不是这一次（{expected}）",
        "the draw belongs to another seal ({got}), not to this one ({expected})",
        "请取同一次封存的文件",
        "take the files of the same seal",
    ),
    "already_sealed": (
        "{file} 已有另一次封存（{got}），不能覆盖",
        "{file} holds another seal ({got}) and is not overwritten",
        "请用 --out 换一个文件夹；原封存留档",
        "choose another folder with --out; the earlier seal stays on record",
    ),
    "stage_range": (
        "阶段只能是 1 或 2，写的是 {got}",
        "expected stage 1 or 2, got {got}",
        "请改正 --stage",
        "correct --stage",
    ),
    "nothing_to_seal": (
        "没有给出名单文件，也没有案卷",
        "no roster files were given, and there is no casebook",
        "请给出名单文件或文件夹（hefang seal 文件夹），或用 --casebook 指明案卷",
        "give files or folders (hefang seal FOLDER), or name a casebook with --casebook",
    ),
    "outcome_unknown": (
        "回访结果代码 {got} 不在代码表中",
        "outcome code {got} is not in the list of codes",
        "请用代码表中的代码：{expected}",
        "use one of: {expected}",
    ),
    "list_unreadable": (
        "回访名单 {file} 读不出：{got}",
        "call list {file} cannot be read: {got}",
        "请用表格软件另存为 xlsx 或 csv 后再导入",
        "save it as xlsx or csv with a spreadsheet program and import that",
    ),
    "list_password": (
        "回访名单 {file} 有密码，没有给出或不对",
        "call list {file} has a password, which was not given or is wrong",
        "请用 --password 给出导出时的密码",
        "give the password of the export with --password",
    ),
    "list_empty": (
        "{file} 不是回访名单：没有找到带“行号”“校验码”的表头",
        "{file} is no call list: no header with row id and check code was found",
        "请导入 hefang calls export 写出的名单",
        "import the lists that hefang calls export wrote",
    ),
    "callers": (
        "回访员人数应为 1 到 50，写的是 {got}",
        "the number of callers must be 1 to 50, got {got}",
        "请改正 --callers",
        "correct --callers",
    ),
    "dead_rule": (
        "空号错号的计法应为 unresolved 或 bad，读到 {got}",
        "the rule for dead numbers must be unresolved or bad, got {got}",
        "请改正后重试",
        "correct it and try again",
    ),
}


# What the counts and shares are called where a reader meets them.
NAMES: Mapping[str, tuple[str, str]] = {
    "population": ("名单人数", "rows of the roster"),
    "sample": ("随机抽取人数", "rows drawn"),
    "sample bad": ("随机抽取中不真实的人数", "bad rows of those drawn"),
    "sample unresolved": ("随机抽取中未定的人数", "unresolved rows of those drawn"),
    "sample cleared": ("随机抽取中事后凭资料查实的人数", "drawn rows that evidence confirmed later"),
    "sample 2": ("第二阶段抽取人数", "rows of stage 2"),
    "sample 2 cleared": ("第二阶段中事后凭资料查实的人数", "rows of stage 2 that evidence confirmed later"),
    "sample 2 bad": ("第二阶段中不真实的人数", "bad rows of stage 2"),
    "sample 2 unresolved": ("第二阶段中未定的人数", "unresolved rows of stage 2"),
    "targeted": ("重点核查人数", "targeted rows"),
    "targeted bad": ("重点核查中不真实的人数", "bad rows of those targeted"),
    "targeted unresolved": ("重点核查中未定的人数", "unresolved rows of those targeted"),
    "accept": ("允许的不真实人数", "accept number"),
    "targeted cleared": ("重点核查中事后凭资料查实的人数", "targeted rows that evidence confirmed later"),
    "known_bad": ("另行查实不真实的人数", "further rows known to be bad"),
    "known_good": ("另行查实真实的人数", "further rows known to be authentic"),
    "reachable": ("联系得上的人数", "rows that can be reached"),
    "seeds": ("种子个数", "number of seeds"),
    "stage-two": ("两阶段方案（接受数/抽取数/合计接受数）", "two-stage plan (accept1/n2/accept2)"),
    "second": ("第二阶段结果（不真实/未定）", "outcome of stage 2 (bad/unresolved)"),
    "tolerable": ("容许比例", "tolerable share"),
    "confidence": ("把握", "confidence"),
    "expected": ("预期比例", "expected share"),
    "fail_confidence": ("认定不通过的把握", "confidence of a FAIL"),
    "targeted_share": ("重点核查比例", "share of targeted rows"),
    "share": ("比例", "share"),
}


class SamplingError(ValueError):
    """Something in planning, sealing, drawing or judging that cannot be done. ``facts`` fill the words."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        reason, fix = words(self.code, self.facts, "en")
        return f"{reason}; {fix}"


def words(code: str, facts: Mapping[str, object], lang: str = "zh") -> tuple[str, str]:
    """Return (what is wrong, what to do) in the reader's language."""
    reason_zh, reason_en, fix_zh, fix_en = ERRORS[code]
    reason, fix = (reason_en, fix_en) if lang == "en" else (reason_zh, fix_zh)
    shown = dict(facts)
    if "name" in facts:
        shown["name"] = NAMES[str(facts["name"])][1 if lang == "en" else 0]
    return reason.format_map(shown), fix.format_map(shown)
