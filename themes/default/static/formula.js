// Reckons with the formulas of a card maker and fills in its texts.
// The same steps, on the same IEEE 754 doubles, as generator/model/evaluation.py and placed.py;
// tests/model/formula_vectors.json holds both to it. There is no `eval`: a formula is a tree of
// arrays, and its functions stand here.
const Formulas = (() => {
"use strict";
const LARGEST = 1e12;
const DASH = "—";

/** Why there is no value. */
class Missing {
  constructor(why) { this.why = why; }
}
const NOTHING = new Missing("nothing");
const ZERO = new Missing("zero");
const LARGE = new Missing("large");
const isMissing = (value) => value instanceof Missing;
const within = (number) => (Math.abs(number) <= LARGEST ? number : LARGE);

/** A number within what formulas can hold, as `1234.5` writes it; else nothing. */
function number(text) {
  if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return NOTHING;
  return Math.abs(Number(text)) <= LARGEST ? Number(text) : NOTHING;
}

/** Numbers that options have under a name; those without one are passed over. */
const numbers = (options, column) => options.map((option) => option.values.get(column)).filter((value) => typeof value === "number");
const added = (list) => list.reduce((total, each) => total + each, 0);
const least = (list) => list.reduce((a, b) => (b < a ? b : a));
const greatest = (list) => list.reduce((a, b) => (b > a ? b : a));
const unlessNone = (list, make) => (list.length ? make(list) : NOTHING);

function first(options, column) {
  if (column === undefined) return options.length ? options[0].title : NOTHING;
  const held = options.find((option) => option.values.has(column));
  return held ? held.values.get(column) : NOTHING;
}

function lines(options, column) {
  const rows = options.map((option) => {
    const value = option.values.get(column);
    return value === undefined ? option.title : `${written(value)}  ${option.title}`;
  });
  return unlessNone(rows, () => rows.join("\n"));
}

/** Functions of what is picked: the options in the order of the list, and a name. */
const PICKED = new Map(Object.entries({
  count: (options) => options.length,
  names: (options, _, world) => unlessNone(options, () => options.map((option) => option.title).join(world.separator)),
  lines,
  sum: (options, column) => within(added(numbers(options, column))),
  mean: (options, column) => unlessNone(numbers(options, column), (list) => within(added(list) / list.length)),
  min: (options, column) => unlessNone(numbers(options, column), least),
  max: (options, column) => unlessNone(numbers(options, column), greatest),
  first,
  last: (options, column) => first([...options].reverse(), column),
  has: (options, id) => options.some((option) => option.id === id),
}));

function both([op, left, right], known, world) {
  const value = evaluate(left, known, world);
  return isMissing(value) || value === (op === "or") ? value : evaluate(right, known, world);
}

/** Functions that do not look at all they are given. */
const LAZY = new Map(Object.entries({
  and: both,
  or: both,
  if([, condition, then, otherwise], known, world) {
    const value = evaluate(condition, known, world);
    return isMissing(value) ? value : evaluate(value ? then : otherwise, known, world);
  },
  either([, wanted, otherwise], known, world) {
    const value = evaluate(wanted, known, world);
    return isMissing(value) ? evaluate(otherwise, known, world) : value;
  },
}));

/** Functions of values that are all there. */
const STRICT = new Map(Object.entries({
  "+": (a, b) => within(a + b),
  "-": (a, b) => within(b === undefined ? -a : a - b),
  "*": (a, b) => within(a * b),
  "/": (a, b) => (b === 0 ? ZERO : within(a / b)),
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  not: (a) => !a,
  min: (...list) => least(list),
  max: (...list) => greatest(list),
  years: (a, b) => within(Math.abs(b - a)),
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round: (a, digits) => within(Math.floor(a * 10 ** digits + 0.5) / 10 ** digits),
}));

/** The value of a formula: a number, a text, yes or no, or why there is none. */
function evaluate(node, known, world) {
  if (!Array.isArray(node)) return node;
  const [op, ...args] = node;
  if (op === "text") return args[0];
  if (op === "name") return known.get(args[0]);
  if (LAZY.has(op)) return LAZY.get(op)(node, known, world);
  const ids = args[0][0] === "name" && known.get(args[0][1]);
  if (ids instanceof Set) {
    const options = world.options.get(args[0][1]).filter((option) => ids.has(option.id));
    return PICKED.get(op)(options, args[1]?.[1], world);
  }
  const values = args.map((arg) => evaluate(arg, known, world));
  return values.find(isMissing) ?? STRICT.get(op)(...values);
}

/** A number as cards show it: at most two digits behind the point, or so many; thousands apart. */
function written(value, digits, grouped) {
  if (typeof value === "string") return value;
  const places = digits ?? 2;
  const scaled = String(Math.floor(Math.abs(value) * 10 ** places + 0.5)).padStart(places + 1, "0");
  const whole = scaled.slice(0, scaled.length - places);
  const rest = scaled.slice(scaled.length - places);
  const shown = digits === undefined ? rest.replace(/0+$/, "") : rest;
  const sign = value < 0 && /[1-9]/.test(scaled) ? "-" : "";
  const said = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return shown ? `${sign}${said}.${shown}` : sign + said;
}

function said(place, value, world) {
  const absent = () => place.cases?.find(([wanted]) => wanted === "")?.[1] ?? DASH;
  if (isMissing(value) || value === "" || value.size === 0) return absent();
  const shown = value instanceof Set
    ? world.options.get(place.name).filter((option) => value.has(option.id)).map((option) => option.title).join(world.separator)
    : typeof value === "boolean" ? "" : written(value, place.digits, place.grouped);
  if (place.other === undefined) return shown;
  const key = value instanceof Set ? [...value].join(" ") : typeof value === "boolean" ? (value ? "yes" : "no") : written(value);
  const found = place.cases.find(([wanted]) => wanted === key);
  return (found ? found[1] : place.other).replaceAll("#", () => shown);
}

/** A text with its values, at most so many characters of it. */
function fill(parts, known, world, most = 4000) {
  const text = parts.map((part) => (typeof part === "string" ? part : said(part, known.get(part.name), world))).join("");
  return [...text].slice(0, most).join("");
}

return { evaluate, fill, isMissing, number, written, NOTHING };
})();
