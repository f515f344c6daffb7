"""Fixed phrases about a round: what is proposed, on which grounds, how sure; the draw, the calls, the file.

Read aloud in front of the company before they were written down: "not shown to be authentic" is not "forged".
"""

from __future__ import annotations

# key: (zh, en). {facts} are filled in by say().
WORDS: dict[str, tuple[str, str]] = {
    # titles
    "paper": ("被访者信息真实性审核报告", "Audit report on the authenticity of respondent data"),
    "paper.subtitle": ("申报编号 {id}　制作时间 {made}", "Dossier {id}, made {made}"),
    "paper.subtitle.round": ("{round}　申报编号 {id}　制作时间 {made}", "{round}, dossier {id}, made {made}"),
    "round.paper": ("被访者信息真实性审核总览", "Authenticity of respondent data: the round at a glance"),
    "numbered": ("{number}、{title}", "{number}. {title}"),
    "numerals": (
        "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    ),
    "fact.applicant": ("企业名称", "applicant"),
    "fact.category": ("推荐类别 / 推荐单位", "category / recommender"),
    "fact.agency": ("测评机构", "agency"),
    "fact.rows": ("名单人数 / 申报有效问卷", "rows / questionnaires declared"),
    "fact.two": ("{one} / {other}", "{one} / {other}"),
    # the proposal
    "proposal": ("审核建议", "Proposal"),
    "high": ("真实性高", "authenticity high"),
    "more": ("需补充核查", "more evidence needed"),
    "low": ("真实性不高", "authenticity not high"),
    "open": ("未判定", "open"),
    "proposed": ("建议判定：{judgement}", "Proposed: {judgement}"),
    "proposed.none": ("暂不提出判定建议", "No judgement is proposed yet"),
    "why": ("原因：{why}。", "Reason: {why}."),
    "why.verify": (
        "本次只核对了材料本身，没有抽样回访",
        "only the material itself was looked at, nobody was called",
    ),
    "why.filed": ("名单已收入案卷，尚未封存、抽签和回访", "filed; not sealed, drawn or called yet"),
    "why.sealed": ("名单和方案已封存，尚未抽签和回访", "sealed; not drawn or called yet"),
    "why.drawn1": ("已抽签，回访结果尚未收回", "drawn; outcomes have not come in yet"),
    "why.drawn2": ("已抽签，回访结果尚未收回", "drawn; outcomes have not come in yet"),
    "meaning.high": (
        "回访结果支持“不真实的被访者不超过容许比例”，且没有针对整份材料的、尚未澄清的不符条款之处；逐行的问题仍须更正或说明。",
        "The calls support the claim that no more of the roster than allowed is not authentic, and nothing that concerns "
        "the dossier as a whole is left uncleared; findings on single rows still have to be corrected or explained.",
    ),
    "meaning.more": (
        "现有证据不足以认定真实性高，也不足以认定真实性不高。这不是对企业的否定：请补拨、进入第二阶段或实地核实，或先澄清所列问题。",
        "The evidence does not suffice for high, nor for not high. It is nothing against the company: call again, go on to "
        "stage 2, look on site, or clear what is listed.",
    ),
    "meaning.low": (
        "有证据表明，名单中不真实的被访者达到不可接受的人数。这是对名单信息的判断，不等于认定何人造假。",
        "The evidence shows that as many respondents as is too many are not authentic. This is said of the list; it does "
        "not say who made it so.",
    ),
    "decided": ("评审人决定：{judgement}", "A reviewer decided: {judgement}"),
    "decided.by": ("（{by}，{at}）理由：{reason}。", "({by}, {at}) Reason: {reason}."),
    "people": (
        "以上为依据证据提出的建议，判定由评审人作出。",
        "This is a proposal on the evidence given; reviewers decide.",
    ),
    "signature": (
        "审核人（签字）：　　　　　　　年　　月　　日",
        "Reviewer (signature):                              Date:              ",
    ),
    # grounds
    "grounds": ("理由和依据", "Grounds and clauses"),
    "head.number": ("序号", "no."),
    "head.ground": ("理由", "ground"),
    "head.clause": ("依据", "clause"),
    "clauses": ("{names} 等 {count} 条", "{names} … {count} in all"),
    "ground.finding": (
        "{title}（{code}）{count} 处，如 {where}",
        "{title} ({code}): {count}, e.g. {where}",
    ),
    "ground.whole": ("{message}（{code}）", "{message} ({code})"),
    "ground.warn": (
        "另有待澄清的疑点 {count} 处（{kinds} 类），见“发现的问题”",
        "besides, {count} doubts of {kinds} kinds to be cleared, see “Findings”",
    ),
    "ground.rows": (
        "逐行核对：与条款不符 {fail} 处，涉及 {rows} 人，须更正或说明",
        "row by row: {fail} findings on {rows} respondents do not meet a clause and have to be corrected or explained",
    ),
    "ground.more": ("另有 {count} 类问题，见“发现的问题”", "{count} further kinds, see “Findings”"),
    "ground.none": (
        "已进行的检查没有发现与条款不符之处",
        "the checks that were run found nothing that does not meet a clause",
    ),
    # how sure
    "certainty": ("把握程度", "How sure"),
    "certainty.none": (
        "没有回访，名单中不真实的人数无从估计；表面检查不能证明真实，也不能证明不真实。",
        "Nobody was called, so how many are not authentic cannot be estimated; what shows on the surface proves neither.",
    ),
    "certainty.counts": (
        "随机抽取 {sampled} 人回访：核实 {confirmed} 人，不真实 {bad} 人，未定 {unresolved} 人{targeted}。",
        "{sampled} drawn at random were called: {confirmed} confirmed, {bad} not authentic, {unresolved} "
        "unresolved{targeted}.",
    ),
    "certainty.targeted": (
        "；另重点核查 {sampled} 人：核实 {confirmed} 人，不真实 {bad} 人，未定 {unresolved} 人",
        "; of {sampled} targeted besides, {confirmed} confirmed, {bad} not authentic, {unresolved} unresolved",
    ),
    "certainty.bound": (
        "名单 {population} 人中，不真实的最少 {lower} 人（{lower_confidence} 把握）、最多 {upper} 人（{confidence} "
        "把握）；{limit} 人起不可接受。",
        "Of {population} on the roster at least {lower} (at {lower_confidence}) and at most {upper} (at {confidence}) are not "
        "authentic; {limit} is too many.",
    ),
    "certainty.silence": (
        "其中 {silent} 人始终没有回答；封存时约定，不真实者沉默的可能至多按真实者的 {odds} 倍估计"
        "（沉默与真假无关时最多 {upper_independent} 人，全按不真实计时最多 {upper_worst} 人）。",
        "{silent} of them never answered; as sealed, a false row is taken to be silent with at most {odds} times the odds of "
        "a true one (at most {upper_independent} if silence says nothing, {upper_worst} if all silent rows are false).",
    ),
    "certainty.tipping": (
        "只要不超过 {tipping} 倍，这一结论就成立。",
        "The result holds up to {tipping} times.",
    ),
    "certainty.many": (
        "沉默的过多，不能仅凭回访认定为真实性高。",
        "Too many are silent to call the list authentic by callbacks alone.",
    ),
    "certainty.open": ("还有 {open} 人可再拨打。", "{open} people are worth another call."),
    "certainty.clash": (
        "{count} 人的结果互相矛盾，按未定计，待评审人裁定。",
        "Outcomes of {count} rows disagree; they count as unresolved until a reviewer decides.",
    ),
    # what was not looked at
    "unseen": ("未检查的内容", "What was not looked at"),
    "unseen.checks": (
        "{why}：{checks} 未能进行。",
        "{why}: {checks} could not be run.",
    ),
    "unseen.several": ("{names} 等 {count} 项", "{names} … {count} in all"),
    "unseen.unrecorded": (
        "本份收入案卷时未记录各项检查的范围；用 hefang add 重新收入同一文件即可补记。",
        "What each check covered was not recorded when this dossier was filed; hefang add of the same file records it.",
    ),
    "unseen.purged": (
        "个人信息已按规定清除，姓名、号码和问题细节不再显示。",
        "Personal data was purged: names, numbers and the details of findings are no longer shown.",
    ),
    "note.settings": (
        "按设置 {sha256}… 检查的：{names}",
        "checked under settings {sha256}…: {names}",
    ),
    "note.retired": (
        "案卷中有本版本不再使用的检查，未列出：{codes}",
        "checks on file that this version does not have any more, not listed: {codes}",
    ),
    "unseen.filed": (
        "本报告只涉及已收入案卷的名单；收入时读不出的文件不在案卷内，见当时 hefang add 的提示。",
        "This paper is about rosters on file. Files that could not be read when rosters were added are not among them: see "
        "what hefang add said then.",
    ),
    "unseen.ran": ("各份名单的检查均已进行。", "Every check was run on every roster."),
    "unseen.always": (
        "工具不核对问卷原件、录音、得分计算和证实性材料。",
        "The tool does not look at questionnaires, recordings, the computing of the score, or supporting documents.",
    ),
    "finding.cleared": ("{title}——经评审人澄清", "{title} – cleared by a reviewer"),
    "ground.cleared": (
        "已经评审人澄清，不再计入：{codes}",
        "cleared by a reviewer and no longer counted: {codes}",
    ),
    "summary.who": (
        "（本行不属于表格，签发前请删去）上表列出全部申报，是否推荐由推荐单位决定。名单真实性目前的判定：{said}。",
        "(Not part of the form, to be deleted before it is signed.) The form lists everything that was filed; whom to "
        "recommend is the recommender's decision. Authenticity as it stands: {said}.",
    ),
    "summary.said": ("{judgement}：{names}", "{judgement}: {names}"),
    "cells.empty": (
        "推荐意见表中因缺少资料留空的项目：{cells}。",
        "Cells of the opinion form that stay empty for want of facts: {cells}.",
    ),
    # the draw
    "draw": ("封存与抽签", "Seal and draw"),
    "draw.none": ("尚未封存。", "Not sealed yet."),
    "draw.stage": ("阶段", "stage"),
    "draw.version": ("名单版本", "version of the roster"),
    "draw.versions": ("第 {version} 版（共 {versions} 版）", "{version} of {versions}"),
    "draw.seal": ("封存哈希 SHA-256", "seal SHA-256"),
    "draw.roster": ("名单哈希 SHA-256", "roster SHA-256"),
    "draw.plan": ("抽样方案", "plan"),
    "plan.one": (
        "抽 {n1} 人，不真实与未核实的合计不超过 {accept1} 人通过",
        "{n1} drawn, passes with at most {accept1} bad or unresolved",
    ),
    "plan.two": (
        "第一阶段抽 {n1} 人：不真实与未核实的合计不超过 {accept1} 人通过；否则再抽 {n2} 人，两次合计不超过 {accept2} 人通过"
        "（首次已达 {reject1} 人的不再可能通过）",
        "stage 1: {n1} drawn, passes with at most {accept1} bad or unresolved; else {n2} more, passes with at most "
        "{accept2} in both (not with {reject1} at first)",
    ),
    "draw.claim": ("要证明的事", "claim"),
    "draw.claim.words": (
        "不真实的不超过 {tolerable}（把握 {confidence}；判为不高须 {fail_confidence}）。回访识别不出串通好、照口径应答的人",
        "at most {tolerable} not authentic (at {confidence}; judged not high only at {fail_confidence}). Callbacks cannot "
        "tell an accomplice who answers as told",
    ),
    "draw.targeted": ("重点核查", "targeted"),
    "draw.people": ("{count} 人", "{count}"),
    "draw.seed": ("第 {stage} 阶段种子", "seed of stage {stage}"),
    "draw.drawn": ("{seed}（抽中并回访 {rows} 人）", "{seed} ({rows} drawn and called)"),
    "draw.superseded": ("曾用种子", "earlier seed"),
    "draw.superseded.words": ("{seeds}（改用新种子的理由：{reason}）", "{seeds} (set aside: {reason})"),
    "draw.replay": ("任何人可以复算", "anybody can recompute"),
    "draw.recompute": ("上下限的复算", "to recompute the bounds"),
    "draw.offline": ("不装软件复算", "without software"),
    "draw.offline.words": (
        "用浏览器打开 verifier.html，载入 {file}，输入种子",
        "open verifier.html in a browser, load {file}, type the seed",
    ),
    # the calls
    "calls": ("回访结果", "Calls"),
    "calls.none": ("尚无回访结果。", "No outcomes yet."),
    "calls.table": ("各种结果的人数", "How the calls ended"),
    "head.code": ("代码", "code"),
    "head.outcome": ("结果", "outcome"),
    "head.counts": ("计为", "counts as"),
    "head.drawn": ("随机抽取", "drawn"),
    "head.targeted": ("重点核查", "targeted"),
    "counts.confirmed": ("核实", "confirmed"),
    "counts.bad": ("不真实", "not authentic"),
    "counts.unresolved": ("未定", "unresolved"),
    "calls.total": ("合计", "total"),
    "rates.table": ("回访质量", "Quality of the calls"),
    "head.rate": ("指标", "rate"),
    "head.value": ("数值", "value"),
    "head.formula": ("算法", "formula"),
    "rate": ("{count}/{of}（{percent}%）", "{count}/{of} ({percent}%)"),
    "rate.none": ("–", "–"),
    # the file
    "elsewhere": ("与案卷中其他名单的比对", "Compared with other rosters on file"),
    "elsewhere.lead": (
        "按加密指纹比对本轮及往年名单；同一人可以是两家企业的用户，少数相同属正常。",
        "By keyed fingerprints, with this round's and earlier rosters. One person can be a customer of two companies: a "
        "few are normal.",
    ),
    "elsewhere.table": ("也见于其他名单的被访者", "Respondents who are on another roster too"),
    "head.row": ("本份行号", "row"),
    "head.kind": ("相同之处", "what agrees"),
    "head.round": ("轮次", "round"),
    "head.other": ("另一名单的行号", "row of the other"),
    "sheet.elsewhere": ("案卷比对", "on other rosters"),
    "decisions": ("评审人的决定", "Decisions of reviewers"),
    "decision.row": (
        "{what}：{said}（{by}，{at}）。理由：{reason}",
        "{what}: {said} ({by}, {at}). Reason: {reason}",
    ),
    "decision.finding": (
        "检查 {what}：{said}（{by}，{at}）。理由：{reason}",
        "Check {what}: {said} ({by}, {at}). Reason: {reason}",
    ),
    "said.cleared": ("已澄清", "cleared"),
    "said.confirmed": ("已核实确有问题", "confirmed"),
    "kind.contact": ("同一联系方式", "same contact"),
    "kind.edited": ("同名且号码只差一笔", "same name, number one slip away"),
    "kind.person": ("同一姓名和单位", "same name and employer"),
    # the round at a glance
    "head.stage": ("阶段", "stage"),
    "head.judgement": ("建议", "proposed"),
    "head.decided": ("决定", "decided"),
    "head.calls": ("核实/抽查", "confirmed/drawn"),
    "calls.done": ("{confirmed}/{sampled} {stage}", "{confirmed}/{sampled} {stage}"),
    "head.confirmed": ("核实", "confirmed"),
    "head.bound": ("不真实人数上下限 / 界限", "not authentic, bounds / limit"),
    "head.sampled": ("抽查", "drawn"),
    "head.bad": ("不真实", "not authentic"),
    "head.unresolved": ("未定", "unresolved"),
    "head.lower": ("下限", "lower"),
    "head.upper": ("上限", "upper"),
    "head.limit": ("界限", "limit"),
    # on the screen, where a column has little room
    "head.dossier": ("申报材料", "dossier"),
    "head.rows": ("人数", "rows"),
    "head.fail": ("×", "×"),
    "head.warn": ("！", "!"),
    "head.short.score": ("可信", "cred"),
    "head.short.links": ("他处", "else"),
    "head.short.calls": ("回访", "calls"),
    "head.short.judgement": ("判定", "judgement"),
    "head.short.bad": ("不真实", "bad"),
    "head.short.unresolved": ("未定", "open"),
    "head.short.bound": ("上下限/界限", "bounds/limit"),
    "head.short.decided": ("已决", "set"),
    "legend.status": (
        "可信=可信度（由来见报告）  他处=也见于其他名单的人数  回访=已完成/应回访。× 真实性不高  ！ 需补充核查  "
        "√ 真实性高：建议，由人判定。",
        "cred: credibility (its parts stand in the papers). else: rows on other rosters too. calls: done/due. × low  ! more "
        "evidence  √ high: proposals; people decide.",
    ),
    "legend.judge": (
        "回访=核实/抽查  已决=评审人已决定。× 真实性不高  ！ 需补充核查  √ 真实性高：建议，由人判定。",
        "calls: confirmed/drawn. set: a reviewer has decided. × low  ! more evidence  √ high: proposals; people decide.",
    ),
    "stage.filed": ("已收入", "filed"),
    "stage.sealed": ("已封存", "sealed"),
    "stage.drawn1": ("第一阶段", "stage 1"),
    "stage.drawn2": ("第二阶段", "stage 2"),
    "bound": ("{lower}–{upper} / {limit}", "{lower}–{upper} / {limit}"),
    "round.sum": (
        "轮次 {name}：{dossiers} 份名单，建议真实性高 {high} 份，需补充核查 {more} 份，真实性不高 {low} 份，未判定 {open} 份。",
        "Round {name}: {dossiers} rosters; proposed high {high}, more evidence needed {more}, not high {low}, open {open}.",
    ),
    "round.journal": ("案卷日志", "journal of the casebook"),
    "round.entries": ("{entries} 条，末条 {hash}", "{entries} entries, the last {hash}"),
    "rate.alarms": (
        "明显偏低的 {count} 份：{names}（本批内按 Benjamini-Hochberg 控制，所列中误报的期望比例不超过 {rate}）。",
        "conspicuously low in {count}: {names} (Benjamini-Hochberg within this batch: of those named, at most {rate} "
        "are expected to be false alarms).",
    ),
    "rate.quiet": (
        "没有哪一份低到可以点名（Benjamini-Hochberg，误报比例 {rate}）。",
        "No dossier's credibility is low enough to be named (Benjamini-Hochberg at {rate}).",
    ),
    "rate.label": ("可信度", "Credibility"),
    "sealed.files": ("公开的封存文件", "public seal"),
    # how it was computed
    "method.input": ("输入文件 SHA-256", "SHA-256 of the input"),
    "formula.plan": ("抽样人数", "sample size"),
    "formula.plan.words": (
        "H(k;N,K,n)=Σ_{{i≤k}} C(K,i)·C(N−K,n−i)/C(N,n)，整数精确计算；取使 H(k;N,K₁,n)≤α 的最小 n，K₁=⌊p₁N⌋+1",
        "H(k;N,K,n)=Σ_{{i≤k}} C(K,i)·C(N−K,n−i)/C(N,n), in integers; the least n with H(k;N,K₁,n)≤α, K₁=⌊p₁N⌋+1",
    ),
    "formula.draw": ("抽签", "draw"),
    "formula.draw.words": (
        "h₀=SHA-256(种子)；票号=SHA-256(h₀‖行号) 的十进制倒写；按票号从小到大取前 n 个（consistent_sampler 1.0.10 同算法）",
        "h₀=SHA-256(seed); ticket=SHA-256(h₀‖row id) in decimal, reversed; the first n by ticket (as consistent_sampler 1.0.10)",
    ),
    "formula.bounds": ("上下限", "bounds"),
    "formula.bounds.words": (
        "U(x)=max{{K: H(x;N,K,n)>α}}，L(x)=min{{K: P(X≥x|K)>α}}；未定的在 U 中按不真实计，在 L 中按真实计；"
        "重点核查的全数计入，不参与推断",
        "U(x)=max{{K: H(x;N,K,n)>α}}, L(x)=min{{K: P(X≥x|K)>α}}; unresolved rows are bad in U and good in L; targeted rows "
        "are counted in full and not inferred from",
    ),
    "formula.decision": ("判定规则", "decision"),
    "formula.decision.words": (
        "U<K₁ 为通过；L（按判为不高所需的把握）≥K₁ 为不通过；其余为需补充",
        "pass if U<K₁; fail if L (at the confidence for not high) ≥K₁; else open",
    ),
    "formula.credibility": ("可信度", "credibility"),
    "formula.credibility.words": (
        "p=(1+至少同样异常的参照份数)/(D+1)，D 为留出比较的参照名单份数；分值只决定先看谁，不决定判定",
        "p=(1+reference dossiers at least as odd)/(D+1), D of them held out; the score says whom to look at first and "
        "decides nothing",
    ),
    # proposed text of the opinion form
    # the form is Chinese, so the English is a reading aid that no form prints
    "opinion.proposed": (
        "被访者名单 {population} 人，按封存方案随机抽取 {sampled} 人电话回访，核实 {confirmed} 人，不真实 {bad} 人，未定 "
        "{unresolved} 人。{grounds}。名单信息真实性建议判定为“{judgement}”（填报说明7）。",
        "Of {population} respondents {sampled} were drawn by the sealed plan and called: {confirmed} confirmed, {bad} not "
        "authentic, {unresolved} unresolved. {grounds}. Proposed: {judgement} (filling note 7).",
    ),
    "opinion.pass": (
        "不真实的最多 {upper} 人（{confidence} 把握），低于不可接受的 {limit} 人",
        "at most {upper} are not authentic (at {confidence}), below the {limit} that is too many",
    ),
    "opinion.fail": (
        "不真实的至少 {fail_lower} 人（{fail_confidence} 把握），达到不可接受的 {limit} 人",
        "at least {fail_lower} are not authentic (at {fail_confidence}), and {limit} is too many",
    ),
    "opinion.extend": (
        "不真实的在 {lower} 至 {upper} 人之间（{confidence} 把握），{limit} 人起不可接受，尚不能定",
        "between {lower} and {upper} are not authentic (at {confidence}); {limit} is too many, so it is open",
    ),
    "opinion.proven": (
        "另经评审人凭材料查实有不真实的",
        "besides, some were shown false by documents, by a reviewer",
    ),
    "opinion.finding": ("“{title}”（{code}）尚未澄清", "“{title}” ({code}) is not cleared"),
    "opinion.decided": (
        "评审人 {by} 于 {at} 决定：{judgement}。理由：{reason}",
        "Reviewer {by} decided on {at}: {judgement}. Reason: {reason}",
    ),
    # purged
    "purged.message": (
        "{title}（细节已随个人信息清除）",
        "{title} (details were purged with the personal data)",
    ),
}


def when(moment: str) -> str:
    """Return an ISO time as people write it, to the minute."""
    return moment[:16].replace("T", " ")


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    return WORDS[key][1 if lang == "en" else 0].format(**facts)
