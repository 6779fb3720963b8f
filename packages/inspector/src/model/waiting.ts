import type { Recording } from "@lnsim/recording";
import { linkAtPort } from "./block-links.ts";
import { arrayBlock } from "./ops.ts";
import { firstCause } from "./palette.ts";
import type { Study } from "./study.ts";

/** A block in a chain of waiting, and why the next one is in it. */
export interface WaitingStep {
  readonly block: number;
  readonly activity: number;
  /** How long it has been so and will be. */
  readonly from: number;
  readonly to: number;
  /** The link it waits at; null: it works or idles, does not say, or is to get a job first. */
  readonly link: number | null;
  /** Whether the activity names the port, or the link is only the one queue that could be meant. */
  readonly isNamed: boolean;
}

/** How the chain ends. */
export type WaitingEnd = "works" | "idles" | "unknown" | "circle";

/** A chain of waiting: each block waits for the next. */
export interface WaitingChain {
  readonly steps: readonly WaitingStep[];
  readonly end: WaitingEnd;
}

/**
 * Follows the waiting from a block in a cycle: from its activity's port over the link to the block there, and so on, until one works,
 * idles, or does not say what it waits for. Blocks inside jobs wait, between jobs, for what the array waits for; a sequencer is not the
 * end as long as somebody works whose word it needs.
 */
export function waitingChain(study: Study, block: number, cycle: number): WaitingChain {
  const steps: WaitingStep[] = [];
  const seen = new Set<number>();
  for (let at = block; ; ) {
    const step = waitingStep(study, at, cycle, steps.at(-1));
    seen.add(at);
    steps.push(step);
    const activity = study.timeline.layout.blocks[at].activities[step.activity];
    const next = nextIn(study, step, cycle);
    if (next !== null && seen.has(next)) return { steps, end: "circle" };
    if (next === null) return { steps, end: endings[activity.class] };
    at = next;
  }
}

const endings = { work: "works", idle: "idles", stall: "unknown" } as const;

function nextIn({ timeline, recording }: Study, { block, link, activity }: WaitingStep, cycle: number): number | null {
  if (timeline.layout.blocks[block].activities[activity].class === "stall" && isBetweenJobs(recording, block, cycle)) return arrayBlock(recording.step);
  if (link === null) return null;
  const { from, to } = timeline.layout.links[link];
  return from.block === block ? to.block : from.block;
}

/** Whether a block is one inside jobs, and none is under way. The blocks of the outer machine come first. */
function isBetweenJobs(recording: Recording, block: number, cycle: number): boolean {
  return block >= recording.step.layout.blocks.length && recording.jobAt(cycle) === null;
}

function waitingStep(study: Study, block: number, cycle: number, before: WaitingStep | undefined): WaitingStep {
  const { timeline, links, recording } = study;
  const { activity, from, to } = timeline.intervalAt(block, cycle);
  const { class: kind, port } = timeline.layout.blocks[block].activities[activity];
  if (timeline.layout.blocks[block].kind === "chip-sequencer" && before !== undefined) return { block, activity, from, to, link: awaitedBy(study, block, cycle, before), isNamed: true };
  if (kind !== "stall" || isBetweenJobs(recording, block, cycle)) return { block, activity, from, to, link: null, isNamed: false };
  const named = port === undefined ? null : linkAtPort(timeline.layout, links[block], port);
  return { block, activity, from, to, link: named ?? likelyLink(study, block, cycle), isNamed: named !== null };
}

/** The link over which a sequencer gets word from who works for it: the one that a wait is named after, or else the first; null: nobody does. */
function awaitedBy({ timeline, links }: Study, block: number, cycle: number, before: WaitingStep): number | null {
  const { layout } = timeline;
  const { cause = "" } = layout.blocks[before.block].activities[before.activity];
  const working = links[block].into.filter((link) => {
    const peer = layout.links[link].from.block;
    return peer !== before.block && layout.blocks[peer].activities[timeline.intervalAt(peer, cycle).activity].class === "work";
  });
  return working.find((link) => layout.links[link].to.port.startsWith(cause)) ?? working[0] ?? null;
}

/**
 * The queue that is meant where an activity names none: one that is empty and leads into the block, or full and leads out of it. Those
 * whose other end waits too come first. Null where they lead to several blocks.
 */
function likelyLink({ timeline, links, palette }: Study, block: number, cycle: number): number | null {
  const { layout } = timeline;
  const isStalled = (other: number): boolean => palette.categories[other][timeline.intervalAt(other, cycle).activity] >= firstCause;
  const empty = links[block].into.filter((link) => timeline.level(link, cycle) === 0).map((link) => ({ link, peer: layout.links[link].from.block }));
  const full = links[block].outOf.filter((link) => timeline.level(link, cycle) >= layout.links[link].capacity).map((link) => ({ link, peer: layout.links[link].to.block }));
  const candidates = [...empty, ...full];
  const waiting = candidates.filter(({ peer }) => isStalled(peer));
  const chosen = waiting.length > 0 ? waiting : candidates;
  return new Set(chosen.map(({ peer }) => peer)).size === 1 ? chosen[0].link : null;
}
