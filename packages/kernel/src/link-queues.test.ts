import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Wake } from "./block-kind.ts";
import type { Kernel } from "./kernel.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { probe, probeKind } from "./specimens/probe.ts";

interface Wiring {
  readonly latency: number;
  readonly capacity: number;
}

/** Two probes and a link; the receiver is block 0 when `receiverFirst`. */
function connect(send: Wake, receive: Wake, { latency, capacity }: Wiring, receiverFirst = false): Kernel {
  const machine = new MachineBuilder();
  const add = [
    () => machine.add({ name: "sender", kind: probeKind(send) }),
    () => machine.add({ name: "receiver", kind: probeKind(receive) }),
  ];
  const [sender, receiver] = receiverFirst ? [1, 0] : [0, 1];
  if (receiverFirst) add.reverse();
  for (const step of add) step();
  machine.link({ from: [sender!, "out"], to: [receiver!, "in"], latency, capacity });
  return machine.build();
}

function at(cycle: number, action: Wake): Wake {
  return (kernel, block, base) => {
    if (kernel.now === cycle) action(kernel, block, base);
    else if (kernel.now < cycle) kernel.wakeAt(block, cycle);
  };
}

const orders = [false, true];
const wirings = fc.record({ latency: fc.integer({ min: 1, max: 700 }), capacity: fc.integer({ min: 1, max: 5 }) });

describe.each(orders)("receiver first: %s", (receiverFirst) => {
  test("a message is invisible at t + L - 1 and wakes its receiver at t + L", () => {
    fc.assert(
      fc.property(wirings, fc.integer({ min: 0, max: 600 }), (wiring, sent) => {
        const woken: number[] = [];
        const seen: number[] = [];
        const receive: Wake = (kernel, block) => {
          woken.push(kernel.now);
          if (kernel.has(block, probe.in)) seen.push(kernel.now, kernel.peek(block, probe.in, 0));
        };
        const kernel = connect(at(sent, (kernel, block) => kernel.send(block, probe.out, 42)), receive, wiring, receiverFirst);
        const visible = sent + wiring.latency;
        if (visible > 1) kernel.requestWake(receiverFirst ? 0 : 1, visible - 1);
        kernel.run();
        expect(seen).toEqual([visible, 42]);
        expect(woken.at(-1)).toBe(visible);
        if (visible > 1) expect(woken.at(-2)).toBe(visible - 1);
      }),
      { seed: 1 },
    );
  });

  test("a full queue has no room, and a pop in cycle t makes room at t + 1", () => {
    fc.assert(
      fc.property(wirings, fc.integer({ min: 0, max: 20 }), (wiring, wait) => {
        const rooms = new Map<number, number>();
        const popped = wiring.latency + wait;
        const send: Wake = (kernel, block) => {
          if (kernel.now === 0) for (let n = 0; n < wiring.capacity; n++) kernel.send(block, probe.out, n);
          rooms.set(kernel.now, kernel.room(block, probe.out));
          kernel.awaitRoom(block, probe.out);
        };
        const receive = at(popped, (kernel, block) => kernel.pop(block, probe.in));
        const kernel = connect(send, receive, wiring, receiverFirst);
        kernel.requestWake(receiverFirst ? 1 : 0, popped);
        kernel.run({ until: popped + 50 });
        expect([...rooms]).toEqual([[0, 0], [popped, 0], [popped + 1, 1]]);
      }),
      { seed: 2 },
    );
  });

  test("asking for room in the cycle of the pop wakes in the next one", () => {
    const rooms: number[] = [];
    const send: Wake = (kernel, block) => {
      if (kernel.now === 0) {
        kernel.send(block, probe.out, 1);
        return kernel.wakeAt(block, 5);
      }
      rooms.push(kernel.now, kernel.room(block, probe.out));
      if (kernel.now === 5) kernel.awaitRoom(block, probe.out);
    };
    connect(send, at(5, (kernel, block) => kernel.pop(block, probe.in)), { latency: 1, capacity: 1 }, receiverFirst).run();
    expect(rooms).toEqual([5, 0, 6, 1]);
  });

  test("a run of messages is visible one a cycle, and wakes a receiver that takes them one by one each time", () => {
    const seen: number[][] = [];
    const receive: Wake = (kernel, block) => {
      if (!kernel.has(block, probe.in)) return;
      seen.push([kernel.now, kernel.ready(block, probe.in), kernel.peek(block, probe.in, 0)]);
      kernel.pop(block, probe.in);
    };
    const send = at(3, (kernel, block) => kernel.sendRun(block, probe.out, 2, 4, 10, 7));
    connect(send, receive, { latency: 300, capacity: 4 }, receiverFirst).run();
    expect(seen).toEqual([[305, 4, 7], [306, 3, 17], [307, 2, 27], [308, 1, 37]]);
  });

  test("slots that a run will free in time can be sent into, but not those of a pop in this cycle", () => {
    const seen: number[][] = [];
    const send: Wake = (kernel, block) => {
      if (kernel.now === 0) kernel.sendRun(block, probe.out, 0, 3, 0, 1);
      if (kernel.now >= 1 && kernel.now <= 5) seen.push([kernel.now, kernel.room(block, probe.out), kernel.sendable(block, probe.out)]);
      if (kernel.now === 3) kernel.sendRun(block, probe.out, 0, 3, 1, 7);
      kernel.wakeAt(block, kernel.now + 1);
    };
    const taken: number[] = [];
    const receive: Wake = (kernel, block) => {
      const ready = kernel.ready(block, probe.in);
      if (kernel.now < 2) kernel.wakeAt(block, kernel.now + 1);
      if (kernel.now === 2) kernel.popRun(block, probe.in, ready);
      if (kernel.now < 5 || ready === 0) return;
      taken.push(kernel.now, kernel.peek(block, probe.in, 0));
      kernel.pop(block, probe.in);
    };
    const kernel = connect(send, receive, { latency: 2, capacity: 4 }, receiverFirst);
    kernel.run({ until: 12 });
    expect(seen).toEqual([[1, 1, 1], [2, 1, 1], [3, 2, 4], [4, 0, 0], [5, 1, 1]]);
    expect(taken).toEqual([5, 7, 6, 8, 7, 9]);
  });

  test("waiting for room wakes once", () => {
    const woken: number[] = [];
    const send: Wake = (kernel, block) => {
      woken.push(kernel.now);
      if (kernel.now > 0) return;
      kernel.sendRun(block, probe.out, 0, 3, 0, 1);
      kernel.awaitRoom(block, probe.out);
    };
    const receive: Wake = (kernel, block) => kernel.has(block, probe.in) && kernel.pop(block, probe.in);
    connect(send, receive, { latency: 4, capacity: 3 }, receiverFirst).run();
    expect(woken).toEqual([0, 5]);
  });

  test("slots of a run that is taken at once are freed one a cycle", () => {
    const rooms: number[] = [];
    const send: Wake = (kernel, block) => {
      if (kernel.now === 0) kernel.sendRun(block, probe.out, 0, 3, 0, 1);
      rooms.push(kernel.room(block, probe.out));
      kernel.wakeAt(block, kernel.now + 1);
    };
    const receive: Wake = (kernel, block) => {
      if (kernel.now === 2) kernel.popRun(block, probe.in, kernel.ready(block, probe.in));
    };
    connect(send, receive, { latency: 2, capacity: 3 }, receiverFirst).run({ until: 8 });
    expect(rooms).toEqual([0, 0, 0, 1, 2, 3, 3, 3]);
  });
});

test("messages behind the head wake nobody until they are the head", () => {
  const woken: number[] = [];
  const send: Wake = (kernel, block) => {
    if (kernel.now === 0) kernel.wakeAt(block, 1);
    if (kernel.now < 2) kernel.sendAfter(block, probe.out, kernel.now * 10, kernel.now);
  };
  const receive: Wake = (kernel, block) => {
    woken.push(kernel.now);
    if (kernel.now === 0) kernel.wakeAt(block, 5);
    if (kernel.now === 5) kernel.pop(block, probe.in);
  };
  connect(send, receive, { latency: 1, capacity: 2 }).run();
  expect(woken).toEqual([0, 1, 5, 12]);
});

test("an optional port without a link has no message and no room", () => {
  const machine = new MachineBuilder();
  const found: unknown[] = [];
  const kind = probeKind((kernel, block) => {
    found.push(kernel.has(block, probe.in), kernel.ready(block, probe.in), kernel.room(block, probe.out));
  });
  machine.add({ name: "alone", kind });
  machine.build().run();
  expect(found).toEqual([false, 0, 0]);
});
