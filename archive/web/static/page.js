// Conveniences. Every page works without: filters are sent when they change, tables are sorted, a running crawl is watched.
"use strict";

const menu = document.querySelector("header.site nav");
const here = menu?.querySelector("[aria-current]");
if (here) menu.scrollLeft = here.offsetLeft - menu.clientWidth / 3;

for (const slider of document.querySelectorAll("input[type=range]")) {
  const shown = slider.closest("label").querySelector("output");
  slider.addEventListener("input", () => { shown.value = slider.value; });
  slider.addEventListener("change", () => slider.form.requestSubmit());
}

const net = document.querySelector(".net");
for (const dot of net?.querySelectorAll("[data-who]") ?? []) {
  const mine = [...net.querySelectorAll("path")].filter((path) => path.dataset.ends.split(" ").includes(dot.dataset.who));
  const light = (on) => { net.classList.toggle("dim", on); for (const path of mine) path.classList.toggle("lit", on); };
  dot.addEventListener("pointerenter", () => light(true));
  dot.addEventListener("pointerleave", () => light(false));
}

for (const form of document.querySelectorAll("form.filter")) {
  form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
}

const shown = (cell) => cell.dataset.value ?? cell.textContent.trim();
const asNumber = (text) => { const n = Number(text.replace(/[,–]/g, "")); return text !== "" && !Number.isNaN(n) ? n : null; };

function order(a, b) {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== null && y !== null) return x - y;
  return a.localeCompare(b);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const rows = [...table.tBodies[0].rows];
      const at = head.cellIndex;
      rows.sort((a, b) => (up ? 1 : -1) * order(shown(a.cells[at]), shown(b.cells[at])));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...rows);
    });
  }
}

const live = document.querySelector("[data-live]");
async function watch() {
  try {
    const answer = await fetch(live.dataset.live);
    if (answer.ok) {
      live.innerHTML = await answer.text();
      if (answer.headers.get("coursekeep-done")) { window.location.reload(); return; }
    }
  } catch { /* the server is busy or gone: try again */ }
  setTimeout(watch, 1000);
}
if (live) setTimeout(watch, 500);
