// Looks up a receipt in the published ballots of a poll; it loads them only when it is asked.
(() => {
"use strict";
const form = document.getElementById("receipt");
const found = document.getElementById("receipt-found");
const words = form.dataset;
const COLUMNS = ["receipt", "cast", "count", "spoilt"];
// As readers type them: full-width letters, blanks and dashes of any sort, or none.
const plain = (text) => text.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "").toUpperCase();
// Crockford's base 32: letters that look like digits are these.
const alike = (text) => plain(text).replace(/O/g, "0").replace(/[IL]/g, "1");
const titles = new Map([...document.querySelectorAll("th[data-option]")].map((cell) => [cell.dataset.option, cell.firstElementChild.textContent]));
let rows;

// The normal form has no quotes and no line ends in cells (docs/ballots.md).
async function load() {
  const answer = await fetch(words.ballots);
  if (!answer.ok) throw Error(words.ballots);
  const [head, ...lines] = (await answer.text()).split(/\r?\n/);
  const names = head.split(",");
  return lines.filter(Boolean).map((line) => line.split(",").map((cell, n) => [names[n], cell]));
}

function fate(row, n, all) {
  const cells = new Map(row);
  if (words.excluded.split(" ").includes(cells.get("receipt"))) return words.not;
  if (n !== (words.revotes === "last" ? all.length - 1 : 0)) return words.again;
  if (cells.get("spoilt")) return words.spoilt;
  return marks(row).length ? words.counts : words.empty;
}

const marks = (row) => row.filter(([name, cell]) => !COLUMNS.includes(name) && cell);

function read(row) {
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const said = marks(row).map(([name, cell]) => [titles.get(name) || name, cell]);
  if (words.form === "marks") return said.map(([option]) => option);
  if (words.form === "ranks") return said.sort((a, b) => a[1] - b[1]).map(([option, rank]) => put(words.rank, { option, rank }));
  const score = (cell) => words[`box${cell[0].toUpperCase()}${cell.slice(1)}`] || cell;
  return said.map(([option, cell]) => put(words.score, { option, score: score(cell) }));
}

function told(row, n, all) {
  const item = document.createElement("div");
  const first = document.createElement("p");
  first.textContent = fate(row, n, all);
  const list = document.createElement("ul");
  for (const text of read(row)) list.append(Object.assign(document.createElement("li"), { textContent: text }));
  item.append(first, list);
  return item;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = form.elements.receipt.value;
  try {
    rows ??= load();
    const all = await rows;
    const having = (key) => all.filter(([[name, cell]]) => name === "receipt" && key(cell) === key(text));
    const exact = having(plain);
    const mine = exact.length ? exact : having(alike);
    found.replaceChildren(...mine.map(told));
    if (!mine.length) found.textContent = words.none;
  } catch {
    rows = undefined;
    found.textContent = words.failed;
  }
});
})();
