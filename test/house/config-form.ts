import { readProject } from './project.js';

/** A field of the form, as far as it is asserted on. */
export interface Field {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly { readonly title: string; readonly enum: readonly unknown[] }[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly required?: readonly string[];
  readonly if?: unknown;
  readonly else?: unknown;
  readonly 'x-schema-form'?: { readonly type?: string };
}

interface LayoutItem {
  readonly key?: string;
  readonly title?: string;
  readonly required?: boolean;
  readonly items?: readonly (LayoutItem | string)[];
  readonly condition?: { readonly functionBody: string };
}

export interface Form {
  readonly pluginAlias: string;
  readonly pluginType: string;
  readonly singular: boolean;
  readonly strictValidation: boolean;
  readonly schema: Field;
  readonly layout: readonly LayoutItem[];
}

/** The form as Homebridge's UI reads it. */
export const form = JSON.parse(readProject('config.schema.json')) as Form;

/** Languages of the UI that the form speaks beside English, and the form the UI takes then. */
export const FORM_LANGUAGES = ['de', 'it', 'fr', 'es', 'zh-CN'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];
export const formIn = (language: FormLanguage): Form =>
  JSON.parse(readProject(`dist/homebridge-plugin/form/config.schema.${language}.json`)) as Form;

export const fieldsOf = (field: Field | undefined): Readonly<Record<string, Field>> => field?.properties ?? {};
export const siteFields = fieldsOf(form.schema);
export const chargerFields = fieldsOf(siteFields['chargers']?.items);
export const meterFields = fieldsOf(siteFields['meters']?.items);

export const choicesOf = (field: Field | undefined): readonly unknown[] =>
  field?.oneOf?.flatMap((one) => one.enum) ?? [];

function* below(field: Field, path: string): Generator<readonly [string, Field]> {
  for (const [name, child] of Object.entries(field.properties ?? {})) {
    const here = path ? `${path}.${name}` : name;
    if (child.properties) yield* below(child, here);
    else if (child.items?.properties) yield* below(child.items, `${here}[]`);
    else yield [here, child];
  }
}

/** Every field of a form, by path: `meters[].clamps[].ratio`. */
export const fieldsIn = ({ schema }: Form): ReadonlyMap<string, Field> => new Map(below(schema, ''));
export const allFields = fieldsIn(form);

type Layout = readonly (LayoutItem | string)[];

/** Everything in the layout, in its order; a bare key as an item that has nothing else. */
export function* layoutItems(items: Layout = form.layout): Generator<LayoutItem> {
  for (const item of items) {
    if (typeof item === 'string') yield { key: item };
    else {
      yield item;
      yield* layoutItems(item.items ?? []);
    }
  }
}

/** Every key the layout names. */
export const keysOf = (): string[] => [...layoutItems()].flatMap(({ key }) => key ?? []);

export const conditionsOf = (): string[] =>
  [...layoutItems()].flatMap(({ condition }) => condition?.functionBody ?? []);

/** What a condition says of a model; the UI hands over the places in all lists around the field. */
export const conditionHolds = (body: string, model: unknown): unknown =>
  (new Function('model', 'arrayIndices', body) as (model: unknown, at: readonly number[]) => unknown)(model, [0]);

/** Keys shown for a model, in the first row of each list. */
export function* shownKeys(model: unknown, items: Layout = form.layout): Generator<string> {
  for (const item of items) {
    if (typeof item === 'string') yield item;
    else if (!item.condition || conditionHolds(item.condition.functionBody, model)) {
      if (item.key) yield item.key;
      yield* shownKeys(model, item.items ?? []);
    }
  }
}

/** What the UI saves of a field nobody touched: defaults, one row of each list, and false for a checkbox in it. */
export function savedUntouched(field: Field, inRow = false): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(field.properties ?? {}).flatMap(([name, child]): [string, unknown][] => {
      if (child.properties) return [[name, savedUntouched(child, inRow)]];
      if (child.items?.properties) return [[name, [savedUntouched(child.items, true)]]];
      if (child.default !== undefined) return [[name, child.default]];
      return inRow && child.type === 'boolean' ? [[name, false]] : [];
    }),
  );
}
