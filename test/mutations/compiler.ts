import { join } from 'node:path';
import ts from 'typescript';

/** Something is declared and not used any more: no word about what the rule does. */
const UNUSED = [6133, 6192, 6196, 6198, 6199];

/**
 * Asks the compiler whether a changed file still holds with all its types. A guard against nothing (`x !== null`) that
 * could not be left out without it needs no test: the build fails.
 */
export class Compiler {
  readonly #service: ts.LanguageService;
  readonly #changed = new Map<string, { readonly text: string; readonly version: number }>();
  #version = 0;

  constructor(private readonly root: string) {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({ ...options, incremental: false }),
      getScriptFileNames: () => fileNames.filter((name) => name.includes('/core/')),
      getScriptVersion: (name) => String(this.#changed.get(name)?.version ?? 0),
      getScriptSnapshot: (name) => {
        const text = this.#changed.get(name)?.text ?? ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  takes(file: string, text: string): boolean {
    const name = join(this.root, file);
    this.#version += 1;
    this.#changed.set(name, { text, version: this.#version });
    const errors = this.#service.getSemanticDiagnostics(name).filter(({ code }) => !UNUSED.includes(code));
    this.#changed.set(name, { text: ts.sys.readFile(name) ?? '', version: this.#version + 0.5 });
    return errors.length === 0;
  }
}
