// What pages gain where scripts run; without it they lack nothing. One function for each gain.
// It stands in the head without `defer`, because the colours must be right before anything is seen.
const root = document.documentElement;
const words = document.currentScript.dataset;
root.classList.add("js");
try {
  root.dataset.theme = localStorage.getItem("friday-theme") ?? "system";
} catch { /* a browser that keeps nothing shows the system's colours */ }
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Says something to screen readers. */
function say(text) {
  let live = document.getElementById("said");
  if (!live) {
    live = document.createElement("p");
    live.id = "said";
    live.className = "unseen";
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  live.textContent = text;
}

/** The button that goes through the system's colours, light and dark, and remembers which. */
function colours() {
  const button = document.querySelector(".scheme");
  if (!button) return;
  const order = ["system", "light", "dark"];
  const metas = all('meta[name="theme-color"]').map((meta) => [meta, meta.content]);
  const now = () => (order.includes(root.dataset.theme) ? root.dataset.theme : "system");
  const show = () => {
    const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
    for (const [meta, own] of metas) meta.content = now() === "system" ? own : paper;
    button.title = button.dataset[now()];
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    root.dataset.theme = order[(order.indexOf(now()) + 1) % order.length];
    try {
      localStorage.setItem("friday-theme", now());
    } catch { /* a reader who keeps nothing is asked again on the next page */ }
    show();
    say(button.title);
  });
  show();
}

/** Menus close with Escape, by a click elsewhere, and when the focus leaves them. */
function menus() {
  for (const menu of all("details.drop")) {
    const away = (event) => { if (!menu.contains(event.target)) menu.open = false; };
    document.addEventListener("click", away);
    document.addEventListener("focusin", away);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

/** Writes to the clipboard, on pages without TLS too. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** Buttons with `data-copy`, the text to copy, and `data-done`, what they say then. */
function copyButtons() {
  for (const button of all("button[data-copy]")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await copy(button.dataset.copy);
      button.textContent = button.dataset.done;
      say(button.dataset.done);
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}

/** The button that hands the page to the system's own way of sharing, where there is one. */
function shareButtons() {
  for (const button of navigator.share ? all("button[data-share]") : []) {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: button.dataset.share, url: button.dataset.url }).catch(() => {});
    });
  }
}

/** Where the reader's clock differs from the journal's, a time says both. */
function localTimes() {
  for (const time of all('time[datetime*="T"]')) {
    const moment = new Date(time.dateTime);
    const zone = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
    const minutes = zone ? (zone[1] === "-" ? -1 : 1) * (60 * zone[2] + +zone[3]) : 0;
    if (Number.isNaN(+moment) || -moment.getTimezoneOffset() === minutes) continue;
    // Plain English is that of most of the world, as in the pages.
    const said = moment.toLocaleString(root.lang === "en" ? "en-GB" : root.lang, { dateStyle: "medium", timeStyle: "short" });
    time.title = words.local.replace("{time}", said);
  }
}

/** The table of contents stands open where there is room for it in the margin. */
function contents() {
  const wide = matchMedia("(min-width: 70rem)");
  for (const toc of all(".toc details")) toc.open = wide.matches;
}

/** A click on what another host shows asks that host for it; until then nothing did. */
function embeds() {
  for (const link of all("a[data-embed]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.className = "embedded";
      frame.title = link.firstElementChild.textContent;
      frame.allow = "fullscreen; picture-in-picture; encrypted-media";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.src = link.dataset.embed;
      frame.tabIndex = 0;
      link.replaceWith(frame);
      frame.focus();
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const gain of [colours, menus, embeds, contents, copyButtons, shareButtons, localTimes]) gain();
});
