import type { CommandAnswer, SiteCommand, SiteSnapshot } from '../../core/index.js';

/** What leaves the node once the site has done it: the same shape for every command, a list for "all". */
export function commandAnswer(command: SiteCommand, answer: CommandAnswer, site: SiteSnapshot | undefined): unknown {
  // As it was asked for: what else the command needed is of no use in a flow.
  const { do: _do, charger: _charger, ...applied } = answer.applied;
  // A copy: the first wire of a flow is not cloned, and a flow may write into what it gets.
  if (!('charger' in command)) return structuredClone({ ok: true, charger: null, applied, state: site ?? null });
  const each = answer.chargers.map((state) => ({ ok: true, charger: state.id, applied, state }));
  return structuredClone(command.charger === 'all' ? each : (each[0] ?? null));
}
