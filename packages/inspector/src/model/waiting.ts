import { linkAtPort } from "./block-links.ts";
import { firstCause } from "./palette.ts";
import type { Study } from "./study.ts";

/** A block in a chain of waiting, and why the next one is in it. */
export interface WaitingStep {
  readonly block: number;
  readonly activity: number;
  /** How long it has been so and will be. */
  readonly from: number;
  readonly to: number;
  /** The link it waits at; null: it works or idles, or does not say. */
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
 * idles, or does not say what it waits for.
 */
export function waitingChain(study: Study, block: number, cycle: number): WaitingChain {
  const steps: WaitingStep[] = [];
  const seen = new Set<number>();
  for (let at = block; ; ) {
    const step = waitingStep(study, at, cycle);
    steps.push(step);
    seen.add(at);
    const activity = study.timeline.layout.blocks[at].activities[step.activity];
    if (activity.class !== "stall") return { steps, end: activity.class === "work" ? "works" : "idles" };
    if (step.link === null) return { steps, end: "unknown" };
    const { from, to } = study.timeline.layout.links[step.link];
    at = from.block === at ? to.block : from.block;
    if (seen.has(at)) return { steps, end: "circle" };
  }
}

function waitingStep(study: Study, block: number, cycle: number): WaitingStep {
  const { timeline, links } = study;
  const { activity, from, to } = timeline.intervalAt(block, cycle);
  const { class: kind, port } = timeline.layout.blocks[block].activities[activity];
  if (kind !== "stall") return { block, activity, from, to, link: null, isNamed: false };
  const named = port === undefined ? null : linkAtPort(timeline.layout, links[block], port);
  return { block, activity, from, to, link: named ?? likelyLink(study, block, cycle), isNamed: named !== null };
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
