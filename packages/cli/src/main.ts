/** Runs one command line; resolves to the exit code of the process. */
export async function main(_args: readonly string[]): Promise<number> {
  process.stderr.write("error: no command is built yet\n");
  return 70;
}
