import {
  LnsimError,
  type DatapathFamily,
  type MacDatapath,
  type NumberFormat,
  type Optimizer,
  type Plugin,
} from "@lnsim/contracts";
import { checkDatapath } from "./check-datapath.ts";
import { checkFormat } from "./check-format.ts";
import { checkOptimizer } from "./check-optimizer.ts";
import { checkPlugin } from "./check-plugin.ts";
import { guardCalls } from "./guard-calls.ts";
import { parseParameters, type PlainValues } from "./parse-parameters.ts";
import type { BehaviourCheck } from "./refusal.ts";
import { resolveIdentifier, type ResolvedIdentifier } from "./resolve-identifier.ts";

/** Source of the plugins that ship with lnsim. */
export const builtIn = "built in";

/** A plugin that passed its checks, and where it came from. */
export interface RegisteredPlugin {
  readonly plugin: Plugin;
  /** "built in", a path, or the name of a package. */
  readonly source: string;
  /** What tells it from other editions of its code; null for what ships with lnsim, and what no file holds. */
  readonly edition: string | null;
}

/** How a registry treats what plugins make. */
export interface RegistryOptions {
  /** "unchecked" is for those who examine behaviour themselves: they get what was made as it is. */
  readonly behaviour?: BehaviourCheck;
}

/** What shipped plugins have made and had checked in this process: they have no state, so that all registries share it. */
const madeByShipped = new WeakMap<Plugin, Map<string, NumberFormat | Optimizer>>();

/**
 * The number formats and optimizers a run can name. Belongs to one run or command: there is no global one.
 * What a plugin makes is checked once and then reused: the same identifier gives the same object.
 */
export class Registry {
  readonly #registered: RegisteredPlugin[] = [];
  readonly #made = new Map<string, NumberFormat | Optimizer>();
  readonly #behaviour: BehaviourCheck;

  constructor({ behaviour = "checked" }: RegistryOptions = {}) {
    this.#behaviour = behaviour;
  }

  /** Every registered plugin, in the order of registration. */
  get registered(): readonly RegisteredPlugin[] {
    return this.#registered;
  }

  /**
   * Checks a plugin, freezes it, makes its default once, and that one's default datapath, and takes it in.
   *
   * @throws {LnsimError} code "plugin-invalid" or "plugin-failed"; a name that is taken is refused too.
   */
  register(value: unknown, source: string, edition: string | null = null): Plugin {
    const plugin = checkPlugin(value, source);
    const names = [plugin.name, ...Object.keys(plugin.presets ?? {})];
    for (const { plugin: other, source: otherSource } of this.#registered) {
      if (other.kind !== plugin.kind) continue;
      const taken = names.find((name) => name === other.name || other.presets?.[name] !== undefined);
      if (taken === undefined) continue;
      throw new LnsimError({
        code: "plugin-invalid",
        message: `plugin ${plugin.name} is refused: the name "${taken}" is taken`,
        path: source,
        found: taken,
        expected: `a name that plugin ${other.name} (${otherSource}) does not use`,
      });
    }
    this.#registered.push({ plugin, source, edition });
    try {
      const made = this.#make(resolveIdentifier([plugin], plugin.name, plugin.kind));
      if (source !== builtIn && "encode" in made && made.datapath !== undefined) this.#makeDefault(made, made.datapath);
    } catch (error) {
      this.#registered.pop();
      throw error;
    }
    return plugin;
  }

  /** Takes an identifier apart without making anything. @throws {LnsimError} like {@link format}. */
  resolve(kind: Plugin["kind"], identifier: string): ResolvedIdentifier {
    const plugins = this.#registered.map(({ plugin }) => plugin).filter((plugin) => plugin.kind === kind);
    return resolveIdentifier(plugins, identifier, kind);
  }

  /** The preset that an identifier is known by; the identifier itself where it has none. */
  nameOf(kind: Plugin["kind"], id: string): string {
    const { plugin } = this.resolve(kind, id);
    return Object.keys(plugin.presets ?? {}).find((name) => this.resolve(kind, name).id === id) ?? id;
  }

  /**
   * The number format that an identifier or a preset names.
   *
   * @throws {LnsimError} for an unknown name, a wrong parameter, or a plugin that fails.
   */
  format(identifier: string): NumberFormat {
    return this.#make(this.resolve("format", identifier)) as NumberFormat;
  }

  /** The optimizer that an identifier or a preset names. @throws {LnsimError} like {@link format}. */
  optimizer(identifier: string): Optimizer {
    return this.#make(this.resolve("optimizer", identifier)) as Optimizer;
  }

  /**
   * The datapath that a format declares for the given values of its datapath parameters, for left operands of this
   * format and right operands of `right`.
   *
   * @throws {LnsimError} code "plugin-failed" when the values do not go together, "plugin-invalid" for a wrong table.
   */
  datapath(format: NumberFormat, family: DatapathFamily, values: PlainValues, right: NumberFormat = format): MacDatapath {
    const { plugin } = this.resolve("format", format.id);
    const subject = { name: plugin.name, source: this.#sourceOf(plugin) };
    const made = calling(subject.name, "datapath.create", () => family.create(values, right));
    return checkDatapath(subject, made, { left: format.codeCount, right: right.codeCount });
  }

  #makeDefault(format: NumberFormat, family: DatapathFamily): void {
    this.datapath(format, family, parseParameters(family.parameters, {}, `datapath of ${format.id}`));
  }

  #make({ plugin, id, values }: ResolvedIdentifier): NumberFormat | Optimizer {
    const key = `${plugin.kind} ${id}`;
    const shipped = this.#shippedBy(plugin);
    const known = this.#made.get(key) ?? shipped?.get(id);
    if (known !== undefined) return known;
    const subject = { name: plugin.name, source: this.#sourceOf(plugin) };
    const made = calling(id, "create", () => plugin.create(values as never, id));
    const check = plugin.kind === "format" ? checkFormat : checkOptimizer;
    const checked = check(subject, made, id, this.#behaviour);
    const usable = subject.source === builtIn || this.#behaviour === "unchecked" ? checked : guardCalls(checked, subject);
    this.#made.set(key, usable);
    shipped?.set(id, usable);
    return usable;
  }

  /** What a plugin has made for any registry; undefined for those that came from outside, or stay unchecked. */
  #shippedBy(plugin: Plugin): Map<string, NumberFormat | Optimizer> | undefined {
    if (this.#behaviour === "unchecked" || this.#sourceOf(plugin) !== builtIn) return undefined;
    const made = madeByShipped.get(plugin) ?? new Map<string, NumberFormat | Optimizer>();
    madeByShipped.set(plugin, made);
    return made;
  }

  #sourceOf(plugin: Plugin): string {
    return this.#registered.find((each) => each.plugin === plugin)!.source;
  }
}

/** Calls into a plugin; what it throws is reported as its failure, and its own typed errors as they are. */
function calling<T>(name: string, what: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof LnsimError) throw cause;
    throw new LnsimError({
      code: "plugin-failed",
      message: `${name} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`,
      path: `${what}()`,
      cause,
    });
  }
}
