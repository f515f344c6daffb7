/* The seal, the seed, the draw: docs/draw.md. */
function checkShape(seal) {
  const need = (good, where) => { if (!good) throw new Error(say("shape", where)); };
  const texts = list => Array.isArray(list) && list.every(item => typeof item === "string");
  const rows = new Set();
  need(Array.isArray(seal.get("dossiers")) && seal.get("dossiers").length, "dossiers");
  for (const dossier of seal.get("dossiers")) {
    need(dossier instanceof Map && typeof dossier.get("id") === "string", "id");
    const id = dossier.get("id"), plan = dossier.get("plan"), list = dossier.get("rows"), aimed = dossier.get("targeted");
    need(texts(list), id + " rows"); need(texts(aimed), id + " targeted"); need(plan instanceof Map, id + " plan");
    for (const row of list) { need(!rows.has(row), row); rows.add(row); }
    const own = new Set(list);
    need(aimed.every(row => own.has(row)), id + " targeted");
    need(dossier.get("population") === list.length, id + " population");
    const n1 = plan.get("n1"), n2 = plan.get("n2"), free = list.length - new Set(aimed).size;
    need(Number.isInteger(n1) && Number.isInteger(n2) && n1 >= 0 && n2 >= 0 && n1 + n2 <= free, id + " n1 + n2 > " + free);
  }
}
const BLANK = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
function readSeed(seed) {
  // Twenty digits, however they are written or grouped, are those twenty digits; any other text counts as it stands.
  const plain = seed.normalize("NFKC").replace(/[\s,，、;；.。·・_\-–—:：\/|]/g, "");
  if (/^[0-9]{20}$/.test(plain)) return plain;
  if (new RegExp("^[" + BLANK + "]*$").test(seed)) throw new Error(say("seedBlank"));
  if (new RegExp("^[" + BLANK + "]|[" + BLANK + "]$|[\\u0000-\\u001f\\u007f-\\u009f]").test(seed)) throw new Error(say("seedEdges"));
  return seed.normalize("NFC");
}
function decimalOf(hash) { // 64 hexadecimal digits in decimal, at least 64 digits; by limbs of seven digits
  const limbs = [0];
  for (let i = 0; i < hash.length; i += 4) {
    let carry = parseInt(hash.substr(i, 4), 16);
    for (let k = 0; k < limbs.length; k++) { const v = limbs[k] * 65536 + carry; carry = Math.floor(v / 1e7); limbs[k] = v - carry * 1e7; }
    while (carry) { limbs.push(carry % 1e7); carry = Math.floor(carry / 1e7); }
  }
  let text = "";
  for (let k = limbs.length - 1; k >= 0; k--) text += ("000000" + limbs[k]).slice(-7);
  text = text.replace(/^0+/, "");
  while (text.length < 64) text = "0" + text;
  return text;
}
const ticket = (h0, row) => "0." + decimalOf(hashText(h0 + row)).split("").reverse().join("");
const shown = number => { const nines = /^0\.9*/.exec(number)[0].length; return number.slice(0, nines + 18); };
function ordered(h0, rows) { // [rows in the order of their tickets, tickets]
  const tickets = new Map(rows.map(row => [row, ticket(h0, row)]));
  const order = rows.slice().sort((a, b) => { const x = tickets.get(a), y = tickets.get(b); return x < y ? -1 : x > y ? 1 : byCodePoint(a, b); });
  return [order, tickets];
}
function drawOne(dossier, seeds) {
  const aimed = new Set(dossier.get("targeted")), plan = dossier.get("plan");
  let left = dossier.get("rows").filter(row => !aimed.has(row)), result;
  seeds.map(hashText).forEach((h0, stage) => {
    const [order, tickets] = ordered(h0, left), size = plan.get(stage ? "n2" : "n1");
    result = { id: dossier.get("id"), population: dossier.get("population"), targeted: dossier.get("targeted"), sample: order.slice(0, size), reserve: order.slice(size), tickets };
    left = result.reserve;
  });
  return result;
}
const drawAll = (seal, seeds) => seal.get("dossiers").map(dossier => drawOne(dossier, seeds));

/* Comparing with draw.json */
function compare(draw, sealHash, seeds, draws) {
  const notes = [];
  if (!(draw instanceof Map) || !Array.isArray(draw.get("dossiers"))) throw new Error("dossiers");
  if (draw.get("format") !== "hefang-draw/1" && draw.has("format")) notes.push(say("drawOther", "format"));
  if (draw.has("seal_sha256") && draw.get("seal_sha256") !== sealHash) notes.push(say("drawSeal"));
  const theirs = draw.get("seeds");
  if (Array.isArray(theirs)) {
    if (theirs.length !== seeds.length) notes.push(say("drawStage", nth(theirs.length), nth(seeds.length)));
    else theirs.forEach((seed, i) => { if (seed !== seeds[i]) notes.push(say("drawSeed", seed, seeds[i])); });
  }
  if (draw.has("stage") && draw.get("stage") !== seeds.length) notes.push(say("drawStage", nth(draw.get("stage")), nth(seeds.length)));
  const h0 = draw.get("h0");
  if (draw.has("h0") && canonical(h0) !== canonical(seeds.map(hashText))) notes.push(say("drawOther", "h0"));
  const known = ["format", "seal_sha256", "stage", "seeds", "h0", "dossiers", "superseded"];
  Array.from(draw.keys()).forEach(key => { if (known.indexOf(key) < 0) notes.push(say("drawOther", key)); });
  const listed = new Map(draw.get("dossiers").map(item => [item.get("id"), item])), same = (a, b) => canonical(a === undefined ? null : a) === canonical(b);
  for (const mine of draws) {
    const other = listed.get(mine.id);
    listed.delete(mine.id);
    if (!other) { notes.push(say("drawBad", mine.id, say("part_dossier"))); continue; }
    for (const part of ["sample", "reserve", "tickets"]) if (!same(other.get(part), mine[part])) notes.push(say("drawBad", mine.id, say("part_" + part)));
    Array.from(other.keys()).forEach(key => { if (["id", "sample", "reserve", "tickets"].indexOf(key) < 0) notes.push(say("drawBad", mine.id, key)); });
  }
  for (const id of Array.from(listed.keys())) notes.push(say("drawBad", id, say("part_dossier")));
  return notes;
}
