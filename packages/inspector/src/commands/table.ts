import type { Command } from "./command.ts";
import { listCommands } from "./lists.ts";
import { lookingCommands } from "./looking.ts";
import { movingCommands } from "./moving.ts";
import { programCommands } from "./program.ts";
import { rowCommands } from "./rows.ts";
import { searchingCommands } from "./searching.ts";

/** Every command there is, in the order of help: what keys do, what the palette completes, what the page of keys lists. */
export const commands: readonly Command[] = [...movingCommands, ...searchingCommands, ...rowCommands, ...lookingCommands, ...listCommands, ...programCommands];

/** Commands by name. */
export const commandsByName: ReadonlyMap<string, Command> = new Map(commands.map((command) => [command.name, command]));

/** The line that each key stands for. */
export const linesByKey: ReadonlyMap<string, string> = new Map(commands.flatMap(({ keys }) => keys.map(({ key, line }): [string, string] => [key, line])));
