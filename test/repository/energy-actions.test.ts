import { loadTable } from "@lnsim/energy";
import { actionCatalogue } from "@lnsim/hardware";
import madam from "@lnsim/optimizer-madam";
import sgd from "@lnsim/optimizer-sgd";
import { withDefaults } from "@lnsim/contracts";
import { describe, expect, it } from "vitest";

const table = loadTable("nangate45");
const keyOf = ({ block, action }: { readonly block: string; readonly action: string }) => `${block}.${action}`;

describe("the energy table", () => {
  it("knows every action that the hardware counts, and no other", () => {
    const counted = Object.values(actionCatalogue).map(keyOf);
    expect(table.actions.map(keyOf).toSorted()).toEqual(counted.toSorted());
  });

  it("knows every action that the shipped optimizers declare per element", () => {
    const priced = table.updateActions.map((record) => record.action);
    for (const plugin of [madam, sgd]) {
      const { actions } = plugin.create(withDefaults(plugin.parameters) as never, plugin.name);
      expect(Object.keys(actions).filter((action) => !priced.includes(action))).toEqual([]);
    }
  });
});
