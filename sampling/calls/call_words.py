"""What call lists say: headings, the script for callers, help texts. Chinese and English side by side."""

from __future__ import annotations

from collections.abc import Mapping

# Column -> heading. ``time1`` and so on stand for the attempts.
HEADINGS: Mapping[str, tuple[str, str]] = {
    "number": ("序号", "no."),
    "applicant": ("企业", "applicant"),
    "name": ("姓名", "name"),
    "phone": ("电话", "phone"),
    "time1": ("第1次时间", "time 1"),
    "code1": ("第1次结果", "outcome 1"),
    "time2": ("第2次时间", "time 2"),
    "code2": ("第2次结果", "outcome 2"),
    "time3": ("第3次时间", "time 3"),
    "code3": ("第3次结果", "outcome 3"),
    "own": ("是否本人", "the person?"),
    "interviewed": ("是否受访", "interviewed?"),
    "agrees": ("单位/方式/时间是否一致", "employer/mode/time agree?"),
    "note": ("备注", "remarks"),
    "row": ("行号", "row id"),
    "check": ("校验码", "check code"),
}
# Columns that callers fill in; all others are locked.
OPEN = ("time1", "code1", "time2", "code2", "time3", "code3", "own", "interviewed", "agrees", "note")
WIDTHS: Mapping[str, float] = {
    "number": 5, "applicant": 18, "name": 9, "phone": 16, "time1": 12, "code1": 14, "time2": 12, "code2": 14,
    "time3": 12, "code3": 14, "own": 7, "interviewed": 7, "agrees": 12, "note": 20, "row": 18, "check": 11,
}  # fmt: skip

WORDS: Mapping[str, tuple[str, str]] = {
    "sheet": ("回访名单", "call list"),
    "script_sheet": ("话术", "script"),
    "codes_sheet": ("结果代码", "outcome codes"),
    "title": (
        "{round} 被访者回访名单    回访员 {caller}    共 {rows} 人    抽签 {draw}",
        "{round}: call list of caller {caller}, {rows} people, draw {draw}",
    ),
    "hint": (
        "只填写“第几次时间、第几次结果”和右侧各栏；结果请从下拉框选。没打通的隔几小时换个时段再打，最多三次。",
        "Fill in times, outcomes and the columns to their right only; choose outcomes from the list. "
        "No answer: call again at another hour, three times at most.",
    ),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unclear": ("不清楚", "unclear"),
    "agree": ("一致", "agree"),
    "employer_differs": ("单位不符", "employer differs"),
    "mode_differs": ("方式不符", "mode differs"),
    "time_differs": ("时间不符", "time differs"),
    "several_differ": ("多项不符", "several differ"),
    "choose": ("请从下拉框选择", "choose from the list"),
    "code": ("代码", "code"),
    "meaning": ("含义", "meaning"),
    "counts": ("计为", "counts as"),
    "confirmed": ("属实", "confirmed"),
    "bad": ("不真实", "bad"),
    "unresolved": ("未定", "unresolved"),
    "dead": ("无效号码（按封存时的规则）", "dead number (by the rule in the seal)"),
}

# The script: (is it a heading, zh, en). Questions are open or neutral: nobody is led to an answer.
SCRIPT: tuple[tuple[bool, str, str], ...] = (
    (True, "开场", "Opening"),
    (
        False,
        "您好！我是质量协会的回访人员。我们正在核对今年用户满意测评的调查记录，想占用您一两分钟，问四个问题。"
        "您的回答只用于核对调查记录，不会告诉被评价的企业，也不向您推销任何东西。您现在方便吗？",
        "Good day. I am calling for the quality association. We are checking the records of this year's customer "
        "surveys and would like to ask you four questions; it takes a minute or two. Your answers serve this check "
        "only, are not passed on to the company, and nothing is sold. Is now a good time?",
    ),
    (
        False,
        "（不方便：约好再打的时间，结果选 R3。不愿意：道谢后挂断，结果选 R1，不劝说。）",
        "(Not now: agree on a time, outcome R3. Not willing: thank them and ring off, outcome R1; do not persuade.)",
    ),
    (True, "四个问题（照读，不提示答案）", "Four questions (read out; suggest no answer)"),
    (False, "一、请问怎么称呼您？", "1. May I ask your name?"),
    (
        False,
        "二、最近一年里，有没有人请您评价过哪家企业的产品或服务？是哪一家？",
        "2. In the last year, did anybody ask your opinion of a company's products or services? Of which company?",
    ),
    (
        False,
        "三、大约是什么时候？是通过什么方式问您的（电话、上门、网上或其他）？",
        "3. About when was that, and how were you asked (by telephone, at your door, online, otherwise)?",
    ),
    (
        False,
        "四、您当时在哪个单位，或者是以个人名义？回答是您自己作出的吗？",
        "4. Where did you work then, or did you answer as a private person? Were the answers your own?",
    ),
    (True, "结束", "Closing"),
    (
        False,
        "谢谢您！如对这次回访有疑问，可以联系我们协会办公室。（不要念出名单上的姓名、单位等信息让对方确认；"
        "不要把对方的回答告诉第三人。）",
        "Thank you. If you have questions about this call, please contact our office. (Do not read the list's name "
        "or employer out for confirmation; tell nobody else what was answered.)",
    ),
    (True, "记录", "Writing down"),
    (
        False,
        "每打一次填一格时间和结果。接听的不是本人但证实受访，选 V3；号码不通选 D1—D6，没人接选 U1。"
        "拿不准时写在备注里，不要猜。",
        "One time and one outcome per attempt. Somebody else who confirms: V3. Dead numbers: D1-D6; no answer: U1. "
        "When in doubt write a remark, do not guess.",
    ),
)

# Why a row of a returned list is not taken: what, and what to do.
REFUSED: Mapping[str, tuple[str, str]] = {
    "added": (
        "不是名单上的行（没有行号或校验码）",
        "not a row of the list (no row id or check code)",
    ),
    "foreign": (
        "校验码与行号不符，或属于别的案卷",
        "check code does not fit the row, or is of another casebook",
    ),
    "moved": (
        "姓名与行号不符（排序时各列可能错位）",
        "name does not fit the row id (columns may have come apart)",
    ),
    "phone": ("电话与名单不同", "phone differs from the list"),
    "code": ("结果“{got}”不在代码表中", "outcome “{got}” is not in the table of codes"),
    "no_code": ("填了时间，没有填结果", "a time was filled in, but no outcome"),
    "not_drawn": ("这一行没有被抽中", "this row was not drawn"),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    zh, en = WORDS[key]
    return (en if lang == "en" else zh).format_map(facts)
