/** A charger in the sidebar: what it does, why, the buttons that change it, and what was said to it over OCPP. */

import type { SeenCharger } from '../hub/seen.js';
import { button } from '../shared/button.editor.js';
import { hubUrl, refusalOf } from '../shared/requests.editor.js';
import { clock, dayAndClock, inA, inKW, inKWh, price, say } from './words.editor.js';

interface TraceRow {
  readonly at: string;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly action?: string;
  readonly payload: unknown;
}

export interface ChargerCard {
  readonly $card: JQuery;
  show(charger: SeenCharger): void;
}

/** Sends a wish; what comes of it is seen at the next look. */
type Wish = (wish: Readonly<Record<string, unknown>>) => void;

function controls(wish: Wish) {
  const modes = SURPLUG.charger.mode.of.map((mode) => [mode, button(mode, () => wish({ mode }))] as const);
  let boosts = false;
  let waits = false;
  const boost = button(say('boost'), () => wish({ boost: !boosts }));
  const stop = button('', () => wish({ charge: waits ? 'start' : 'stop' }));
  return {
    $row: $('<div class="surplug-buttons">').append(
      $('<span class="button-group">').append(...modes.map(([, $mode]) => $mode)),
      boost,
      stop,
    ),
    show({ mode, boost: { active }, waitsForStart }: SeenCharger): void {
      boosts = active;
      waits = waitsForStart;
      for (const [name, $mode] of modes)
        $mode.toggleClass('selected', name === mode).attr('aria-pressed', `${name === mode}`);
      boost.toggleClass('selected', active).attr('aria-pressed', `${active}`);
      stop.text(say(waits ? 'start' : 'stop'));
    },
  };
}

/** What has happened on the line, newest first; asked for when it is unfolded. */
function messages(hubId: string, chargerId: string): JQuery {
  const $list = $('<div class="surplug-trace">');
  const ask = (): void => {
    $.getJSON(`${hubUrl(hubId)}/trace`, { charger: chargerId })
      .done((rows: readonly TraceRow[]) => {
        const lines = [...rows]
          .reverse()
          .map(({ at, direction, type, action, payload }) =>
            $('<div>').append(
              $('<b>').text(`${clock(at, { second: '2-digit' })} ${direction === 'in' ? '←' : '→'} ${action ?? type} `),
              $('<span>').text(typeof payload === 'string' ? payload : JSON.stringify(payload)),
            ),
          );
        $list.empty().append(...(lines.length > 0 ? lines : [$('<div>').text(say('no-messages'))]));
      })
      .fail((request: JQuery.jqXHR) => void $list.text(refusalOf(request)));
  };
  const $details = $('<details>').append($('<summary>').text(say('messages')), button(say('refresh'), ask), $list);
  return $details.on('toggle', () => {
    if ($details.prop('open')) ask();
  });
}

function facts({ powerW, currentA, session, nextChangeAt, writesLastHour, writesPerHour }: SeenCharger): string {
  const flows = `${inKW(powerW)}, ${inA(Math.max(0, ...currentA))}`;
  const charged = session && chargedSoFar(session);
  const next = nextChangeAt && say('next-change', { time: clock(nextChangeAt) });
  const writes = say('writes', { count: `${writesLastHour}`, most: `${writesPerHour}` });
  return [powerW > 0 ? flows : '', charged, next, writes].filter((part) => part).join(' · ');
}

/** What was wished of it and still stands. */
function wishes({ userLimitA, limit, readyBy, cheapUpTo, reserve }: SeenCharger): string {
  const outside = limit && say('limited', { limit: inA(limit.amps), time: dayAndClock(limit.until) });
  return [
    readyBy && say('ready-by', { energy: inKWh(readyBy.energyWh), time: dayAndClock(readyBy.time) }),
    cheapUpTo !== null && say('cheap-up-to', { price: price(cheapUpTo) }),
    userLimitA !== null && say('at-most', { limit: inA(userLimitA) }),
    limit?.name ? `${limit.name}: ${outside}` : outside,
    reserve && say('reserved', { time: dayAndClock(reserve.until) }),
  ]
    .filter((part) => part)
    .join(' · ');
}

function chargedSoFar({ energyWh, solarWh }: NonNullable<SeenCharger['session']>): string {
  if (energyWh === null) return say('energy-untold');
  const sunPct = energyWh > 0 ? Math.round((100 * (solarWh ?? 0)) / energyWh) : 0;
  return say('charged', { energy: inKWh(energyWh), sun: `${sunPct}` });
}

/** Of a fault, what the reason above it has not said yet. */
function untold({ text, remedy }: NonNullable<SeenCharger['fault']>, because: string): string {
  const bare = (words: string): string => words.replace(/\s/g, ' ');
  return bare(because).includes(bare(text).replace(/[.。]$/, '')) ? remedy : `${text} ${remedy}`;
}

export function chargerCard(hubId: string, chargerId: string, wish: Wish): ChargerCard {
  const $name = $('<b>');
  const $state = $('<span class="surplug-state">');
  const $bar = $('<div>');
  const $offer = $('<div class="surplug-offer">').append($bar);
  const $because = $('<div class="surplug-because">');
  const $wishes = $('<div class="surplug-facts surplug-wishes">');
  const $facts = $('<div class="surplug-facts">');
  const $fault = $('<div class="surplug-fault">').hide();
  const { $row, show } = controls(wish);
  const $card = $('<section class="surplug-card">').attr('data-charger', chargerId);
  $card.append($('<header>').append($name, $state), $because, $fault, $row, $offer, $wishes, $facts);
  $card.append(messages(hubId, chargerId));
  return {
    $card,
    show(charger) {
      const { name, state, because, fault, offeredA, maxA } = charger;
      $name.text(name);
      $state.text(say(`surplug.state.${state}`)).attr('data-state', state);
      $bar
        .css('width', `${Math.min(100, (100 * offeredA) / Math.max(1, maxA))}%`)
        .text(offeredA > 0 ? inA(offeredA) : '');
      $offer.attr('title', say('offered', { offered: inA(offeredA), most: inA(maxA) }));
      $because.text(because);
      $fault.toggle(fault !== null).text(fault ? untold(fault, because) : '');
      $wishes.text(wishes(charger));
      $facts.text(facts(charger));
      show(charger);
    },
  };
}
