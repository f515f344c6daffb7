/* SHA-256 and SHA-512 (FIPS 180-4). Written out, because browsers offer theirs to pages from a server only. The
   constants are the first bits of the fractional parts of the cube (K) and square (H) roots of the first primes. */
const primes = [];
for (let n = 2; primes.length < 80; n++) if (primes.every(p => n % p)) primes.push(n);
function root(prime, degree, bits) { // floor(prime^(1/degree) * 2^bits) modulo 2^bits, exactly
  const target = shiftedUp(whole(prime), bits * degree);
  let low = [], high = shiftedUp([1], bits + 8);
  while (compared(minus(high, low), [1]) > 0) {
    const middle = shiftedDown(plus(low, high), 1);
    if (compared(power(middle, degree), target) <= 0) low = middle; else high = middle;
  }
  return lowest(low, bits);
}
const K = Uint32Array.from(primes.slice(0, 64), p => toNumber(root(p, 3, 32)));
const H = Uint32Array.from(primes.slice(0, 8), p => toNumber(root(p, 2, 32)));
function padded(bytes, block, tail) { // the message, a one, noughts, its length in bits
  const data = new Uint8Array(Math.ceil((bytes.length + 1 + tail) / block) * block), view = new DataView(data.buffer);
  data.set(bytes); data[bytes.length] = 0x80;
  view.setUint32(data.length - 8, Math.floor(bytes.length / 0x20000000)); view.setUint32(data.length - 4, bytes.length << 3);
  return view;
}
function hex(view) { let out = ""; for (let i = 0; i < view.length; i++) out += ("0" + view[i].toString(16)).slice(-2); return out; }
function unhex(text, size) {
  if (typeof text !== "string" || text.length !== 2 * size || /[^0-9a-f]/.test(text)) return null;
  const out = new Uint8Array(size);
  for (let i = 0; i < size; i++) out[i] = parseInt(text.substr(2 * i, 2), 16);
  return out;
}
function sha256(bytes) {
  const view = padded(bytes, 64, 8), h = H.slice(), w = new Uint32Array(64), turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i++) {
      const p = w[i - 15], q = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turn(p, 7) ^ turn(p, 18) ^ (p >>> 3)) + (turn(q, 17) ^ turn(q, 19) ^ (q >>> 10));
    }
    let [a, b, c, d, e, f, g, z] = h;
    for (let i = 0; i < 64; i++) {
      const s = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g; g = f; f = e; e = (d + s) | 0; d = c; c = b; b = a; a = (s + t) | 0;
    }
    [a, b, c, d, e, f, g, z].forEach((x, i) => { h[i] += x; });
  }
  let out = "";
  for (let i = 0; i < 8; i++) out += ("0000000" + h[i].toString(16)).slice(-8);
  return out;
}
const hashText = text => sha256(new TextEncoder().encode(text));

/* SHA-512: words of 64 bits as two halves, the high one first. */
let K512 = null, H512 = null;
function words64(list, degree) {
  const out = [];
  list.forEach(p => { const r = root(p, degree, 64); out.push(toNumber(shiftedDown(r, 32)), toNumber(lowest(r, 32))); });
  return out;
}
function sha512(bytes) { // the 64 bytes
  K512 = K512 || words64(primes, 3); H512 = H512 || words64(primes.slice(0, 8), 2);
  const view = padded(bytes, 128, 16), h = H512.slice(), w = new Array(160);
  const sum = function () { // of halves: [high, low, high, low, ...]
    let high = 0, low = 0;
    for (let i = 0; i < arguments.length; i += 2) { high += arguments[i] >>> 0; low += arguments[i + 1] >>> 0; }
    return [(high + Math.floor(low / 0x100000000)) >>> 0, low >>> 0];
  };
  const turn = (x, y, n) => n < 32 ? [(x >>> n) | (y << (32 - n)), (y >>> n) | (x << (32 - n))] : [(y >>> (n - 32)) | (x << (64 - n)), (x >>> (n - 32)) | (y << (64 - n))];
  const mixed = (x, y, a, b, c, shift) => {
    const p = turn(x, y, a), q = turn(x, y, b), r = shift ? [x >>> c, (y >>> c) | (x << (32 - c))] : turn(x, y, c);
    return [p[0] ^ q[0] ^ r[0], p[1] ^ q[1] ^ r[1]];
  };
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 32; i++) w[i] = view.getUint32(block + 4 * i);
    for (let i = 32; i < 160; i += 2) {
      const p = mixed(w[i - 30], w[i - 29], 1, 8, 7, true), q = mixed(w[i - 4], w[i - 3], 19, 61, 6, true);
      const r = sum(w[i - 32], w[i - 31], p[0], p[1], w[i - 14], w[i - 13], q[0], q[1]);
      w[i] = r[0]; w[i + 1] = r[1];
    }
    const v = h.slice(); // a to h, in halves
    for (let i = 0; i < 160; i += 2) {
      const e = mixed(v[8], v[9], 14, 18, 41), a = mixed(v[0], v[1], 28, 34, 39);
      const s = sum(v[14], v[15], e[0], e[1], (v[8] & v[10]) ^ (~v[8] & v[12]), (v[9] & v[11]) ^ (~v[9] & v[13]), K512[i], K512[i + 1], w[i], w[i + 1]);
      const t = sum(a[0], a[1], (v[0] & v[2]) ^ (v[0] & v[4]) ^ (v[2] & v[4]), (v[1] & v[3]) ^ (v[1] & v[5]) ^ (v[3] & v[5]));
      const d = sum(v[6], v[7], s[0], s[1]), n = sum(s[0], s[1], t[0], t[1]);
      for (let k = 15; k > 1; k--) v[k] = v[k - 2];
      v[8] = d[0]; v[9] = d[1]; v[0] = n[0]; v[1] = n[1];
    }
    for (let k = 0; k < 16; k += 2) { const r = sum(h[k], h[k + 1], v[k], v[k + 1]); h[k] = r[0]; h[k + 1] = r[1]; }
  }
  const out = new Uint8Array(64), seen = new DataView(out.buffer);
  h.forEach((x, i) => seen.setUint32(4 * i, x));
  return out;
}
