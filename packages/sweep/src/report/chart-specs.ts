/**
 * The Vega-Lite specifications of the page. Its script fills in what is chosen: the fields of x, y and colour, and the data
 * "rows", "lines" and "ticks". "chosen" is the id of the row that is looked at.
 */
const params = [
  { name: "chosen", value: "" },
  { name: "frontOnly", value: false },
];

const isChosen = "datum.id === chosen";
const isShown = "!frontOnly || datum.isInFront";

/** Rows as points; a click chooses one, dragging and the wheel zoom. */
export const scatterSpec = {
  data: { name: "rows" },
  width: "container",
  height: 420,
  params,
  transform: [{ filter: isShown }],
  mark: { type: "point", filled: true, stroke: "#222", cursor: "pointer" },
  encoding: {
    size: { condition: [{ test: isChosen, value: 260 }, { test: "datum.isInFront", value: 110 }], value: 45 },
    opacity: { condition: [{ test: `${isChosen} || datum.isInFront`, value: 1 }], value: 0.55 },
    strokeWidth: { condition: [{ test: isChosen, value: 3 }, { test: "datum.isInFront", value: 1 }], value: 0 },
  },
};

/** Rows as lines through parallel axes. */
export const parallelSpec = {
  width: "container",
  height: 320,
  view: { stroke: null },
  params,
  encoding: {
    x: { field: "axis", type: "nominal", sort: null, axis: { title: null, orient: "top", labelAngle: 0, labelLimit: 220, labelPadding: 14, domain: false, ticks: false, grid: true, gridColor: "#888" } },
    y: { field: "position", type: "quantitative", axis: null, scale: { domain: [0, 1] } },
  },
  layer: [
    {
      data: { name: "lines" },
      transform: [{ filter: isShown }],
      mark: { type: "line", cursor: "pointer" },
      encoding: {
        detail: { field: "id" },
        order: { field: "index" },
        opacity: { condition: [{ test: `${isChosen} || datum.isInFront`, value: 0.95 }], value: 0.25 },
        strokeWidth: { condition: [{ test: isChosen, value: 5 }, { test: "datum.isInFront", value: 2.5 }], value: 1.2 },
      },
    },
    {
      data: { name: "ticks" },
      mark: { type: "text", align: "right", dx: -5, fontSize: 10, stroke: "#fff", strokeWidth: 3, strokeJoin: "round" },
      encoding: { text: { field: "label" } },
    },
    { data: { name: "ticks" }, mark: { type: "text", align: "right", dx: -5, fontSize: 10, fill: "#222" }, encoding: { text: { field: "label" } } },
  ],
};
