import { loadTable } from "@lnsim/energy";
import { actionCatalogue } from "@lnsim/hardware";
import adam from "@lnsim/optimizer-adam";
import madam from "@lnsim/optimizer-madam";
import sgd from "@lnsim/optimizer-sgd";
import signSgd from "@lnsim/optimizer-sign-sgd";
import { withDefaults } from "@lnsim/contracts";
import { describe, expect, it } from "vitest";

const table = loadTable("nangate45");
const keyOf = ({ block, action }: { readonly block: string; readonly action: string }) => `${block}.${action}`;

/** Every shipped rule with the parameter sets that lead to branches of their own. */
const branches = [madam, sgd, adam, signSgd].flatMap((plugin) =>
  [{}, { weightDecay: 0.01, variant: "official" }, { nesterov: true }, ...Object.values(plugin.presets ?? {})].map((given) => {
    const known = Object.fromEntries(Object.entries(given).filter(([name]) => name in plugin.parameters));
    return { name: `${plugin.name} ${JSON.stringify(known)}`, rule: plugin.create({ ...withDefaults(plugin.parameters), ...known } as never, plugin.name) };
  }),
);

describe("the energy table", () => {
  it("knows every action that the hardware counts, and no other", () => {
    const counted = Object.values(actionCatalogue).map(keyOf);
    expect(table.actions.map(keyOf).toSorted()).toEqual(counted.toSorted());
  });

  it.each(branches)("prices every action that $name declares per element", ({ rule }) => {
    const priced = table.updateActions.map((record) => record.action);
    expect(Object.keys(rule.actions).length).toBeGreaterThan(0);
    expect(Object.keys(rule.actions).filter((action) => !priced.includes(action))).toEqual([]);
  });
});
