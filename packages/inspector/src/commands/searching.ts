import { LnsimError } from "@lnsim/contracts";
import { parseCondition } from "../conditions/parse-condition.ts";
import { grouped } from "../format/number.ts";
import { nextStall, previousStall } from "../model/find-stall.ts";
import { findName } from "../model/find-name.ts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";
import { moveCursor } from "./move-cursor.ts";
import { runUntil } from "./run-until.ts";
import { selectedNode } from "./selection.ts";
import { simulateFor } from "./simulate-for.ts";

const group = "searching";

/** Commands that go to where something happens. */
export const searchingCommands: readonly Command[] = [
  defineCommand({
    name: "next-stall",
    group,
    summary: "Goes to the next stall of the selected block, of the cause that is followed or the one given",
    arguments: ["cause:cause?"],
    keys: { s: "" },
    remembered: "jump",
    run: (scene, { texts }) => stall(scene, texts.cause, nextStall),
  }),
  defineCommand({
    name: "previous-stall",
    group,
    summary: "Goes to the last stall before",
    arguments: ["cause:cause?"],
    keys: { S: "" },
    remembered: "jump",
    run: (scene, { texts }) => stall(scene, texts.cause, previousStall),
  }),
  defineCommand({
    name: "cause",
    group,
    summary: "Follows a cause of stalls, or `any`; without one, the next in the legend",
    arguments: ["cause:cause?"],
    keys: { c: "" },
    remembered: "change",
    run: (scene, { texts }) => chooseCause(scene, texts.cause),
  }),
  defineCommand({
    name: "search",
    group,
    summary: "Goes to the next op or tile whose name, pass or shape matches a regular expression",
    arguments: ["expression:text"],
    keys: { "*": ":search " },
    remembered: "jump",
    run: (scene, { texts }) => search(scene, texts.expression!, 1),
  }),
  defineCommand({ name: "search-next", group, summary: "Searches on", keys: { n: "" }, remembered: "jump", run: (scene) => search(scene, scene.state.search, 1) }),
  defineCommand({ name: "search-previous", group, summary: "Searches back", keys: { N: "" }, remembered: "jump", run: (scene) => search(scene, scene.state.search, -1) }),
  defineCommand({
    name: "break",
    group,
    summary: "Adds a condition for `run`: break on pe0.collector saturates",
    arguments: ["condition:condition"],
    remembered: "change",
    run: (scene, { texts }) => addCondition(scene, `break ${texts.condition}`),
  }),
  defineCommand({
    name: "watch",
    group,
    summary: "Adds a condition for `run`: watch collector.results > 4",
    arguments: ["condition:condition"],
    remembered: "change",
    run: (scene, { texts }) => addCondition(scene, `watch ${texts.condition}`),
  }),
  defineCommand({
    name: "forget",
    group,
    summary: "Forgets a condition by its number, or all",
    arguments: ["number:count?"],
    remembered: "change",
    run: ({ state }, { numbers }) => ({
      edit: (draft) => void (draft.conditions = draft.conditions.filter((_, index) => numbers.number !== undefined && index + 1 !== numbers.number)),
      message: numbers.number === undefined ? "no conditions" : `condition ${numbers.number} ${numbers.number <= state.conditions.length ? "is forgotten" : "was never set"}`,
    }),
  }),
  defineCommand({
    name: "run",
    group,
    summary: "Goes on until a condition comes true: one of those set before, or the one given",
    arguments: ["condition:condition?"],
    keys: { r: "" },
    remembered: "jump",
    run: (scene, { texts }) => runUntil(scene, texts.condition === undefined ? scene.state.conditions : [texts.condition.replace(/^until\s+/, "")]),
  }),
];

function stall(scene: Scene, given: string | undefined, find: typeof nextStall): Change {
  const cause = given ?? scene.state.cause;
  const { key, blocks } = selectedNode(scene);
  const look = () => find(scene.study, blocks, cause, scene.state.cursor);
  if (find === nextStall) simulateFor(scene.study, () => ((look()?.to ?? Infinity) < scene.study.timeline.cycles ? true : null));
  const found = look();
  const what = cause === "" ? "stall" : `${cause} stall`;
  if (found === null) return { message: `no ${find === nextStall ? "later" : "earlier"} ${what} of ${key}` };
  const length = found.to - found.from;
  return { ...moveCursor(scene, found.from), message: `${scene.study.timeline.layout.blocks[found.block].name}: ${what}, ${grouped(length)} ${length === 1 ? "cycle" : "cycles"}` };
}

function chooseCause({ study, state }: Scene, given: string | undefined): Change {
  const names = ["", ...study.palette.causes.map(({ cause }) => cause)];
  const cause = given ?? names[(names.indexOf(state.cause) + 1) % names.length];
  return { edit: (draft) => void (draft.cause = cause), message: cause === "" ? "following stalls of any cause" : `following ${cause} stalls` };
}

function search(scene: Scene, expression: string, direction: 1 | -1): Change {
  if (expression === "") return { message: "nothing was searched for yet: search EXPRESSION" };
  let pattern: RegExp;
  try {
    pattern = new RegExp(expression, "i");
  } catch (error) {
    throw new LnsimError({ code: "syntax", message: "this is no regular expression", found: expression, remedy: (error as Error).message, cause: error });
  }
  const look = () => findName(scene.study, pattern, scene.state.cursor, direction);
  const found = direction === 1 ? simulateFor(scene.study, look) : look();
  if (found === null) return { edit: (draft) => void (draft.search = expression), message: `no ${direction === 1 ? "later" : "earlier"} op or tile matches ${expression}` };
  return { ...moveCursor(scene, found.cycle, (draft) => void (draft.search = expression)), message: found.name };
}

function addCondition(scene: Scene, text: string): Change {
  parseCondition(text, scene.study);
  return { edit: (draft) => void draft.conditions.push(text), message: `condition ${scene.state.conditions.length + 1}: ${text}` };
}
