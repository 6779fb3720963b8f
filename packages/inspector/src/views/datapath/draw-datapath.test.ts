import { openSession } from "@lnsim/simulator";
import { expect, test } from "vitest";
import { createInspector } from "../../create-inspector.ts";
import { textOf } from "../../grid/text.ts";

test("of a systolic array it says that its numbers are not known, and a condition on them is refused", async () => {
  const session = await openSession({ request: { machine: "systolic", trace: "gemm:40,50,70", set: [], numerics: false } });
  const inspector = createInspector(session, { width: 100, height: 24 });
  inspector.execute("goto 60; view datapath");
  expect(textOf(inspector.draw(100, 24))).toContain("the numbers in a systolic array are not worked out");
  expect(inspector.execute("run break on array saturates")).toMatchObject({ isError: true, message: expect.stringContaining('array never does "saturates"') });
});
