import type { UpdateErrorSetting, UpdateErrorsStudy } from "@lnsim/simulator";
import { grouped } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";
import { updateKinds, updateNames } from "./update-names.ts";

/** What rounding costs three updates, for a person: both sweeps, the tensors, and whether the bounds hold. */
export function renderUpdateErrors(study: UpdateErrorsStudy, layout: Layout): string {
  const { heldGamma, heldLearningRate, byLearningRate, byGamma, tensors, source } = study;
  return [
    header(study, layout),
    section(layout, "Learning rate", `${heldGamma} codes per octave`, ["rate", byLearningRate.map((setting) => row(inPowers(setting.learningRate), setting.errors))]),
    section(layout, "Gamma", `codes per octave, at learning rate ${inPowers(heldLearningRate)}`, ["gamma", byGamma.map((setting) => row(String(setting.gamma), setting.errors))]),
    ...(source === null ? [] : [section(layout, "Tensors", `at ${heldGamma} codes per octave and ${inPowers(heldLearningRate)}`, ["tensor", tensors.map(({ name, errors }) => row(name, errors))])]),
    wrapText(boundVerdict(study), layout.columns, ""),
  ].join("\n\n");
}

/** Whether every measured error lies within its bound, in a sentence or two. */
export function boundVerdict({ exceeded, byLearningRate, byGamma }: UpdateErrorsStudy): string {
  const count = (byLearningRate.length + byGamma.length) * updateKinds.length;
  if (exceeded.length === 0) return `Bounds: all ${count} measured errors lie within theirs (three sigma allowed).`;
  const places = exceeded.map(({ update, learningRate, gamma, measured, bound }) => {
    return `${updateNames[update]} at rate ${inPowers(learningRate)}, gamma ${gamma}: ${figure(measured)} above ${figure(bound)}`;
  });
  return `Bounds: EXCEEDED by more than three sigma in ${exceeded.length} of ${count}: ${places.join("; ")}.`;
}

function header({ source, tensors, draws, seed }: UpdateErrorsStudy, { columns, styles }: Layout): string {
  const elements = tensors.reduce((sum, tensor) => sum + tensor.elements, 0);
  const what = source === null ? "random weights and standard normal gradients" : `step ${source.step} of ${source.trace.name}, trained on ${source.machine.name}`;
  const from = `${what}: ${grouped(elements)} weights, ${grouped(draws)} stochastic roundings of each, seed ${seed}`;
  const meaning =
    "Squared error of log2|w|, in octaves squared over all weights: measured, its exact expectation, and the bound that LNS-Madam proves. " +
    "descent: w - rate g; multiplicative: log2|w| - rate g sign(w); sign: the same with sign(g).";
  const changes = (source?.machine.changes ?? []).map(({ path, from: before, to }) => `  ${path} = ${String(to)} ${styles.dim(`(was ${String(before)})`)}`);
  return [title({ columns, styles }, "Update errors", from), ...changes, wrapText(meaning, columns, ""), ...gradientNote(source, tensors).map((note) => wrapText(note, columns, ""))].join("\n");
}

/** Real gradients are far from 1, which is what the multiplicative update multiplies its rate by. */
function gradientNote(source: UpdateErrorsStudy["source"], tensors: UpdateErrorsStudy["tensors"]): readonly string[] {
  if (source === null) return [];
  const sizes = tensors.map(({ gradientRms }) => gradientRms);
  const span = `${Math.min(...sizes).toExponential(1)} to ${Math.max(...sizes).toExponential(1)}`;
  return [`Gradients are as the step has them, RMS ${span} by tensor: Madam divides them by their running RMS, which brings the multiplicative update near the sign column.`];
}

function section(layout: Layout, name: string, about: string, [first, rows]: readonly [string, readonly (readonly string[])[]]): string {
  return `${title(layout, name, about)}\n${renderTable(columnsOf(first), rows, "  ")}`;
}

function columnsOf(first: string): readonly Column[] {
  const names = updateKinds.flatMap((kind) => [updateNames[kind], "exact", "bound"]);
  return [first, ...names].map((each, index) => ({ title: each, align: index === 0 ? "left" : "right" }));
}

function row(name: string, errors: UpdateErrorSetting["errors"]): readonly string[] {
  return [name, ...updateKinds.flatMap((kind) => [errors[kind].measured, errors[kind].exact, errors[kind].bound].map(figure))];
}

/** Three digits, without an exponent as long as that is short. */
function figure(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** A power of two as such, another number as it is. */
function inPowers(value: number): string {
  const exponent = Math.round(Math.log2(value));
  return 2 ** exponent === value ? `2^${exponent}` : String(value);
}
