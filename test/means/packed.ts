import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, readProject } from '../house/project.js';

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readProject('package.json')) as Manifest;

/** What `npm pack` would publish, without building again. */
export const packedFiles = (): string[] => wouldPack(projectRoot, '--ignore-scripts');

/** What `npm pack` would put into a tarball of this folder. */
export function wouldPack(folder: string, ...how: readonly string[]): string[] {
  const printed = npm(['pack', ...how, '--dry-run', '--json'], folder);
  const [pack] = JSON.parse(printed) as { files: { path: string }[] }[];
  return (pack?.files ?? []).map((file) => file.path);
}

/**
 * Installs the packed tarball into a folder as npm would: a real copy, not a link, that sees the dependencies it
 * declares and nothing else of the project. Answers the package's folder.
 */
export function installPacked(folder: string): string {
  const [{ filename = '' } = {}] = JSON.parse(
    npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], projectRoot),
  ) as { filename?: string }[];
  const target = join(folder, 'node_modules', manifest.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', [
    '-xzf',
    join(folder, filename.replace(/^@/, '').replace('/', '-')),
    '-C',
    target,
    '--strip-components=1',
  ]);
  for (const dependency of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules', dependency), link);
  }
  return target;
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', [...args, '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
