"use strict";
const slides = [...document.querySelectorAll("main section")];
const specs = JSON.parse(document.getElementById("specs").textContent);
const place = document.getElementById("place");
let now = 0;

// Drawn once, in the proportions of its place, and scaled with the window from then on.
const WIDE = 1100;
function paint(n) {
  const element = document.getElementById(`chart${n + 1}`);
  if (!specs[n] || !element || element.dataset.drawn) return;
  element.dataset.drawn = "yes";
  const { fits, spec } = specs[n];
  const height = fits ? (WIDE * element.clientHeight) / Math.max(1, element.clientWidth) : undefined;
  const size = fits ? { width: WIDE, height: Math.max(160, height) } : { width: WIDE };
  window.draw(element, { ...spec, ...size }).then(() => {
    const svg = element.querySelector("svg");
    if (!svg) return;
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
  });
}

function show(n) {
  now = Math.max(0, Math.min(slides.length - 1, n));
  slides.forEach((slide, i) => slide.classList.toggle("now", i === now));
  place.textContent = `${now + 1} / ${slides.length}`;
  history.replaceState(null, "", `#${now + 1}`);
  paint(now);
}

const KEYS = {
  ArrowRight: () => now + 1, PageDown: () => now + 1, " ": () => now + 1,
  ArrowLeft: () => now - 1, PageUp: () => now - 1,
  Home: () => 0, End: () => slides.length - 1,
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") document.body.classList.toggle("notes");
  if (event.key === " " && event.target.tagName === "BUTTON") return;
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  show(KEYS[event.key]());
});
document.getElementById("back").addEventListener("click", () => show(now - 1));
document.getElementById("on").addEventListener("click", () => show(now + 1));
addEventListener("beforeprint", () => {
  slides.forEach((slide, n) => { slide.classList.add("now"); paint(n); });
});
addEventListener("afterprint", () => show(now));
show((parseInt(location.hash.slice(1), 10) || 1) - 1);
