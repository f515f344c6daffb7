/* Bounds and decision by docs/recheck.md, in whole numbers: nothing is rounded. A share is [numerator, denominator]. */
function fraction(text, share) { // 3/5, 0.6, 60%; as a share, above 1 it is a percentage
  const parts = /^([0-9]+)(?:\/([0-9]+)|\.([0-9]+))?(%?)$/.exec(text);
  if (!parts) throw new Error(text);
  let top = decimal(parts[1] + (parts[3] || "")), bottom = parts[2] ? decimal(parts[2]) : power([10], (parts[3] || "").length);
  if (parts[4] || (share && compared(top, bottom) > 0)) bottom = product(bottom, [100]);
  if (!top.length || !bottom.length || (share && compared(top, bottom) >= 0)) throw new Error(text);
  return [top, bottom];
}
const rest = share => [minus(share[1], share[0]), share[1]];
const both = (a, b) => [product(a[0], b[0]), product(a[1], b[1])];
const below = (a, b) => compared(product(a[0], b[1]), product(b[0], a[1])) < 0;
function search(weights, scale, rows, level, rising) { // least K (greatest, unless rising) whose P_K is above the level
  const left = rows - weights.length + 1;
  let low = 0, high = rows + 1;
  while (low < high) {
    const k = Math.floor((low + high) / 2), most = Math.min(k, weights.length - 1);
    let ways = [];
    // From choose(left, k - m) to the next by one step each; from the last back, because the first may be nought.
    for (let m = most, rest = null; m >= 0 && k - m <= left; m--) {
      rest = rest === null ? choose(left, k - m) : dividedSmall(timesSmall(rest, left - (k - m) + 1), k - m);
      if (weights[m].length) ways = plus(ways, product(weights[m], rest));
    }
    const above = compared(product(ways, level[1]), product(product(level[0], scale), choose(rows, k))) > 0;
    if (above !== rising) low = k + 1; else high = k;
  }
  return rising ? low : low - 1;
}
function atLeast(rows, n, bad, level) { // L = min{K : P_K(false among the drawn >= bad) > level}
  const weights = [];
  for (let m = 0; m <= n; m++) weights.push(m >= bad ? choose(n, m) : []);
  return search(weights, [1], rows, level, true);
}
const HEARD = new Map();
function heard(n, u, odds) { // C(k,b)·C(n-k,u-b)·Γ^b at [k][k-b]; C(n,k)·D / its sum; D
  const name = [n, u, odds].join();
  if (HEARD.has(name)) return HEARD.get(name);
  const table = [], sums = [];
  for (let k = 0; k <= n; k++) {
    const most = Math.min(k, u), row = new Array(k - most).fill([]);
    for (let b = most; b >= 0; b--) {
      row.push(product(product(choose(k, b), choose(n - k, u - b)), product(power(odds[0], b), power(odds[1], most - b))));
    }
    table.push(row); sums.push(row.reduce(plus, []));
  }
  const scale = sums.reduce(commonMultiple, [1]);
  const made = [table, sums.map((sum, k) => divided(product(choose(n, k), scale), sum)[0]), scale];
  HEARD.set(name, made);
  return made;
}
function greatest(n, u, x, rows, odds, level) { // U = max{K : P_K(X <= x) > α}, X = Σ (k_j - b_j) over two samples
  const [one, ones, scale] = heard(n[0], u[0], odds), [two, twos, other] = heard(n[1], u[1], odds), weights = [];
  for (let m = 0; m <= n[0] + n[1]; m++) weights.push([]);
  const sums = two.map(row => { const upto = []; row.reduce((sum, w) => { const more = plus(sum, w); upto.push(more); return more; }, []); return upto; });
  one.forEach((row, k) => sums.forEach((upto, m) => {
    let part = [];
    for (let y = 0; y < row.length && y <= x; y++) if (row[y].length) part = plus(part, product(row[y], upto[Math.min(x - y, m)]));
    if (part.length) weights[k + m] = plus(weights[k + m], product(product(ones[k], twos[m]), part));
  }));
  return search(weights, product(scale, other), rows, level, false);
}
const COUNTS = ["sampled", "bad", "unresolved", "open", "cleared"];
function expected(dossier, plan) { // lower, upper, fail_lower, and whether too many are silent for a pass
  const group = g => COUNTS.map(key => g === null ? 0 : g.get(key)), first = group(dossier.get("first")), second = group(dossier.get("second"));
  const hit = group(dossier.get("targeted")), found = dossier.get("beyond"), rows = plan.get("population"), n2 = plan.get("n2");
  const told = plan.has("silence_odds") ? plan.get("silence_odds") : "inf", two = dossier.get("second") !== null && n2 > 0;
  const odds = told === "inf" ? [[1], []] : fraction(told), part = n2 ? fraction(plan.get("stage_share")) : [[1], [1]];
  const level = rest(fraction(plan.get("confidence"), true)), alpha = both(level, two ? rest(part) : part);
  const half = rest(fraction(plan.get("fail_confidence"), true)), alphaF = n2 ? [half[0], product(half[1], [2])] : half;
  const all = first.map((value, i) => value + second[i]), n = all[0], bad = all[1], lost = all[2], opened = all[3];
  const wrong = bad + hit[1] + found.get("bad"), worst = hit[1] + hit[2];
  const lower = Math.max(hit[1] + atLeast(rows, n, bad, alpha), wrong);
  let fail = Math.max(atLeast(rows, first[0], first[1], alphaF), atLeast(rows, n, bad, alphaF));
  fail = Math.max(hit[1] + fail, wrong);
  if (dossier.get("late")) {
    const late = fraction(dossier.get("late"), true), few = [];
    for (let m = 0; m <= n; m++) few.push(m <= bad + lost ? choose(n, m) : []);
    return [lower, Math.max(worst + search(few, [1], rows, below(late, level) ? late : level, false), wrong), fail, false];
  }
  const blind = told === "inf" && !two, u = [first, second].map(g => g[2] - g[3] + (blind ? 0 : g[4]));
  let upper = greatest([first[0], second[0]], u, bad + opened, rows, odds, alpha);
  if (blind) upper = Math.max(upper, atLeast(rows, n, bad + lost, alpha));
  upper = Math.min(Math.max(worst + upper, wrong), rows - n + bad + lost + worst - found.get("good"));
  let loud = false;
  if (plan.has("silence_most")) { const most = fraction(plan.get("silence_most"), true); loud = compared(product(whole(u[0] + u[1]), most[1]), product(most[0], whole(n))) > 0; }
  return [lower, Math.max(upper, lower), fail, loud];
}
