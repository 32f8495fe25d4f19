import type { ICruiseOptions, ICruiseResult } from 'dependency-cruiser' with { 'resolution-mode': 'import' };

/** Which rooms a room may look into, and which outside libraries live there. Its own folder always; types included. */
interface Room {
  readonly path: string;
  readonly may: readonly string[];
  readonly libraries?: readonly string[];
  /** Node's own modules: none, or any. */
  readonly node?: boolean;
}

/** The map of core/README.md as rules. */
export const ROOMS: readonly Room[] = [
  { path: 'core/model', may: [], libraries: [] },
  { path: 'core/ports', may: ['core/model'], node: true },
  { path: 'core/control', may: ['core/model'] },
  { path: 'core/words', may: ['core/model'] },
  {
    path: 'core/meters',
    may: ['core/model', 'core/ports'],
    libraries: ['modbus-serial', 'serialport', 'mqtt'],
    node: true,
  },
  { path: 'core/chargers', may: ['core/model', 'core/ports'], libraries: ['ocpp-rpc', 'ws'], node: true },
  {
    path: 'core/records',
    may: ['core/model', 'core/ports', 'core/words'],
    libraries: ['fflate'],
    node: true,
  },
  { path: 'core/mqtt', may: ['core/model', 'core/ports', 'core/words'], libraries: ['mqtt'], node: true },
  { path: 'core/link', may: ['core/model', 'core/ports'], libraries: ['ocpp-rpc'], node: true },
  {
    path: 'core/what-if',
    may: ['core/model', 'core/control', 'core/records'],
    node: true,
  },
  { path: 'core/site', may: ['core'], libraries: ['zod'], node: true },
  { path: 'nodes', may: ['core/index.ts'], libraries: ['node-red'], node: true },
  { path: 'homebridge-plugin', may: ['core/index.ts'], libraries: ['homebridge'], node: true },
  {
    path: 'examples',
    may: [],
    libraries: ['ocpp-rpc', 'modbus-serial', 'mqtt', 'luxon', 'node-red', 'express', 'ws'],
    node: true,
  },
];

/** The calendar is the one place of the model with an outside library. */
const CALENDAR = '^core/model/calendar';

const anyOf = (paths: readonly string[]): string => `^(${paths.map((path) => `${path}(/|$)`).join('|')})`;
const packages = (names: readonly string[]): string => names.map((name) => `node_modules/(@types/)?${name}/`).join('|');

/** One rule for the rooms a room may enter, one for the libraries, one for Node's modules. */
function rulesOf(room: Room) {
  const from = { path: `^${room.path}/` };
  return [
    {
      name: `${room.path}: other rooms`,
      severity: 'error' as const,
      from,
      to: {
        path: anyOf(['core', 'nodes', 'homebridge-plugin', 'examples', 'test']),
        pathNot: anyOf([room.path, ...room.may]),
      },
    },
    {
      name: `${room.path}: outside libraries`,
      severity: 'error' as const,
      from: room.path === 'core/model' ? { ...from, pathNot: CALENDAR } : from,
      to: {
        path: 'node_modules/',
        pathNot: packages(room.libraries && room.libraries.length > 0 ? [...room.libraries, 'node'] : ['node']),
      },
    },
    ...(room.node
      ? []
      : [
          {
            name: `${room.path}: no Node modules`,
            severity: 'error' as const,
            from,
            to: { dependencyTypes: ['core' as const] },
          },
        ]),
  ];
}

export const RULES = [
  ...ROOMS.flatMap(rulesOf),
  {
    name: 'no circles',
    severity: 'error' as const,
    from: { pathNot: '^test/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only' as const] } },
  },
  { name: 'everything found', severity: 'error' as const, from: {}, to: { couldNotResolve: true } },
  {
    name: 'luxon: in the calendar only',
    severity: 'error' as const,
    from: { path: '^core/', pathNot: CALENDAR },
    to: { path: 'node_modules/(@types/)?luxon/' },
  },
];

/** Cruises the source of a tree, type-only imports included. */
export async function cruiseTree(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { cruise } = await import('dependency-cruiser');
  const options: ICruiseOptions = {
    baseDir,
    ruleSet: { forbidden: RULES },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(nodes|homebridge-plugin)/build\\.mjs$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  };
  const { output } = await cruise([...folders], options);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  return output;
}
