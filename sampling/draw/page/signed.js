/* Signatures of chair and overseer: docs/recheck.md, Signatures. */
const SIGNATURE = ["at", "file", "format", "key", "name", "role", "sha256", "signature", "what"];
function statements(document) { // of signatures.json, or of one statement as a QR code holds it
  if (document instanceof Map && document.get("format") === "hefang-signature/1") return [document];
  if (!(document instanceof Map) || document.get("format") !== "hefang-signatures/1" || document.size !== 2 || !Array.isArray(document.get("signatures"))) throw new Error(say("notSignatures"));
  return document.get("signatures");
}
function signatureFault(one) { // null: it holds; else what is wrong
  if (!(one instanceof Map) || canonical(Array.from(one.keys()).sort()) !== canonical(SIGNATURE) || one.get("format") !== "hefang-signature/1" ||
      SIGNATURE.some(key => typeof one.get(key) !== "string") || ["chair", "overseer"].indexOf(one.get("role")) < 0 ||
      ["seal", "draw", "round", "paper"].indexOf(one.get("what")) < 0) return say("notSignatures");
  const bytes = new TextEncoder().encode(canonical(without(one, "signature")));
  return signatureHolds(unhex(one.get("key"), 32), bytes, unhex(one.get("signature"), 64)) ? null : say("signatureBad");
}
const signatureLine = (one, file) => say("signatureGood", say("what_" + one.get("what")) + (file ? " " + file : ""), say("role_" + one.get("role")) + " " + one.get("name"), one.get("at"), grouped(one.get("key")));
/* The lines about signatures; `all`: none may be of something that does not lie here. `there`: "what sha256" of what lies here, with its file; `papers`: hash of each file by name. */
function checkSignatures(document, there, papers, all) {
  const lines = [], good = new Set();
  for (const one of document ? statements(document) : []) {
    const fault = signatureFault(one);
    if (fault) { lines.push([false, fault]); continue; }
    const what = one.get("what"), name = what + " " + one.get("sha256");
    if (what === "paper" && !all) continue;
    if (what === "paper") {
      const file = one.get("file"), own = file.split("/").pop(), known = papers.get(file) || papers.get(own);
      lines.push(known && known !== one.get("sha256") ? [false, say("paperChanged", file)] : [true, signatureLine(one, file) + (known ? "" : say("paperAway"))]);
    } else if (there.has(name)) { good.add(name + " " + one.get("key")); lines.push([true, signatureLine(one, there.get(name))]); }
    else if (all) lines.push([false, say("signedOther", say("what_" + what))]);
  }
  if (!all && !lines.length) lines.push([false, say("signedOther", say("what_seal"))]);
  return [lines, good];
}
