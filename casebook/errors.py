"""What can go wrong with a casebook: one exception, one table of words."""

from __future__ import annotations

from collections.abc import Mapping

# code -> (what is wrong zh, en, what to do zh, en). {facts} are filled in.
ERRORS: Mapping[str, tuple[str, str, str, str]] = {
    "no_casebook": (
        "{path} 没有案卷",
        "there is no casebook at {path}",
        "先运行 hefang new，或用 --casebook 指明案卷",
        "run hefang new first, or name the casebook with --casebook",
    ),
    "exists": (
        "{path} 已有案卷（{round}）",
        "{path} already holds a casebook ({round})",
        "直接使用它，或用 --casebook 另起一个",
        "use it, or name another one with --casebook",
    ),
    "newer": (
        "案卷 {path} 由更新版本的核访建立（{got}），本版本（{known}）不能打开",
        "casebook {path} was made by a newer version of hefang ({got}); this one knows {known}",
        "请升级核访后再打开",
        "upgrade hefang",
    ),
    "foreign": (
        "{path} 不是核访案卷",
        "{path} is no casebook",
        "请核对 --casebook",
        "check --casebook",
    ),
    "url": (
        "案卷地址读不懂：{got}",
        "the casebook's address cannot be read: {got}",
        "应为文件路径，或 postgresql://用户:密码@主机/库名",
        "expected a file path or postgresql://user:password@host/database",
    ),
    "driver": (
        "没有安装数据库驱动 {got}",
        "the database driver {got} is not installed",
        "PostgreSQL 需要：py -m pip install hefang[postgres]",
        "PostgreSQL needs: py -m pip install hefang[postgres]",
    ),
    "key_missing": (
        "找不到案卷的密钥文件 {path}",
        "the casebook's key file {path} is missing",
        "请从备份中取回，与案卷放在一起；PostgreSQL 用环境变量 HEFANG_KEY_FILE 指明",
        "put it back beside the casebook; for PostgreSQL name it in HEFANG_KEY_FILE",
    ),
    "key_wrong": (
        "密钥文件 {path} 不属于这个案卷",
        "the key file {path} does not belong to this casebook",
        "请从备份中取回建立案卷时的密钥文件",
        "put back the key file that was made with the casebook",
    ),
    "key_unnamed": (
        "PostgreSQL 案卷需要密钥文件",
        "a casebook in PostgreSQL needs a key file",
        "用环境变量 HEFANG_KEY_FILE 指明它的路径（不存在时由 hefang new 建立）",
        "name it in HEFANG_KEY_FILE (hefang new makes it)",
    ),
    "disk_full": (
        "磁盘已满，无法写入 {path}；此前已存的内容完好",
        "the disk is full, {path} cannot be written; what was stored before is intact",
        "请腾出空间，再运行同一命令",
        "free some space and run the same command again",
    ),
    "read_only": (
        "{path} 不可写；此前已存的内容完好",
        "{path} cannot be written; what was stored before is intact",
        "请检查文件夹和文件的权限，或换一个位置",
        "check the permissions of the folder and the file, or choose another place",
    ),
    "cannot_open": (
        "无法打开 {path}：{got}",
        "cannot open {path}: {got}",
        "请检查路径和权限（SQLite 案卷应放在本机磁盘，文件夹须可写）",
        "check path and permissions (an SQLite casebook belongs on a local disk, in a folder that can be written)",
    ),
    "io": (
        "读写 {path} 时磁盘出错：{got}；此前已存的内容完好",
        "the disk failed at {path}: {got}; what was stored before is intact",
        "请检查磁盘空间和磁盘状况，再运行同一命令",
        "check space and health of the disk and run the same command again",
    ),
    "busy": (
        "案卷 {path} 一直被别的进程占用",
        "casebook {path} was in use by others all the time",
        "请稍后再运行同一命令；没有写入任何内容",
        "run the same command again later; nothing was written",
    ),
    "damaged": (
        "案卷 {path} 已损坏：{got}",
        "casebook {path} is damaged: {got}",
        "请停止使用，从备份恢复",
        "stop using it and restore a backup",
    ),
    "connection": (
        "连接不上 {path}：{got}",
        "no connection to {path}: {got}",
        "请检查地址、网络和数据库服务",
        "check the address, the network and the database server",
    ),
    "database": (
        "数据库拒绝了这次操作：{got}",
        "the database refused: {got}",
        "没有写入任何内容；请检查数据库后再运行同一命令",
        "nothing was written; check the database and run the same command again",
    ),
    "empty": (
        "案卷中还没有材料",
        "the casebook holds no dossiers yet",
        "先运行 hefang add 文件夹",
        "run hefang add FOLDER first",
    ),
    "not_sealed": (
        "名单还没有封存",
        "the rosters have not been sealed",
        "先运行 hefang seal",
        "run hefang seal first",
    ),
    "not_drawn": (
        "还没有抽签",
        "nothing has been drawn yet",
        '先运行 hefang draw --seed "种子"',
        'run hefang draw --seed "SEED" first',
    ),
    "sealed_drawn": (
        "名单已封存并已抽签，不能重新封存",
        "the rosters are sealed and drawn; they cannot be sealed again",
        "更正件已并存留档，由评审人裁量",
        "corrections are kept beside; a reviewer decides",
    ),
    "lists_out": (
        "第 {stage} 阶段已导出 {count} 份回访名单，不能重抽",
        "{count} call lists of stage {stage} are out already; it is not drawn again",
        "抽签以第一次为准；确有差错的，由评审会另行封存、另行抽签",
        "the first draw stands; after a real mistake the meeting seals and draws anew",
    ),
    "calls_open": (
        "第一阶段还有 {count} 人可再拨打，此时抽第二阶段为时过早",
        "{count} people of stage 1 are worth another call; it is too early for stage 2",
        "先补拨并收回名单；确须提前的，加 --early --reason 说明理由",
        "call them and take the lists back first; if it has to be now, add --early --reason",
    ),
    "seed_on_file": (
        "种子 {seed} 已在 {at} 用过，不能再用：种子公开之后，抽中谁事先就能算出",
        "the seed {seed} was used on {at} and is not used again: once a seed is public, who is drawn can be worked "
        "out beforehand",
        "请当场重新掷骰：每次封存、每个阶段各掷一次",
        "roll again here and now: every seal and every stage gets its own roll",
    ),
    "calls_begun": (
        "第 {stage} 阶段已有 {count} 条回访结果，不能重抽",
        "stage {stage} has {count} outcomes already and is not drawn again",
        "抽签以第一次为准",
        "the first draw stands",
    ),
    "reason_missing": (
        "{what}须写明理由",
        "{what} needs a reason",
        "请加 --reason",
        "add --reason",
    ),
    "by_missing": (
        "评审人的决定须署名",
        "a reviewer's decision needs a name",
        "请加 --by 姓名",
        "add --by NAME",
    ),
    "reason_personal": (
        "理由中写有被访者的姓名或电话（{got}）",
        "the reason holds a respondent's name or number ({got})",
        "请改写行号；理由要留档，不能含个人信息",
        "write the row id instead: reasons are kept, so they must hold no personal data",
    ),
    "target_unknown": (
        "案卷中没有 {got}",
        "the casebook has no {got}",
        "应为材料编号、行号（如 HLJ-01#0004）或 材料编号:检查代码；运行 hefang status 查看",
        "expected a dossier's id, a row id (HLJ-01#0004) or ID:CHECK; see hefang status",
    ),
    "verdict": (
        "{target} 的决定应为 {expected}，写的是 {got}",
        "{target}: expected one of {expected}, got {got}",
        "请改正 --as",
        "correct --as",
    ),
    "purged": (
        "{what} 的姓名和电话已清除，不能再写出回访名单",
        "names and numbers of {what} were purged; no call list can be written",
        "回访须在清除之前完成",
        "calls have to be finished before the purge",
    ),
    "purge_sealed": (
        "{count} 份材料已封存、还没有抽签（{names}），此时清除就无从回访",
        "{count} dossiers are sealed and not yet drawn ({names}); purged now, nobody of them could be called",
        "先抽签并完成回访，再清除；本轮不再进行的，也请先抽签",
        "draw and call first, then purge; where the round is given up, draw first all the same",
    ),
    "purge_what": (
        "没有说明清除什么",
        "it was not said what to purge",
        "用 --before 日期，或用 --round 清除整轮",
        "use --before DATE, or --round for the whole round",
    ),
    "date": (
        "日期 {got} 读不懂",
        "the date {got} cannot be read",
        "应为 2017-12-31 的形式",
        "expected the form 2017-12-31",
    ),
    "purge_unfinished": (
        "姓名和电话已从案卷中删除，但案卷正被别人使用，旧页还没有清除",
        "names and numbers are deleted, but others use the casebook, so old pages were not wiped yet",
        "请等其他人退出后再运行同一命令",
        "run the same command again when nobody else uses it",
    ),
    "no_open_dossier": (
        "没有需要第二阶段的材料：各份均已有结论，或方案没有第二阶段",
        "no dossier needs stage 2: all are decided, or their plan has one stage",
        "运行 hefang judge 查看",
        "see hefang judge",
    ),
    "meanwhile": (
        "另有人同时改动了案卷，本次没有写入",
        "somebody else changed the casebook meanwhile; nothing was written",
        "请再运行一次同一命令",
        "run the same command once more",
    ),
    "draw_past": (
        "这份封存在案卷 {path} 中；用 --seal 抽签不会入卷",
        "this seal stands in the casebook {path}; a draw by --seal would not be filed",
        '去掉 --seal：hefang draw --seed "种子"',
        'leave out --seal: hefang draw --seed "SEED"',
    ),
    "same_round": (
        "{path} 与新案卷是同一个",
        "{path} is the new casebook itself",
        "--previous 应为往年的案卷",
        "--previous names an earlier year's casebook",
    ),
}


class CasebookError(Exception):
    """Something that could not be done with a casebook. ``facts`` fill the words."""

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
    return reason.format_map(facts), fix.format_map(facts)
