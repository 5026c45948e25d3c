// Keeps a previewed page up to date: reloads it, swaps its style sheets, shows what is wrong.
(() => {
  "use strict";

  const own = document.currentScript;
  const bare = own.dataset.bare === "yes";
  let edition = own.dataset.edition;
  let source = null;
  let overlay = null;

  const STYLE = `
    :host { all: initial }
    section {
      position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box;
      max-height: 60vh; overflow: auto; padding: 1rem 1.25rem 1.25rem;
      font: 15px/1.5 system-ui, sans-serif; color: #fff; background: #2b1608;
      border-top: 4px solid #f57c00; box-shadow: 0 -4px 24px rgb(0 0 0 / 40%);
    }
    h2 { margin: 0; font-size: 17px }
    p { margin: 0 0 .5rem; color: #ffe0c2 }
    ol { margin: 0; padding: 0; list-style: none }
    li { padding: .5rem 0; border-top: 1px solid #6b4a2f; overflow-wrap: anywhere }
    code { font: 600 14px ui-monospace, monospace; color: #ffcc99 }
    em { font-style: normal; color: #ffe0c2 }
    button {
      float: right; font: inherit; padding: .25rem .75rem; color: inherit; cursor: pointer;
      background: transparent; border: 1px solid currentColor; border-radius: 4px;
    }`;

  const make = (name, text, ...children) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.append(...children);
    return element;
  };

  const row = (problem) => {
    const item = make("li", "", make("code", problem.place));
    item.append(` ${problem.severity}[${problem.code}]`, make("br", ""), problem.message);
    if (problem.hint) item.append(make("br", ""), make("em", problem.hint));
    return item;
  };

  const show = (problems, more) => {
    if (overlay) overlay.remove();
    overlay = null;
    if (!problems.length) return;
    overlay = document.createElement("div");
    overlay.id = "friday-problems";
    const shadow = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    const hide = make("button", "Hide");
    hide.addEventListener("click", () => overlay && overlay.remove());
    const list = make("ol", "", ...problems.map(row));
    if (more) list.append(make("li", `and ${more} more, in the terminal`));
    const title = make("h2", "The site cannot be built");
    const box = make("section", "", hide, title, make("p", "You see the last good one."), list);
    box.setAttribute("role", "alert");
    shadow.append(box);
    document.documentElement.append(overlay);
  };

  const sheets = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];

  // True if the new page has the same style sheets at other addresses, and they are in place.
  const restyle = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [before, after] = [sheets(document), sheets(page)];
    if (before.length !== after.length) return false;
    before.forEach((link, index) => {
      const address = after[index].getAttribute("href");
      if (link.getAttribute("href") === address) return;
      const fresh = link.cloneNode();
      fresh.href = address;
      // The old one goes when the new one is there, so that the page is never bare.
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    });
    return true;
  };

  const hear = async (scene) => {
    if (scene.edition !== edition) {
      const swapped = !bare && scene.restyles === edition && (await restyle().catch(() => false));
      if (!swapped) {
        location.reload();
        return;
      }
      edition = scene.edition;
    }
    if (!bare) show(scene.problems, scene.more);
  };

  // Browsers keep few connections to one server: a page that nobody sees gives its own back.
  const attend = () => {
    if (document.hidden && source) {
      source.close();
      source = null;
    } else if (!document.hidden && !source) {
      source = new EventSource("/_friday/events");
      source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    }
  };

  const leave = () => {
    if (source) source.close();
    source = null;
  };

  document.addEventListener("visibilitychange", attend);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", attend);
  attend();
})();
