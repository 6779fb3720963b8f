import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const programs = ["munged", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "sinfo"];
const path = `${process.env["PATH"] ?? ""}${delimiter}/usr/sbin`;

/** Why there can be no cluster here; undefined where there can. */
export function missingForSlurm(): string | undefined {
  const found = (name: string): boolean => path.split(delimiter).some((folder) => existsSync(join(folder, name)));
  if (!programs.every(found)) return "Debian's packages slurm-wlm and munge are not installed";
  return process.getuid?.() === 0 ? undefined : "a cluster of one node has to be started as root";
}

/** A cluster of one node: this machine. */
export interface SlurmCluster {
  /** What programs need to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs one of Slurm's programs; what it prints. */
  readonly ask: (program: string, ...args: readonly string[]) => Promise<string>;
  /** The state of every element of a job array, such as "RUNNING", by its number. */
  readonly states: (job: string) => Promise<ReadonlyMap<number, string>>;
  /** Cancels all jobs and ends the daemons. */
  readonly stop: () => Promise<void>;
}

/** Starts a cluster whose files are all in a folder. @throws Error with its logs when it does not come up */
export async function startCluster(folder: string): Promise<SlurmCluster> {
  const file = await configure(folder);
  const env = { SLURM_CONF: file, PATH: path };
  const daemons = [
    start("munged", ["--foreground", "--force", ...["key-file", "socket", "pid-file", "log-file", "seed-file"].map((name) => `--${name}=${join(folder, `munged.${name}`)}`)]),
    start("slurmctld", ["-D", "-f", file]),
    start("slurmd", ["-D", "-f", file]),
  ];
  const ask: SlurmCluster["ask"] = async (program, ...args) => (await promisify(execFile)(program, args, { env: { ...process.env, ...env }, timeout: 20_000 })).stdout.trim();
  const stop = async (): Promise<void> => {
    await ask("scancel", "--user=root", "--signal=KILL", "--full").catch(() => undefined);
    for (const daemon of daemons.toReversed()) await end(daemon);
  };
  for (let waits = 0; !(await ask("sinfo", "--noheader", "--format=%T").catch(String)).startsWith("idle"); waits++) {
    if (waits === 100) {
      await stop();
      throw new Error(`the cluster does not come up\n${logs(folder)}`);
    }
    await sleep(100);
  }
  return { env, ask, states: async (job) => statesIn(await ask("scontrol", "show", "job", job, "--oneliner")), stop };
}

/** As in slurm.conf(5), https://slurm.schedmd.com/slurm.conf.html: no accounting, no control groups, no systemd. */
async function configure(folder: string): Promise<string> {
  const [name] = hostname().split(".");
  const [controller, node] = await freePorts();
  for (const each of ["state", "spool"]) mkdirSync(join(folder, each));
  writeFileSync(join(folder, "munged.key-file"), randomBytes(1024), { mode: 0o400 });
  const settings = {
    ClusterName: "test",
    SlurmctldHost: `${name}(127.0.0.1)`,
    SlurmUser: "root",
    AuthType: "auth/munge",
    AuthInfo: `socket=${join(folder, "munged.socket")}`,
    SlurmctldPort: controller,
    SlurmdPort: node,
    StateSaveLocation: join(folder, "state"),
    SlurmdSpoolDir: join(folder, "spool"),
    SlurmctldPidFile: join(folder, "slurmctld.pid"),
    SlurmdPidFile: join(folder, "slurmd.pid"),
    SlurmctldLogFile: join(folder, "slurmctld.log"),
    SlurmdLogFile: join(folder, "slurmd.log"),
    ProctrackType: "proctrack/linuxproc",
    TaskPlugin: "task/none",
    JobAcctGatherType: "jobacct_gather/none",
    AccountingStorageType: "accounting_storage/none",
    SchedulerType: "sched/builtin",
    SelectType: "select/cons_tres",
    SelectTypeParameters: "CR_Core",
    MailProg: "/bin/true",
    SlurmdParameters: "config_overrides",
    KillWait: 2,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const file = join(folder, "slurm.conf");
  writeFileSync(file, [...lines, `NodeName=${name} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN`, "PartitionName=sweeps Nodes=ALL Default=YES State=UP", ""].join("\n"));
  return file;
}

/** Two ports that nobody listens at. */
async function freePorts(): Promise<readonly number[]> {
  const servers = await Promise.all([0, 1].map(() => new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function start(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, { env: { ...process.env, PATH: path }, stdio: "ignore" });
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise((resolve) => daemon.once("exit", resolve));
  const late = setTimeout(() => daemon.kill("SIGKILL"), 5000);
  daemon.kill("SIGTERM");
  await ended;
  clearTimeout(late);
}

/** From lines such as "JobId=2 ArrayJobId=1 ArrayTaskId=3 ... JobState=RUNNING ...". Elements that wait together are in one line. */
function statesIn(lines: string): ReadonlyMap<number, string> {
  const states = new Map<number, string>();
  for (const [, elements, state] of lines.matchAll(/ArrayTaskId=(\S+).* JobState=(\w+)/g)) {
    for (const range of elements!.replace(/%.*/, "").split(",")) {
      const [first, last = first] = range.split("-").map(Number);
      for (let element = first!; element <= last!; element++) states.set(element, state!);
    }
  }
  return states;
}

function logs(folder: string): string {
  return ["munged.log-file", "slurmctld.log", "slurmd.log"].flatMap((name) => (existsSync(join(folder, name)) ? [readFileSync(join(folder, name), "utf8").slice(-2000)] : [])).join("\n");
}
