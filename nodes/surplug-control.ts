import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red';
import { codeOf, messageOf, type SiteCommand, SurplugError } from '../core/index.js';
import { answerOf } from './control/answer-of.js';
import { answerTo } from './control/answer-to.js';
import { chargerOf, namedCharger } from './control/charger-of.js';
import { commandOf, firstWord, questionOf } from './control/command-of.js';
import { livedAgain } from './control/what-if.js';
import { passwordIn } from './hub/user-in-url.js';
import { onceFlowsStarted } from './shared/flow-start.js';
import { HubSeat } from './shared/hub-seat.js';
import { migrate, type Saved } from './shared/migrate.js';
import { failure, standingStatus } from './shared/status.js';
import { type Say, sayings } from './shared/words.js';

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

  /** The value of the dialog, which may be a property of the message, of a context, JSONata or ${ENV}. */
  const evaluated = (saved: Saved, node: Node, message: NodeMessageInFlow, say: Say): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const type = String(saved['valueType'] ?? 'str');
      const fail = (error: unknown): void => {
        // What JSONata throws is no Error.
        const detail = String((error as { message?: unknown } | null)?.message ?? error);
        reject(new SurplugError('INVALID_INPUT', say('wrong.value', { detail })));
      };
      try {
        RED.util.evaluateNodeProperty(String(saved['value'] ?? ''), type, node, message, (error, value) =>
          error ? fail(error) : resolve(value),
        );
      } catch (error) {
        fail(error);
      }
    });

  function Control(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const saved = migrate(definition as unknown as Saved, []);
    const command = String(saved['command'] ?? '');
    const hub = new HubSeat(RED, this, saved['hub'], onceStarted);
    const say = sayings(RED, TYPE, () => hub.language);
    hub.follow({ standing: (standing) => this.status(standingStatus(standing) ?? {}) });
    if (command !== '' && passwordIn(saved['value'])) this.warn(say('wrong.password-in-value'));

    /** What the answer adds to the message. */
    const act = async (message: NodeMessageInFlow): Promise<Readonly<Record<string, unknown>>> => {
      const { held } = hub;
      if (!held) throw new SurplugError('HUB_DISABLED', say('surplug.wrong.no-hub'));
      const value = command === '' ? undefined : await evaluated(saved, this, message, say);
      const site = await held.ready();
      const configured = String(saved['charger'] ?? '');
      const asked = { command, value, topic: message.topic, payload: message.payload };
      const question = questionOf(asked, namedCharger(message, configured, say), say);
      const charger = (): string => chargerOf(message, configured, site.snapshot(), say);
      if (question) {
        const ofOne = question.what === 'trace' || question.what === 'configuration';
        const rows = await site.query(ofOne && !question.charger ? { ...question, charger: charger() } : question);
        this.status({ fill: 'green', shape: 'dot', text: question.what });
        return answerTo(question, rows, 'res' in message);
      }
      const wanted = commandOf(asked, charger, say);
      if (wanted.do === 'what-if' && wanted.cancel !== true) {
        const word = firstWord(asked, say);
        const progress = (done: number) =>
          this.status({ fill: 'blue', shape: 'ring', text: `${word} ${Math.round(100 * done)} %` });
        const payload = await livedAgain(site, wanted, progress);
        this.status({ fill: 'green', shape: 'dot', text: word });
        return { payload: structuredClone(payload) };
      }
      const answer = await site.command(wanted);
      this.status({ fill: 'green', shape: 'dot', text: signs(wanted, firstWord(asked, say)) });
      return { payload: answerOf(wanted, answer, site.snapshot()) };
    };

    this.on('input', (message, send, done) => {
      act(message)
        .then(
          (answer) => {
            send({ ...message, ...answer });
            done();
          },
          (error: unknown) => {
            this.status(failure(codeOf(error)));
            done(error instanceof Error ? error : new Error(String(error)));
          },
        )
        // A message that Node-RED cannot copy for the next node, or for Catch, ends nothing.
        .catch((error: unknown) => this.error(messageOf(error)));
    });
    this.on('close', () => hub.leave());
  }

  RED.nodes.registerType(TYPE, Control);
};
