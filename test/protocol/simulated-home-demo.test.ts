import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startHands } from '../../examples/simulated-home/by-hand.js';
import { flowFor, WISHED_PORTS } from '../../examples/simulated-home/demo-flow.js';
import { startHome } from '../../examples/simulated-home/home.js';
import { householdOf } from '../../examples/simulated-home/house.js';
import { startInverter } from '../../examples/simulated-home/inverter.js';
import { bar, liveLine } from '../../examples/simulated-home/picture.js';
import { SUNNY_WITH_CLOUDS, weatherOf } from '../../examples/simulated-home/weather.js';
import { eventually } from '../means/eventually.js';

const ROOT = join(__dirname, '..', '..', '..');
const flow: readonly Record<string, unknown>[] = JSON.parse(
  readFileSync(join(ROOT, 'examples', '01-simulated-home.json'), 'utf8'),
);

describe('npm start', () => {
  it('brings up Node-RED, hub and home, follows a button, and leaves on Ctrl-C', async () => {
    const start = join(__dirname, '..', '..', 'examples', 'simulated-home', 'start.js');
    const child = spawn(process.execPath, [start, '--bind', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const gone = once(child, 'exit');
    try {
      await eventually('a charge of the sun', () => /sun █.*ECO\+ (paused|starting|charging)/.test(said));
      assert.match(said, /A real charger would call: +ws:\/\/\S+:\d+\//);
      const editor = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
      const pressed = await fetch(`${editor}inject/sh-fast`, { method: 'POST' });
      assert.equal(pressed.status, 200);
      await eventually('FAST', () => /FAST (starting|charging) 16 A/.test(said));
      await fetch(`${editor}inject/sh-unplug`, { method: 'POST' });
      await eventually('no car', () => /FAST standby 0 A/.test(said));
    } catch (error) {
      throw new Error(`${String(error)}\n${said}`);
    } finally {
      child.kill('SIGINT');
    }
    assert.deepEqual(await gone, [0, null], said);
  });
});

describe('the example flow', () => {
  it('has every node of the package, and wires that lead somewhere', () => {
    const types = new Set(flow.map((node) => node['type']));
    for (const type of ['surplug-hub', 'surplug-state', 'surplug-control', 'surplug-meter-in'])
      assert.ok(types.has(type));
    const ids = new Set(flow.map((node) => node['id']));
    assert.equal(ids.size, flow.length);
    const ends = flow.flatMap((node) => ((node['wires'] as string[][] | undefined) ?? []).flat());
    assert.deepEqual(
      ends.filter((end) => !ids.has(end)),
      [],
    );
    assert.ok(ends.length > 25);
  });

  it('shows mode, current and reason, and a group holds just the nodes that say so', () => {
    const shown = flow.filter(({ type }) => type === 'surplug-state').map(({ property }) => property);
    assert.deepEqual(shown, ['', 'because', '', 'surplusW']);
    const groups = flow.filter(({ type }) => type === 'group');
    assert.equal(groups.length, 5);
    for (const { id, nodes } of groups) {
      const inside = flow.filter(({ g }) => g === id).map((node) => node['id']);
      assert.deepEqual(inside, nodes);
    }
  });

  it('is moved to the ports that are free, and stays as it is on those wished', () => {
    assert.deepEqual(flowFor(flow, WISHED_PORTS), flow);
    const moved = JSON.stringify(flowFor(flow, { editor: 1, ocpp: 2222, meter: 3333, inverter: 4444, hands: 5555 }));
    for (const port of ['"2222"', '"3333"', ':4444/', ':5555/{{{payload}}}']) assert.ok(moved.includes(port), port);
    for (const port of ['9220', '5020', '5080', '5081']) assert.ok(!moved.includes(port), port);
  });
});

describe('a seeded day', () => {
  const sun = weatherOf(SUNNY_WITH_CLOUDS);
  const { startS, firstCloudS, peakW } = SUNNY_WITH_CLOUDS;

  it('opens with sun, and the first cloud passes when it should', () => {
    const before = sun(startS + firstCloudS - 60);
    const inside = sun(startS + firstCloudS + 120);
    assert.ok(before > 0.75 * peakW, `${before}`);
    assert.ok(inside > 0.5 * before && inside < 0.7 * before, `${inside} of ${before}`);
    assert.ok(sun(startS + firstCloudS + 270) > 0.95 * before);
  });

  it('is dark at night, never above the panels, and the same again', () => {
    const again = weatherOf(SUNNY_WITH_CLOUDS);
    const other = weatherOf({ ...SUNNY_WITH_CLOUDS, seed: 8 });
    let different = 0;
    assert.equal(sun(2 * 3600), 0);
    let clouded = 0;
    for (let second = 0; second < 86_400; second += 60) {
      const powerW = sun(second);
      assert.ok(powerW >= 0 && powerW <= 1.06 * peakW);
      assert.equal(powerW, again(second));
      if (powerW !== other(second)) different += 1;
      if (second > startS && second < 18 * 3600 && powerW < 0.6 * peakW) clouded += 1;
    }
    assert.ok(clouded > 30 && clouded < 420, `${clouded} dim minutes`);
    assert.ok(different > 30, `${different} minutes differ under another seed`);
  });

  it('has a household with edges on single phases', () => {
    const load = householdOf({ seed: 7, phases: 3, busy: 1 });
    const one = householdOf({ seed: 7, phases: 1, busy: 1 });
    const peaks = [0, 0, 0];
    for (let second = 0; second < 5400; second += 5) {
      const phaseW = load(second);
      phaseW.forEach((powerW, phase) => {
        peaks[phase] = Math.max(peaks[phase] ?? 0, powerW);
      });
      const [totalW = 0] = one(second);
      assert.equal(
        totalW,
        phaseW.reduce((sum, powerW) => sum + powerW, 0),
      );
    }
    for (const peak of peaks) assert.ok(peak > 2000 && peak < 4000, peaks.join());
  });
});

describe('the home by hand and by wire', () => {
  it('gives sun to an inverter, takes sun, load and plug by HTTP, and the sums agree', async () => {
    const home = await startHome({ hubUrl: 'ws://127.0.0.1:9', sunW: 0, loadW: [100, 200, 300] });
    const inverter = await startInverter('127.0.0.1', 0, () => home.sunW);
    const hands = await startHands('127.0.0.1', 0, home);
    const power = async (): Promise<unknown> => {
      const answer = await fetch(`http://127.0.0.1:${inverter.port}/solar_api/v1/GetPowerFlowRealtimeData.fcgi`);
      return (await answer.json()).Body.Data.Site.P_PV;
    };
    const hand = async (what: string, method = 'POST'): Promise<number> =>
      (await fetch(`http://127.0.0.1:${hands.port}/${what}`, { method })).status;
    try {
      assert.equal(await power(), null);
      assert.equal(home.gridW, 600);
      assert.equal(await hand('sun?w=3000'), 200);
      assert.equal(await power(), 3000);
      assert.ok(Math.abs(home.gridW + 2400) < 1e-6);
      assert.equal(await hand('load?w=4700,0,0'), 200);
      assert.deepEqual(home.loadW, [4700, 0, 0]);
      assert.equal(await hand('plug'), 200);
      assert.equal(home.charger.plugged, true);
      assert.equal(await hand('sun?w=auto'), 200);
      assert.ok(home.sunW > 7000);
      assert.equal(await hand('plug', 'GET'), 404);
      assert.equal(await hand('nonsense'), 404);
    } finally {
      await hands.close();
      await inverter.close();
      await home.close();
    }
  });
});

describe('the live line', () => {
  it('draws sun and car to one scale', () => {
    assert.equal(bar(0, 100, 4), '····');
    assert.equal(bar(50, 100, 4), '██··');
    assert.equal(bar(100, 100, 4), '████');
    assert.equal(bar(53, 100, 4), '██▏·');
    assert.equal(bar(250, 100, 4), '████');
  });

  it('says what is, and what the hub makes of it, or that it says nothing', () => {
    const seen = { sunW: 8000, houseW: 400, carW: 4000 };
    const told = {
      charger: { mode: 'ECO+', state: 'charging', limitA: 12, because: '' },
      site: { surplusW: 7600, chargerUrl: '' },
    };
    const line = liveLine('12:00:00', seen, told, 8000);
    assert.ok(line.startsWith('12:00:00  sun ██████████████  8.0 kW  car ███████·······  4.0 kW'), line);
    assert.ok(line.endsWith('house  0.4 kW  surplus  7.6 kW  ECO+ charging 12 A'), line);
    assert.ok(liveLine('12:00:00', seen, {}, 8000).endsWith('waiting for the hub'));
  });
});
