import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the project, from dist/test/house. */
export const projectRoot = join(__dirname, '../../..');

export const readProject = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** Files below a folder of the project, by path from its root. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();
}
