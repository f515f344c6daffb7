/* Whole numbers of any size, for browsers that have none of their own: limbs of 24 bits, least first, [] is nought.
   A product of two limbs and what is carried stays below 2^53, up to which JavaScript counts exactly. */
const LIMB = 0x1000000;
function trim(a) { while (a.length && !a[a.length - 1]) a.pop(); return a; }
function whole(n) { const a = []; while (n > 0) { a.push(n % LIMB); n = Math.floor(n / LIMB); } return a; }
function plus(a, b) {
  const sum = [];
  for (let i = 0, carry = 0; i < a.length || i < b.length || carry; i++) {
    const v = (a[i] || 0) + (b[i] || 0) + carry;
    sum.push(v % LIMB); carry = v >= LIMB ? 1 : 0;
  }
  return sum;
}
function minus(a, b) { // a >= b
  const rest = [];
  for (let i = 0, borrow = 0; i < a.length; i++) {
    const v = a[i] - (b[i] || 0) - borrow;
    borrow = v < 0 ? 1 : 0; rest.push(v + borrow * LIMB);
  }
  return trim(rest);
}
function compared(a, b) { // below, at or above nought as a is below, at or above b
  if (a.length !== b.length) return a.length - b.length;
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}
function product(a, b) {
  if (!a.length || !b.length) return [];
  const out = new Array(a.length + b.length).fill(0);
  for (let i = 0; i < a.length; i++) {
    let carry = 0;
    for (let j = 0; j < b.length; j++) {
      const v = out[i + j] + a[i] * b[j] + carry;
      carry = Math.floor(v / LIMB); out[i + j] = v - carry * LIMB;
    }
    out[i + b.length] = carry;
  }
  return trim(out);
}
function power(a, n) { let out = [1]; for (let i = 0; i < n; i++) out = product(out, a); return out; }
function shiftedUp(a, bits) { return product(a, new Array(Math.floor(bits / 24)).fill(0).concat(1 << bits % 24)); }
function shiftedDown(a, bits) {
  const from = Math.floor(bits / 24), by = 1 << bits % 24, out = [];
  for (let i = from; i < a.length; i++) out.push(Math.floor(a[i] / by) + (a[i + 1] || 0) % by * (LIMB / by));
  return trim(out);
}
function lowest(a, bits) { // a modulo 2^bits
  const out = a.slice(0, Math.ceil(bits / 24));
  if (bits % 24 && out.length === Math.ceil(bits / 24)) out[out.length - 1] %= 1 << bits % 24;
  return trim(out);
}
const bitAt = (a, at) => Math.floor((a[Math.floor(at / 24)] || 0) / (1 << at % 24)) % 2;
const bitsOf = a => a.length ? 24 * (a.length - 1) + a[a.length - 1].toString(2).length : 0;
const toNumber = a => a.reduceRight((sum, limb) => sum * LIMB + limb, 0);
function timesSmall(a, n) { return product(a, whole(n)); }
function dividedSmall(a, n) { // by a number below 2^24; only where nothing is left over
  const out = a.slice();
  for (let i = a.length - 1, rest = 0; i >= 0; i--) { const v = rest * LIMB + a[i]; out[i] = Math.floor(v / n); rest = v % n; }
  return trim(out);
}
function divided(a, b) { // [quotient, rest], as on paper: the first limbs guess a digit, at most two too large
  if (compared(a, b) < 0) return [[], a];
  const up = 24 - b[b.length - 1].toString(2).length, size = b.length;
  b = shiftedUp(b, up); a = shiftedUp(a, up);
  const rest = a.concat(0), quotient = new Array(rest.length - size).fill(0);
  for (let at = rest.length - size - 1; at >= 0; at--) {
    let guess = Math.min(Math.floor((rest[at + size] * LIMB + rest[at + size - 1]) / b[size - 1]), LIMB - 1), carry = 0;
    for (let i = 0; i <= size; i++) {
      const v = rest[at + i] - guess * (b[i] || 0) + carry;
      carry = Math.floor(v / LIMB); rest[at + i] = v - carry * LIMB;
    }
    while (carry < 0) {
      guess--;
      for (let i = 0, over = 0; i <= size; i++) {
        const v = rest[at + i] + (b[i] || 0) + over;
        over = v >= LIMB ? 1 : 0; rest[at + i] = v - over * LIMB;
        if (i === size) carry += over;
      }
    }
    quotient[at] = guess;
  }
  return [trim(quotient), shiftedDown(trim(rest), up)];
}
function commonMultiple(a, b) {
  let x = a, y = b;
  while (y.length) { const rest = divided(x, y)[1]; x = y; y = rest; }
  return product(divided(a, x)[0], b);
}
function choose(n, k) { // of n things k
  if (k < 0 || k > n) return [];
  let out = [1];
  for (let i = 0; i < Math.min(k, n - k); i++) out = dividedSmall(timesSmall(out, n - i), i + 1);
  return out;
}
function fromBytes(bytes) { // the least byte first
  const out = [];
  for (let i = 0; i < bytes.length; i += 3) out.push(bytes[i] + 256 * (bytes[i + 1] || 0) + 65536 * (bytes[i + 2] || 0));
  return trim(out);
}
