/** What the running hub says, shown in its dialog while it is open: the address for the charger, and who knocks. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, notifyRefusal, postJson } from '../shared/requests.editor.js';
import { line } from './line.editor.js';
import { pendingRow } from './pending-row.editor.js';
import type { Row } from './rows.editor.js';
import { type Glance, ownerSilent } from './seen.js';

const EVERY_MS = 3000;

export interface Live {
  stop(): void;
}

function post(hubId: string, body: object, then: (glance: Glance) => void): void {
  postJson(hubUrl(hubId), body).done(then).fail(notifyRefusal);
}

interface Dialog {
  /** Ids of the chargers in it: they are not to be forgotten from here. */
  readonly chargers: () => readonly string[];
  /** Puts one that was adopted into its list. */
  readonly list: (adopted: Row) => void;
  /** Names of the circuits in it. */
  readonly circuits: readonly string[];
  /** Hears the address of the machine the hub runs on. */
  readonly machineIs: (address: string) => void;
}

export function followHub(
  hubId: string,
  { chargers: configured, list, circuits, machineIs }: Dialog,
  _: Translate,
): Live {
  const $standing = $('#surplug-hub-standing');
  const $url = $('#surplug-hub-live-url');
  const $pending = $('#surplug-hub-pending');
  const $known = $('#surplug-hub-known');
  let shownPending = '';
  let shownKnown = '';

  const show = (glance: Glance): void => {
    const absent = glance.standing === 'absent' ? _('surplug-hub.live.absent') : '';
    const silent = ownerSilent(glance) ? _('surplug.wrong.owner-silent') : '';
    const wrong = glance.error?.message || absent || silent;
    $standing.toggle(wrong !== '').text(wrong);
    machineIs(glance.machine);
    $url
      .empty()
      .append(...glance.chargerUrls.map((url) => $('<div class="surplug-url">').text(url)))
      .closest('.surplug-box')
      .toggle(glance.chargerUrls.length > 0);

    showKnown(glance);
    showPending(glance);
  };

  const showKnown = ({ chargers }: Glance): void => {
    const [ids, own] = [chargers.map(({ id }) => id), configured()];
    const now = JSON.stringify([ids, own]);
    // The lines stay as long as they are the same chargers': a button that is replaced loses the focus, or a click.
    if (now !== shownKnown) {
      const forget = (id: string) => button(_('surplug-hub.live.forget'), () => post(hubId, { forget: id }, show));
      const toList = (id: string) =>
        button(_('surplug-hub.live.to-list'), () => {
          $.getJSON(`${hubUrl(hubId)}/adopted`)
            .done((adopted: readonly Row[]) => adopted.filter((one) => one['id'] === id).forEach(list))
            .fail(notifyRefusal);
        });
      $known.empty().append(...ids.map((id) => (own.includes(id) ? line('') : line('', toList(id), forget(id)))));
    }
    shownKnown = now;
    for (const [at, { name, state, mode, because }] of chargers.entries()) {
      const text = `${name} · ${_(`surplug.state.${state}`)} · ${mode} · ${because}`;
      $known.children().eq(at).children('span').text(text);
    }
    $known.closest('.surplug-box').toggle(chargers.length > 0);
  };

  const showPending = (glance: Glance): void => {
    // Drawn anew only when somebody comes or goes: a name may just be typed into a row.
    const now = JSON.stringify([glance.standing, glance.pending.map(({ id }) => id)]);
    if (now === shownPending) return;
    shownPending = now;
    $pending.empty();
    const adopt = (given: object): void => post(hubId, given, show);
    $pending.append(...glance.pending.map((charger) => pendingRow(charger, circuits, adopt, _)));
    if (glance.pending.length === 0)
      $pending.append(line(_(`surplug-hub.live.${glance.standing === 'open' ? 'nobody' : 'deploy-first'}`)));
  };

  const ask = (): void => {
    $.getJSON(hubUrl(hubId)).done(show);
  };
  ask();
  const timer = window.setInterval(ask, EVERY_MS);
  return { stop: () => window.clearInterval(timer) };
}
