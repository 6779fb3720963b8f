/**
 * What the page runs, after Vega, Vega-Lite and Vega-Embed: draws the charts of what is chosen, keeps the choice in the
 * address, sorts the table. When the charts stand, the root element's data-charts is "drawn"; what goes wrong is said there
 * and on the page. Works on text and attributes alone, never on markup from data.
 */
export const pageScript = String.raw`"use strict";
const { data, scatter, parallel, renderer } = JSON.parse(document.getElementById("data").textContent);
const columns = new Map(data.columns.map((column) => [column.key, column]));
const choice = { x: data.x, y: data.y, colour: data.colour, front: "", row: "", ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
for (const key of ["x", "y", "colour"]) if (!columns.has(choice[key])) choice[key] = data[key];
const options = { mode: "vega-lite", renderer, ast: true, actions: { export: true, source: false, compiled: false, editor: false } };
const flatRows = data.rows.map(({ id, name, isInFront, values }) => ({ id, name, isInFront, ...values }));
const ticks = data.parallel.flatMap((key) => columns.get(key).ticks.map(({ position, label }) => ({ axis: columns.get(key).name, position, label })));
let views = [];

function lines() {
  return data.rows.flatMap(({ id, name, isInFront, values, positions }) =>
    data.parallel.map((key, index) => ({ id, name, isInFront, index, axis: columns.get(key).name, position: positions[key], [choice.colour]: values[choice.colour] })));
}

function tooltip(keys) {
  return [{ field: "name", title: "design", type: "nominal" }, ...[...new Set(keys)].map((key) => ({ field: key, title: columns.get(key).name, type: columns.get(key).canZoom ? "quantitative" : "nominal" }))];
}

function scatterOf() {
  const spec = structuredClone(scatter);
  const [x, y, colour] = [choice.x, choice.y, choice.colour].map((key) => columns.get(key));
  if (x.canZoom && y.canZoom) spec.params.push({ name: "zoom", select: "interval", bind: "scales" });
  Object.assign(spec.encoding, { x: x.position, y: y.position, color: colour.colour, tooltip: tooltip([choice.x, choice.y, choice.colour]) });
  return { ...spec, datasets: { rows: flatRows } };
}

function parallelOf() {
  const spec = structuredClone(parallel);
  spec.layer[0].encoding.color = columns.get(choice.colour).colour;
  spec.layer[0].encoding.tooltip = tooltip([choice.colour]);
  return { ...spec, datasets: { lines: lines(), ticks } };
}

async function draw() {
  const state = document.documentElement.dataset;
  try {
    for (const { finalize } of views) finalize();
    views = [await vegaEmbed("#scatter", scatterOf(), options), await vegaEmbed("#parallel", parallelOf(), options)];
    for (const { view } of views) view.addEventListener("click", (event, item) => { if (item && item.datum && item.datum.id) choose(item.datum.id); });
    await mark();
    state.charts = "drawn";
  } catch (error) {
    state.charts = "failed: " + error;
    document.getElementById("problem").textContent = "The charts cannot be drawn: " + error;
  }
}

async function mark() {
  for (const { view } of views) await view.signal("chosen", choice.row).signal("frontOnly", choice.front === "only").runAsync();
  for (const row of document.querySelectorAll("#designs tbody tr")) {
    row.classList.toggle("chosen", row.dataset.id === choice.row);
    row.hidden = choice.front === "only" && !row.classList.contains("front");
  }
}

function keep() {
  history.replaceState(null, "", "#" + new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== "")));
}

function choose(id) {
  choice.row = choice.row === id ? "" : id;
  keep();
  mark();
  const row = document.querySelector("#designs tr.chosen");
  if (row) row.scrollIntoView({ block: "nearest" });
}

for (const select of document.querySelectorAll("select[data-choice]")) {
  select.value = choice[select.dataset.choice];
  select.addEventListener("change", () => { choice[select.dataset.choice] = select.value; keep(); draw(); });
}
const only = document.getElementById("front-only");
only.checked = choice.front === "only";
only.addEventListener("change", () => { choice.front = only.checked ? "only" : ""; keep(); mark(); });

const body = document.querySelector("#designs tbody");
body.addEventListener("click", (event) => { const row = event.target.closest("tr"); if (row && !event.target.closest("details")) choose(row.dataset.id); });
document.querySelectorAll("#designs th[data-at]").forEach((title) => title.addEventListener("click", () => {
  const at = Number(title.dataset.at);
  const sign = title.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of document.querySelectorAll("#designs th")) other.removeAttribute("aria-sort");
  title.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
  const valueOf = (row) => row.cells[at].dataset.value;
  const compare = (a, b) => (a === "" || b === "" ? (a === "") - (b === "") : sign * (Number.isNaN(a - b) ? (a < b ? -1 : a > b ? 1 : 0) : a - b));
  body.append(...[...body.rows].sort((a, b) => compare(valueOf(a), valueOf(b))));
}));
draw();
`;
