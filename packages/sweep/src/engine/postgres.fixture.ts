import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A PostgreSQL cluster of a test. */
export interface Cluster {
  /** The address of one of its databases, which is made when it is not there. */
  database(name: string, password?: string): string;
  /** Runs a statement as its owner. */
  sql(database: string, statement: string): string;
  restart(): void;
  stop(): void;
  start(): void;
  /** Stops it and removes its folder. */
  remove(): void;
}

const password = "se cret@1";

/** The folder of the server's programs: that of the path, or the newest of Debian's packages; undefined without. */
function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...versions.map((version) => join(debian, version, "bin"))];
  return folders.find((folder) => ["initdb", "pg_ctl", "psql"].every((name) => existsSync(join(folder, name))));
}

/** Starts a cluster of its own in a temporary folder; why that cannot be, where it cannot. */
export async function startCluster(): Promise<Cluster | { readonly reason: string }> {
  const programs = findPrograms();
  if (programs === undefined) return { reason: "Debian's package postgresql is not installed" };
  const folder = mkdtempSync(join(tmpdir(), "lnsim-pg-"));
  try {
    const user = process.getuid?.() === 0 ? unprivileged() : undefined;
    return new RunningCluster(programs, folder, { user, port: await freePort() });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: `PostgreSQL cannot be started: ${(error as Error).message.split("\n").slice(0, 3).join("; ")}` };
  }
}

interface Unprivileged {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Whoever runs the server when root runs the tests: it refuses root. */
function unprivileged(): Unprivileged {
  const name = ["postgres", "nobody"].find((each) => {
    try {
      return execFileSync("id", ["-u", each], { stdio: ["ignore", "pipe", "ignore"] }).length > 0;
    } catch {
      return false;
    }
  })!;
  const id = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { name, uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

class RunningCluster implements Cluster {
  readonly #programs: string;
  readonly #folder: string;
  readonly #user: Unprivileged | undefined;
  readonly #port: number;

  constructor(programs: string, folder: string, { user, port }: { readonly user: Unprivileged | undefined; readonly port: number }) {
    this.#programs = programs;
    this.#folder = folder;
    this.#user = user;
    this.#port = port;
    const secret = join(folder, "password");
    writeFileSync(secret, password);
    chmodSync(folder, 0o755);
    for (const file of user === undefined ? [] : [folder, secret]) chownSync(file, user!.uid, user!.gid);
    this.#run("initdb", ["-D", join(folder, "data"), "-U", "lnsim", `--pwfile=${secret}`, "--auth=scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C"]);
    this.start();
  }

  database(name: string, given = password): string {
    if (this.sql("postgres", `SELECT 1 FROM pg_database WHERE datname = '${name}'`) === "") this.sql("postgres", `CREATE DATABASE "${name}"`);
    return `postgres://lnsim:${encodeURIComponent(given)}@127.0.0.1:${this.#port}/${name}`;
  }

  sql(database: string, statement: string): string {
    const args = ["-h", "127.0.0.1", "-p", String(this.#port), "-U", "lnsim", "-d", database, "-v", "ON_ERROR_STOP=1", "-Atqc", statement];
    return execFileSync(join(this.#programs, "psql"), args, { encoding: "utf8", env: { ...process.env, PGPASSWORD: password } }).trim();
  }

  start(): void {
    const flags = `-c listen_addresses=127.0.0.1 -p ${this.#port} -c unix_socket_directories= -c fsync=off`;
    this.#run("pg_ctl", ["-D", join(this.#folder, "data"), "-w", "-l", join(this.#folder, "log"), "-o", flags, "start"]);
  }

  restart(): void {
    this.#run("pg_ctl", ["-D", join(this.#folder, "data"), "-w", "-m", "fast", "-l", join(this.#folder, "log"), "restart"]);
  }

  stop(): void {
    this.#run("pg_ctl", ["-D", join(this.#folder, "data"), "-w", "-m", "immediate", "stop"]);
  }

  remove(): void {
    this.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  #run(program: string, args: readonly string[]): void {
    const { uid, gid } = this.#user ?? {};
    execFileSync(join(this.#programs, program), [...args], { cwd: this.#folder, stdio: ["ignore", "ignore", "pipe"], ...(uid !== undefined && gid !== undefined && { uid, gid }) });
  }
}
