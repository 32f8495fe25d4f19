/**
 * Does a test notice when a rule is not kept? `npm run mutations` changes the rules of core/control one at a time and runs
 * the tests of control and the stories until the first that fails. What survives must be listed in equivalent.ts with its
 * reason; otherwise a test is missing, or the rule is.
 *
 *     npm run mutations                           all of them; goes on where it was stopped
 *     npm run mutations -- idle seat              some files
 *     npm run mutations -- --kind 'if inverted'   one kind; --all: those as well that seldom say anything
 *     npm run mutations -- --survivors            those again that survived; --afresh: nothing is known yet
 *     npm run mutations -- --quick                without the slow tests; what is left over is asked again by --survivors
 *     npm run mutations -- --shard 1/4            a quarter of them
 *     npm run mutations -- --write                writes RESULTS.md and TRIED.md, of all of them
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Bench } from './attempt.js';
import { Compiler } from './compiler.js';
import { EQUIVALENT } from './equivalent.js';
import { compiled, KINDS, type Mutant, mutantsOf, USUAL } from './mutants.js';
import { outdated, results, type Tried, tried } from './report.js';

const ROOT = join(__dirname, '../../..');
const ROOM = 'core/control';
/** What is known so far, by mutant; beside the build, because it is as old as that. */
const KNOWN = join(ROOT, 'dist/mutations.json');

interface Known {
  /** Of the source that it was tried on. */
  readonly hash: string;
  readonly failed: string | null;
}
type Book = Record<string, Known>;

/** A first pass leaves the slow tests out. */
const QUICK_MS = 200;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

function testsIn(folder: string): readonly string[] {
  const files = readdirSync(join(ROOT, 'dist/test', folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.test.js')).map((file) => join(ROOT, 'dist/test', folder, file));
}

function keep(book: Book): void {
  writeFileSync(`${KNOWN}.new`, JSON.stringify(book));
  renameSync(`${KNOWN}.new`, KNOWN);
}

const { values: asked, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    afresh: { type: 'boolean', default: false },
    shard: { type: 'string', default: '1/1' },
    write: { type: 'boolean', default: false },
  },
});

function wanted(): readonly (Mutant & { readonly hash: string })[] {
  const kinds = asked.kind ?? (asked.all ? KINDS : USUAL);
  const [part = 1, parts = 1] = asked.shard.split('/').map(Number);
  const files = readdirSync(join(ROOT, ROOM), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => names.length === 0 || names.includes(basename(file, '.ts')))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, ROOM, file), 'utf8');
      const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
      return mutantsOf(`${ROOM}/${file}`, text).map((mutant) => ({ ...mutant, hash }));
    })
    .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
    .filter((_, k) => k % parts === part - 1);
}

async function run(): Promise<void> {
  if (asked.write && (names.length > 0 || asked.kind || asked.shard !== '1/1'))
    throw new Error('--write is of all rules: leave out the names of files, --kind and --shard');
  const book: Book = !asked.afresh && existsSync(KNOWN) ? JSON.parse(readFileSync(KNOWN, 'utf8')) : {};
  const mutants = wanted();
  const open = mutants.filter(({ id, hash }) => {
    const known = book[id];
    return known?.hash !== hash || (asked.survivors && known.failed === null);
  });
  say(`${mutants.length} rules changed, ${open.length} to try`);
  const compiler = new Compiler(ROOT);
  const withinMs = asked.quick ? QUICK_MS : Number.MAX_SAFE_INTEGER;
  const bench = new Bench([...testsIn(ROOM), ...testsIn('scenarios')]);
  try {
    for (const [k, mutant] of open.entries()) {
      const module = join(ROOT, 'dist', mutant.file.replace(/\.ts$/, '.js'));
      const test = await bench.attempt({ module, script: compiled(mutant.text), withinMs });
      const types = test === null && !compiler.takes(mutant.file, mutant.text);
      const failed = types ? 'the compiler' : test;
      book[mutant.id] = { hash: mutant.hash, failed };
      keep(book);
      if (failed === null && !EQUIVALENT[mutant.id]) say(`${mutant.file}:${mutant.line}  survives  ${mutant.id}`);
      if (k % 50 === 49) say(`  ${k + 1} of ${open.length}`);
    }
  } finally {
    bench.end();
  }
  const all: readonly Tried[] = mutants.map((mutant) => ({ ...mutant, failed: book[mutant.id]?.failed ?? null }));
  if (asked.write) {
    writeFileSync(join(ROOT, 'test/mutations/RESULTS.md'), results(all));
    writeFileSync(join(ROOT, 'test/mutations/TRIED.md'), tried(all));
  }
  const left = all.filter(({ id, failed }) => failed === null && !EQUIVALENT[id]);
  const wrong = all.filter(({ id, failed }) => failed !== null && EQUIVALENT[id]);
  for (const { file, line, id } of left) console.log(`${file}:${line}  survives  ${id}`);
  for (const { file, line, id, failed } of wrong)
    console.log(`${file}:${line}  listed, but noticed (${failed})  ${id}`);
  const gone = names.length === 0 && !asked.kind ? outdated(all) : [];
  for (const id of gone) console.log(`listed, but no longer there  ${id}`);
  console.log(`${all.length} tried, ${all.length - left.length} noticed or listed, ${left.length} survive`);
  if (left.length + wrong.length + gone.length > 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
