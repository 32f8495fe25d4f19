import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

interface Child {
  readonly process: ChildProcess;
  /** Lines it has printed so far. */
  readonly lines: readonly string[];
  /** All it has said on stderr. */
  readonly complaints: () => string;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

interface ChildOptions {
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A limit for the shell's `ulimit -f`, in blocks of 512 or 1024 bytes as the shell has it. */
  readonly fileBlocks?: number;
}

/** Runs a compiled script of this folder in a process of its own; killed when the test ends. */
export function inChild(
  t: { readonly after: TestContext['after'] },
  script: string,
  args: readonly string[],
  options: ChildOptions = {},
): Child {
  const command = [process.execPath, ...(options.nodeArgs ?? []), join(__dirname, `${script}.js`), ...args];
  const env = options.env ?? process.env;
  const child =
    options.fileBlocks === undefined
      ? spawn(process.execPath, command.slice(1), { env })
      : spawn('sh', ['-c', `ulimit -f ${options.fileBlocks}; exec "$@"`, 'sh', ...command], { env });
  const lines: string[] = [];
  let rest = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code ?? 0));
    child.on('error', (error) => resolve(error.message));
  });
  t.after(() => {
    child.kill('SIGKILL');
  });
  return { process: child, lines, complaints: () => complaints, ended };
}
