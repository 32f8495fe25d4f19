import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red';
import { codeOf, SurplugError } from '../core/index.js';
import { readingOf, roleOf, signsOf } from './meter-in/reading-of.js';
import { onceFlowsStarted } from './shared/flow-start.js';
import { HubSeat } from './shared/hub-seat.js';
import { laterByTimer } from './shared/later.js';
import { migrate } from './shared/migrate.js';
import { standingStatus } from './shared/status.js';
import { takeMessages } from './shared/take-messages.js';
import { sayings } from './shared/words.js';

const TYPE = 'surplug-meter-in';

/** From here on a value is old news, and the status says so; the hub itself acts after three periods (at least 10 s). */
const OLD_S = 10;

/** Feeds the site with readings of any flow. */
export = (RED: NodeAPI): void => {
  const onceStarted = onceFlowsStarted(RED);

  function MeterIn(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const saved = migrate(definition, []);
    const form = { invert: saved['invert'] === true, kW: saved['unit'] === 'kW' };
    const meterId = String(saved['meterId'] ?? '').trim();
    const hub = new HubSeat(RED, this, saved['hub'], onceStarted);
    const say = sayings(RED, TYPE, () => hub.language);

    let callOff = (): void => undefined;
    const showAge = (text: string, ageS: number): void => {
      callOff = laterByTimer(OLD_S * 1000, () => {
        this.status({ fill: 'yellow', shape: 'ring', text: `${text}, ${ageS + OLD_S} s` });
        showAge(text, ageS + OLD_S);
      });
    };
    const show = (text: string): void => {
      callOff();
      this.status({ fill: 'green', shape: 'dot', text });
      showAge(text, 0);
    };
    hub.follow({
      standing: (standing) => {
        callOff();
        this.status(standingStatus(standing) ?? {});
      },
    });

    const take = async (message: NodeMessageInFlow): Promise<void> => {
      const { held } = hub;
      if (!held) throw new SurplugError('HUB_DISABLED', say('surplug.wrong.no-hub'));
      const role = roleOf(String(saved['role'] ?? ''), message.topic, say);
      const reading = readingOf(message.payload, form, say);
      // Nothing is kept until the site has opened: the next reading is the better one.
      if (held.standing.is === 'opening') return;
      const site = await held.ready();
      await site.command({ do: 'reading', role, ...(meterId === '' ? {} : { meterId }), reading });
      show(`${say(`role.${role}`)} ${signsOf(reading, hub.language)}`);
    };

    let said = '';
    takeMessages(
      this,
      async (message) => {
        await take(message);
        said = '';
        return undefined;
      },
      (error) => {
        callOff();
        if (codeOf(error) === 'INVALID_INPUT') return true;
        // What is wrong with the hub is said once, however many readings come until it is mended.
        const news = error.message !== said;
        said = error.message;
        return news;
      },
    );
    this.on('close', () => {
      callOff();
      hub.leave();
    });
  }

  RED.nodes.registerType(TYPE, MeterIn);
};
