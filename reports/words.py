"""Fixed phrases, Chinese and English side by side. Imports nothing, so that help can be shown at once."""

from __future__ import annotations

# key: (zh, en). {facts} are filled in by say().
WORDS: dict[str, tuple[str, str]] = {
    # the command line
    "app": (
        "核访 hefang：被访者信息核验与回访抽样工具。依据黑质协字[2017]2号通知，只提示疑点和依据，由人判定。",
        "hefang 核访: respondent-data verification and callback sampling. It shows grounds; people decide.",
    ),
    "cmd.demo": (
        "用虚构的申报材料走完全程（一分钟以内）",
        "the whole road on made-up dossiers, in under a minute",
    ),
    "cmd.verify": ("读取、检查名单并列出问题；不需要案卷", "read, check, score; needs no casebook"),
    "cmd.checks": ("检查目录；给出代码则显示该项的说明", "the catalogue of checks, or one page of it"),
    "cmd.plan": (
        "按名单人数算出抽样人数",
        "sample size for a roster of N, with its operating characteristic",
    ),
    "cmd.bounds": ("由回访人数算出上下限和结论", "from counts to bounds and decision"),
    "cmd.seal": (
        "封存名单和方案，写出 seal.json 和复算页，打印纪要",
        "freeze rosters and plans; print what goes into the minutes",
    ),
    "cmd.draw": ("用种子抽签（种子由掷骰得到）", "draw for every sealed dossier at once"),
    "cmd.replay": ("用公开的种子复算抽签", "recompute a draw from the public seal"),
    "cmd.new": ("建立案卷（一个评审轮次）", "start a casebook (one review round)"),
    "cmd.add": ("核验材料并收入案卷", "verify dossiers and file them"),
    "cmd.status": (
        "各份材料到了哪一步：问题、阶段、回访、判定",
        "every dossier: rows, findings, credibility, stage, calls, judgement",
    ),
    "cmd.calls": ("回访名单：写出、收回", "call lists out, outcomes in"),
    "cmd.calls.export": ("写出回访名单，每位回访员一个工作簿", "write one workbook per caller"),
    "cmd.calls.import": ("收回填好的回访名单（xlsx 或 csv）", "take call lists back (xlsx or csv)"),
    "cmd.judge": (
        "算出上下限并提出判定建议；--decide 记录评审人的决定",
        "bounds and proposed judgement; --decide notes a reviewer's decision",
    ),
    "cmd.report": (
        "写出本轮的报告：审核报告、推荐意见表、推荐汇总表、总览",
        "the papers: audit reports, forms, the round at a glance",
    ),
    "opt.pdf": (
        "另用已装的 Chromium、Chrome 或 Edge 打印成 PDF",
        "print audit.html to PDF by an installed Chromium, Chrome or Edge",
    ),
    "papers.folder": ("报告", "papers"),
    "written.each": (
        "各份材料的审核报告 audit.docx 和推荐意见表 opinion.docx：{path} 下以申报编号命名的 {count} 个文件夹",
        "audit.docx and opinion.docx of each dossier: {count} folders named by dossier in {path}",
    ),
    "next.report": (
        "报告供评审人审阅、签字；方框、公章和日期都留给人。不再需要个人信息时：hefang purge",
        "reviewers read and sign; boxes, seals and dates are left to people. When personal data is no longer needed: "
        "hefang purge",
    ),
    "cmd.purge": ("清除个人信息，保留加密指纹", "delete personal data, keep keyed fingerprints"),
    "arg.lists": ("填好的回访名单", "call lists that were filled in"),
    "opt.casebook": ("案卷：文件路径或数据库地址", "the casebook: a path or a database URL"),
    "opt.round_name": ("轮次名称，如 2017年度", "name of the round, e.g. 2017"),
    "opt.previous": (
        "往年的案卷：沿用其密钥，带入其指纹",
        "an earlier casebook: use its key, carry its fingerprints over",
    ),
    "opt.check": ("核对日志链和全部存入的哈希", "verify the journal's chain and every stored hash"),
    "opt.journal": ("列出日志：谁在何时做了什么", "list the journal: who did what and when"),
    "opt.callers": ("回访员人数", "number of callers"),
    "opt.password": ("回访名单的打开密码", "password of the call lists"),
    "opt.decide": (
        "评审人决定的对象：材料编号、行号或 编号:检查代码",
        "what is decided: a dossier's id, a row id, or ID:CHECK",
    ),
    "opt.as": (
        "决定：材料 high|more|low；行 结果代码或 bad|good；检查 cleared|confirmed",
        "dossier: high|more|low; row: an outcome code or bad|good; finding: cleared|confirmed",
    ),
    "opt.by": ("评审人姓名", "the reviewer's name"),
    "opt.seal_again": (
        "尚未抽签时重新封存（须写明理由）",
        "seal anew before anything was drawn (needs a reason)",
    ),
    "opt.why": ("理由（留档，不写个人信息）", "the reason (kept: no personal data)"),
    "opt.before": ("清除此日期以前收入的名单", "purge rosters filed before this day"),
    "opt.whole_round": ("清除整轮", "purge the whole round"),
    "arg.population": ("名单人数", "rows of the roster"),
    "arg.seal": ("封存文件 seal.json", "the seal, seal.json"),
    "opt.tolerable": ("容许的不真实比例，如 10%、0.1", "share that may be bad, e.g. 10% or 0.1"),
    "opt.confidence": ("把握（置信水平）", "confidence"),
    "opt.accept": ("通过时允许的不真实人数", "bad rows at which it still passes"),
    "opt.expected": ("预期的有误比例", "share expected to be bad in an honest roster"),
    "opt.two_stage": ("同时给出两阶段方案", "the two-stage plan too"),
    "opt.curve": ("列出各种不真实人数下通过的概率", "the operating characteristic"),
    "opt.population": ("名单人数", "rows of the roster"),
    "opt.sample": ("随机抽取人数", "rows drawn at random"),
    "opt.bad": ("其中不真实", "of these bad"),
    "opt.unresolved": ("其中未定", "of these unresolved"),
    "opt.targeted": ("重点核查人数", "targeted rows, called in full"),
    "opt.targeted_bad": ("重点核查中不真实", "of these bad"),
    "opt.targeted_unresolved": ("重点核查中未定", "of these unresolved"),
    "opt.stage_two": (
        "第二阶段人数；早先封存的方案写成 第一次接受数/第二次抽取数/合计接受数",
        "rows of stage 2; for plans of the first edition accept1/n2/accept2",
    ),
    "opt.second": (
        "第二阶段结果：不真实/未定[/可再拨[/资料查实]]",
        "stage 2: bad/unresolved[/open[/cleared]]",
    ),
    "opt.dead_numbers": (
        "空号、停机等无效号码怎样计：unresolved（未定，默认）或 bad（不真实）；写入封存",
        "what wrong or dead numbers count as: unresolved (default) or bad; goes into the seal",
    ),
    "opt.early": (
        "第一阶段还有人可再拨打时也抽第二阶段（须 --reason）",
        "draw stage 2 while calls are open (needs --reason)",
    ),
    "opt.free_text": ("种子可以不是 20 位数字", "take a seed that is not 20 digits"),
    "opt.silence": (
        "预计沉默（未接通、拒访等）的比例：给出能承受沉默的两阶段方案",
        "share of drawn rows that will stay silent: prints the two-stage plan that carries it",
    ),
    "opt.silence_odds": (
        "沉默倍数：不真实者沉默的可能至多为真实者的几倍（inf：沉默的全按不真实计）",
        "silence odds: how many times likelier a false row is to stay silent (inf: count all as false)",
    ),
    "opt.silence_most": ("沉默超过此比例时不能通过", "no pass above this share of silent rows"),
    "opt.stage_share": ("第一阶段占用的风险份额", "the part of alpha that stage 1 has"),
    "opt.open": ("未定的人中还可再拨打的人数", "of the unresolved, how many may still be called"),
    "opt.known_bad": ("抽样之外另行查实不真实的人数", "rows outside the sample shown to be false"),
    "opt.cleared": ("电话未通、事后凭资料查实的人数", "rows that no call reached and evidence confirmed"),
    "opt.known_good": ("抽样之外另行核实的人数", "rows outside the sample shown to be true"),
    "opt.fail_confidence": ("认定“真实性不高”所需的把握", "confidence that a FAIL needs"),
    "opt.targeted_share": ("重点核查行的最大比例", "largest share of targeted rows"),
    "opt.seal": ("封存文件", "the seal"),
    "opt.seed": ("种子：掷骰所得，按读出的顺序，加引号", "the seed: dice digits as read, in quotes"),
    "opt.seeds": ("种子；第二阶段的写两次", "the seed; give both for stage 2"),
    "opt.stage": ("阶段：1 或 2", "stage: 1 or 2"),
    "opt.again": ("重新抽签（须写明理由）", "draw again (needs a reason)"),
    "opt.reason": ("重抽的理由", "reason for drawing again"),
    "opt.expect": ("与此抽签文件核对", "compare with this draw file"),
    "opt.roster": ("核对名单文件是否与封存时相同", "check that these rosters are those sealed"),
    "error.read": ("{path} 读不出：{got}", "{path} cannot be read: {got}"),
    "error.sampling": ("{reason}。{fix}", "{reason}; {fix}"),
    "arg.paths": ("名单文件或文件夹", "roster files or folders"),
    "arg.code": ("检查代码，如 CT04；或 settings", "code of a check such as CT04; or settings"),
    "arg.demo": ("写入示例材料的文件夹", "folder for the sample dossiers"),
    "opt.register": ("申报登记表（xlsx 或 csv）", "the register of declarations (xlsx or csv)"),
    "opt.rows": ("同时列出每位被访者（JSON）", "every respondent too (in JSON)"),
    "opt.no_credibility": ("不计算可信度", "no credibility score"),
    "opt.lang": ("语言：zh 或 en", "language: zh or en"),
    "opt.settings": ("设置文件（TOML）", "settings file (TOML)"),
    "opt.json": ("只在标准输出写一份 JSON", "one JSON document on stdout and nothing else"),
    "opt.out": ("把报告写入此文件夹", "write the papers into this folder"),
    "opt.unmask": ("姓名、号码不遮盖", "names and numbers in full"),
    "opt.wide": ("不限 80 列", "not limited to 80 columns"),
    "opt.version": ("显示版本", "show the version"),
    # the table of verify
    "head.dossier": ("申报材料", "dossier"),
    "head.rows": ("人数", "rows"),
    "head.fail": ("×", "×"),
    "head.warn": ("！", "!"),
    "head.reason": ("首要问题", "first reason"),
    "reason": ("{title} {count}处，如{where}", "{title}: {count}, e.g. {where}"),
    "reason.none": ("未发现问题", "nothing found"),
    "unread": ("读不出的文件（{count}）", "files that could not be read ({count})"),
    "unread.line": ("{reason}。{fix}。", "{reason}. {fix}."),
    "unread.file": ("读不出 {file}：{reason}。{fix}。", "cannot read {file}: {reason}. {fix}."),
    "passed": ("跳过 {count} 个文件：{files}", "passed over {count} files: {files}"),
    "sum": (
        "{dossiers} 份名单，{rows} 位被访者：{fail} 份有不符条款的问题（×），{warn} 份只有疑点（！），{clean} 份未发现问题（√）",
        "{dossiers} rosters, {rows} respondents: {fail} with something that does not meet a clause (×), {warn} with doubts "
        "only (!), {clean} without either (√)",
    ),
    "legend": (
        "× 不符条款  ！ 待澄清  √ 均无。提示不等于认定，请逐条核对后由人判定。",
        "× does not meet a clause  ! to be cleared  √ neither. A finding is no verdict; people decide.",
    ),
    "next.verify": (
        "下一步：hefang verify {paths} --out 报告   写出总览、工作簿和每份的审核报告",
        "next: hefang verify {paths} --out papers   writes the overview, a workbook, a paper for each dossier",
    ),
    "next.check": (
        "查看某项检查的依据：hefang checks {code}",
        "the grounds of a check: hefang checks {code}",
    ),
    "written": ("已写出：{path}", "written: {path}"),
    "progress.read": ("读取", "reading"),
    "progress.check": ("检查", "checking"),
    "match.open": (
        "没有认出是哪家的名单：{file}{candidates}。请在登记表“名单文件”一栏写明文件名（同名的连文件夹一起写），"
        "或把申报编号或企业名称写进文件夹名",
        "it is not clear whose roster this is: {file}{candidates}. Write the file's name into the register's column "
        "名单文件 (with its folder where names are equal), or the number or the company's name into the folder's name",
    ),
    "match.candidates": ("（可能是 {names}）", " (it might be {names})"),
    "match.aside": (
        "{file} 与 {dossier} 的名单逐行相同，按副本不计",
        "{file} holds the same rows as the roster of {dossier}; as a copy it is not counted",
    ),
    "match.absent": (
        "登记 {entries} 家，其中 {count} 家没有名单：{names}",
        "the register has {entries} entries; {count} have no roster: {names}",
    ),
    "error.register.conflict": (
        "登记表互相矛盾：{entry} 的{item}，{file} 第 {row} 行为“{got}”，{other_file} 第 {other_row} 行为“{other_got}”"
        "（共 {count} 处）。请只留一份登记表，或用 --register 指明",
        "the registers contradict one another: {item} of {entry} is “{got}” in {file}, row {row}, and “{other_got}” in "
        "{other_file}, row {other_row} ({count} such places). Keep one register, or name it with --register",
    ),
    "register.found": ("申报登记表：{file}", "register: {file}"),
    "register.none": (
        "没有申报登记表（--register），需要申报信息的检查将跳过",
        "no register (--register): checks that need declarations are skipped",
    ),
    "register_cell": (
        "申报登记表 {file} 第 {row} 行：{item} 读不出（{got}），按未填处理",
        "register {file} row {row}: {item} cannot be read ({got}), taken as not given",
    ),
    "register_unmatched": (
        "申报登记表中的“{name}”没有对应的名单文件",
        "no roster file was found for the register's entry {name}",
    ),
    "nothing": ("没有可读的名单", "no roster could be read"),
    # the catalogue
    "page.clause": ("依据", "clause"),
    "page.severity": ("级别", "severity"),
    "page.needs": ("需要", "needs"),
    "page.innocent": ("无辜的原因", "innocent causes"),
    "page.clear": ("如何澄清", "to clear it"),
    "page.example": ("示例（<- 为应提示的行）", "example (<- marks the rows that are hit)"),
    "severity.fail": ("不符条款", "does not meet a clause"),
    "severity.warn": ("待澄清", "to be cleared"),
    "severity.note": ("仅记录", "for the record"),
    "skipped": ("未检查：{reason}", "skipped: {reason}"),
    # errors
    "error": ("错误：{message}", "error: {message}"),
    "error.code": (
        "没有检查 {code}；运行 hefang checks 查看全部代码",
        "there is no check {code}; see hefang checks",
    ),
    "error.settings.unreadable": (
        "设置文件 {file} 读不出：{got}。应为 UTF-8 的 TOML 文件",
        "settings file {file} cannot be read: {got}. Expected TOML in UTF-8",
    ),
    "error.settings.unknown_key": (
        "设置文件 {file} 中有不认识的项 {key}；可用的项：{expected}",
        "settings file {file}: unknown key {key}; known keys: {expected}",
    ),
    "error.settings.wrong_kind": (
        "设置文件 {file} 的 {key}：应为 {expected}，写的是 {got}",
        "settings file {file}, {key}: expected {expected}, got {got}",
    ),
    "error.out": (
        "无法写入 {path}：{got}。其中的报告若正在 WPS 或 Excel 中打开，请先关闭；否则换一个可写的文件夹",
        "cannot write {path}: {got}. Close its papers if they are open in another program, or choose another folder",
    ),
    # hefang report --pdf
    "error.pdf.page": (
        "要打印的网页 {page} 读不出：{got}。请先生成报告",
        "the page to print, {page}, cannot be read: {got}. Make the papers first",
    ),
    "error.pdf.browser": (
        "生成 PDF 需要本机装有 Chrome、Edge 或 Chromium，没有找到（找过：{places}）。请安装其中之一，或用环境变量 HEFANG_BROWSER "
        "写明它的程序文件；也可在浏览器中打开 {page} 自行打印",
        "a PDF needs Chrome, Edge or Chromium on this machine; none was found (looked for: {places}). Install one, name its "
        "program in HEFANG_BROWSER, or open {page} in a browser and print it there",
    ),
    "error.pdf.named": (
        "HEFANG_BROWSER 应为 Chrome、Edge 或 Chromium 的程序文件，写的是 {got}，没有这个程序。请改正，或去掉它由本工具自己找",
        "HEFANG_BROWSER: expected the program file of Chrome, Edge or Chromium, got {got}, which is none. Correct it, or "
        "unset it to have one looked for",
    ),
    "error.pdf.font": (
        "本机没有中文字体（找过：{places}），汉字会印成方框，所以没有生成 {path}。请安装一种中文字体"
        "（如思源黑体 fonts-noto-cjk、微软雅黑或宋体）再试",
        "this machine has no Chinese font (looked for: {places}): the characters would be printed as boxes, so {path} was not "
        "written. Install one, e.g. Noto Sans CJK (fonts-noto-cjk), Microsoft YaHei or SimSun, and try again",
    ),
    "error.pdf.boxes": (
        "{page} 中的 {count} 个不同汉字有 {missing} 个没有字体可印（如 {sample}），会印成方框，所以没有"
        "生成 {path}。请安装较全的中文字体再试",
        "of {count} different Chinese characters on {page} no font could print {missing} (such as {sample}): they would be "
        "boxes, so {path} was not written. Install a fuller Chinese font and try again",
    ),
    "error.pdf.slow": (
        "浏览器 {browser} 在 {seconds} 秒内没有打印完 {page}，已将其停止，没有生成 {path}。请稍后再试，"
        "或在浏览器中打开网页自行打印",
        "the browser {browser} did not finish printing {page} within {seconds} seconds and was stopped; {path} was not written. "
        "Try again later, or open the page in a browser and print it there",
    ),
    "error.pdf.failed": (
        "浏览器 {browser} 应把 {page} 打印成 PDF，但{got}；没有生成 {path}。请用 HEFANG_BROWSER "
        "换一个浏览器，或在浏览器中打开网页自行打印",
        "the browser {browser} should have printed {page} as PDF, but {got}; {path} was not written. Name another browser in "
        "HEFANG_BROWSER, or open the page in a browser and print it there",
    ),
    "error.pdf.start": ("不能启动（{got}）", "it cannot be started ({got})"),
    "error.pdf.code": ("以代码 {code} 结束（{got}）", "it ended with code {code} ({got})"),
    "error.pdf.nothing": ("没有写出完整的 PDF（{got}）", "it wrote no whole PDF ({got})"),
    "error.pdf.silent": ("没有说明", "it said nothing"),
    "error.pdf.target": (
        "无法写入 {path}：{got}。请关闭正在打开它的程序，或换一个可写的文件夹",
        "cannot write {path}: {got}. Close the program that has it open, or choose another folder",
    ),
    "error.lang": ("语言只能是 zh 或 en，写的是 {got}", "language: expected zh or en, got {got}"),
    "error.register": (
        "申报登记表 {file} 读不出：{reason}。{fix}",
        "register {file} cannot be read: {reason}. {fix}",
    ),
    "error.register.none": (
        "{file} 中没有找到申报登记表的表头（应有 申报编号、企业名称、名单文件 等）",
        "{file} holds no table with the register's headings (申报编号, 企业名称, 名单文件 ...)",
    ),
    "error.internal": (
        "程序内部错误（{got}）。已存的数据没有改动；请把 {path} 交给维护者",
        "internal error ({got}). Nothing that is stored was changed; please give {path} to the maintainers",
    ),
    "interrupted": ("已中断", "interrupted"),
    "next.page": ("查看一项：hefang checks CT04", "one page: hefang checks CT04"),
    # the command-line library's own words, replaced in help texts
    "help.usage": ("用法：", "Usage: "),
    "help.commands": ("命令：", "Commands:"),
    "help.arguments": ("参数：", "Arguments:"),
    "help.options": ("选项：", "Options:"),
    "help.help": ("显示本说明", "Show this message and exit."),
    "help.required": ("必填", "required"),
    "help.default": ("默认：", "default: "),
    "help.env": ("环境变量：", "env var: "),
    "usage": ("命令写法有误：{got}", "bad usage: {got}"),
    "usage.NoSuchOption": ("没有选项 {got}", "there is no option {got}"),
    "usage.NoSuchCommand": ("没有命令：{got}", "no such command: {got}"),
    "usage.MissingParameter": ("缺少参数 {got}", "{got} is missing"),
    "usage.help": ("加 --help 查看用法", "see --help"),
    # the demo
    "demo.written": (
        "示例材料（人名、号码均为虚构）：{path}",
        "sample dossiers (all people are made up): {path}",
    ),
    "demo.round": (
        "以下用同样的材料走完一轮（案卷 {path}；回访结果由程序模拟）",
        "now a whole round on the same dossiers (casebook {path}; the calls are simulated)",
    ),
    "demo.dice": (
        "第 {stage} 阶段演示用骰子：{seed}",
        "demo dice of stage {stage}: {seed}",
    ),
    "demo.called": ("模拟回访员打了 {calls} 次电话", "the simulated callers made {calls} calls"),
    "demo.minutes": ("纪要、抽签和判定的全文：{path}", "minutes, draws and judgements in full: {path}"),
    "demo.papers": ("报告：", "papers:"),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    return WORDS[key][1 if lang == "en" else 0].format(**facts)
