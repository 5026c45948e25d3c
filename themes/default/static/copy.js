// Puts a copy button behind every feed; where there is no clipboard there is none.
const { copy, copied } = document.currentScript.dataset;
if (navigator.clipboard) {
  for (const feed of document.querySelectorAll(".feed")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.setAttribute("aria-label", `${copy}: ${feed.querySelector(".feed-title").textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(feed.querySelector("a").href);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    });
    feed.querySelector(".formats").after(button);
  }
}
