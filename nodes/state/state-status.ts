import type { NodeStatus } from 'node-red';
import { type ChargerSnapshot, type Language, measured, type SiteSnapshot } from '../../core/index.js';
import { NO_HUB } from '../shared/status.js';
import type { Say } from '../shared/words.js';
import { type Picked, pick, undecided, type Wanted } from './pick.js';

const COLOURS: Readonly<Partial<Record<ChargerSnapshot['state'], NonNullable<NodeStatus['fill']>>>> = {
  charging: 'green',
  starting: 'blue',
  paused: 'blue',
  plugged: 'blue',
  failure: 'red',
  alarm: 'red',
  'failure+alarm': 'red',
};

const stateKey = (state: string): string => `surplug.state.${state}`;

/** A charger in a few signs: its numbers while it charges, else the word for its state. */
function chargerStatus(charger: ChargerSnapshot, language: Language): NodeStatus {
  const charging = charger.state === 'charging';
  const amps = Math.max(0, ...charger.currentA);
  return {
    fill: COLOURS[charger.state] ?? 'grey',
    shape: charger.online ? 'dot' : 'ring',
    text: charging ? `${charger.mode} ${measured(language, amps, 'A')}` : stateKey(charger.state),
  };
}

/** The unit a property's name ends with: "session.energyWh", "currentA.0". */
const UNIT = /(?:Wh?|Hz|A|V|S|C|Pct)(?=(?:\.\d+)?$)/;
const SIGN: Readonly<Record<string, string>> = { S: 's', C: '°C', Pct: '%' };

/** In money of the price list, whose cents count. */
const PRICES: ReadonlySet<string> = new Set(['pricePerKWh', 'cheapUpTo']);
const PRICE_DIGITS = 4;

/** Node-RED asks for about this many signs. A sentence is what one looks for, so it has more room. */
const SHORT = 20;
const SENTENCE = 90;

function valueText({ value }: Picked, property: string, language: Language): string {
  if (typeof value === 'number') {
    if (PRICES.has(property)) return measured(language, value, '', PRICE_DIGITS);
    const unit = UNIT.exec(property)?.[0] ?? '';
    return measured(language, value, SIGN[unit] ?? unit);
  }
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const most = typeof value === 'string' && value.includes(' ') ? SENTENCE : SHORT;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** What a state node shows below itself. */
export function stateStatus(snapshot: SiteSnapshot, wanted: Wanted, say: Say, language: Language = 'en'): NodeStatus {
  const watts = (powerW: number): string => measured(language, Math.round(powerW), 'W');
  const picked = pick(snapshot, wanted);
  const [only] = picked;
  if (!only) {
    const which = undecided(snapshot, wanted).length > 0 ? 'which-charger' : 'no-charger';
    return { ...NO_HUB, fill: 'yellow', text: `surplug.status.${which}` };
  }
  if (picked.length > 1) return { fill: 'grey', shape: 'dot', text: watts(snapshot.chargersW) };
  if (wanted.property === 'state') return { fill: 'grey', shape: 'dot', text: stateKey(String(only.value)) };
  if (wanted.property !== '') return { fill: 'grey', shape: 'dot', text: valueText(only, wanted.property, language) };
  if (wanted.source === 'site')
    return {
      fill: 'grey',
      shape: 'dot',
      text:
        snapshot.gridW === null
          ? 'surplug.status.no-meter'
          : say('surplug.status.grid', { power: watts(snapshot.gridW) }),
    };
  return chargerStatus(only.value as ChargerSnapshot, language);
}
