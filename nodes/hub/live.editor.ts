/** What the running hub says, shown in its dialog while it is open: the address for the charger, and who knocks. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, notifyRefusal, postJson } from '../shared/requests.editor.js';
import { type Glance, ownerSilent } from './seen.js';

const EVERY_MS = 3000;

export interface Live {
  stop(): void;
}

const line = (...parts: readonly (JQuery | string)[]): JQuery =>
  $('<div class="surplug-line">').append(
    ...parts.map((part) => (typeof part === 'string' ? $('<span>').text(part) : part)),
  );

function post(hubId: string, body: Readonly<Record<string, unknown>>, then: (glance: Glance) => void): void {
  postJson(hubUrl(hubId), body).done(then).fail(notifyRefusal);
}

/**
 * @param configured ids of the chargers in the dialog: they are not to be forgotten from here
 * @param circuits names of those it has
 * @param machineIs hears the address of the machine the hub runs on
 */
export function followHub(
  hubId: string,
  _: Translate,
  configured: () => readonly string[],
  circuits: readonly string[],
  machineIs: (address: string) => void,
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
      $known.empty().append(...ids.map((id) => (own.includes(id) ? line('') : line('', forget(id)))));
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
    for (const { id, address, identity } of glance.pending) {
      const label = (field: string) => ({ 'aria-label': _(`surplug-hub.label.${field}`) });
      const $name = $('<input type="text">')
        .attr('placeholder', _('surplug-hub.label.name'))
        .attr(label('name'))
        .val(id);
      const $access = $('<select>').attr(label('access'));
      for (const access of ['free', 'cards'])
        $('<option>')
          .val(access)
          .text(_(`surplug-hub.access.${access}`))
          .appendTo($access);
      const $circuit = $('<select>')
        .attr(label('circuit'))
        .toggle(circuits.length > 0);
      for (const circuit of ['', ...circuits])
        $('<option>')
          .val(circuit)
          .text(`${_('surplug-hub.label.circuit')}: ${circuit || '–'}`)
          .appendTo($circuit);
      const adopt = button(_('surplug-hub.live.adopt'), () => {
        const given = { name: $name.val(), access: $access.val(), circuit: $circuit.val() };
        post(hubId, { adopt: id, ...given }, show);
      });
      const who = [id, identity.vendor, identity.model, address].filter((part) => part).join(' · ');
      $pending.append(line(who, $name, $access, $circuit, adopt));
    }
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
