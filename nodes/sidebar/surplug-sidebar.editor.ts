/**
 * The sidebar: what the sun, the house and the cars do now and did in the last hour, and each charger with its reason and
 * its buttons. It asks the hub while it is seen, and no longer.
 */

import type { Moment } from '../hub/last-hour.js';
import { type Glance, ownerSilent } from '../hub/seen.js';
import { pressed } from '../shared/button.editor.js';
import { options } from '../shared/choices.editor.js';
import { openHubDialog } from '../shared/hub-dialog.editor.js';
import { hubUrl, notifyRefusal, postJson } from '../shared/requests.editor.js';
import { type ChargerCard, chargerCard } from './charger-card.editor.js';
import { hourPicture } from './hour.editor.js';
import { statisticsView } from './statistics.editor.js';
import { whatIfView } from './what-if.editor.js';
import { say } from './words.editor.js';

const ID = 'surplug-sidebar';
const EVERY_MS = 2000;
const HOUR_MS = 3_600_000;

/** Hubs of the editor that are switched on, the name of each by its id. */
function hubs(): readonly (readonly [id: string, name: string])[] {
  const found: [string, string][] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type === 'surplug-hub' && !config['d']) found.push([config.id, config.name || say('hub')]);
    return true;
  });
  return found;
}

/** What a meter without a name of its own measures, as the hub's dialog calls it. */
const measured = (role: string): string => RED._(`${SURPLUG.module}/surplug-hub:surplug-hub.role.${role}`);

/** What the user should see to, a line each. */
function wrongWith(glance: Glance): readonly string[] {
  const { standing, error, meters } = glance;
  if (standing === 'absent') return [say('surplug.wrong.deploy-first')];
  if (ownerSilent(glance)) return [say('surplug.wrong.owner-silent')];
  if (error) return [error.message];
  return Object.entries(meters).flatMap(([id, { role, trouble, remark }]) =>
    [trouble, remark].flatMap((text) => (text ? [`${id === role ? measured(role) : id} · ${text}`] : [])),
  );
}

/** One hub in the sidebar. */
function hubView(hubId: string) {
  const picture = hourPicture();
  const statistics = statisticsView(hubId);
  const whatIf = whatIfView(hubId);
  const cards = new Map<string, ChargerCard>();
  const $trouble = $('<div class="surplug-fault">').hide();
  const $cards = $('<div>');
  const $pending = $('<div class="surplug-pending">');
  const $url = $('<div class="surplug-url">');
  const $view = $('<div>').append(picture.$picture, $trouble, $cards, statistics.$view, whatIf.$view, $pending, $url);
  let hour: readonly Moment[] = [];
  let shownPending = '';

  const wishFor = (charger: string) => (wish: Readonly<Record<string, unknown>>) => {
    postJson(hubUrl(hubId), { charger, wish }).done(show).fail(notifyRefusal);
  };

  function show(glance: Glance): void {
    const { house, chargers, pending, chargerUrls } = glance;
    const wrong = wrongWith(glance);
    $trouble.toggle(wrong.length > 0).text(wrong.join('\n'));
    statistics.show(chargers);
    whatIf.show(chargers, house?.timeZone);
    for (const charger of chargers) {
      const card = cards.get(charger.id) ?? chargerCard(hubId, charger.id, wishFor(charger.id));
      cards.set(charger.id, card);
      card.show(charger);
      if (!card.$card.parent().length) $cards.append(card.$card);
    }
    for (const [id, { $card }] of cards) if (!chargers.some((charger) => charger.id === id)) $card.detach();
    const adopt = (id: string): JQuery =>
      pressed($('<a href="#">').text(say('knocks', { id })), () => openHubDialog(hubId, 'chargers'));
    // Drawn anew only when somebody comes or goes: a link that is replaced loses the focus, or a click.
    const ids = JSON.stringify(pending.map(({ id }) => id));
    if (ids !== shownPending) $pending.empty().append(...pending.map(({ id }) => $('<div>').append(adopt(id))));
    shownPending = ids;
    $url.text(chargerUrls.length > 0 ? say('url', { url: chargerUrls.join(' · ') }) : '');
    if (!house) return;
    const { at, solarW: sunW, houseW, chargersW: carsW, gridW } = house;
    // What lies ahead was told before the hub's clock was set back; two answers on their way at once may bring the same.
    const agoMs = (moment: Moment): number => Date.parse(at) - Date.parse(moment.at);
    const known = hour.filter((moment) => agoMs(moment) >= 0 && agoMs(moment) < HOUR_MS);
    const newest = Date.parse(known.at(-1)?.at ?? '') || 0;
    hour = [...known, ...(glance.hour ?? []).filter((moment) => Date.parse(moment.at) > newest)];
    picture.show(hour, { at, sunW, houseW, carsW, gridW });
  }

  return {
    $view,
    ask: () => void $.getJSON(hubUrl(hubId), { since: hour.at(-1)?.at ?? '' }).done(show),
  };
}

RED.plugins.registerPlugin(ID, {
  type: ID,
  onadd() {
    const $content = $('<div class="surplug-sidebar">');
    const $none = $('<p class="surplug-none">').text(say('none'));
    const $hub = $('<select>').attr('aria-label', say('hub'));
    const $place = $('<div>');
    $content.append($none, $hub, $place);
    let listed = '';
    let view: ReturnType<typeof hubView> | undefined;

    const choose = (): void => {
      view = hubView(String($hub.val()));
      $place.empty().append(view.$view);
      view.ask();
    };
    $hub.on('change', choose);
    const look = (): void => {
      if (!$content.is(':visible')) return;
      const known = hubs();
      if (JSON.stringify(known) === listed) {
        view?.ask();
        return;
      }
      listed = JSON.stringify(known);
      const before = $hub.val();
      $hub.empty().append(...options(known.map(([value, label]) => ({ value, label }))));
      $hub.toggle(known.length > 1).val(known.find(([id]) => id === before)?.[0] ?? known[0]?.[0] ?? '');
      $none.toggle(known.length === 0);
      view = undefined;
      if (known.length > 0) choose();
      else $place.empty();
    };
    RED.sidebar.addTab({
      id: ID,
      label: say('label'),
      name: say('name'),
      iconClass: 'fa fa-sun-o',
      content: $content,
      enableOnEdit: true,
      onchange: look,
    });
    window.setInterval(look, EVERY_MS);
  },
});
