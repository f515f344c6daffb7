/* Texts are compared by code point, as Python does; JavaScript's own order is by UTF-16 unit. */
function byCodePoint(a, b) {
  const x = Array.from(a), y = Array.from(b), length = Math.min(x.length, y.length);
  for (let i = 0; i < length; i++) if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
  return x.length - y.length;
}

/* A JSON reader of its own: numbers must be whole (JSON.parse reads 25.0 as 25, and a change would pass
   unnoticed), a key may occur once, and lone surrogates are refused. */
function readJson(text) {
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  let at = 0;
  const stop = what => { throw new Error(what + " @ " + at); };
  const space = () => { while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) at++; };
  const take = mark => { if (text[at] !== mark) stop("expected " + mark); at++; };
  const token = pattern => { pattern.lastIndex = at; const found = pattern.exec(text); if (!found) stop("unexpected text"); at += found[0].length; return found[0]; };
  const string = () => {
    const value = JSON.parse(token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y));
    if (/[\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""))) stop("lone surrogate");
    return value;
  };
  const list = (open, close, one) => { take(open); space(); if (text[at] === close) { at++; return; }
    for (;;) { one(); space(); if (text[at] === close) { at++; return; } take(","); } };
  const value = depth => {
    if (depth > 50) stop("too deep");
    space();
    const mark = text[at];
    let result;
    if (mark === "{") {
      result = new Map();
      list("{", "}", () => { space(); const key = string(); if (result.has(key)) stop("duplicate key " + key); space(); take(":"); result.set(key, value(depth + 1)); });
    } else if (mark === "[") { result = []; list("[", "]", () => result.push(value(depth + 1))); }
    else if (mark === '"') result = string();
    else if (mark === "t" || mark === "f" || mark === "n") result = { true: true, false: false, null: null }[token(/true|false|null/y)];
    else {
      const digits = token(/-?[0-9][0-9.eE+-]*/y);
      if (!/^(0|-?[1-9][0-9]{0,14})$/.test(digits) || digits.length > 15) stop("not a whole number: " + digits);
      result = Number(digits);
    }
    return result;
  };
  const result = value(0);
  space();
  if (at < text.length) stop("text after the end");
  return result;
}
const quote = text => '"' + text.replace(/["\\\u0000-\u001f]/g, c =>
  ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" }[c] || "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4))) + '"';
function canonical(value) {
  if (value instanceof Map) return "{" + Array.from(value.keys()).sort(byCodePoint).map(key => quote(key) + ":" + canonical(value.get(key))).join(",") + "}";
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  return typeof value === "string" ? quote(value) : String(value);
}
function without(map, key) { const rest = new Map(map); rest.delete(key); return rest; }
