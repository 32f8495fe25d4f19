import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red';
import { type CommandOf, type Site, type SiteCommand, SurplugError, type WhatIfResult } from '../core/index.js';
import { chargerOf, namedCharger } from './control/charger-of.js';
import { commandAnswer } from './control/command-answer.js';
import { commandOf, firstWord, questionOf } from './control/command-of.js';
import { dialogValue } from './control/dialog-value.js';
import { queryAnswer } from './control/query-answer.js';
import { livedAgain } from './control/what-if.js';
import { passwordIn } from './hub/user-in-url.js';
import { onceFlowsStarted } from './shared/flow-start.js';
import { HubSeat } from './shared/hub-seat.js';
import { migrate } from './shared/migrate.js';
import { standingStatus } from './shared/status.js';
import { takeMessages } from './shared/take-messages.js';
import { sayings } from './shared/words.js';

const TYPE = 'surplug-control';

/** What was done, in a few signs: the command in the user's word and, where a wish is one word too, its value. */
function signs({ do: kind, ...rest }: SiteCommand, word: string): string {
  const wishes = kind === 'site' ? rest : 'wish' in rest ? rest.wish : {};
  const [first, ...more] = Object.entries(wishes);
  if (!first) return word;
  if (more.length > 0) return Object.keys(wishes).join(' ');
  return typeof first[1] === 'object' ? first[0] : `${first[0]} ${String(first[1])}`;
}

/** Commands by message: answers after the wish is on disk and in force. */
export = (RED: NodeAPI): void => {
  const onceStarted = onceFlowsStarted(RED);

  function Control(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const saved = migrate(definition, []);
    const command = String(saved['command'] ?? '');
    const configured = String(saved['charger'] ?? '');
    const hub = new HubSeat(RED, this, saved['hub'], onceStarted);
    const say = sayings(RED, TYPE, () => hub.language);
    hub.follow({ standing: (standing) => this.status(standingStatus(standing) ?? {}) });
    if (command !== '' && passwordIn(saved['value'])) this.warn(say('wrong.password-in-value'));

    const valueFor = dialogValue(RED, this, saved, say);
    const succeeded = (text: string): void => void this.status({ fill: 'green', shape: 'dot', text });

    const runAgain = async (site: Site, wanted: CommandOf<'what-if'>, word: string): Promise<WhatIfResult> => {
      const progress = (part: number): void =>
        void this.status({ fill: 'blue', shape: 'ring', text: `${word} ${Math.round(100 * part)} %` });
      const result = await livedAgain(site, wanted, progress);
      succeeded(word);
      return result;
    };

    /** What the answer adds to the message. */
    const act = async (message: NodeMessageInFlow): Promise<Readonly<Record<string, unknown>>> => {
      const { held } = hub;
      if (!held) throw new SurplugError('HUB_DISABLED', say('surplug.wrong.no-hub'));
      const value = command === '' ? undefined : await valueFor(message);
      const site = await held.ready();
      const asked = { command, value, topic: message.topic, payload: message.payload };
      const question = questionOf(asked, namedCharger(message, configured, say), say);
      const charger = (): string => chargerOf(message, configured, site.snapshot(), say);
      if (question) {
        const ofOne = question.what === 'trace' || question.what === 'configuration';
        const rows = await site.query(ofOne && !question.charger ? { ...question, charger: charger() } : question);
        succeeded(question.what);
        return queryAnswer(question, rows, 'res' in message);
      }
      const wanted = commandOf(asked, charger, say);
      const word = firstWord(asked, say);
      if (wanted.do === 'what-if' && wanted.cancel !== true)
        return { payload: structuredClone(await runAgain(site, wanted, word)) };
      const answer = await site.command(wanted);
      succeeded(signs(wanted, word));
      return { payload: commandAnswer(wanted, answer, site.snapshot()) };
    };

    takeMessages(this, async (message) => ({ ...message, ...(await act(message)) }));
    this.on('close', () => hub.leave());
  }

  RED.nodes.registerType(TYPE, Control);
};
