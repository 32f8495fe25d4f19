import { EQUIVALENT } from './equivalent.js';
import { KINDS, type Mutant } from './mutants.js';

export interface Tried extends Mutant {
  /** The test that noticed; null: none. */
  readonly failed: string | null;
}

const code = (text: string): string =>
  (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``).replaceAll('|', '\\|');

function groups(all: readonly Tried[], of: (one: Tried) => string): readonly (readonly [string, readonly Tried[]])[] {
  const names = [...new Set(all.map(of))];
  return names.map((name) => [name, all.filter((one) => of(one) === name)]);
}

/** How many were tried and noticed by file and by kind, and every survivor with its reason. */
export function results(all: readonly Tried[]): string {
  const rows = (by: 'file' | 'kind'): string =>
    groups(all, (one) => one[by])
      .map(([name, own]) => {
        const survivors = own.filter(({ failed }) => failed === null);
        const listed = survivors.filter(({ id }) => EQUIVALENT[id]).length;
        const short = name.replace('core/control/', '');
        return `| ${short} | ${own.length} | ${own.length - survivors.length} | ${listed} | ${survivors.length - listed} |`;
      })
      .join('\n');
  const head = (by: string): string => `| ${by} | tried | noticed | equivalent | open |\n|---|---|---|---|---|`;
  const survivors = all.filter(({ failed }) => failed === null);
  const untried = KINDS.filter((kind) => !all.some((one) => one.kind === kind));
  return `# Every rule of core/control, changed one at a time

\`npm run mutations -- --write\` wrote this. Each rule is inverted, removed, or loses one of its parts; the tests of control and the
stories run until one notices. [TRIED.md](TRIED.md) names that test for each.${untried.length > 0 ? `\nNot in this list: ${untried.join(', ')}.` : ''}

${head('change')}
${rows('kind')}
| all | ${all.length} | ${all.length - survivors.length} | ${survivors.filter(({ id }) => EQUIVALENT[id]).length} | ${survivors.filter(({ id }) => !EQUIVALENT[id]).length} |

${head('file')}
${rows('file')}

## What no test can notice, and why

${survivors.map(({ file, rule, change, id }) => `- ${file.replace('core/control/', '')}: ${code(rule)} → ${code(change)}: ${EQUIVALENT[id] ?? '**open**'}`).join('\n')}
`;
}

/** Each rule and who noticed. */
export function tried(all: readonly Tried[]): string {
  const of = ({ rule, change, kind, failed }: Tried): string =>
    `| ${kind} | ${code(rule)} | ${code(change)} | ${(failed ?? '–').replace(/^core\/control\//, '').replaceAll('|', '\\|')} |`;
  const files = groups(all, ({ file }) => file);
  const tables = files.map(
    ([file, own]) =>
      `## ${file}\n\n| change | rule | becomes | noticed by |\n|---|---|---|---|\n${own.map(of).join('\n')}\n`,
  );
  return `# The list that was tried\n\n${tables.join('\n')}`;
}

/** Listed, but no rule reads like that any more. */
export const outdated = (all: readonly Tried[]): readonly string[] =>
  Object.keys(EQUIVALENT).filter((id) => !all.some((one) => one.id === id));
