/* Showing. Nothing that came with a file is ever taken for HTML: texts become text nodes. */
const at = id => document.getElementById(id);
function put(node) {
  for (let i = 1; i < arguments.length; i++) node.appendChild(typeof arguments[i] === "string" ? document.createTextNode(arguments[i]) : arguments[i]);
  return node;
}
function emptied(node) { while (node.firstChild) node.removeChild(node.firstChild); return node; }
function make(tag, attributes) {
  const node = document.createElement(tag);
  Object.keys(attributes || {}).forEach(key => node.setAttribute(key, attributes[key]));
  return put.apply(null, [node].concat(Array.prototype.slice.call(arguments, 2)));
}
const grouped = hash => hash.replace(/(.{4})(?=.)/g, "$1 ");
const note = (good, text, more) => put.apply(null, [make("div", { class: "note " + (good ? "good" : "bad"), role: good ? "status" : "alert" }, make("p", {}, (good ? "✓ " : "✗ ") + text))].concat(more || []));
const hashLine = (label, hash) => make("p", {}, label + " ", make("code", { class: "hash" }, grouped(hash)));
function table(caption, rows, tickets, drawn) {
  const body = make("tbody", {});
  rows.forEach((row, i) => put(body, make("tr", drawn ? { class: "drawn" } : {}, make("td", { class: "n" }, String(i + 1)), make("td", {}, row), make("td", { class: "t", title: tickets.get(row) }, shown(tickets.get(row))))));
  return make("table", {}, make("caption", {}, caption + " · " + rows.length),
    make("thead", {}, make("tr", {}, make("th", { class: "n", scope: "col" }, say("order")), make("th", { scope: "col" }, say("row")), make("th", { scope: "col" }, say("ticket")))), body);
}
let last = null;
function fill(details, draw) { // tables are built when they are opened: 200 dossiers have 40,000 rows
  if (details.getAttribute("data-filled")) return;
  details.setAttribute("data-filled", "1");
  put(details, table(say("sample"), draw.sample, draw.tickets, true), table(say("reserve"), draw.reserve, draw.tickets, false));
  if (draw.targeted.length) put(details, make("p", {}, say("targeted") + "：" + draw.targeted.join("  ")));
}
function showSignatures(result, hash, drawText) {
  const there = new Map([["seal " + hash, ""]]);
  try {
    if (drawText) there.set("draw " + hashText(canonical(readJson(drawText))), "");
    // signatures.json holds those of other seals, of the round and of papers too.
    checkSignatures(readJson(at("signed").value.trim()), there, new Map(), false)[0].forEach(line => put(result, note(line[0], line[1])));
  } catch (error) { put(result, note(false, say("signatures") + " " + say("unreadable", error.message))); }
}
function recompute() {
  const result = emptied(at("result"));
  last = null;
  let seal, draws, seeds;
  try { seal = readJson(at("seal").value.trim()); }
  catch (error) { put(result, note(false, say("sealName") + " " + say("unreadable", error.message))); return; }
  if (!(seal instanceof Map) || seal.get("format") !== "hefang-seal/1") { put(result, note(false, say("notSeal"))); return; }
  const stated = seal.get("seal_sha256"), hash = hashText(canonical(without(seal, "seal_sha256"))), intact = hash === stated, drawText = at("draw").value.trim();
  put(result, intact ? note(true, say("hashGood"), [hashLine("", hash)]) : note(false, say("hashBad"), [hashLine(say("computed"), hash), hashLine(say("stated"), String(stated))]));
  const minutes = at("minutes").value.toLowerCase().replace(/\s/g, "");
  if (minutes) put(result, note(minutes === hash, say(minutes === hash ? "minutesGood" : "minutesBad")));
  if (at("signed").value.trim()) showSignatures(result, hash, drawText);
  if (!intact) return; // no sample is shown for a seal that was changed
  try {
    checkShape(seal);
    seeds = [readSeed(at("seed").value)];
    if (at("seed2").value) seeds.push(readSeed(at("seed2").value));
    if (seeds.length === 2 && seeds[0] === seeds[1]) throw new Error(say("sameDice"));
    draws = drawAll(seal, seeds);
  } catch (error) { put(result, note(false, error.message)); return; }
  if (drawText) {
    try {
      const notes = compare(readJson(drawText), hash, seeds, draws);
      if (!notes.length) put(result, note(true, say("drawGood")));
      notes.slice(0, 20).forEach(text => put(result, note(false, text)));
    } catch (error) { put(result, note(false, say("drawName") + " " + say("unreadable", error.message))); }
  }
  last = { seal_sha256: hash, seeds, draws };
  put(result, make("h2", {}, say("stage", nth(seeds.length)) + " · " + say("dossiers", draws.length)));
  seeds.forEach(seed => put(result, make("p", {}, say("seedLine") + " ", make("strong", { class: "hash seed" }, seed)), hashLine(say("h0"), hashText(seed))));
  const toggle = make("button", { type: "button", class: "screen", id: "open-all" }, say("openAll"));
  put(result, make("p", {}, toggle));
  const all = draws.map(draw => {
    const details = make("details", {}, make("summary", {}, say("dossier", draw.id, draw.population, draw.sample.length, draw.reserve.length, draw.targeted.length)));
    details.addEventListener("toggle", () => { if (details.open) fill(details, draw); });
    put(result, details);
    return details;
  });
  toggle.addEventListener("click", () => {
    const open = !all.every(item => item.open);
    all.forEach((item, i) => { if (open) fill(item, draws[i]); item.open = open; });
    toggle.textContent = say(open ? "closeAll" : "openAll");
  });
  if (draws.length === 1) { fill(all[0], draws[0]); all[0].open = true; }
}
function showRound(steps) { // one step at a time, so that the page stays alive
  const result = emptied(at("round-result")), wait = make("p", {}, say("working"));
  let faults = 0, number = 0;
  put(result, wait);
  const next = () => {
    if (number === steps.length) {
      result.removeChild(wait);
      result.insertBefore(note(!faults, say(faults ? "faults" : "allGood", faults || steps.length)), result.firstChild);
      result.setAttribute("data-faults", String(faults));
      return;
    }
    const about = steps[number][0], lines = [];
    let sum = "";
    try { sum = steps[number][1](lines); }
    catch (error) { lines.push([false, say("uncomputed", error.message)]); }
    number++;
    const bad = lines.filter(line => !line[0]).length;
    faults += bad;
    if (!bad && sum) lines.unshift([true, sum]);
    lines.slice(0, 30).forEach(line => result.insertBefore(note(line[0], about + "：" + line[1]), wait));
    setTimeout(next, 0);
  };
  next();
}
function recheckRound(files) { // name -> bytes
  const known = new Map();
  files.forEach((bytes, name) => known.set(name, {
    text: () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    hash: () => sha256(bytes)
  }));
  let steps;
  const key = at("round-key").value.toLowerCase().replace(/\s/g, "");
  try { steps = checkRound(known, key); }
  catch (error) { steps = [["round.json", () => { throw error; }]]; }
  showRound(steps);
}
function readFiles(list, done) { // all files, then `done` with name -> bytes; what cannot be read is said
  const found = new Map();
  let left = list.length;
  Array.prototype.forEach.call(list, file => {
    const reader = new FileReader();
    reader.onload = () => { found.set(file.name, new Uint8Array(reader.result)); if (!--left) done(found); };
    reader.onerror = () => put(at("round-result"), note(false, say("fileUnread", file.name)));
    reader.readAsArrayBuffer(file);
  });
}
function open(file, target) {
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => { at(target).value = reader.result; forget(); };
  reader.onerror = () => put(emptied(at("result")), note(false, say("fileUnread", file.name)));
  reader.readAsText(file, "utf-8");
}
function forget() { if (at("result").firstChild) { emptied(at("result")); last = null; } }
function speak() {
  document.documentElement.lang = lang ? "en" : "zh-CN";
  document.title = say("title");
  Array.prototype.forEach.call(document.querySelectorAll("[data-say]"), node => { node.textContent = say(node.getAttribute("data-say")); });
  at("lang").textContent = say("lang");
  at("lang").lang = lang ? "zh-CN" : "en";
}
function guarded(result, work) { // what nobody foresaw is shown too
  try { work(); } catch (error) { put(at(result), note(false, say("uncomputed", error.message))); }
}
at("lang").addEventListener("click", () => { lang = 1 - lang; speak(); if (at("result").firstChild) guarded("result", recompute); emptied(at("round-result")); });
at("form").addEventListener("submit", event => { event.preventDefault(); guarded("result", recompute); at("result").focus({ preventScroll: true }); });
at("round").addEventListener("submit", event => {
  event.preventDefault();
  const chosen = at("round-files").files;
  emptied(at("round-result")).removeAttribute("data-faults");
  if (!chosen.length) put(at("round-result"), note(false, say("noFiles")));
  else readFiles(chosen, files => guarded("round-result", () => recheckRound(files)));
});
at("print").addEventListener("click", () => window.print());
["seal", "draw", "signed"].forEach(id => at(id + "-file").addEventListener("change", event => open(event.target.files[0], id)));
["seal", "seed", "seed2", "minutes", "draw", "signed"].forEach(id => at(id).addEventListener("input", forget));
/* What was computed, for whoever wants it whole: verifierResult() in the console. */
window.verifierResult = () => {
  if (!last) return last;
  const plain = tickets => { const out = {}; tickets.forEach((ticket, row) => { out[row] = ticket; }); return out; };
  return JSON.stringify({ seal_sha256: last.seal_sha256, seeds: last.seeds, dossiers: last.draws.map(d => ({ id: d.id, sample: d.sample, reserve: d.reserve, tickets: plain(d.tickets) })) });
};
if (hashText("abc") !== "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") throw new Error("SHA-256");
speak();
if (!lacking.length) at("before").parentNode.removeChild(at("before"));
