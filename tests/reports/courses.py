"""A round for the tests of the papers: one dossier judged low, one that needs more, one high, by the real bounds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.content.material import Context
from reports.content.round import CallAnswer, Course, Drawing, Elsewhere, Round, Sealing, ShownRate
from sampling import rounds, verdicts
from sampling.called import CalledDossier
from sampling.design.plan import round_plan
from sampling.draw.seal import seal_dossier
from sampling.model import Attempt
from sampling.rounds import judge_round
from verify.checks import BY_CODE

SEED = "31415926535897932384"
SEAL = "5ea1" * 16
TOTAL = 100  # rows under seal of each dossier; the rosters of rounds.py are shorter, which no paper notices


def verdict_of(dossier: str, bad: int, silent: int, findings: tuple[tuple[str, str], ...] = ()) -> Any:
    """The proposal for a dossier of TOTAL rows whose first drawn rows were bad, the next silent, the rest good."""
    ids = [f"{dossier}#{n:04d}" for n in range(2, TOTAL + 2)]
    plan = round_plan(TOTAL, tolerable="10%", confidence="95%", expected="2%")
    sealed = seal_dossier(dossier, ids, "70517e" + "0" * 58, plan)
    first = tuple(ids[: plan.n1])
    codes = ["N1"] * bad + ["U1"] * silent + ["V1"] * (plan.n1 - bad - silent)
    attempts = [Attempt(row, 1, code, "", "甲") for row, code in zip(first, codes, strict=True)]
    return judge_round([CalledDossier(sealed, first, None)], attempts, (), {}, {dossier: findings})[0]


def course(
    dossier: str,
    bad: int,
    silent: int,
    lang: str,
    decided: dict[str, str] | None = None,
    findings: tuple[tuple[str, str], ...] = (),
) -> Course:
    """How far a dossier has come once stage 1 was called."""
    found = verdict_of(dossier, bad, silent, findings)
    titles = {code: check.title[1 if lang == "en" else 0] for code, check in BY_CODE.items()}
    plan, drawn = found.called.sealed.plan, found.called.first
    words = {"V1": "核实一致", "N1": "本人否认接受过调查", "U1": "无人接听"}
    counts = {"V1": len(drawn) - bad - silent, "N1": bad, "U1": silent}
    kinds = {"V1": "confirmed", "N1": "bad", "U1": "unresolved"}
    return Course(
        stage="drawn1",
        version=2,
        versions=2,
        purged=False,
        sealing=Sealing(
            SEAL, found.called.sealed.roster_sha256, "0" * 64, "1.2.3", TOTAL, 0, asdict(plan), "seal.json"
        ),
        drawings=(Drawing(1, (SEED,), len(drawn)),),
        answers=tuple(CallAnswer(c, words[c], kinds[c], "drawn", n) for c, n in counts.items() if n),
        rates=(ShownRate("CON1", "接触率", "(I+P+R+O)/(I+P+R+O+NC+UH+UO)", len(drawn) - silent, len(drawn)),),
        proposal=verdicts.shown(rounds.document(found), decided, titles, lang),
        elsewhere=(Elsewhere(f"{dossier}#0002", "同一联系方式", "2016", "HLJ2016-007", "HLJ2016-007#0031"),),
        remarks=("检查“号段当时未启用”：已澄清（乙评审，2017-07-06）。理由：已见原始记录",),
    )


def context(lang: str = "zh") -> Context:
    """The round about the dossiers of rounds.ROWS."""
    decided = {"judgement": "more", "by": "乙评审", "at": "2017-07-08", "reason": "等补充材料"}
    courses = {
        "HLJ-01": course("HLJ-01", 12, 2, lang),
        "HLJ-02": course("HLJ-02", 0, 4, lang, findings=(("DC06", "filling.2"),)),
        "HLJ-03": course("HLJ-03", 0, 0, lang, decided),
    }
    return Context(Round("2017年度", courses, 41, "ab12" * 16), ("HLJ-01",), 0.05)
