# ruff: noqa: RUF001, RUF002
"""Recompute a round: recheck.md ("page"), draw.md. Exit 0: all holds, 1: a fault."""
from __future__ import annotations

import argparse, hashlib, json, sys
from contextlib import contextmanager
from fractions import Fraction
from itertools import accumulate, combinations
from math import comb, lcm
from pathlib import Path
from runpy import run_path


def of(names: str, **more: object) -> dict[str, object]:
    """The form of an object: its keys, `#` a whole number, `?` may be absent, the others text."""
    return {**{name.strip("#"): int if "#" in name else str for name in names.split()}, **more}

COUNTS = of("sampled# bad# unresolved# open# cleared#")
PLAN = of("population# limit# n1# n2# accept1# accept2# reject1# tolerable confidence expected producer_risk "
          "fail_confidence dead_numbers silence_odds? silence_most? stage_share? expected_silence?")
SEAL = of("version settings_sha256 seal_sha256", format="hefang-seal/1", dossiers=[
    of("id population# roster_sha256", rows=[str], targeted=[str], plan=PLAN)])
DRAW = of("seal_sha256 stage#", format="hefang-draw/1", seeds=[str], h0=[str], superseded=list,
          dossiers=[of("id", sample=[str], reserve=[str], tickets=dict)])
CASE = of("id seal late lower# upper# fail_lower# limit# stage# decision judgement", first=COUNTS,
          second=(type(None), COUNTS), targeted=COUNTS, beyond=of("bad# good#"),
          grounds=[of("clause bound? code?", facts=dict)], **{"evidence?": of("good# bad#")})
ROUND = of("round version round_sha256", format="hefang-round/1", seals=[of("file seal_sha256")],
           draws=[of("file seal stage#", dossiers=[str])], dossiers=[CASE],
           journal=[of("id# at what previous hash", **{"facts?": dict})], **{"withdrawn?": [str], "again?": dict})
WHY = ((OSError, "文件打不开|the file cannot be opened"), (KeyError, "缺少 {}|{} is missing"),
       ((UnicodeError, json.JSONDecodeError), "不是完好的 JSON 文件|no sound JSON file"),
       (ValueError, "内容不合格式：{}|not of its form: {}"), (Exception, "算不了：内容前后不符|cannot be computed: it does not fit together"))
SAID = {"pass": "已够放行", "fail": "已够否定", "extend": "未定", "high": "真实性高", "more": "需补充核查", "low": "真实性不高"}

class Report:
    """A line for each thing recomputed and for each fault; a text is `Chinese|English`."""
    def __init__(self, lang: str) -> None:
        self.lang, self.faults = int(lang == "en"), 0
    def line(self, mark: str, text: str, *values: object) -> None:
        shown = [(str(v) if str(v).isprintable() else ascii(v))[:99] for v in (self.name, *values)]
        if self.clean or mark != "√":
            print(mark, (self.kind + text.split("|")[self.lang]).format(*shown))
    @contextmanager
    def about(self, kind: str, name: str):
        """What the next lines are about; damage that stops a computation becomes a fault."""
        self.kind, self.name, self.clean = kind.split("|")[self.lang], name, True
        try:
            yield
        except Exception as e:  # a traceback would not say which file and dossier
            self.need(False, next(text for kind, text in WHY if isinstance(e, kind)), *e.args[:1] or "?")
    def need(self, holds: bool, text: str, *values: object) -> None:
        if not holds:
            self.clean, self.faults = False, self.faults + 1
            self.line("×", text, *values)
    def same(self, want: dict, got: dict, where: str = "") -> None:
        """Every key of `want` has its value in `got`; of a list the first odd place is named."""
        for key, one in want.items():
            key, two = where + key, got[key]
            one, two = (sorted(v.items()) if isinstance(v, dict) else v for v in (one, two))
            if isinstance(one, list) and one != two:
                at = next(i for i in range(len(one + two)) if one[i:i + 1] != two[i:i + 1])
                key, one, two = f"{key}[{at}]", one[at:at + 1], two[at:at + 1]
            self.need(one == two, "{} 应为 {}，文件写的是 {}|{} must be {}, is {}", key, one, two)

def refuse(text: object) -> None: raise ValueError(text)
def fits(value: object, form: object, at: str) -> None:
    """Strict reading: every key known and there, every value of its kind, no number below 0."""
    form = form[value is not None] if isinstance(form, tuple) else form
    good = type(value) is (form if isinstance(form, type) else type(form))
    names = {key.rstrip("?"): key for key in form} if isinstance(form, dict) else {}
    if not good or (form is int and value < 0) or (isinstance(form, str) and value != form) or (
            names and not {*form} & {*names} <= {*value} <= {*names}):
        refuse(f"{at} {sorted(names.keys() ^ {*value}) if good and names else value!r}")
    for name in value if names else ():
        fits(value[name], form[names[name]], f"{at}.{name}")
    for item in value if isinstance(form, list) else ():
        fits(item, form[0], at)

def read(folder: Path, name: str, form: dict) -> dict:
    """The document (page, The files); no fraction, no -0, no key twice."""
    doc = json.loads((folder / name).read_bytes().decode("utf-8"), parse_float=refuse,
                     parse_int=lambda text: refuse(text) if text == "-0" else int(text),
                     parse_constant=refuse, object_pairs_hook=lambda pairs: dict(pairs) if len(
                         dict(pairs)) == len(pairs) else refuse([key for key, _ in pairs]))
    fits(doc, form, name)
    return doc

def sha(text: str) -> str: return hashlib.sha256(text.encode()).hexdigest()
def digest(doc: dict, key: str) -> dict[str, str]:
    """SHA-256 of the canonical bytes of the document without `key` (page, The files)."""
    rest = {k: v for k, v in doc.items() if k != key}
    return {key: sha(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False))}
def fraction(text: str, share: bool = True) -> Fraction:
    """`3/5`, `0.6`, `60%`; as a share, above 1 it is a percentage (plans.md, Shares)."""
    value = Fraction(text.rstrip("%") if {*text} <= {*"0123456789./%"} else refuse(text))
    value /= 100 if "%" in text or (share and value > 1) else 1
    return value if value > 0 and (value < 1 or not share) else refuse(text)

def check_seal(entry: dict, doc: dict, report: Report) -> dict[str, dict]:
    """Page 1, hash; 5, limit = K1 = floor(p1·N) + 1 of the whole roster; the rows to draw from."""
    report.same(digest(doc, "seal_sha256"), doc)
    report.same(digest(doc, "seal_sha256"), entry)
    for sealed in doc["dossiers"]:
        hit, rows, plan, name = *map(sealed.get, ("targeted", "rows", "plan")), sealed["id"] + " "
        sealed["drawable"] = [row for row in rows if row not in {*hit}]
        size = len({*rows, *hit})
        k1 = fraction(plan["tolerable"]) * size // 1 + 1
        report.same({"population": len(sealed["drawable"]), "limit": k1}, plan, name)
        report.same({"population": size, "rows": [*dict.fromkeys(rows)]}, sealed, name)
    seal = {sealed["id"]: sealed for sealed in doc["dossiers"]}
    report.need(len(seal) == len(doc["dossiers"]), "材料重复|a dossier stands twice")
    report.line("√", "校验值相符，材料 {} 份|hash fits, {} dossiers", len(seal))
    return seal
def order(seed: str, rows: list[str]) -> dict[str, str]:
    """Row: ticket, in order; `0.` + reversed decimal of SHA-256(h0 + row) (draw.md, Method)."""
    digits = [(str(int(sha(sha(seed) + row), 16)).rjust(64, "0"), row) for row in rows]
    return {row: ticket for ticket, row in sorted(("0." + d[::-1], row) for d, row in digits)}

def check_draw(entry: dict, doc: dict, seal: dict[str, dict], report: Report) -> dict[str, tuple]:
    """Page 2: seal, h0, sample, reserve, tickets; stage 2 from the rows that stage 1 left."""
    seeds, stage, names = doc["seeds"], doc["stage"], [got["id"] for got in doc["dossiers"]]
    report.same({"seal_sha256": entry["seal"], "stage": entry["stage"], "seeds": stage,
                 "h0": [*map(sha, seeds)], "dossiers": sorted(seal if stage == 1 else {*names})},
                {**doc, "seeds": len(seeds), "dossiers": sorted(names)})
    for got in doc["dossiers"]:
        plan, rows = seal[got["id"]]["plan"], seal[got["id"]]["drawable"]
        rows = [*order(seeds[0], rows)][plan["n1"]:] if stage == 2 else rows
        drawn, size = order(seeds[-1], rows), plan[f"n{stage}"]
        report.same({"sample": [*drawn][:size], "reserve": [*drawn][size:], "tickets": drawn}, got, got["id"] + " ")
    report.line("√", "材料 {} 份重新抽取相符|sample, reserve, tickets of {} dossiers", len(names))
    return {got["id"]: (stage, len(got["sample"]), seeds[0]) for got in doc["dossiers"]}

def check_journal(doc: dict, draws: list[tuple[dict, dict]], report: Report) -> None:
    """Page 3, ids, chain, entries, seal before draw; page 2, no two draws with one last seed."""
    last, number, seals, rolls, out = "0" * 64, 0, {}, {}, {}
    for number, entry in enumerate(doc["journal"], 1):
        report.same({"id": number, "previous": last}, entry, f"{number} ")
        last, facts = entry["hash"], entry.get("facts", {})
        if entry["what"] == "seal":
            seals.setdefault(facts["seal_sha256"], number)
        elif entry["what"] == "draw":
            rolls[(facts["seal_sha256"], facts["stage"], *facts["seeds"])] = number
        elif entry["what"] == "withdraw":
            out[facts.get("dossier")] = not facts.get("undone")
    report.need(all(out.get(name) for name in doc.get("withdrawn", [])), "撤回未记|a withdrawal is missing")
    report.need({e["seal_sha256"] for e in doc["seals"]} <= {*seals}, "封存未记|a seal is missing")
    for e, one in draws:
        at = rolls.get((e["seal"], one["stage"], *one["seeds"]), 0)
        report.need(seals.get(e["seal"], at) < at, "封存后没有 {}|no {} after its seal", e["file"])
        for old in one["superseded"]:
            old = old["seeds"] if isinstance(old, dict) else [old] if isinstance(old, str) else old
            report.need((e["seal"], one["stage"], *old) in rolls, "缺旧种子 {}|no old seed {}", old)
    for (e, one), (f, two) in combinations(draws, 2):
        again = one["stage"] == 2 and one["seeds"] == two["seeds"] and e["seal"] == f["seal"]
        again = again and not {*e["dossiers"]} & {*f["dossiers"]}
        report.need(again or one["seeds"][-1:] != two["seeds"][-1:], "{} 与 {} 同种子|{}, {}: same seed", e["file"], f["file"])
    report.line("√", "{} 条相连（hash 未核）|{} entries linked (hashes unchecked)", number)

def search(weights: list[int], scale: int, rows: int, level: Fraction, rising: bool) -> int:
    """Least K (greatest, unless rising) with P_K = Σ A_m·C(N−n,K−m) / (D·C(N,K)) > level."""
    rest, low, high = rows - len(weights) + 1, 0, rows + 1
    while low < high:
        k = (low + high) // 2
        ways = sum(w * comb(rest, k - m) for m, w in enumerate(weights[:k + 1]))
        above = ways * level.denominator > level.numerator * scale * comb(rows, k)
        low, high = (k + 1, high) if above != rising else (low, k)
    return low if rising else low - 1
def least(rows: int, n: int, bad: int, level: Fraction) -> int:
    """L = min{K : P_K(false among the drawn >= bad) > level} (page, Bounds)."""
    return search([comb(n, m) * (m >= bad) for m in range(n + 1)], 1, rows, level, True)

def heard(n: int, u: int, odds: tuple[int, int]) -> tuple[list[list[int]], list[int], int]:
    """C(k,b)·C(n−k,u−b)·Γ^b at [k][k−b] (Γ = inf = 1/0: b = min(k,u)); C(n,k)·D / its sum; D."""
    table = [[0] * (k - min(k, u)) + [
        comb(k, b) * comb(n - k, u - b) * odds[0] ** b * odds[1] ** (min(k, u) - b)
        for b in range(min(k, u), -1, -1)] for k in range(n + 1)]
    scale = lcm(*map(sum, table))
    return table, [comb(n, k) * scale // sum(row) for k, row in enumerate(table)], scale

def greatest(n: tuple, u: tuple, x: int, rows: int, odds: tuple, level: Fraction) -> int:
    """U = max{K : P_K(X <= x) > α}, X = Σ (k_j − b_j) over two samples (page, Bounds)."""
    (one, ones, scale), (two, twos, other) = heard(n[0], u[0], odds), heard(n[1], u[1], odds)
    weights, sums = [0] * (sum(n) + 1), [list(accumulate(row)) for row in two]
    for k, row in enumerate(one):
        for m, upto in enumerate(sums):
            part = sum(w * upto[min(x - y, m)] for y, w in enumerate(row[:x + 1]) if w)
            weights[k + m] += ones[k] * twos[m] * part if part else 0
    return search(weights, scale * other, rows, level, False)

def expect(case: dict, plan: dict) -> tuple[int, int, int, bool]:
    """lower, upper, fail_lower, and whether too many are silent for a pass (page, Bounds)."""
    first, second, hit, beyond = (case[key] for key in ("first", "second", "targeted", "beyond"))
    rows, n2, told = plan["population"], plan["n2"], plan.get("silence_odds", "inf")
    groups, both = [first, second or dict.fromkeys(COUNTS, 0)], bool(second and n2)
    odds = (1, 0) if told == "inf" else fraction(told, False).as_integer_ratio()
    part = fraction(plan["stage_share"], False) if n2 else 1
    level, alpha_f = 1 - fraction(plan["confidence"]), 1 - fraction(plan["fail_confidence"])
    alpha, alpha_f = level * (1 - part if both else part), alpha_f / (2 if n2 else 1)
    n, bad, lost, opened, _ = (sum(g[key] for g in groups) for key in COUNTS)
    false, worst = bad + hit["bad"] + beyond["bad"], hit["bad"] + hit["unresolved"]
    lower = max(hit["bad"] + least(rows, n, bad, alpha), false)
    fail = max(least(rows, first["sampled"], first["bad"], alpha_f), least(rows, n, bad, alpha_f))
    fail = max(hit["bad"] + fail, false)
    if case["late"]:
        few = [comb(n, m) * (m <= bad + lost) for m in range(n + 1)]
        upper = search(few, 1, rows, min(fraction(case["late"]), level), False)
        return lower, max(worst + upper, false), fail, False
    blind = told == "inf" and not both
    u = tuple(g["unresolved"] - g["open"] + (0 if blind else g["cleared"]) for g in groups)
    upper = greatest((first["sampled"], n - first["sampled"]), u, bad + opened, rows, odds, alpha)
    upper = max(upper, least(rows, n, bad + lost, alpha)) if blind else upper
    upper = min(max(worst + upper, false), rows - n + bad + lost + worst - beyond["good"])
    loud = "silence_most" in plan and sum(u) > fraction(plan["silence_most"]) * n
    return lower, max(upper, lower), fail, loud

def check_counts(case: dict, sealed: dict, calls: list[tuple], report: Report) -> None:
    """Page 4; and every stage that is told of was drawn once, stage 2 with the seed of stage 1."""
    plan, stages = sealed["plan"], ["first", "second"][:1 if case["second"] is None else 2]
    report.same({"stage": len(stages), "limit": plan["limit"]}, case)
    sizes = {"targeted": len({*sealed["targeted"]}), "first": plan["n1"], "second": plan["n2"]}
    calls = calls if all(calls) else [(i, sizes[key], "") for i, key in enumerate(stages, 1)]  # its draw is named above
    report.same({"samples": [(i, sizes[key]) for i, key in enumerate(stages, 1)], "seeds": 1},
                {"samples": sorted(c[:2] for c in calls), "seeds": len({c[2] for c in calls})})
    for key in ("targeted", *stages):
        n, bad, lost, opened, cleared = (case[key][count] for count in COUNTS)
        report.same({"sampled": sizes[key]}, case[key], f"{key}.")
        report.need(bad + lost + cleared <= n and opened <= lost, "{} 计数错|{}: bad counts", key)

def check_case(case: dict, sealed: dict, calls: list[tuple], report: Report) -> None:
    """Page 4, counts; 5, bounds and decision; 6, judgement."""
    check_counts(case, sealed, calls, report)
    plan, limit, grounds, loud = sealed["plan"], case["limit"], case["grounds"], False
    lower, upper, fail = case["lower"], case["upper"], case["fail_lower"]
    if plan["n2"] and "silence_odds" not in plan:
        report.line("·", "第一版二次抽样：上下限不重算|first edition, two stages: bounds as told")
    elif report.clean:
        lower, upper, fail, loud = expect(case, plan)
    passed, decision = upper < limit, "fail" if fail >= limit else "extend"
    decision = "extend" if passed and loud else "pass" if passed else decision
    rows = [(g.get("code"), g["facts"].get("rows")) for g in grounds]
    low = decision == "fail" or sum(n for code, n in rows if code == "proven") >= limit
    high = decision == "pass" and {code for code, _ in rows} <= {None, "proven"}
    bounds = [g["bound"] for g in grounds if "code" not in g or "bound" in g]
    weak = [row for row in rows if row[0] in ("doubtful", "outside") and row[1] < limit]
    report.same({"lower": lower, "upper": upper, "fail_lower": fail, "decision": decision,
                 "judgement": "low" if low else "high" if high else "more", "bound": [decision],
                 "below the limit": []}, {**case, "bound": bounds, "below the limit": weak})
    words = [text if report.lang else SAID.get(text, text) for text in (decision, case["judgement"])]
    report.line("√", "{} 至 {}，{}，{}|{} to {}, {}, {}", lower, upper, *words)

def check_round(folder: Path, report: Report) -> None:
    """Page 1 to 6, file by file and dossier by dossier."""
    doc, seals, draws, calls = read(folder, "round.json", ROUND), {}, [], {}
    told = sorted([case["id"] for case in doc["dossiers"]] + doc.get("withdrawn", []))
    report.same({**digest(doc, "round_sha256"), "dossiers": sorted({
        name for entry in doc["draws"] for name in entry["dossiers"]})}, {**doc, "dossiers": told})
    report.line("√", "校验值相符|hash fits")
    for e in doc["seals"]:
        with report.about("封存 {}：|seal {}: ", e["file"]):
            seals[e["seal_sha256"]] = check_seal(e, read(folder, e["file"], SEAL), report)
    for entry in doc["draws"]:
        drawn = {}
        with report.about("抽取 {}：|draw {}: ", entry["file"]):
            draw = read(folder, entry["file"], DRAW)
            draws.append((entry, draw))
            drawn = check_draw(entry, draw, seals[entry["seal"]], report)
            report.need({*entry["dossiers"]} <= {*drawn}, "缺材料|a dossier is missing")
        for name in entry["dossiers"]:
            calls.setdefault((entry["seal"], name), []).append(drawn.get(name))
    with report.about("日志 {}：|journal {}: ", doc["round"]):
        check_journal(doc, draws, report)
    for case in doc["dossiers"]:
        with report.about("材料 {}：|dossier {}: ", case["id"]):
            key = case["seal"], case["id"]
            if key[0] in seals:
                check_case(case, seals[key[0]][key[1]], calls.get(key, []), report)
            else:
                report.line("·", "封存有误，没有核对|not checked, its seal is at fault")

def main() -> int:
    """Read the folder, print what was recomputed; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", action="append", default=[], help="verify_signatures.py")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    report = Report(options.lang)
    with report.about("本轮 {}：|round {}: ", "round.json"):
        check_round(options.folder, report)
    for name, kind in ("verify_again.py", "复听{}：|second ear{}: "), ("verify_signatures.py", "签名{}：|signatures{}: "):
        with report.about(kind, ""):
            bad = run_path(str(Path(__file__).with_name(name)))["show"](options.folder, options.key, options.lang)
            report.need(not bad, "{} 处不符|{} faults", bad)
    with report.about("合计{}：|in all{}: ", ""):
        report.line("×" if report.faults else "√", "{} 处不符|{} faults", report.faults)
    return min(report.faults, 1)

if __name__ == "__main__": sys.exit(main())
