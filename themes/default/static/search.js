// Finds entries in the index that `friday build` makes (docs/search.md).
(() => {
"use strict";
// Terms are made as in generator/render/search/terms.py; tests hold both to the same cases.
const GLUED = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3fffd}\uac00-\ud7a3\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3";
const LETTER = `(?:(?![${GLUED}])[\\p{L}\\p{N}\\u0900-\\u0963\\u0966-\\u0dff])`;
const TERM = new RegExp(`([${GLUED}]+)|${LETTER}+(?:\\.[0-9]${LETTER}*)*`, "gu");
const MARKS = /[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const SPELLED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };

const fold = (text) => text.normalize("NFKD").toLowerCase().replace(MARKS, "").normalize("NFC").replace(/[ßæœøłđıς]/g, (c) => SPELLED[c]);
const cut = (word) => [...word].slice(0, 40).join("").replace(/^v(?=[0-9])/, "");
const pairs = ([...run]) => run.slice(1).map((c, n) => run[n] + c);
const terms = (text) => [...fold(text).matchAll(TERM)].flatMap(([word, run]) => (run ? [...run, ...pairs(run)] : [cut(word)]));

const [form, field, said, list, more, result] = ["search", "q", "found", "results", "more", "result"].map((id) => document.getElementById(id));
const words = form.dataset;
const lang = document.documentElement.lang;
const BATCH = 10, GROUP = 32, FILES = 4;
const kept = new Map();
let turn = 0, waiting = 0;

function load(path, cache) {
  if (!kept.has(path)) {
    kept.set(path, fetch(words.index + path, { cache }).then((answer) => {
      if (!answer.ok) throw Object.assign(Error(path), { missing: answer.status === 404 });
      return answer.json();
    }).catch((error) => { kept.delete(path); throw error; }));
  }
  return kept.get(path);
}

// Postings are numbers in base 45, distance times 16 plus weight (generator/render/search/numbers.py).
function gather(found, postings, starts, factor) {
  let entry = -1, number = 0;
  for (let n = 0; n < postings.length; n++) {
    const digit = postings.charCodeAt(n) - (postings[n] > "\\" ? 36 : 35);
    number = number * 45 + (digit % 45);
    if (digit >= 45) continue;
    const weight = number & 15;
    entry = weight ? entry + (number >> 4) : starts[number >> 4] - 1;
    if (weight) found.set(entry, Math.max(found.get(entry) || 0, weight * factor));
    number = 0;
  }
}

// Entries with a term, and how much it says of each; longer words that begin so say less.
async function holding({ terms: known, starts }, term, whole) {
  const found = new Map();
  const fits = (other) => other === term || (!whole && other.startsWith(term));
  let at = 0;
  while (known[at + 2] <= term) at += 2;
  for (let n = 0; n < FILES && at < known.length && (!n || fits(known[at])); n++, at += 2) {
    for (const [other, postings] of Object.entries(await load(`terms/${known[at + 1]}.json`))) {
      if (fits(other)) gather(found, postings, starts, other === term ? 1 : (0.6 * term.length) / other.length);
    }
  }
  return found;
}

// Entries with all terms, else those with any; the best first, of equals the newer.
async function ranked(index, wanted) {
  const found = await Promise.all(wanted.terms.map((term) => holding(index, term, term.length < 2 || !wanted.words.includes(term))));
  const hits = new Map(), score = new Map();
  for (const entries of found) {
    const rare = Math.log(1 + (index.total - entries.size + 0.5) / (entries.size + 0.5));
    for (const [entry, weight] of entries) {
      hits.set(entry, (hits.get(entry) || 0) + 1);
      score.set(entry, (score.get(entry) || 0) + rare * weight);
    }
  }
  const any = [...hits.keys()].sort((a, b) => hits.get(b) - hits.get(a) || score.get(b) - score.get(a) || b - a);
  const all = any.filter((entry) => hits.get(entry) === found.length);
  return all.length ? { entries: all } : { entries: any, some: true };
}

async function read({ segments, entries }, entry) {
  let group = 0;
  for (const count of segments) {
    if (entry < count) break;
    entry -= count;
    group += Math.ceil(count / GROUP);
  }
  const at = 2 * (group + Math.floor(entry / GROUP)), step = entries[at + 1], place = entry % GROUP;
  return (await load(`entries/${entries[at]}/${Math.floor(place / step)}.json`))[place % step];
}

// Where a text holds what is looked for: pairs of beginning and end, in order.
function spots(text, wanted) {
  const from = [], found = [];
  let folded = "", at = 0;
  for (const c of text) {
    const plain = c < "\x80" ? c.toLowerCase() : fold(c);
    from.push(...plain.split("").fill(at));
    folded += plain;
    at += c.length;
  }
  from.push(at);
  const note = (start, part) => found.push([from[start], from[start + part.length]]);
  const parts = wanted.runs.flatMap((run) => (folded.includes(run) ? [run] : pairs(run)));
  for (const { 0: word, 1: run, index } of folded.matchAll(TERM)) {
    if (!run && wanted.words.some((start) => cut(word).startsWith(start))) note(index, word);
    for (const part of run ? parts : []) for (let n = -1; (n = run.indexOf(part, n + 1)) >= 0;) note(index + n, part);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

// The text around the first spot; nothing if there is none.
function excerpt(text, wanted) {
  const [first] = spots(text, wanted);
  if (!first) return "";
  const width = /[\u3041-\u9fff]/.test(text.slice(...first)) ? 90 : 220;
  const start = Math.max(0, first[0] - (width >> 2)), end = start + width;
  const piece = text.slice(start, end).replace(start ? /^(\S{0,20}\s|[\udc00-\udfff])/ : "", "");
  return (start ? "…" : "") + (end < text.length ? piece.replace(/(\s\S{0,20}|[\ud800-\udbff])$/, "") + "…" : piece);
}

function write(node, text, wanted) {
  let done = 0;
  for (const [start, end] of spots(text, wanted)) {
    if (start < done) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    node.append(text.slice(done, start), mark);
    done = end;
  }
  node.append(text.slice(done));
}

function card(entry, wanted) {
  const made = result.content.cloneNode(true);
  const [title, link, text, date, kind] = ["h2", "a", ".summary", "time", ".kind"].map((part) => made.querySelector(part));
  title.lang = text.lang = entry.lang;
  link.href = entry.url;
  write(link, entry.title, wanted);
  write(text, excerpt(entry.text, wanted) || entry.summary, wanted);
  date.dateTime = entry.date;
  date.textContent = entry.day;
  kind.textContent = entry.kind;
  for (const part of [text, date]) if (!part.textContent) part.remove();
  return made;
}

function counted(number) {
  const rule = new Intl.PluralRules(lang);
  const samples = [number, 100, 11, 5, 3, 2, 1].filter((n) => n === number || rule.select(n) === rule.select(number));
  const sample = samples.find((n) => `count-${n}` in words) ?? 100;
  return words[`count-${sample}`].replace("{n}", number.toLocaleString(lang));
}

const trouble = (error) => (location.protocol === "file:" ? words.file : error.missing ? words.missing : words.failed);

// One batch of results. Pairs of characters may stand apart: entries without the whole run come last.
async function show(index, wanted, found, from, mine) {
  const batch = await Promise.all(found.entries.slice(from, from + BATCH).map((entry) => read(index, entry)));
  if (mine !== turn) return;
  const apart = (entry) => wanted.runs.some((run) => !fold(`${entry.title}\n${entry.summary}\n${entry.text}`).includes(run));
  batch.sort((a, b) => apart(a) - apart(b));
  if (!from) list.replaceChildren();
  const first = list.children.length;
  list.append(...batch.map((entry) => card(entry, wanted)));
  more.hidden = from + BATCH >= found.entries.length;
  more.onclick = () => show(index, wanted, found, from + BATCH, mine).catch((error) => { said.textContent = trouble(error); });
  if (from) list.children[first].querySelector("a").focus();
}

async function search(query, again) {
  const mine = ++turn;
  const found = [...fold(query).matchAll(TERM)];
  const wanted = { words: found.filter((m) => !m[1]).map((m) => cut(m[0])), runs: found.flatMap((m) => m[1] || []) };
  wanted.terms = [...new Set([...wanted.words, ...wanted.runs.flatMap((run) => ([...run].length > 1 ? pairs(run) : run))])];
  let text = query.trim() && words.none;
  try {
    let index = {}, best = { entries: [] };
    if (wanted.terms.length) {
      index = await load("manifest.json", "no-cache");
      index.total = 0;
      index.starts = index.segments.map((count) => (index.total += count) - count);
      best = await ranked(index, wanted);
    }
    await show(index, wanted, best, 0, mine);
    if (best.entries.length) text = (best.some ? `${words.some}\n` : "") + counted(best.entries.length);
  } catch (error) {
    if (mine !== turn) return;
    if (error.missing && !again) { kept.clear(); search(query, true); return; } // the site is a newer one
    list.replaceChildren();
    more.hidden = true;
    text = trouble(error);
  }
  if (mine === turn) said.textContent = text;
}

const asked = () => new URLSearchParams(location.search).get("q") || "";

function go(keep) {
  clearTimeout(waiting);
  const query = field.value;
  if (query !== asked()) history[keep ? "pushState" : "replaceState"](null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  search(query);
}

const recall = () => search(field.value = asked());

form.addEventListener("submit", (event) => { event.preventDefault(); go(true); });
for (const type of ["input", "compositionend"]) {
  field.addEventListener(type, (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(go, 250); // not in the middle of a Chinese word
  });
}
addEventListener("popstate", recall);
recall();
})();
