(function () {
  // Orders and searches the table of the round. Everything can be read without it, and on paper nothing is left out.
  var d = document, tools = d.querySelector && d.querySelector(".tools");
  if (!tools || !d.addEventListener || !Array.prototype.forEach) { return; }
  var table = d.querySelector("#round table"), body = table.tBodies[0], heads = table.tHead.rows[0].cells;
  var rows = [].slice.call(body.rows), input = tools.querySelector("input"), told = tools.querySelector("output");
  var ranks = ["is-fail", "is-part", "is-warn", "is-ok"];
  rows.forEach(function (row, n) { row.number = n; });
  function text(cell) { return (cell.textContent || "").replace(/\s+/g, " ").replace(/^ | $/g, ""); }
  function rank(cell) {
    for (var n = 0; n < ranks.length; n++) { if ((" " + cell.className + " ").indexOf(" " + ranks[n] + " ") >= 0) { return n; } }
    return ranks.length;
  }
  function compare(one, other, kind) {
    var a = text(one), b = text(other), x = parseFloat(a), y = parseFloat(b);
    if (kind === "sign") { return rank(one) - rank(other); }
    if (!isNaN(x) && !isNaN(y) && x !== y) { return x - y; }
    if (isNaN(x) !== isNaN(y)) { return isNaN(x) ? 1 : -1; }
    if (rank(one) !== rank(other)) { return rank(one) - rank(other); }
    return a.localeCompare(b, "zh-CN");
  }
  function order(at, way) {
    var kind = heads[at].className;
    [].forEach.call(heads, function (head) { head.removeAttribute("aria-sort"); });
    if (way) { heads[at].setAttribute("aria-sort", way > 0 ? "ascending" : "descending"); }
    rows.slice().sort(function (one, other) {
      return (way && way * compare(one.cells[at], other.cells[at], kind)) || one.number - other.number;
    }).forEach(function (row) { body.appendChild(row); });
  }
  function button(head, at) {
    var made = d.createElement("button"), way = 0;
    made.type = "button";
    made.className = "sort";
    while (head.firstChild) { made.appendChild(head.firstChild); }
    head.appendChild(made);
    made.addEventListener("click", function () {
      if (!head.hasAttribute("aria-sort")) { way = 0; }
      way = way === 0 ? (/number/.test(head.className) ? -1 : 1) : way === (/number/.test(head.className) ? -1 : 1) ? -way : 0;
      order(at, way);
    });
  }
  function search() {
    var words = input.value.toLowerCase().split(/\s+/), shown = 0;
    rows.forEach(function (row) {
      var whole = text(row).toLowerCase() + " " + [].map.call(row.cells, function (cell) { return cell.title || ""; }).join(" ").toLowerCase();
      var fits = words.every(function (word) { return whole.indexOf(word) >= 0; });
      row.className = fits ? "" : "left-out";
      shown += fits ? 1 : 0;
    });
    told.textContent = tools.getAttribute("data-told").replace("#", shown).replace("#", rows.length);
  }
  [].forEach.call(heads, button);
  input.addEventListener("input", search);
  input.addEventListener("keydown", function (event) { if (event.keyCode === 27) { input.value = ""; search(); } });
  tools.removeAttribute("hidden");
  if (input.value) { search(); }
})();
