// Puts a copy button behind every feed address; without a clipboard there is none.
const { copy, copied } = document.currentScript.dataset;
if (navigator.clipboard) {
  for (const address of document.querySelectorAll(".address")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.setAttribute("aria-label", `${copy} ${address.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address.textContent);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    });
    address.after(" ", button);
  }
}
