// Narrows a board down to what a reader looks for.
// That is looked up in the board's index (docs/threads.md), which is loaded only then, so that sixty
// thousand suggestions need not stand on one page.
(() => {
"use strict";
const form = document.querySelector(".filter");
const words = form.dataset, lang = document.documentElement.lang;
const told = form.querySelector("output"), ticket = document.getElementById("ticket");
const BATCH = 24, AT_ONCE = 4, STALE = 1, OVERDUE = 2;
const days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
const kept = new Map();
let turn = 0, waiting = 0;

const plain = (text) => text.normalize("NFKC").toLowerCase();
const columns = [...document.querySelectorAll(".column")].map((node) => ({
  node,
  status: node.dataset.status,
  open: "open" in node.dataset,
  files: +node.dataset.files,
  count: node.querySelector(".count"),
  total: node.querySelector(".count").textContent,
  cards: node.querySelector(".cards"),
  own: [...(node.querySelector(".cards")?.children || [])],
}));

function load(path) {
  if (!kept.has(path)) {
    kept.set(path, fetch(words.index + path).then((answer) => {
      if (!answer.ok) throw Error(path);
      return answer.json();
    }).catch((error) => { kept.delete(path); throw error; }));
  }
  return kept.get(path);
}

// A sentence in the form that goes with a number.
function counted(name, number) {
  const rule = new Intl.PluralRules(lang);
  const samples = [number, 100, 11, 5, 3, 2, 1].filter((n) => n === number || rule.select(n) === rule.select(number));
  const sample = samples.find((n) => `${name}-${n}` in words) ?? 100;
  return words[`${name}-${sample}`].replace("{n}", number.toLocaleString(lang));
}

function wanted() {
  const data = new FormData(form);
  const asked = Object.fromEntries(data);
  asked.words = plain(asked.q || "").split(/\s+/).filter(Boolean);
  asked.any = [...data.values()].some((value) => value.trim());
  return asked;
}

// The entries of a file that fit; a row is: address, title, day, voices, marks, tags, channel, author, owner, language.
function fitting({ tags, channels, people, rows }, asked) {
  const [tag, channel, owner] = [[tags, asked.tag], [channels, asked.channel], [people, asked.owner]].map(([all, name]) => (name ? all.indexOf(name) : -1));
  if ((asked.tag && tag < 0) || (asked.channel && channel < 0) || (asked.owner && owner < 0)) return [];
  return rows.filter((row) => {
    if (asked.stale && !(row[4] & STALE)) return false;
    if (tag >= 0 && !row[5].includes(tag)) return false;
    if ((channel >= 0 && row[6] !== channel) || (owner >= 0 && row[8] !== owner)) return false;
    if (!asked.words.length) return true;
    const text = plain([row[1], ...row[5].map((n) => tags[n]), people[row[7]], people[row[8]]].join(" "));
    return asked.words.every((word) => text.includes(word));
  }).map((row) => [row, people]);
}

function card([row, people]) {
  const made = ticket.content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(name);
  const [place, title, day, voices, marks, , , author, owner, language] = row;
  const link = part("a");
  link.href = place.startsWith("/") ? place : `${words.base}${encodeURIComponent(place)}/`;
  link.textContent = title;
  if (language) part("h3").lang = language;
  part(".voices").textContent = voices > 1 ? counted("voices", voices) : "";
  part("time").dateTime = day;
  part("time").textContent = day && days.format(new Date(day));
  part(".by").textContent = people[author] ?? "";
  part(".owner").textContent = owner < 0 ? "" : words.owner.replace("{name}", people[owner]);
  if (!(marks & OVERDUE)) part(".is-late").remove();
  if (!(marks & STALE)) part(".is-stale").remove();
  for (const piece of made.querySelectorAll(".meta > *")) if (!piece.textContent) piece.remove();
  return made;
}

function fill(column, found, from) {
  column.more?.remove();
  column.more = null;
  if (!from) column.cards.replaceChildren();
  const made = found.slice(from, from + BATCH).map(card);
  column.cards.append(...made);
  if (from) made[0].querySelector("a").focus();
  if (found.length <= from + BATCH) return;
  column.more = document.createElement("button");
  column.more.type = "button";
  column.more.textContent = words.more;
  column.more.onclick = () => fill(column, found, from + BATCH);
  column.cards.after(column.more);
}

function everything() {
  for (const column of columns) {
    column.more?.remove();
    column.node.hidden = false;
    column.node.classList.remove("is-found");
    column.count.textContent = column.total;
    column.cards?.replaceChildren(...column.own);
  }
  told.textContent = "";
}

async function look(column, asked, mine) {
  let found = [];
  for (let n = 1; n <= column.files; n += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, column.files - n + 1) }, (_, k) => `${column.status}-${n + k}.json`);
    const files = await Promise.all(names.map(load));
    if (mine !== turn) return 0;
    found = found.concat(...files.map((file) => fitting(file, asked)));
  }
  column.node.hidden = !found.length;
  column.node.classList.add("is-found");
  column.count.textContent = found.length.toLocaleString(lang);
  if (column.cards) fill(column, found, 0);
  return found.length;
}

async function show() {
  const mine = ++turn, asked = wanted();
  if (!asked.any) { everything(); return; }
  told.textContent = words.busy;
  let total = 0;
  try {
    for (const column of columns) {
      const looked = (!asked.status || asked.status === column.status) && (!asked.open || column.open);
      if (looked) total += await look(column, asked, mine);
      else column.node.hidden = true;
      if (mine !== turn) return;
    }
    told.textContent = counted("found", total);
  } catch {
    if (mine !== turn) return;
    everything();
    told.textContent = words.failed;
  }
}

// What is asked for stands in the address, to be passed on and gone back to.
function note() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = asked.has(field.name);
    else if (field.name) field.value = asked.get(field.name) || "";
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
  }
  show();
}

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (event.isComposing) return; // not in the middle of a Chinese word
  waiting = setTimeout(() => { note(); show(); }, event.target.type === "search" ? 200 : 0);
});
form.addEventListener("compositionend", () => { note(); show(); });
form.addEventListener("submit", (event) => { event.preventDefault(); note(); show(); });
form.addEventListener("reset", () => setTimeout(() => { note(); show(); }));
addEventListener("popstate", recall);
recall();
})();
