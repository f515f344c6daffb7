/* Signatures of chair and overseer: docs/recheck.md, Signatures. */
const SIGNATURE = ["at", "format", "key", "name", "role", "sha256", "signature", "what"];
function statements(document) { // of signatures.json, or of one statement as a QR code holds it
  if (document instanceof Map && document.get("format") === "hefang-signature/1") return [document];
  if (!(document instanceof Map) || document.get("format") !== "hefang-signatures/1" || document.size !== 3 || !(document.get("papers") instanceof Map) || !Array.isArray(document.get("signatures"))) throw new Error(say("notSignatures"));
  return document.get("signatures");
}
function signatureFault(one) { // null: it holds; else what is wrong
  if (!(one instanceof Map) || canonical(Array.from(one.keys()).sort()) !== canonical(SIGNATURE) || one.get("format") !== "hefang-signature/1" ||
      SIGNATURE.some(key => typeof one.get(key) !== "string") || ["chair", "overseer"].indexOf(one.get("role")) < 0 ||
      ["seal", "draw", "round", "papers"].indexOf(one.get("what")) < 0) return say("notSignatures");
  const bytes = new TextEncoder().encode(canonical(without(one, "signature")));
  return signatureHolds(unhex(one.get("key"), 32), bytes, unhex(one.get("signature"), 64)) ? null : say("signatureBad");
}
const signatureLine = (one, file) => say("signatureGood", say("what_" + one.get("what")) + (file ? " " + file : ""), say("role_" + one.get("role")) + " " + one.get("name"), one.get("at"), grouped(one.get("key")));
/* The lines about signatures; `all`: none may be of something that does not lie here. `there`: "what sha256" of what lies
   here, with its file; `files`: hash of each file by its own name, to be compared with the papers that were signed. */
function checkSignatures(document, there, files, all) {
  const lines = [], good = new Set(), papers = document && document.has("papers") ? document.get("papers") : new Map();
  if (papers.size) there.set("papers " + hashText(canonical(papers)), "(" + papers.size + ")");
  for (const one of document ? statements(document) : []) {
    const fault = signatureFault(one);
    if (fault) { lines.push([false, fault]); continue; }
    const name = one.get("what") + " " + one.get("sha256");
    if (there.has(name)) { good.add(name + " " + one.get("key")); if (all || one.get("what") !== "papers") lines.push([true, signatureLine(one, there.get(name))]); }
    else if (all) lines.push([false, say("signedOther", say("what_" + one.get("what")))]);
  }
  if (!all && !lines.length) lines.push([false, say("signedOther", say("what_seal"))]);
  if (all && papers.size) {
    let away = 0;
    papers.forEach((hash, path) => {
      const known = files.get(path) || files.get(path.split("/").pop());
      if (!known || path.indexOf("/") >= 0) away++; // papers of single dossiers are all called alike: a name does not tell which
      else if (known !== hash) lines.push([false, say("paperChanged", path)]);
    });
    if (away) lines.push([true, say("paperAway", away)]);
    if (!Array.from(good).some(name => name.indexOf("papers ") === 0)) lines.push([false, say("papersUnsigned")]);
  }
  return [lines, good];
}
