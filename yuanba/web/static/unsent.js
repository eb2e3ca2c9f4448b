// A form that reached nobody says so above its button; what was typed stays, and its key counts it once.
document.addEventListener("htmx:error", (event) => {
  const form = event.target.closest("form");
  const words = form && form.querySelector("template.unreached");
  if (words) form.querySelector(".unsent").replaceChildren(words.content.cloneNode(true));
});
