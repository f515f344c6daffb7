/* A whole round, by docs/recheck.md: what verify_round.py does, in the browser. */
function of(names, more) { // the form of an object: its keys; # a whole number, ? may be absent, else text
  const form = new Map();
  names.split(" ").forEach(name => form.set(name.replace("#", ""), name.indexOf("#") < 0 ? "" : 0));
  Object.keys(more || {}).forEach(key => form.set(key, more[key]));
  return form;
}
const ANY = {}; // an object, or a list, of any content
const COUNTED = of("sampled# bad# unresolved# open# cleared#");
const PLAN = of("population# limit# n1# n2# accept1# accept2# reject1# tolerable confidence expected producer_risk fail_confidence dead_numbers silence_odds? silence_most? stage_share? expected_silence?");
const SEAL = of("version settings_sha256 seal_sha256", { format: ["hefang-seal/1"], dossiers: { list: of("id population# roster_sha256", { rows: { list: "" }, targeted: { list: "" }, plan: PLAN }) } });
const DRAW = of("seal_sha256 stage#", { format: ["hefang-draw/1"], seeds: { list: "" }, h0: { list: "" }, superseded: { list: ANY }, dossiers: { list: of("id", { sample: { list: "" }, reserve: { list: "" }, tickets: ANY }) } });
const CASE = of("id seal late lower# upper# fail_lower# limit# stage# decision judgement", { first: COUNTED, second: { perhaps: COUNTED }, targeted: COUNTED, beyond: of("bad# good#"), grounds: { list: of("clause bound? code?", { facts: ANY }) }, "evidence?": of("good# bad#") });
const ROUND = of("round version round_sha256", { format: ["hefang-round/1"], seals: { list: of("file seal_sha256") }, draws: { list: of("file seal stage#", { dossiers: { list: "" } }) }, dossiers: { list: CASE }, journal: { list: of("id# at what previous hash", { "facts?": ANY }) }, "withdrawn?": { list: "" }, "again?": ANY });
function fits(value, form, at) { // strict: every key known and there, every value of its kind, no number below nought
  const bad = () => { throw new Error(say("malformed", at)); };
  if (form === ANY) { if (typeof value !== "object" && typeof value !== "string" || value === null) bad(); return; }
  if (typeof form === "string") { if (typeof value !== "string") bad(); return; }
  if (form === 0) { if (!Number.isInteger(value) || value < 0) bad(); return; }
  if (Array.isArray(form)) { if (value !== form[0]) bad(); return; }
  if (form.perhaps) { if (value !== null) fits(value, form.perhaps, at); return; }
  if (form.list !== undefined) { if (!Array.isArray(value)) bad(); value.forEach((item, i) => fits(item, form.list, at + "[" + i + "]")); return; }
  if (!(value instanceof Map)) bad();
  const names = new Map(Array.from(form.keys()).map(key => [key.replace("?", ""), key]));
  names.forEach((key, name) => { if (!value.has(name) && key.indexOf("?") < 0) bad(); });
  value.forEach((item, name) => { if (!names.has(name)) bad(); fits(item, form.get(names.get(name)), at + "." + name); });
}

/* Lines [good, text] are gathered; whatever stops a computation becomes a line. */
function checkRound(files, key) { // files: name -> {text, hash}; returns [about, function that gives lines][], to be run in turn
  const steps = [], seals = new Map(), draws = [], calls = new Map(), there = new Map();
  seals.settings = [];
  const read = (name, form) => {
    if (!files.has(name)) throw new Error(say("notThere"));
    const document = readJson(files.get(name).text());
    if (form) fits(document, form, name);
    return document;
  };
  const same = (lines, want, got, where) => { if (canonical(want) !== canonical(got)) lines.push([false, say("mustBe", where, canonical(want).slice(0, 80), canonical(got === undefined ? null : got).slice(0, 80))]); };
  const sorted = list => list.slice().sort(byCodePoint);
  const round = read("round.json", ROUND);
  steps.push(["round.json", lines => {
    const hash = hashText(canonical(without(round, "round_sha256")));
    there.set("round " + hash, "round.json");
    same(lines, hash, round.get("round_sha256"), "round_sha256");
    const called = new Set();
    round.get("draws").forEach(entry => entry.get("dossiers").forEach(id => called.add(id)));
    same(lines, sorted(Array.from(called)), sorted(round.get("dossiers").map(item => item.get("id")).concat(gone(round))), "dossiers");
    return say("hashFits");
  }]);
  round.get("seals").forEach(entry => steps.push([entry.get("file"), lines => {
    const seal = read(entry.get("file"), SEAL), hash = hashText(canonical(without(seal, "seal_sha256"))), byId = new Map();
    there.set("seal " + hash, entry.get("file"));
    same(lines, hash, seal.get("seal_sha256"), "seal_sha256"); same(lines, hash, entry.get("seal_sha256"), "round.json");
    seal.get("dossiers").forEach(dossier => {
      const rows = dossier.get("rows"), aimed = new Set(dossier.get("targeted")), plan = dossier.get("plan"), id = dossier.get("id") + " ";
      const size = new Set(rows.concat(dossier.get("targeted"))).size, share = fraction(plan.get("tolerable"), true);
      same(lines, toNumber(divided(product(share[0], whole(size)), share[1])[0]) + 1, plan.get("limit"), id + "limit");
      same(lines, rows.filter(row => !aimed.has(row)).length, plan.get("population"), id + "plan.population");
      same(lines, size, dossier.get("population"), id + "population"); same(lines, Array.from(new Set(rows)), rows, id + "rows");
      byId.set(dossier.get("id"), dossier);
    });
    same(lines, byId.size, seal.get("dossiers").length, "dossiers");
    seals.set(entry.get("seal_sha256"), byId); seals.settings.push(seal.get("settings_sha256"));
    return say("hashFits");
  }]));
  round.get("draws").forEach(entry => steps.push([entry.get("file"), lines => {
    const draw = read(entry.get("file"), DRAW), seal = seals.get(entry.get("seal")), seeds = draw.get("seeds"), stage = draw.get("stage");
    if (!seal) throw new Error(say("notThere"));
    draws.push([entry, draw]);
    there.set("draw " + hashText(canonical(draw)), entry.get("file"));
    same(lines, entry.get("seal"), draw.get("seal_sha256"), "seal_sha256"); same(lines, entry.get("stage"), stage, "stage");
    same(lines, stage, seeds.length, "seeds"); same(lines, seeds.map(hashText), draw.get("h0"), "h0");
    const ids = draw.get("dossiers").map(item => item.get("id"));
    same(lines, sorted(stage === 1 ? Array.from(seal.keys()) : Array.from(new Set(ids))), sorted(ids), "dossiers");
    draw.get("dossiers").forEach(got => {
      const mine = drawOne(seal.get(got.get("id")), seeds), id = got.get("id") + " ";
      same(lines, mine.sample, got.get("sample"), id + say("part_sample")); same(lines, mine.reserve, got.get("reserve"), id + say("part_reserve"));
      same(lines, mine.tickets, got.get("tickets"), id + say("part_tickets"));
    });
    entry.get("dossiers").forEach(id => {
      const name = entry.get("seal") + " " + id, list = calls.get(name) || [], got = draw.get("dossiers").filter(item => item.get("id") === id)[0];
      if (!got) throw new Error(say("drawBad", id, say("part_dossier")));
      list.push([stage, got.get("sample").length, seeds[0]]); calls.set(name, list);
    });
    return say("redrawn", ids.length);
  }]));
  againSteps(round, seals, draws, read, same).forEach(step => steps.push(step));
  steps.push([say("journal"), lines => checkJournal(round, draws, lines, same)]);
  round.get("dossiers").forEach(item => steps.push([item.get("id"), lines => {
    const seal = seals.get(item.get("seal"));
    if (!seal || !seal.has(item.get("id"))) throw new Error(say("notThere"));
    return checkCase(item, seal.get(item.get("id")), calls.get(item.get("seal") + " " + item.get("id")) || [], lines, same);
  }]));
  steps.push([say("signatures"), lines => {
    const hashes = new Map();
    files.forEach((file, name) => hashes.set(name, file.hash()));
    const [told, good] = checkSignatures(files.has("signatures.json") ? readJson(files.get("signatures.json").text()) : null, there, hashes, true);
    told.forEach(line => lines.push(line));
    round.get("journal").forEach(entry => {
      if (entry.get("what") !== "sign") return;
      const facts = entry.get("facts"), name = facts.get("what") + " " + facts.get("sha256");
      if (there.has(name) && !good.has(name + " " + facts.get("key"))) lines.push([false, say("signatureGone", there.get(name))]);
    });
    if (key) there.forEach((file, name) => { if (!good.has(name + " " + key)) lines.push([false, say("notByKey", file)]); });
    return lines.length ? "" : say("noSignatures");
  }]);
  return steps;
}
function gone(round) { return round.has("withdrawn") ? round.get("withdrawn") : []; } // ids that left the round after their draw
function checkJournal(round, draws, lines, same) {
  const sealed = new Map(), out = new Map(), rolls = new Map(), roll = (seal, stage, seeds) => canonical([seal, stage].concat(seeds));
  let last = "0000000000000000000000000000000000000000000000000000000000000000";
  round.get("journal").forEach((entry, i) => {
    same(lines, i + 1, entry.get("id"), "id"); same(lines, last, entry.get("previous"), (i + 1) + " previous");
    last = entry.get("hash");
    const facts = entry.get("facts");
    if (entry.get("what") === "seal" && !sealed.has(facts.get("seal_sha256"))) sealed.set(facts.get("seal_sha256"), i + 1);
    if (entry.get("what") === "withdraw" && facts) out.set(facts.get("dossier"), facts.get("undone") !== true);
    if (entry.get("what") === "draw") rolls.set(roll(facts.get("seal_sha256"), facts.get("stage"), facts.get("seeds")), i + 1);
  });
  gone(round).forEach(id => { if (!out.get(id)) lines.push([false, say("notInJournal", id)]); });
  round.get("seals").forEach(entry => { if (!sealed.has(entry.get("seal_sha256"))) lines.push([false, say("notInJournal", entry.get("file"))]); });
  draws.forEach(([entry, draw], i) => {
    const seeds = draw.get("seeds"), at = rolls.get(roll(entry.get("seal"), draw.get("stage"), seeds)) || 0;
    if (!at || !((sealed.get(entry.get("seal")) || at) < at)) lines.push([false, say("notInJournal", entry.get("file"))]);
    draw.get("superseded").forEach(old => {
      const known = old instanceof Map ? old.get("seeds") : typeof old === "string" ? [old] : old;
      if (!rolls.has(roll(entry.get("seal"), draw.get("stage"), known))) lines.push([false, say("notInJournal", canonical(known))]);
    });
    draws.slice(0, i).forEach(([other, two]) => {
      const again = draw.get("stage") === 2 && canonical(seeds) === canonical(two.get("seeds")) && entry.get("seal") === other.get("seal") &&
        !entry.get("dossiers").some(id => other.get("dossiers").indexOf(id) >= 0);
      if (!again && seeds[seeds.length - 1] === two.get("seeds").slice(-1)[0]) lines.push([false, say("sameSeed", other.get("file"), entry.get("file"))]);
    });
  });
  return say("chained", round.get("journal").length);
}
function checkCase(item, sealed, calls, lines, same) {
  const plan = sealed.get("plan"), stages = item.get("second") === null ? ["first"] : ["first", "second"];
  const sizes = { targeted: new Set(sealed.get("targeted")).size, first: plan.get("n1"), second: plan.get("n2") };
  same(lines, stages.length, item.get("stage"), "stage"); same(lines, plan.get("limit"), item.get("limit"), "limit");
  same(lines, stages.map((key, i) => [i + 1, sizes[key]]), calls.map(call => call.slice(0, 2)).sort((a, b) => a[0] - b[0] || a[1] - b[1]), say("part_sample"));
  same(lines, 1, new Set(calls.map(call => call[2])).size, say("seedLine"));
  ["targeted"].concat(stages).forEach(key => {
    const [n, bad, lost, opened, cleared] = COUNTS.map(count => item.get(key).get(count));
    same(lines, sizes[key], n, key + ".sampled");
    if (bad + lost + cleared > n || opened > lost) lines.push([false, say("badCounts", key)]);
  });
  let lower = item.get("lower"), upper = item.get("upper"), fail = item.get("fail_lower"), loud = false, note = "";
  const limit = item.get("limit");
  if (plan.get("n2") && !plan.has("silence_odds")) note = say("firstEdition");
  else if (!lines.length) [lower, upper, fail, loud] = expected(item, plan);
  const passed = upper < limit;
  let decision = fail >= limit ? "fail" : "extend";
  decision = passed && loud ? "extend" : passed ? "pass" : decision;
  const rows = item.get("grounds").map(ground => [ground.has("code") ? ground.get("code") : null, ground.get("facts").get("rows")]);
  const low = decision === "fail" || rows.reduce((sum, row) => sum + (row[0] === "proven" ? row[1] : 0), 0) >= limit;
  const high = decision === "pass" && rows.every(row => row[0] === null || row[0] === "proven");
  const judgement = low ? "low" : high ? "high" : "more";
  same(lines, lower, item.get("lower"), "lower"); same(lines, upper, item.get("upper"), "upper"); same(lines, fail, item.get("fail_lower"), "fail_lower");
  same(lines, decision, item.get("decision"), "decision"); same(lines, judgement, item.get("judgement"), "judgement");
  same(lines, [decision], item.get("grounds").filter(g => !g.has("code") || g.has("bound")).map(g => g.has("bound") ? g.get("bound") : null), "bound");
  if (rows.some(row => ["doubtful", "outside"].indexOf(row[0]) >= 0 && row[1] < limit)) lines.push([false, say("mustBe", "doubtful, outside", ">= " + limit, "<")]);
  return say("bounded", lower, upper, say("decision_" + decision), say("judgement_" + judgement)) + note;
}
