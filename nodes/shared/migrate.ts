/** A node as a flow file holds it. */
export type Saved = Readonly<Record<string, unknown>>;

/** Lifts a saved node from one schema to the next. */
type Step = (saved: Saved) => Saved;

/**
 * A saved node lifted to today's schema. `steps[0]` leads from schema 1 to 2, and so on; a node without the property was
 * written by hand and is taken as it is. A node of a later schema is left alone: what it has in common still works.
 */
export function migrate(node: object, steps: readonly Step[]): Saved {
  const saved = node as Saved;
  const schema = typeof saved['schema'] === 'number' ? saved['schema'] : steps.length + 1;
  const lifted = steps.slice(Math.max(0, schema - 1)).reduce((before, step) => step(before), saved);
  return { ...lifted, schema: Math.max(schema, steps.length + 1) };
}
