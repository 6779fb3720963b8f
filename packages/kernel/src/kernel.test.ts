import { describe, expect, test } from "vitest";
import type { Wake } from "./block-kind.ts";
import type { Kernel } from "./kernel.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { probe, probeKind } from "./specimens/probe.ts";

function pair(send: Wake, receive: Wake = () => {}, capacity = 2): Kernel {
  const machine = new MachineBuilder();
  machine.add({ name: "sender", kind: probeKind(send) });
  machine.add({ name: "receiver", kind: probeKind(receive) });
  machine.link({ from: [0, "out"], to: [1, "in"], latency: 1, capacity });
  return machine.build();
}

describe("activities", () => {
  test("tile a block's life, from the cycle they are set in", () => {
    const kernel = pair((kernel, block) => {
      if (kernel.now === 3) kernel.setActivity(block, probe.work);
      if (kernel.now === 10) kernel.setActivity(block, probe.stall);
      if (kernel.now < 10) kernel.wakeAt(block, kernel.now < 3 ? 3 : 10);
    });
    kernel.run({ until: 15 });
    expect(kernel.activities(0)).toEqual([
      { name: "idle", class: "idle", cycles: 3 },
      { name: "work", class: "work", cycles: 7 },
      { name: "stall", class: "stall", cause: "test", port: "out", cycles: 5 },
    ]);
    expect(kernel.activities(1)[0]).toEqual({ name: "idle", class: "idle", cycles: 15 });
  });

  test("of several in one cycle the last one counts", () => {
    const kernel = pair((kernel, block) => {
      kernel.setActivity(block, probe.work);
      kernel.setActivity(block, probe.stall);
    });
    kernel.run({ until: 4 });
    expect(kernel.activities(0).map(({ cycles }) => cycles)).toEqual([0, 0, 4]);
  });

  test("that do not add up are a bug, and reported", () => {
    const kernel = pair(() => {});
    kernel.ledger.cycles[0]! += 1;
    expect(() => kernel.run({ until: 4 })).toThrow("sender: activities add up to 5 of 4 cycles");
  });
});

describe("the end of a run", () => {
  test("is the cycle asked for, the smallest if there are several", () => {
    const kernel = pair(
      (kernel, block) => (kernel.now < 20 ? kernel.wakeAt(block, kernel.now + 1) : kernel.stopAt(30)),
      (kernel) => kernel.stopAt(25),
    );
    expect(kernel.run()).toEqual({ reason: "stopped", cycle: 25 });
    expect(kernel.run()).toEqual({ reason: "stopped", cycle: 25 });
  });

  test("comes when all sleep for good", () => {
    const kernel = pair((kernel, block) => kernel.now < 1000 && kernel.wakeAt(block, kernel.now + 500));
    expect(kernel.run()).toEqual({ reason: "asleep", cycle: 1001 });
  });

  test("time passes up to a breakpoint also when all sleep", () => {
    expect(pair(() => {}).run({ until: 1e15 })).toEqual({ reason: "until", cycle: 1e15 });
  });

  test("counts are checked to be exact", () => {
    const kernel = pair((kernel, block) => kernel.count(block, probe.done, 2 ** 53));
    expect(() => kernel.run({ until: 1 })).toThrow('sender, counter "done": 9007199254740992 is not an exact count');
  });
});

describe("misuse by a block names cycle, block and port", () => {
  const cases: readonly [string, Wake, string][] = [
    ["a send without room", (kernel, block) => kernel.sendRun(block, probe.out, 0, 3, 0, 1), "cycle 0, sender.out: sent 3 messages with room for 2"],
    ["a send through an in-port", (kernel, block) => kernel.send(block, probe.in, 1), "cycle 0, sender.in: written, but is no linked out-port"],
    ["a read of an out-port", (kernel, block) => kernel.pop(block, probe.out), "cycle 0, sender.out: read, but is no linked in-port"],
    ["a timer for now", (kernel, block) => kernel.wakeAt(block, kernel.now), "cycle 0, sender: timer for cycle 0"],
    ["a timer for NaN", (kernel, block) => kernel.wakeAt(block, NaN), "cycle 0, sender: timer for cycle NaN"],
    ["an undeclared activity", (kernel, block) => kernel.setActivity(block, 3), "cycle 0, sender: activity 3 is not declared"],
    ["an iteration too many", (kernel, block) => kernel.iterate(block, probe.loop, 1), "cycle 0, sender: 1 iterations beyond the end of the loop"],
    ["a stop in the past", (kernel) => kernel.stopAt(0), "cycle 0: stop asked for cycle 0"],
    [
      "a message that overtakes",
      (kernel, block) => {
        kernel.sendAfter(block, probe.out, 5, 1);
        kernel.send(block, probe.out, 2);
      },
      "cycle 0, sender.out: sent a message that would overtake an earlier one",
    ],
  ];
  test.each(cases)("%s", (_, wake, message) => {
    expect(() => pair(wake).run()).toThrow(message);
  });

  test("a pop without a visible message", () => {
    expect(() => pair(() => {}, (kernel, block) => kernel.pop(block, probe.in)).run()).toThrow("cycle 0, receiver.in: read without a visible message");
  });

  test("a run longer than what is there", () => {
    const send: Wake = (kernel, block) => kernel.now === 0 && kernel.send(block, probe.out, 1);
    const receive: Wake = (kernel, block) => kernel.has(block, probe.in) && kernel.popRun(block, probe.in, 2);
    expect(() => pair(send, receive).run()).toThrow("cycle 1, receiver.in: popped 2 messages of a run of 1");
  });

  test("a pop while a burst takes messages from the port", () => {
    const send: Wake = (kernel, block) => {
      if (kernel.now > 0) return;
      kernel.sendRun(block, probe.out, 0, 3, 0, 1);
      kernel.sendAfter(block, probe.out, 2, 2);
    };
    const receive: Wake = (kernel, block) => {
      if (kernel.now === 1) kernel.popRun(block, probe.in, 3);
      if (kernel.now === 3) kernel.pop(block, probe.in);
      if (kernel.now === 2) kernel.popRun(block, probe.in, 1);
    };
    expect(() => pair(send, receive, 4).run()).not.toThrow();
    const early: Wake = (kernel, block) => {
      if (kernel.now === 5) kernel.popRun(block, probe.in, 3);
      if (kernel.now === 5) kernel.pop(block, probe.in);
      if (kernel.now < 5) kernel.wakeAt(block, 5);
    };
    expect(() => pair(send, early, 4).run()).toThrow("cycle 5, receiver.in: popped during a burst on the same port");
  });
});
