"use strict";
// A talk in the window of the page. All slides come at once, so that turning them asks nobody:
// it goes on where the network, or the server, has gone.
const app = window.parent;
const at = (id) => document.getElementById(id);
let slides = [];
let now = 0;
let told = "";

function say(message) {
  app.postMessage({ isStreamlitMessage: true, ...message }, "*");
}

function show(n) {
  now = Math.max(0, Math.min(slides.length - 1, n));
  slides.forEach((slide, i) => { slide.hidden = i !== now; });
  at("place").textContent = `${now + 1} / ${slides.length}`;
  at("back").disabled = now === 0;
  at("on").disabled = now === slides.length - 1;
}

const notes = () => document.body.classList.toggle("with-notes");
const end = () => say({ type: "streamlit:setComponentValue", value: now, dataType: "json" });
function full() {
  const page = app.document;
  if (page.fullscreenElement) page.exitFullscreen();
  else page.documentElement.requestFullscreen().catch(() => {});
}

// Not r, c or Esc, which Streamlit takes.
const KEYS = {
  ArrowRight: () => show(now + 1), ArrowDown: () => show(now + 1), PageDown: () => show(now + 1),
  ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1), PageUp: () => show(now - 1),
  " ": () => show(now + 1), Home: () => show(0), End: () => show(slides.length - 1),
  n: notes, f: full, q: end,
};
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!Object.hasOwn(KEYS, name)) return;
  if (name === " " && event.target.tagName === "BUTTON") return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[name]();
}

// Wherever the focus is: in this window, or in the page that it covers.
addEventListener("keydown", pressed, true);
app.document.addEventListener("keydown", pressed, true);
addEventListener("pagehide", () => app.document.removeEventListener("keydown", pressed, true));

// What the page has to say, as that its server does not answer, would cover the talk and stop it.
const dismiss = () => app.document.querySelector("[data-testid=stDialog] button")?.click();
const watch = new MutationObserver(dismiss);
watch.observe(app.document.body, { childList: true });
addEventListener("pagehide", () => watch.disconnect());

// The page's letters, for this window has none of its own.
function letters() {
  const faces = [];
  for (const sheet of app.document.styleSheets) {
    const base = sheet.href || app.document.baseURI;
    const placed = (text) =>
      text.replace(/url\("([^"]+)"\)/g, (_all, url) => `url("${new URL(url, base)}")`);
    try {
      for (const rule of sheet.cssRules) {
        if (rule.type === CSSRule.FONT_FACE_RULE) faces.push(placed(rule.cssText));
      }
    } catch { /* a sheet of another site shows no rules */ }
  }
  const style = document.createElement("style");
  style.textContent = faces.join("\n");
  document.head.append(style);
}

function tell(talk) {
  if (told === talk.key) return;
  told = talk.key;
  document.documentElement.lang = talk.lang;
  for (const [name, colour] of Object.entries(talk.colours)) {
    document.documentElement.style.setProperty(`--${name}`, colour);
  }
  for (const [id, words] of Object.entries(talk.words)) {
    at(id).setAttribute("aria-label", words);
    if (!at(id).textContent) at(id).textContent = words;
  }
  at("slides").innerHTML = talk.slides.join("");
  slides = [...at("slides").children];
  show(talk.first);
  focus();
  at("slides").focus();
}

addEventListener("message", (event) => {
  if (event.source === app && event.data.type === "streamlit:render") tell(event.data.args.talk);
});
letters();
say({ type: "streamlit:componentReady", apiVersion: 1 });
