/* Who was called again by somebody else, by docs/recheck.md, "The second ear": what verify_again.py does, in the browser. */
const CHOICE = of("number# seed h0 share least#", { format: ["hefang-again/1"], callers: { list: of("caller# more#", { reached: { list: "" }, drawn: { list: "" }, tickets: ANY }) } });
const TOLD = of("", { draws: { list: of("file sha256") }, settings: { perhaps: ANY } });
TOLD.delete("");
function againSteps(round, seals, draws, read, same) { // steps as those of checkRound: one a choice, and one for all of them
  const steps = [], docs = [], again = round.has("again") ? round.get("again") : null;
  if (again) fits(again, TOLD, "again");
  const list = again ? again.get("draws") : [], settings = again ? again.get("settings") : null;
  list.forEach(entry => steps.push([entry.get("file"), lines => {
    const doc = read(entry.get("file"), CHOICE), drawn = new Set(), listed = new Set(), called = calledRows(draws, seals), every = [];
    same(lines, hashText(canonical(doc)), entry.get("sha256"), "sha256");
    same(lines, docs.length + 1, doc.get("number"), "number"); same(lines, hashText(doc.get("seed")), doc.get("h0"), "h0");
    if (settings) {
      same(lines, settings.get("again_share"), doc.get("share"), "share"); same(lines, settings.get("again_least"), doc.get("least"), "least");
    }
    docs.forEach(one => one.get("callers").forEach(part => { part.get("drawn").forEach(row => drawn.add(row)); part.get("reached").forEach(row => listed.add(row)); }));
    doc.get("callers").forEach(part => part.get("reached").forEach(row => every.push(row)));
    same(lines, Array.from(new Set(every)), every, "reached");
    every.forEach(row => { if (!called.has(row) || drawn.has(row)) lines.push([false, say("notCalled", row)]); });
    doc.get("callers").forEach((part, i) => {
      const pool = part.get("reached"), more = part.get("more"), name = part.get("caller") + " ", fresh = pool.filter(row => !listed.has(row)).length;
      same(lines, i + 1, part.get("caller"), "caller");
      if (more && !docs.length) lines.push([false, say("mustBe", name + "more", 0, more)]);
      const [order, tickets] = ordered(hashText(doc.get("seed")), pool);
      const size = Math.min(pool.length, Math.min(fresh, Math.max(doc.get("least"), shareOf(doc.get("share"), fresh))) + more);
      same(lines, order.slice(0, size), part.get("drawn"), name + say("part_sample")); same(lines, tickets, part.get("tickets"), name + say("part_tickets"));
    });
    docs.push(doc);
    return say("chosenAgain", doc.get("callers").length);
  }]));
  steps.push([say("again"), lines => {
    if (list.length && settings && !Array.from(seals.settings).some(hash => hash === hashText(canonical(settings)))) lines.push([false, say("settingsBad")]);
    checkChoices(round, docs, lines);
    return !list.length ? "" : settings ? say("sharesSealed") : say("sharesTold");
  }]);
  return steps;
}
function shareOf(text, count) { // the share of count, rounded up
  if (!count) return 0;
  const share = fraction(text, true), [whole_, rest] = divided(product(share[0], whole(count)), share[1]);
  return toNumber(whole_) + (toNumber(rest) ? 1 : 0);
}
function calledRows(draws, seals) { // every row that was to be called: targeted, or drawn for a dossier that its draw names
  const rows = new Set();
  draws.forEach(([entry, draw]) => entry.get("dossiers").forEach(id => {
    draw.get("dossiers").forEach(one => { if (one.get("id") === id) one.get("sample").forEach(row => rows.add(row)); });
    const sealed = seals.get(entry.get("seal")).get(id);
    if (sealed) sealed.get("targeted").forEach(row => rows.add(row));
  }));
  return rows;
}
function checkChoices(round, docs, lines) { // each choice has its entry, after the draws of the round, with dice of its own
  const entries = new Map(), rolls = [];
  let first = round.get("journal").length;
  round.get("journal").forEach((entry, at) => {
    const facts = entry.get("facts");
    if (entry.get("what") === "draw") { first = Math.min(first, at); facts.get("seeds").forEach(seed => rolls.push(seed)); }
    if (entry.get("what") === "again_draw") { entries.set(facts.get("number"), [at, facts.get("seeds")]); facts.get("seeds").forEach(seed => rolls.push(seed)); }
  });
  if (entries.size !== docs.length) lines.push([false, say("choicesGone", entries.size, docs.length)]);
  docs.forEach(doc => {
    const [at, seeds] = entries.get(doc.get("number")) || [-1, []];
    if (at <= first || canonical(seeds) !== canonical([doc.get("seed")])) lines.push([false, say("notInJournal", "again-" + doc.get("number") + ".json")]);
    if (rolls.filter(seed => seed === doc.get("seed")).length !== 1) lines.push([false, say("sameSeed", "again-" + doc.get("number") + ".json", "…")]);
  });
}
