/* Ed25519 (RFC 8032, 5.1), only to check signatures. Points as X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z. */
const P = minus(shiftedUp([1], 255), [19]);
const ORDER = plus(shiftedUp([1], 252), decimal("27742317777372353535851937790883648493"));
function decimal(digits) { let out = []; for (let i = 0; i < digits.length; i++) out = plus(product(out, [10]), whole(+digits[i])); return out; }
function folded(a) { // modulo P: 2^255 is 19
  while (bitsOf(a) > 255) a = plus(lowest(a, 255), product(shiftedDown(a, 255), [19]));
  return compared(a, P) >= 0 ? minus(a, P) : a;
}
const timesP = (a, b) => folded(product(a, b)), plusP = (a, b) => folded(plus(a, b)), minusP = (a, b) => folded(minus(plus(a, P), b));
function powerP(a, n) { let out = [1]; for (let at = bitsOf(n) - 1; at >= 0; at--) { out = timesP(out, out); if (bitAt(n, at)) out = timesP(out, a); } return out; }
const inverse = a => powerP(a, minus(P, [2]));
let CURVE = null; // made when the first signature is checked
function curve() {
  if (!CURVE) {
    CURVE = { d: timesP(minus(P, whole(121665)), inverse(whole(121666))), root: powerP([2], shiftedDown(minus(P, [1]), 2)) };
    CURVE.base = pointAt(timesP([4], inverse([5])), 0);
  }
  return CURVE;
}
function pointAt(y, odd) { // 5.1.3; null where there is none
  const { d, root } = CURVE, yy = timesP(y, y), square = timesP(minusP(yy, [1]), inverse(plusP(timesP(d, yy), [1])));
  let x = powerP(square, shiftedDown(plus(P, [3]), 3));
  if (compared(timesP(x, x), square)) x = timesP(x, root);
  if (compared(timesP(x, x), square) || (!x.length && odd)) return null;
  if ((x.length ? x[0] % 2 : 0) !== odd) x = minus(P, x);
  return [x, y, [1], timesP(x, y)];
}
function pointOf(bytes) {
  const n = fromBytes(bytes), y = lowest(n, 255);
  return compared(y, P) < 0 ? pointAt(y, bitAt(n, 255)) : null;
}
function sumOf(p, q) { // 5.1.4
  const a = timesP(minusP(p[1], p[0]), minusP(q[1], q[0])), b = timesP(plusP(p[1], p[0]), plusP(q[1], q[0]));
  const c = timesP(timesP(product(p[3], [2]), q[3]), CURVE.d), z = timesP(product(p[2], [2]), q[2]);
  const e = minusP(b, a), f = minusP(z, c), g = plusP(z, c), h = plusP(b, a);
  return [timesP(e, f), timesP(g, h), timesP(f, g), timesP(e, h)];
}
function manyTimes(n, p) {
  let total = [[], [1], [1], []];
  for (let at = bitsOf(n) - 1; at >= 0; at--) { total = sumOf(total, total); if (bitAt(n, at)) total = sumOf(total, p); }
  return total;
}
function joined(lists) { const out = []; lists.forEach(list => { for (let i = 0; i < list.length; i++) out.push(list[i]); }); return new Uint8Array(out); }
function signatureHolds(key, message, signature) { // bytes; 5.1.7: [S]B = R + [k]A, k = SHA-512(R, A, message)
  if (!key || !signature) return false;
  curve();
  const first = signature.slice(0, 32), a = pointOf(key), r = pointOf(first), s = fromBytes(signature.slice(32));
  if (!a || !r || compared(s, ORDER) >= 0) return false;
  const k = divided(fromBytes(sha512(joined([first, key, message]))), ORDER)[1];
  const left = manyTimes(s, CURVE.base), right = sumOf(r, manyTimes(k, a));
  return [0, 1].every(i => !compared(timesP(left[i], right[2]), timesP(right[i], left[2])));
}
