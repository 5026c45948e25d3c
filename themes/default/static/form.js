// What a form gains where scripts run. Pictures are looked at before they travel, and nothing is
// sent twice; the service looks at everything again.
const form = document.getElementById("form");

/** Says what is wrong with the chosen pictures, in the browser's own bubble. */
function look(input) {
  const files = [...input.files];
  const large = files.some(file => file.size > Number(form.dataset.bytes));
  const many = files.length > Number(input.dataset.most);
  input.setCustomValidity(many ? input.dataset.many : large ? input.dataset.large : "");
}

for (const input of form.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => look(input));
}

const button = form.querySelector('button[type="submit"]');
form.addEventListener("submit", event => {
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  // Who stops a long way of pictures can send again; the service knows what it has already.
  setTimeout(() => button.removeAttribute("aria-disabled"), 10_000);
});
// Coming back to the page by the browser's own way makes it ready again.
addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));

document.querySelector(".refused")?.scrollIntoView();
