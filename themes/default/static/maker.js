// A card maker: what is entered becomes a picture and a text, in this browser alone. Nothing is
// sent: no request is made after the page is loaded. `formula.js` reckons.
(() => {
"use strict";
const form = document.getElementById("maker");
const svg = document.querySelector("#maker-picture svg");
if (!form || !svg) return;
const { evaluate, fill, isMissing, number, NOTHING } = Formulas;
const data = JSON.parse(document.getElementById("maker-data").textContent);
const text = document.getElementById("maker-text");
const told = document.getElementById("maker-told");
const gaps = document.getElementById("maker-gaps");
const words = form.dataset;
const options = (list) => list.map((each) => ({ ...each, values: new Map(Object.entries(each.values)) }));
const world = {
  separator: data.separator,
  options: new Map(data.inputs.filter((each) => each.options).map((each) => [each.id, options(each.options)])),
};
// By an attribute of our own: names of fields could hide what a form has itself.
const fields = (id) => [...form.querySelectorAll("[data-input]")].filter((field) => field.dataset.input === id);

// Control characters, and what turns the direction of the text around it, could deceive; lone
// halves of a sign are no text, and a picture with one cannot be drawn.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]/gu;
const clean = (said, most) => [...said.normalize("NFC").replace(HIDDEN, "").replace(/\s+/g, " ").trim()].slice(0, most).join("");

/** What an input says: a text, a number, a set of ids, or nothing. */
function given(input) {
  if (input.options) {
    const chosen = fields(input.id).flatMap((field) => (field.type === "checkbox" ? (field.checked ? [field.value] : []) : [field.value]));
    const known = input.options.map((option) => option.id).filter((id) => chosen.includes(id));
    return new Set(known);
  }
  const [field] = fields(input.id);
  if (input.type === "line") return clean(field.value, input.most) || NOTHING;
  const value = number(field.value.trim());
  const fits = !isMissing(value) && value >= input.least && value <= input.most;
  tell(field, input, fits || !(field.value.trim() || field.validity.badInput));
  return fits ? value : NOTHING;
}

/** Says between which numbers one lies that does not. */
function tell(field, input, right) {
  const said = document.getElementById(`${field.id}-wrong`);
  field.setAttribute("aria-invalid", String(!right));
  said.textContent = right ? "" : words.range.replace("{least}", input.least).replace("{most}", input.most);
}

/** Everything that texts can show, by its name. */
function reckoned() {
  const known = new Map([["this_year", data.year]]);
  for (const input of data.inputs) known.set(input.id, given(input));
  for (const [name, node] of data.formulas) known.set(name, evaluate(node, known, world));
  const base = new Map(known);
  for (const [name, parts] of data.words) known.set(name, fill(parts, base, world));
  return known;
}

// ---------------------------------------------------------------------------------- the picture

const NOT_FIRST = "。，、．！？：；）」』】》〉”’…—·％℃)]},.!?:;%";
const NOT_LAST = "（「『【《〈“‘([{";
const CHINESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
const signs = (line) => (segmenter ? [...segmenter.segment(line)].map((each) => each.segment) : [...line]);
const pen = document.createElement("canvas").getContext("2d");

/** How wide texts of an element are, in units of the drawing. */
function measure(element, size) {
  const style = getComputedStyle(element);
  pen.font = `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`;
  if ("letterSpacing" in pen) pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
  return (line) => pen.measureText(line.trimEnd()).width;
}

function mayBreak(before, after) {
  if (after === " ") return false;
  if (before.endsWith(" ") || before.endsWith("-")) return true;
  if (NOT_FIRST.includes(after[0]) || NOT_LAST.includes(before.at(-1))) return false;
  return CHINESE.test(before.at(-1)) || CHINESE.test(after);
}

/** The pieces of a row between which a line may end. */
function units(row) {
  const found = [];
  for (const sign of signs(row)) {
    const last = found.at(-1);
    if (last === undefined || mayBreak(last, sign)) found.push(sign);
    else found[found.length - 1] += sign;
  }
  return found;
}

/** The lines of a row: words that are wider than a line are broken where they must be. */
function rowLines(row, fits) {
  const found = [];
  let line = "";
  for (const unit of units(row)) {
    if (line && !fits(line + unit)) {
      found.push(line);
      line = "";
    }
    line += unit;
    while (!fits(line) && signs(line).length > 1) {
      let [kept, ...rest] = signs(line);
      for (const sign of rest) {
        if (!fits(kept + sign)) break;
        kept += sign;
      }
      found.push(kept);
      line = line.slice(kept.length);
    }
  }
  return [...found, line];
}

/** A text in lines that fit; what does not is left out, which an ellipsis says. */
function linesOf(said, setting, width) {
  const fits = (line) => !setting.width || width(line) <= setting.width;
  const found = said.split("\n").flatMap((row) => (setting.width ? rowLines(row, fits) : [row]).map((line, n) => ({ line, begins: n === 0 })));
  if (found.length <= setting.lines) return found;
  const kept = found.slice(0, setting.lines);
  const last = signs(kept.at(-1).line.trimEnd());
  while (last.length && !fits(`${last.join("")}…`)) last.pop();
  kept.at(-1).line = `${last.join("").trimEnd()}…`;
  return kept;
}

function shape(name, attributes, said = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = said;
  return element;
}

/** Sets a text of the drawing anew; whatever readers enter becomes text, and never markup. */
function set(setting, n, known) {
  const group = svg.querySelector(`[data-card="${n}"]`);
  const element = group.querySelector("text");
  const found = linesOf(fill(setting.parts, known, world), setting, measure(element, setting.size));
  const y = (n_) => setting.y + n_ * setting.leading;
  element.replaceChildren(...found.map(({ line }, n_) => shape("tspan", { x: setting.x, y: y(n_) }, line)));
  const [dx, r] = setting.node;
  const nodes = r ? found.flatMap(({ begins }, n_) => (begins ? [shape("circle", { cx: setting.x + dx, cy: y(n_) - setting.size / 3, r })] : [])) : [];
  group.replaceChildren(...nodes, element);
}

// ------------------------------------------------------------------------------- what is shown

let later;

function show() {
  const known = reckoned();
  data.texts.forEach((setting, n) => set(setting, n, known));
  text.textContent = fill(data.text, known, world).trim();
  const why = [...known.values()].filter(isMissing).map((each) => each.why);
  gaps.textContent = text.textContent.includes("—") || svg.textContent.includes("—")
    ? [...new Set(why)].sort().map((each) => words[each]).join(" ") : "";
  clearTimeout(later);
  // Who types is told once, not at every key.
  later = setTimeout(() => { told.textContent = text.textContent; }, 700);
}

/** The picture as PNG, twice as many pixels as the drawing has units. */
async function picture() {
  const clone = svg.cloneNode(true);
  const [width, height] = [svg.viewBox.baseVal.width * 2, svg.viewBox.baseVal.height * 2];
  clone.setAttribute("width", width);
  clone.setAttribute("height", height);
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(clone)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function download() {
  const url = URL.createObjectURL(await picture());
  Object.assign(document.createElement("a"), { href: url, download: `${data.file}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function copy(said) {
  if (navigator.clipboard) return navigator.clipboard.writeText(said);
  const field = document.createElement("textarea");
  field.value = said;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

async function share() {
  const files = [new File([await picture()], `${data.file}.png`, { type: "image/png" })];
  const all = { title: data.share, text: text.textContent, files };
  if (!navigator.canShare?.(all)) delete all.files;
  await navigator.share(all);
}

// ----------------------------------------------------------------------------------- the address

/** What is entered, behind the `#` of an address: browsers send that to nobody. */
function address() {
  const said = new URLSearchParams();
  for (const input of data.inputs) {
    if (input.options) said.set(input.id, [...given(input)].join(","));
    else said.set(input.id, fields(input.id)[0].value);
  }
  const here = new URL(location.href);
  here.hash = said;
  return here.href;
}

/** Enters what an address says behind its `#`; what does not fit is passed over. */
function enter() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const input of data.inputs.filter((each) => said.has(each.id))) {
    const value = said.get(input.id);
    for (const field of fields(input.id)) {
      if (field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else if (input.options) field.value = input.options.some((option) => option.id === value) ? value : "";
      else if (input.type === "line") field.value = clean(value, input.most);
      else field.value = isMissing(number(value)) ? "" : value;
    }
  }
}

const DEEDS = {
  download,
  text: () => copy(text.textContent),
  link: () => copy(address()),
  share,
};

for (const button of document.querySelectorAll("[data-deed]")) {
  const label = button.textContent;
  if (button.dataset.deed === "share") button.hidden = !navigator.share;
  button.addEventListener("click", async () => {
    const say = (said) => {
      button.textContent = told.textContent = said;
      setTimeout(() => { button.textContent = label; }, 2000);
    };
    try {
      await DEEDS[button.dataset.deed]();
      if (button.dataset.done) say(button.dataset.done);
    } catch (error) {
      if (error.name !== "AbortError") say(words.failed); // who closes the system's window knows
    }
  });
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", show);
form.addEventListener("reset", () => setTimeout(show));
addEventListener("hashchange", () => { enter(); show(); });
enter();
show();
document.fonts?.ready.then(show);
})();
