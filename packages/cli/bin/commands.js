/**
 * Every command of lnsim as plain data: the launcher prints help from it, the parser is built from it, and the
 * reference is written from it. No imports, so that `--help` costs next to nothing.
 */

/** @type {import("./commands.js").Flag} */
const plugin = {
  name: "plugin",
  type: "text",
  value: "PATH|PACKAGE",
  repeatable: true,
  summary: "Load a number format or an optimizer from a file or an installed package.",
};

/** @type {import("./commands.js").Flag} */
const set = {
  name: "set",
  type: "text",
  value: "PATH=VALUE",
  repeatable: true,
  summary: "Change one value of the machine description, such as pe.lanes=16.",
};

/** @type {(what: string) => import("./commands.js").Flag} */
const format = (what) => ({
  name: "format",
  type: "choice",
  choices: ["table", "json"],
  default: "table",
  summary: `How to print ${what}.`,
});

/** @type {import("./commands.js").Flag} */
const machine = {
  name: "machine",
  type: "text",
  value: "NAME|FILE",
  default: "lns-madam",
  summary: "Machine preset, or a description in YAML or TypeScript.",
};

/** @type {import("./commands.js").Flag} */
const trace = {
  name: "trace",
  type: "text",
  value: "NAME|FILE",
  default: "mnist-lenet",
  summary: "Trace that ships or is built, sizes in one line such as gemm:64,64,64, or a trace file.",
};

/** @type {(what: string) => import("./commands.js").Flag} */
const batch = (what) => ({
  name: "batch",
  type: "integer",
  value: "N",
  unit: "sample",
  summary: `Samples in a step of ${what}; 32 by default.`,
});

/** @type {import("./commands.js").Flag} */
const threads = {
  name: "threads",
  type: "integer",
  value: "N",
  default: 1,
  summary: "Threads that multiply matrices; the result is the same with any number.",
};

/** @type {import("./commands.js").Flag} */
const max = {
  name: "max",
  type: "number",
  value: "X",
  default: 1,
  summary: "Magnitude that the top code stands for.",
};

/** @type {import("./commands.js").Flag} */
const data = {
  name: "data",
  type: "text",
  value: "FOLDER",
  summary: "Folder with the data set's idx or text files, in place of the installed package.",
};

/** @type {import("./commands.js").Flag} */
const passes = {
  name: "passes",
  type: "text",
  value: "NAME,...",
  summary: "Only these of the passes fprop, loss, dgrad, wgrad and update; all by default.",
};

/** @type {import("./commands.js").Flag} */
const mapping = {
  name: "mapping",
  type: "text",
  value: "FILE",
  summary: "Mappings that are not searched: a file as lnsim machine map writes it, edited or not.",
};

/** @type {import("./commands.js").Flag} */
const ops = {
  name: "ops",
  type: "text",
  value: "N|all",
  default: "10",
  summary: "Lines of operations to print, the costliest first, equal ones in one line.",
};

/** @type {(what: string) => import("./commands.js").Flag} */
const picture = (what) => ({
  name: "picture",
  type: "text",
  value: "FILE.svg|-",
  summary: `Draw ${what}: as an SVG file, or "-" in the terminal.`,
});

/** @type {import("./commands.js").Flag} */
const store = {
  name: "store",
  type: "text",
  value: "FILE|URL",
  summary: "Where the results are kept: a file, or a PostgreSQL database such as postgres://USER:PASSWORD@HOST/DATABASE.",
};

/** @type {import("./commands.js").Flag} */
const objective = {
  name: "objective",
  type: "text",
  value: "NAME:min|max,...",
  summary: "What is better, such as energy:min,accuracy:max,area:min; a family of figures stands for its first.",
};

/** @type {import("./commands.js").Flag} */
const where = {
  name: "where",
  type: "text",
  value: "AXIS=VALUE,...",
  repeatable: true,
  summary: "Only designs with one of these values on an axis.",
};

/** @type {import("./commands.js").Argument} */
const sweepFile = { name: "FILE", type: "text", optional: true, summary: "Sweep file, in YAML or JSON; without one, the axes of -P and -L." };

/** What says which points a sweep has, where no file does. @type {readonly import("./commands.js").Flag[]} */
const spaceFlags = [
  {
    name: "parameter",
    letter: "P",
    type: "text",
    value: "PATH=RANGE",
    repeatable: true,
    summary: "Axis with a range, such as array.rows=8..64*2 or pe.lanes=8..32+8.",
  },
  { name: "list", letter: "L", type: "text", value: "PATH=VALUE,...", repeatable: true, summary: "Axis with a list of values, such as dataflow=os,ws." },
  { name: "machine", type: "text", value: "NAME|FILE", summary: "Machine of all points; lns-madam by default." },
  { name: "trace", type: "text", value: "NAME|FILE", summary: "Trace of all points; mnist-lenet by default." },
  batch("a trace that is built"),
  set,
  plugin,
  { name: "steps", type: "integer", value: "N", unit: "step", summary: "Stop after N optimizer steps instead of the whole trace." },
  { name: "numerics", type: "choice", choices: ["on", "off"], summary: "Repeat the training bit for bit (on, the default), or time it only (off)." },
  { name: "timing", type: "choice", choices: ["on", "off"], summary: "Time and price a step (on, the default), or repeat the training only (off)." },
  passes,
  { name: "seed", type: "integer", value: "N", summary: "Seed of everything that is drawn; the seed of the trace by default." },
  data,
];

/** Points that are run on many machines. @type {readonly import("./commands.js").Flag[]} */
const engineFlags = [
  {
    name: "engine",
    type: "text",
    value: "URL",
    summary: "Queue and keep the results in a PostgreSQL database, in place of --store: postgres://USER:PASSWORD@HOST/DATABASE.",
  },
  { name: "tries", type: "integer", value: "N", summary: "With --engine: tries before a point that fails, or ends its worker, is set aside; 3 at first." },
  { name: "lease", type: "integer", value: "N", unit: "second", summary: "With --engine: points of a worker that is silent for so long go to others; 60 at first." },
];

/** How many points are run at a time, and what each may take. @type {readonly import("./commands.js").Flag[]} */
const workFlags = [
  { name: "jobs", type: "integer", value: "N", summary: "Points at the same time; as many as there are cores by default; with --engine 0 leaves them all to others." },
  { name: "time-limit", type: "number", value: "X", unit: "second", summary: "A point that takes longer fails; no limit by default." },
  { name: "memory-limit", type: "integer", value: "N", summary: "A point whose heap needs more MiB fails; Node's limit by default." },
];

/** @type {import("./commands.js").Program} */
export const program = {
  name: "lnsim",
  summary: "Cycle-accurate, bit-true simulator of training accelerators that compute in logarithmic number systems.",
  commands: [
    {
      name: "run",
      summary: "Replay a training trace on a machine: cycles, energy and accuracy.",
      details:
        "Times one training step of every shape in the trace on the machine, prices the counted actions, and repeats " +
        "the training itself with the arithmetic of the machine, bit for bit.",
      arguments: [],
      flags: [
        machine,
        trace,
        batch("a trace that is built"),
        format("the result"),
        set,
        plugin,
        {
          name: "steps",
          type: "integer",
          value: "N",
          unit: "step",
          summary: "Stop after N optimizer steps instead of the whole trace.",
        },
        {
          name: "numerics",
          type: "choice",
          choices: ["on", "off"],
          default: "on",
          summary: "Repeat the training bit for bit (on), or time it only (off).",
        },
        {
          name: "exact",
          type: "choice",
          choices: ["burst", "cycle"],
          optionalValue: "burst",
          summary: "Step instead of skipping repetitions: --exact keeps bursts, --exact=cycle steps every cycle. The result is the same.",
        },
        { ...passes, summary: `${passes.summary} With some of them, nothing is trained.` },
        mapping,
        {
          name: "values",
          type: "choice",
          choices: ["auto", "random", "training"],
          optionalValue: "auto",
          summary:
            "Let codes pass through the machine and compare every output with the numeric engine's: of every product of a training step, or random ones for every distinct product (auto: those where nothing is trained).",
        },
        { name: "values-step", type: "integer", value: "N", unit: "step", summary: "Step of the training whose codes pass through the machine with --values, from 1; the first." },
        {
          name: "compat",
          type: "choice",
          choices: ["scalesim"],
          summary: "Report what SCALE-Sim would print, too; on systolic arrays with ideal memory.",
        },
        ops,
        {
          name: "record",
          type: "text",
          value: "FILE",
          summary: "Record the first step, every change of every block, for lnsim inspect and lnsim export.",
        },
        {
          name: "roofline",
          type: "text",
          value: "FILE.svg|-",
          summary: 'Draw the operations under the roofs of the machine: as an SVG file, or "-" in the terminal.',
        },
        data,
        {
          name: "seed",
          type: "integer",
          value: "N",
          summary: "Seed of everything that is drawn during the run; the seed of the trace by default.",
        },
        picture("the loss of every step beside the recorded one"),
        {
          name: "timing",
          type: "choice",
          choices: ["on", "off"],
          default: "on",
          summary: "Time and price a step (on), or repeat the training only (off).",
        },
        threads,
        {
          name: "seeds",
          type: "text",
          value: "N,N,...",
          summary: "Train once with each seed, weights and batches drawn anew, and report the spread.",
        },
        {
          name: "checkpoint",
          type: "text",
          value: "FILE",
          summary: "Keep the training in a file (with --seeds in FILE.seed-N), and continue from it when it is there, with a larger --steps too.",
        },
        {
          name: "checkpoint-every",
          type: "integer",
          value: "N",
          default: 100,
          unit: "step",
          summary: "Steps between two writings of the checkpoint; Ctrl-C and the end write it too.",
        },
        {
          name: "diagnose",
          type: "text",
          value: "STEP,...",
          summary: "Look closely at these steps: codes, underflow, clamping, saturation and noise of every tensor and product.",
        },
        {
          name: "histograms",
          type: "text",
          value: "FOLDER",
          summary: "Draw the code histograms of the diagnosed steps as SVG files.",
        },
        {
          name: "dump",
          type: "text",
          value: "FOLDER",
          summary: "Write tensors as .npy files: values, and codes where they are quantised.",
        },
        {
          name: "dump-steps",
          type: "text",
          value: "STEP,...",
          default: "1",
          summary: "Steps whose tensors are written.",
        },
        {
          name: "tensor",
          type: "text",
          value: "NAME",
          repeatable: true,
          summary: "Write this tensor only, such as fc1.weight or conv1.*; every one by default.",
        },
      ],
      examples: [
        { command: "lnsim run", summary: "the reference machine on the MNIST network, two epochs" },
        { command: "lnsim run --steps 20 --set numerics.datapath.lut=1", summary: "a cheaper converter, 20 steps" },
        { command: "lnsim run --numerics off --format json", summary: "cycles and energy only, as JSON" },
        { command: "lnsim run --machine lns-madam-chip --trace resnet50 --roofline -", summary: "a training step on a chip" },
        {
          command: "lnsim run --machine systolic --trace resnet18 --passes fprop --compat scalesim",
          summary: "layers as SCALE-Sim reports them",
        },
        { command: "lnsim run --steps 20 --diagnose 1,20 --timing off", summary: "where the numbers suffer" },
      ],
    },
    {
      name: "compare",
      summary: "Compare two results, operation by operation.",
      details:
        "Takes two files that lnsim run --format json has printed: totals, energy, and by operation cycles and their ratio, what " +
        "bounds it, and bytes of the outermost memory (both, with a comma, where they differ). Operations of one alone are listed.",
      arguments: [
        { name: "A", type: "text", summary: "Result that the other is held against." },
        { name: "B", type: "text", summary: "The other result; ratios are B / A, below 1 where B is faster." },
      ],
      flags: [{ ...ops, summary: "Operations to list, those that differ most first." }, format("the comparison")],
      examples: [{ command: "lnsim compare int8.json lns8.json --ops all", summary: "every operation" }],
    },
    {
      name: "inspect",
      summary: "Look into any cycle of a machine, forward and back.",
      details:
        "Opens a recording that lnsim run --record made, or a machine and a trace, whose step is simulated as far as one looks. " +
        "Press ? for the keys; every key is a command that --exec takes too.",
      arguments: [{ name: "FILE", type: "text", optional: true, summary: "Recording; without one, the step of --machine and --trace." }],
      flags: [
        { name: "machine", type: "text", value: "NAME|FILE", summary: "Machine to look into; lns-madam by default." },
        { name: "trace", type: "text", value: "NAME|FILE", summary: "Trace whose step it runs; mnist-lenet by default." },
        batch("a trace that is built"),
        set,
        plugin,
        passes,
        mapping,
        { name: "values-step", type: "integer", value: "N", unit: "step", summary: "Step of the training whose codes are in the lanes, from 1; the first." },
        { name: "compare", type: "text", value: "FILE", summary: "Another recording to hold beside it, operation by operation." },
        {
          name: "exec",
          type: "text",
          value: "COMMANDS",
          summary: "Carry out commands, separated by semicolons, and end; frame prints what is seen. Needs no terminal.",
        },
        { name: "size", type: "text", value: "COLUMNSxROWS", summary: "Size of frames with --exec; that of the terminal, or 120x40, by default." },
        {
          name: "theme",
          type: "choice",
          choices: ["auto", "dark", "light", "16", "mono"],
          default: "auto",
          summary: "Colours: for dark or light terminals, of sixteen, or none. auto goes by TERM, COLORFGBG and NO_COLOR.",
        },
        { name: "ascii", type: "switch", summary: "Show nothing but ASCII." },
      ],
      examples: [
        { command: "lnsim inspect --machine lns-madam --trace mnist-mlp", summary: "in the terminal" },
        { command: 'lnsim inspect step.rec --exec "goto 1200; pin vectorMac; frame"', summary: "one frame, as text" },
      ],
    },
    {
      name: "export",
      summary: "Write what a recording holds for other programs: Perfetto, GTKWave, tables.",
      details:
        "Stretches in which a block does the same, queue levels, ops and jobs, cut at the ends of the chosen cycles. One cycle is one " +
        "nanosecond in Perfetto and GTKWave.",
      arguments: [{ name: "FILE", type: "text", summary: "Recording made by lnsim run --record." }],
      flags: [
        { name: "to", type: "choice", choices: ["perfetto", "vcd", "csv", "parquet"], default: "perfetto", summary: "What to write." },
        { name: "out", letter: "o", type: "text", value: "FILE", summary: "File to write; the recording's name with the usual ending, such as step.vcd." },
        { name: "cycles", type: "text", value: "A..B", unit: "cycle", summary: "From cycle A up to, not with, cycle B; all of them." },
        { name: "blocks", type: "text", value: "RE", summary: "Blocks whose names match this regular expression, and the links at them; all of them." },
      ],
      examples: [
        { command: "lnsim export step.lnrec --to perfetto", summary: "for ui.perfetto.dev" },
        { command: "lnsim export step.lnrec --to vcd --cycles 1000..5000 --blocks 'pe0|dram'", summary: "some blocks in GTKWave" },
      ],
    },
    {
      name: "machine",
      summary: "Machine descriptions, and how machines work on matrix products.",
      commands: [
        {
          name: "list",
          summary: "List the machine presets.",
          arguments: [],
          flags: [format("the list")],
        },
        {
          name: "show",
          summary: "Show a machine description: every value, what it means and where it comes from.",
          arguments: [{ name: "NAME|FILE", type: "text", summary: "Machine preset or description file." }],
          flags: [format("the description"), set, plugin],
          examples: [{ command: "lnsim machine show lns-madam --set pe.lanes=16", summary: "with one change" }],
        },
        {
          name: "map",
          summary: "Show how a machine works on every matrix product of a trace, as loop nests, with its estimated cost.",
          details:
            "Nothing is simulated. With -o the mappings are written as a file, to be edited and pinned with lnsim run --mapping FILE: " +
            "tiles of the global buffer, and the order of the loops over them.",
          arguments: [],
          flags: [
            machine,
            trace,
            batch("a trace that is built"),
            passes,
            { ...mapping, summary: "Mappings that are not searched: a file as -o writes it, edited or not." },
            { name: "out", letter: "o", type: "text", value: "FILE", summary: "Write the mappings, in YAML, instead of showing them." },
            set,
            plugin,
            format("the mappings"),
          ],
          examples: [
            { command: "lnsim machine map --machine lns-madam-chip --trace resnet18 -o resnet18.yaml", summary: "a file to edit" },
            { command: "lnsim machine map --machine systolic --trace gemm:64,96,128", summary: "folds of a systolic array" },
          ],
        },
      ],
    },
    {
      name: "sweep",
      summary: "Design-space sweeps: many runs, their results, and which designs are better.",
      commands: [
        {
          name: "plan",
          summary: "Show the points of a sweep, without running any: which are cached, what they share, how long they take.",
          details:
            "Checks every point before any work: values within their ranges, machines that can be built, prices and files that are there. " +
            "A wrong point is refused with its path and its values. Points that a constraint leaves out are counted with its reason.",
          arguments: [sweepFile],
          flags: [
            ...spaceFlags,
            { ...store, summary: "Results of earlier runs: what is in there is cached, and how long it took tells how long the rest takes." },
            { name: "jobs", type: "integer", value: "N", summary: "Points at the same time; as many as there are cores by default." },
            { name: "point", type: "text", value: "ID", summary: "Show this point: what it changes, and the command that runs it alone." },
            format("the plan"),
          ],
          examples: [
            { command: "lnsim sweep plan lanes.yaml --store lanes.sweep", summary: "a sweep file" },
            { command: "lnsim sweep plan --machine systolic --trace gemm:64,64,64 -P array.rows=8..64*2", summary: "axes of a line" },
          ],
        },
        {
          name: "run",
          summary: "Run the points of a sweep that are not in the store yet.",
          details:
            "The points are those of a sweep file, or of the axes given with -P and -L. What is in the store is not run again, so that the same " +
            "command goes on after an interruption. Points that share a timing or a training share it. A point that fails is listed with its reason " +
            "and the command that repeats it alone, and the exit code is 1. " +
            "With --engine the points go into a queue in a database, whose workers may be on any machine; this process is one of them, and shows how far all are.",
          arguments: [sweepFile],
          flags: [
            ...spaceFlags,
            store,
            ...engineFlags,
            {
              name: "shard",
              type: "text",
              value: "I/N",
              summary: "Run this share of the points only, such as 2/8, into one store or one of its own; lnsim sweep merge joins those.",
            },
            ...workFlags,
            { ...objective, summary: "Figure whose best value is shown on the way, such as energy:min; cycles by default." },
            {
              name: "format",
              type: "choice",
              choices: ["table", "jsonl"],
              default: "table",
              summary: "How to print what happens: for people, or as JSON lines for programs.",
            },
          ],
          examples: [
            { command: "lnsim sweep run lanes.yaml --store lanes.sweep", summary: "a sweep file" },
            {
              command: "lnsim sweep run --machine systolic --trace gemm:64,64,64 -P array.rows=8..64*2 --store a.sweep",
              summary: "axes of a line",
            },
            { command: "lnsim sweep run lanes.yaml --engine postgres://lnsim@db.example/sweeps", summary: "on all machines that have a worker" },
          ],
        },
        {
          name: "worker",
          summary: "Take points from the queue of an engine and run them, on as many machines as wanted.",
          details:
            "Waits for points until Ctrl-C, which gives those under way back and ends with 130. Only points of the same version of lnsim and the same plugins " +
            "are taken; where others alone wait, the worker says what differs and ends with 2. Files that a sweep names are looked for in the folder that it " +
            "was submitted from, then in the current one. The password of the database may stand in PGPASSWORD.",
          arguments: [{ name: "URL", type: "text", summary: "The engine: postgres://USER:PASSWORD@HOST/DATABASE." }],
          flags: [
            { name: "jobs", type: "integer", value: "N", summary: "Points at the same time; as many as there are cores by default." },
            { name: "until-empty", type: "switch", summary: "End when no points are left, instead of waiting for more." },
            {
              name: "format",
              type: "choice",
              choices: ["table", "jsonl"],
              default: "table",
              summary: "How to print what happens: for people, or as JSON lines for programs.",
            },
          ],
          examples: [{ command: "lnsim sweep worker postgres://lnsim@db.example/sweeps", summary: "on each machine" }],
        },
        {
          name: "search",
          summary: "Search a design space for the designs that no other beats, without running all of it.",
          details:
            "NSGA-II over the axes: a generation is chosen when all of the one before is evaluated, so that equal seeds choose equal designs at " +
            "any --jobs and on any engine. What is in the store is not run again: the same command goes on after an interruption. Constraints of the sweep file hold, " +
            "its sampling does not.",
          arguments: [sweepFile],
          flags: [
            ...spaceFlags,
            store,
            ...engineFlags,
            objective,
            { name: "budget", type: "integer", value: "N", default: 100, summary: "Designs to evaluate at most." },
            { name: "population", type: "integer", value: "N", summary: "Designs in a generation; a tenth of the budget, within 8 to 64, by default." },
            { name: "search-seed", type: "integer", value: "N", default: 1, summary: "Seed of the choices." },
            ...workFlags,
            { name: "record", type: "text", value: "FILE", summary: "File for why each design was chosen, in JSON; STORE.search.json, or sweep.search.json, by default." },
            {
              name: "format",
              type: "choice",
              choices: ["table", "json", "jsonl"],
              default: "table",
              summary: "How to print what was found: for people, as one JSON object, or what happens on the way as JSON lines.",
            },
          ],
          examples: [
            { command: "lnsim sweep search lanes.yaml --store lanes.sweep --objective cycles,energy,area --budget 200", summary: "200 designs of a sweep file" },
            {
              command: "lnsim sweep search arrays.yaml --budget 60 --objective cycles,area --store a.sweep",
              summary: "axes of a line",
            },
          ],
        },
        {
          name: "submit",
          summary: "Run a sweep on a cluster: write a script with a job array, and submit it to Slurm.",
          details:
            "Checks every point, and writes a script whose elements run a share of the points each, into stores of their own in FILE.parts. An element " +
            "that failed goes on where it was when it is submitted again, alone or with the others; lnsim sweep merge joins the stores. Nodes need the " +
            "folder, and lnsim where it is on this machine.",
          arguments: [sweepFile],
          flags: [
            ...spaceFlags,
            { ...store, summary: "File that the results are to be joined in; scripts and parts are beside it." },
            { name: "engine", type: "choice", choices: ["slurm"], default: "slurm", summary: "The batch system." },
            { name: "shards", type: "integer", value: "N", summary: "Elements of the job array, each with a share of the points." },
            { name: "array-limit", type: "integer", value: "N", summary: "Elements that run at the same time; no limit by default." },
            { name: "jobs", type: "integer", value: "N", default: 1, summary: "Cores of an element, and points that it runs at the same time." },
            { name: "partition", type: "text", value: "NAME", summary: "Partition of the cluster." },
            { name: "time", type: "text", value: "TIME", summary: "Wall time of an element, such as 2:00:00." },
            { name: "memory", type: "text", value: "SIZE", summary: "Memory of an element, such as 4G." },
            { name: "directive", type: "text", value: "NAME=VALUE", repeatable: true, summary: "Another directive of the script, such as account=physics." },
            { name: "setup", type: "text", value: "LINE", repeatable: true, summary: "A line of shell that runs first, such as 'module load nodejs'." },
            { name: "time-limit", type: "number", value: "X", unit: "second", summary: "A point that takes longer fails; no limit by default." },
            { name: "memory-limit", type: "integer", value: "N", summary: "A point whose heap needs more MiB fails; Node's limit by default." },
            { name: "out", letter: "o", type: "text", value: "FILE|-", summary: 'File of the script, STORE.slurm.sh by default; "-" prints it.' },
            { name: "dry-run", type: "switch", summary: "Write the script, and do not submit it." },
          ],
          examples: [
            { command: "lnsim sweep submit lanes.yaml --shards 8 --store lanes.sweep --time 2:00:00 --memory 4G", summary: "an array of 8" },
            { command: "lnsim sweep submit lanes.yaml --shards 8 --store lanes.sweep -o -", summary: "what would be submitted" },
          ],
        },
        {
          name: "merge",
          summary: "Join the results of several stores, such as those of shards, in one.",
          details:
            "Adds the results that the store does not have, with the times they took. Stores may overlap, and may be merged again; the export is " +
            "that of a sweep in one piece. Different results of one id are refused before anything is written.",
          arguments: [{ name: "STORE", type: "text", variadic: true, summary: "Stores whose results are added." }],
          flags: [{ ...store, summary: "Store that they are added to; it is made where it is not there." }],
          examples: [{ command: "lnsim sweep merge part1.sweep part2.sweep --store lanes.sweep", summary: "two shards" }],
        },
        {
          name: "export",
          summary: "Write the results of a sweep as CSV, JSON lines, Markdown or Parquet.",
          details: "Rows are sorted by id: equal results are equal bytes, whoever ran them.",
          arguments: [],
          flags: [
            store,
            { name: "to", type: "choice", choices: ["csv", "jsonl", "md", "parquet"], default: "csv", summary: "What to write." },
            { name: "columns", type: "text", value: "NAME,...", summary: "Of Markdown: these axes and figures, in readable units, rows in the order of the axes." },
            { name: "out", letter: "o", type: "text", value: "FILE", summary: "File to write instead of the standard output." },
          ],
          examples: [{ command: "lnsim sweep export --store lanes.sweep --to parquet -o lanes.parquet", summary: "for a notebook" }],
        },
        {
          name: "show",
          summary: "Show the designs of a sweep as a table: the Pareto front marked, and what each axis does.",
          details:
            "Axes are named by their paths, or by their ends where those are clear (rows for array.rows); figures by their names, " +
            "such as cycles.perStep, or by their families: cycles, energy, area, accuracy, traffic.",
          arguments: [],
          flags: [
            store,
            objective,
            { name: "sort", type: "text", value: "NAME", summary: "Sort by this axis or figure; by the first objective, the best first, by default." },
            { name: "descending", type: "switch", summary: "With --sort: the largest first." },
            { name: "top", type: "text", value: "N|all", default: "40", summary: "Designs to list." },
            { name: "front", type: "switch", summary: "Only designs of the Pareto front." },
            where,
            format("the designs"),
          ],
          examples: [
            { command: "lnsim sweep show --store lanes.sweep --objective energy:min,cycles:min", summary: "the front first" },
            { command: "lnsim sweep show --store lanes.sweep --sort area --where dataflow=os --format json", summary: "for programs" },
          ],
        },
        {
          name: "diff",
          summary: "Compare the results of two sweeps, design by design.",
          details: "Designs are matched by their ids, those that are left by machine, trace and values: an id changes with the program.",
          arguments: [
            { name: "A", type: "text", summary: "Results that the others are held against." },
            { name: "B", type: "text", summary: "The other results." },
          ],
          flags: [
            { name: "tolerance", type: "number", value: "X", default: 0, summary: "Relative difference up to which figures agree." },
            { name: "top", type: "text", value: "N|all", default: "20", summary: "Designs to list, the largest differences first." },
            { name: "check", type: "switch", summary: "Exit with 1 when anything differs." },
            format("the differences"),
          ],
          examples: [{ command: "lnsim sweep diff before.sweep after.sweep --tolerance 0.01 --check", summary: "in a script" }],
        },
        {
          name: "plot",
          summary: "Draw the designs of a sweep: as a scatter chart, as lines, as parallel coordinates or as a heat map.",
          arguments: [],
          flags: [
            store,
            { name: "kind", type: "choice", choices: ["scatter", "lines", "parallel", "heatmap"], default: "scatter", summary: "What to draw." },
            { name: "x", type: "text", value: "NAME", summary: "Axis or figure across; by default the first objective, of lines and heat maps the first axis." },
            { name: "y", type: "text", value: "NAME", summary: "Axis or figure up; by default the second objective, of a heat map the second axis; of lines figures, with commas, by default all objectives." },
            { name: "colour", type: "text", value: "NAME", summary: "Axis or figure of the colours; of lines the second axis by default, of a heat map the first objective." },
            { name: "label", type: "text", value: "NAME,...", summary: "Axes whose values stand beside the points of a scatter chart; of many points beside the Pareto front." },
            { name: "facet", type: "text", value: "NAME", summary: "Axis with a panel of lines for each of its values." },
            objective,
            where,
            {
              name: "scale",
              type: "choice",
              choices: ["auto", "linear", "logarithmic"],
              default: "auto",
              summary: "How numbers are drawn: auto is logarithmic where they span a factor of 50 or more.",
            },
            { name: "title", type: "text", value: "TEXT", summary: "Title; machines and traces by default." },
            {
              name: "out",
              letter: "o",
              type: "text",
              value: "FILE.svg|FILE.png|-",
              default: "-",
              summary: 'File to draw into; "-" draws a scatter chart in the terminal.',
            },
          ],
          examples: [
            { command: "lnsim sweep plot --store lanes.sweep --objective cycles,energy --colour lanes", summary: "in the terminal" },
            { command: "lnsim sweep plot --store a.sweep --kind heatmap --x rows --y columns -o energy.png", summary: "means in cells" },
          ],
        },
        {
          name: "report",
          summary: "Write one HTML page about a sweep: interactive charts, a table, provenance, and how to repeat each design.",
          details: "The page carries all it needs and uses no network.",
          arguments: [],
          flags: [
            store,
            objective,
            where,
            { name: "title", type: "text", value: "TEXT", summary: "Title; machines and traces by default." },
            { name: "out", letter: "o", type: "text", value: "FILE.html", default: "sweep.html", summary: "File to write." },
          ],
          examples: [{ command: "lnsim sweep report --store lanes.sweep --objective cycles,energy,area -o lanes.html", summary: "with three objectives" }],
        },
      ],
    },
    {
      name: "format",
      summary: "Number formats.",
      commands: [
        { name: "list", summary: "List the number formats.", arguments: [], flags: [format("the list"), plugin] },
        {
          name: "show",
          summary: "Show a number format: range, codes, parameters and datapath.",
          arguments: [{ name: "NAME", type: "text", summary: "Format, such as lns8 or lns:bits=6,gamma=2." }],
          flags: [format("the format"), plugin],
        },
        {
          name: "encode",
          summary: "Encode real values, and decode them again.",
          arguments: [
            { name: "NAME", type: "text", summary: "Format, such as lns8 or lns:bits=6,gamma=2." },
            { name: "VALUE", type: "real", variadic: true, summary: "Values to encode; Infinity and NaN are values too." },
          ],
          flags: [
            max,
            {
              name: "rounding",
              type: "choice",
              choices: ["nearest-even", "half-away", "toward-zero"],
              default: "nearest-even",
              summary: "How a value between two codes chooses one.",
            },
            format("the codes"),
            plugin,
          ],
          examples: [{ command: "lnsim format encode lns8 --max 1 0.5 -0.3 --format json", summary: "two values" }],
        },
        {
          name: "decode",
          summary: "Decode stored codes.",
          arguments: [
            { name: "NAME", type: "text", summary: "Format, such as lns8 or lns:bits=6,gamma=2." },
            { name: "CODE", type: "text", variadic: true, summary: "Codes, decimal or 0x hexadecimal." },
          ],
          flags: [max, format("the values"), plugin],
        },
      ],
    },
    {
      name: "optimizer",
      summary: "Optimizers: weight-update rules.",
      commands: [
        { name: "list", summary: "List the optimizers.", arguments: [], flags: [format("the list"), plugin] },
        {
          name: "show",
          summary: "Show an optimizer: state, actions and parameters.",
          arguments: [{ name: "NAME", type: "text", summary: "Optimizer, such as madam or sgd:momentum=0." }],
          flags: [format("the optimizer"), plugin],
        },
      ],
    },
    {
      name: "plugin",
      summary: "Plugins: where number formats and optimizers come from.",
      commands: [
        {
          name: "list",
          summary: "List the plugins that are loaded.",
          arguments: [],
          flags: [format("the list"), plugin],
        },
        {
          name: "info",
          summary: "Load and check one plugin, and show what it offers.",
          arguments: [
            { name: "NAME|PATH|PACKAGE", type: "text", summary: "Loaded plugin, file or installed package." },
          ],
          flags: [format("the plugin"), plugin],
        },
        {
          name: "check",
          summary: "Hold a plugin against every law of the contracts.",
          details:
            "Examines the default and every preset of each format or optimizer that the plugin offers: round trips, rounding, " +
            "signs, seeds, datapaths, state and more, each law with the input that breaks it. Exits with 1 when one is broken.",
          arguments: [
            { name: "NAME|PATH|PACKAGE", type: "text", summary: "File, installed package, loaded plugin, or a single identifier." },
          ],
          flags: [
            {
              name: "id",
              type: "text",
              value: "IDENTIFIER",
              repeatable: true,
              summary: "Examine these parameters too, such as lns:bits=6,gamma=2.",
            },
            { name: "verbose", type: "switch", summary: "List every law with its verdict." },
            format("the verdict"),
            plugin,
          ],
          examples: [
            { command: "lnsim plugin check ./mine.ts", summary: "a plugin of your own" },
            { command: "lnsim plugin check lns8 --verbose", summary: "one preset, law by law" },
          ],
        },
      ],
    },
    {
      name: "approx",
      summary: "Tables for additions of logarithmic numbers.",
      commands: [
        {
          name: "anneal",
          summary: "Search linear segments for additions of logarithmic numbers by simulated annealing.",
          details:
            "A sum of logarithmic numbers is their maximum and a function of their difference, which hardware approximates by " +
            "segments with power-of-two slopes. Finds such segments for any bit width, and compares them with published ones.",
          arguments: [],
          flags: [
            { name: "bits", type: "integer", value: "N", default: 16, unit: "bit", summary: "Width of a code, sign and zero flag included." },
            {
              name: "fraction-bits",
              type: "integer",
              value: "N",
              unit: "bit",
              summary: "Bits of the logarithm after the point; by default 8 less than --bits, at least 3 from 7 bits on.",
            },
            { name: "segments", type: "integer", value: "N", default: 16, summary: "Segments of each of the two functions." },
            { name: "seed", type: "integer", value: "N", default: 1, summary: "Seed of the search." },
            { name: "restarts", type: "integer", value: "N", default: 16, summary: "Independent searches; the best one counts." },
            { name: "iterations", type: "integer", value: "N", default: 400_000, summary: "Moves of each search." },
            {
              name: "jobs",
              type: "integer",
              value: "N",
              summary: "Threads; one per core by default. They change the time, never the result.",
            },
            { name: "check", type: "switch", summary: "Exit with 1 unless the rms error is at most 5 % above the published." },
            format("the segments"),
            picture("the error over the difference"),
            { name: "out", type: "text", value: "FILE", summary: "Write the segments as JSON, real and as integers." },
          ],
          examples: [
            { command: "lnsim approx anneal --bits 12", summary: "a width that nobody published" },
            { command: "lnsim approx anneal --bits 13 --check --picture -", summary: "beside the published 13/5 segments" },
          ],
        },
      ],
    },
    {
      name: "numerics",
      summary: "Studies of the arithmetic: windows of the accumulator, errors of weight updates.",
      commands: [
        {
          name: "window",
          summary: "Train in several windows of the accumulator: accuracy and error against the weight of its LSB.",
          details:
            "Repeats the first steps of a trace with the accumulator's LSB moved, and with exact sums beside it. A low LSB clips " +
            "large sums, a high one rounds small ones away: the table says where either begins, and what it costs.",
          arguments: [],
          flags: [
            machine,
            trace,
            {
              name: "lsb",
              type: "text",
              value: "A..B|N,...",
              summary: "Values of numerics.datapath.lsb, such as 10..22:2; by default from 6 below the machine's own to 8 above, every second.",
            },
            {
              name: "steps",
              type: "integer",
              value: "N",
              unit: "step",
              summary: "Steps to train in each window; 100 by default, or all of a shorter trace.",
            },
            {
              name: "seed",
              type: "integer",
              value: "N",
              summary: "Seed of everything that is drawn on the way; the seed of the trace by default.",
            },
            set,
            plugin,
            data,
            format("the study"),
            picture("test accuracy and noise over the weight of the LSB"),
            threads,
          ],
          examples: [
            { command: "lnsim numerics window", summary: "the reference machine on the MNIST network" },
            { command: "lnsim numerics window --lsb 0..8 --set numerics.format=int8 --steps 50", summary: "integers" },
          ],
        },
        {
          name: "update-errors",
          summary: "Measure what rounding costs weight updates: descent, multiplicative and sign updates against their bounds.",
          details:
            "Updates weights on a logarithmic grid by stochastic rounding, and holds the squared error of their logarithms against its " +
            "expectation and the bounds that LNS-Madam proves. Exits with 1 when a bound is exceeded by more than three sigma.",
          arguments: [],
          flags: [
            {
              name: "learning-rates",
              type: "text",
              value: "N,...",
              default: "2^-4..2^-10",
              summary: "Learning rates to sweep, with 8 codes per octave.",
            },
            { name: "gammas", type: "text", value: "N,...", default: "2^0..2^5", summary: "Codes per octave to sweep, at learning rate 2^-7." },
            {
              name: "trace",
              type: "text",
              value: "NAME|FILE",
              summary: "Take weights and gradients of a training step of this trace; random ones by default.",
            },
            { name: "step", type: "integer", value: "N", unit: "step", summary: "With --trace: the step to take them of; 10 by default." },
            { name: "machine", type: "text", value: "NAME|FILE", summary: "With --trace: the machine that trains; lns-madam by default." },
            { name: "seed", type: "integer", value: "N", default: 1, summary: "Seed of random data and of the roundings." },
            set,
            plugin,
            data,
            format("the errors"),
            picture("errors over the learning rate, bounds dashed"),
          ],
          examples: [
            { command: "lnsim numerics update-errors --picture -", summary: "random weights and gradients" },
            { command: "lnsim numerics update-errors --trace mnist-lenet --step 100", summary: "those of a real step" },
          ],
        },
      ],
    },
    {
      name: "trace",
      summary: "Training traces.",
      commands: [
        {
          name: "list",
          summary: "List the traces that ship with lnsim and those that it builds.",
          arguments: [],
          flags: [format("the list")],
        },
        {
          name: "info",
          summary: "Show what a trace holds: network, steps, operations and multiply-accumulates.",
          arguments: [{ name: "NAME|FILE", type: "text", summary: "Trace that ships or is built, or a trace file." }],
          flags: [batch("a trace that is built"), format("the trace")],
        },
        {
          name: "build",
          summary: "Build the trace of one training step of a published network, and write it.",
          details:
            "Such a trace has the sizes and dependencies of a step and no values: a machine can time and price it, not train it. " +
            "Anywhere a trace is taken it can also be asked for by its name, without a file.",
          arguments: [{ name: "NAME", type: "text", summary: "Network, or sizes in one line: lnsim trace list has them." }],
          flags: [
            { name: "out", letter: "o", type: "text", value: "FILE", summary: "File to write; NAME.lntrace by default, with - for : , and =." },
            batch("the network"),
          ],
          examples: [
            { command: "lnsim trace build resnet50 --batch 64 -o resnet50.lntrace", summary: "a training step on ImageNet" },
            { command: "lnsim trace build gpt:layers=2,hidden=256,heads=4 -o small.lntrace", summary: "a GPT of your own sizes" },
          ],
        },
        {
          name: "record",
          summary: "Train in full precision and record the training as a trace.",
          arguments: [],
          flags: [
            {
              name: "model",
              type: "choice",
              choices: ["mlp", "lenet", "resnet", "char-transformer"],
              default: "mlp",
              summary: "Network: fully connected layers, LeNet-5, a small residual network, or (for texts) a transformer.",
            },
            {
              name: "dataset",
              type: "text",
              value: "NAME",
              default: "mnist",
              summary: "Data set to train on: mnist, moby-dick, or any name with --data.",
            },
            {
              name: "hidden",
              type: "text",
              value: "N,N,...",
              default: "256,128",
              summary: "Of the network mlp: widths of the layers between the images and the classes.",
            },
            { name: "batch", type: "integer", value: "N", default: 128, unit: "sample", summary: "Samples per step." },
            { name: "epochs", type: "integer", value: "N", default: 2, summary: "Passes over the training set." },
            {
              name: "optimizer",
              type: "text",
              value: "NAME",
              default: "madam:learningRate=0.0625",
              summary: "Optimizer, such as madam or sgd:learningRate=0.05.",
            },
            { name: "seed", type: "integer", value: "N", default: 1, summary: "Seed of initial weights and batches." },
            { name: "name", type: "text", value: "NAME", summary: "Name of the trace; the data set and the model by default." },
            { name: "out", letter: "o", type: "text", value: "FILE", summary: "File to write; NAME.lntrace by default." },
            data,
            plugin,
          ],
          examples: [{ command: "lnsim trace record --epochs 1 --seed 2 --out mine.lntrace", summary: "one epoch" }],
        },
      ],
    },
  ],
  exitCodes: [
    { code: 0, summary: "done" },
    { code: 1, summary: "a check fell short" },
    { code: 2, summary: "the request, a file or a plugin is wrong" },
    { code: 70, summary: "a bug in lnsim" },
    { code: 130, summary: "stopped with Ctrl-C" },
  ],
};
