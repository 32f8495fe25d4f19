import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeBlock, decodePoint, measuredOf, type Values } from '../../../core/meters/decode.js';
import { METER_MAPS, REGISTER_MAPS } from '../../../core/meters/maps/index.js';
import { type PollPlan, planWithoutHoles, pollWays } from '../../../core/meters/poll-plan.js';
import { readingOf } from '../../../core/meters/reading-of.js';
import { type Point, pointsFor, type RegisterMap, WIDTH } from '../../../core/meters/register-map.js';
import { POINT_NAMES } from '../../../core/model/config.js';
import { METER_ROLES, type MeterRole } from '../../../core/model/reading.js';
import { monoMs } from '../../../core/model/units.js';
import { MAP_ROWS, type MapRow, PARTIAL_ROWS } from './map-rows.js';

const mapNamed = (id: string): RegisterMap => {
  const map = REGISTER_MAPS.find((one) => one.id === id);
  assert.ok(map, `no map ${id}`);
  return map;
};

const points = (map: RegisterMap): [role: string, name: string, point: Point][] =>
  Object.entries(map.points).flatMap(([role, of]) =>
    Object.entries(of).map(([name, point]): [string, string, Point] => [role, name, point]),
  );

describe('every register map', () => {
  it('has an id and a name of its own, and names its source', () => {
    assert.equal(new Set(REGISTER_MAPS.map(({ id }) => id)).size, REGISTER_MAPS.length);
    assert.equal(new Set(REGISTER_MAPS.map(({ name }) => name)).size, REGISTER_MAPS.length);
    for (const map of REGISTER_MAPS) {
      assert.match(map.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(map.source.length > 10, map.id);
    }
    assert.ok(METER_MAPS.length >= 40);
    assert.equal(new Set(METER_MAPS.map(({ id }) => id)).size, METER_MAPS.length);
  });

  it('covers the meters a home has', () => {
    const names = [...METER_MAPS, ...REGISTER_MAPS.flatMap(({ also = [] }) => also.map((name) => ({ name })))]
      .map(({ name }) => name)
      .join('; ');
    const wanted =
      'SDM120 SDM220 SDM230 SDM630 SDM72D EM111 EM112 EM24 EM340 EM530 EM540 ET340 DDSU666 DTSU666 ADL ACR10R B21 B23 B24 iEM3 7M PRO380 OR-WE PAC2200 Shelly SMA Huawei Sungrow GoodWe Growatt Victron Fronius SolarEdge Kostal SunSpec IAMMETER E3/DC AlphaESS Sigenergy';
    for (const word of wanted.split(' ')) assert.ok(names.includes(word), `${word} is missing`);
  });

  for (const map of REGISTER_MAPS) {
    it(`${map.id}: known units, sane spans, nothing overlaps, blocks within its limit`, () => {
      assert.ok(map.unitId >= 0 && map.unitId <= 247);
      assert.ok(map.serial === undefined || /^(1200|9600|19200|38400) 8[NEO][12]$/.test(map.serial));
      for (const [role, name, point] of points(map)) {
        assert.ok(['any', ...METER_ROLES].includes(role));
        assert.ok((POINT_NAMES as readonly string[]).includes(name), name);
        assert.ok(Number.isInteger(point.address) && point.address >= 0);
        assert.ok(point.address + WIDTH[point.type] <= 65_536);
        const size = Math.abs(point.scale);
        const decimal = size >= 1e-4 && size <= 1000 && Math.abs(Math.log10(size) % 1) < 1e-9;
        const of800 = /Wh$/.test(name) && size === 1000 / 800;
        assert.ok(decimal || of800, `${name} × ${point.scale}`);
        assert.ok(!/Wh$|V$|Hz$|Pct$/.test(name) || point.scale > 0, `${name} has no direction`);
        if (point.nan) assert.equal(point.nan.replace('0x', '').length, 4 * WIDTH[point.type], name);
      }
      for (const of of Object.values(map.points)) {
        const taken = new Set<string>();
        for (const point of Object.values(of)) {
          for (let i = 0; i < WIDTH[point.type]; i++) {
            const register = `${point.functionCode ?? map.functionCode}/${point.address + i}`;
            assert.ok(!taken.has(register), `register ${register} serves two points`);
            taken.add(register);
          }
        }
        const { powerW, phase1W, importW, part1W } = of;
        assert.ok(powerW ?? phase1W ?? importW ?? part1W, 'some way to a power');
        for (const block of Object.values(pollWays(of, map)).flat(2)) {
          assert.ok(block.count <= (map.maxRegisters ?? 80));
        }
      }
    });
  }

  it('has one row of registers for each role it serves by itself', () => {
    const rows = MAP_ROWS.map(({ map, role }) => `${map}, ${role}`);
    assert.equal(new Set(rows).size, rows.length);
    for (const map of REGISTER_MAPS) {
      const itsRows = MAP_ROWS.filter((row) => row.map === map.id);
      // Where every role has the same points one row is enough.
      const roles = new Set(Object.values(map.points).map((of) => JSON.stringify(of))).size;
      assert.equal(itsRows.length, roles, map.id);
      const served = Object.keys(map.points);
      assert.ok(itsRows.every(({ role }) => served.includes('any') || served.includes(role)));
    }
  });
});

describe('registers mean the right values', () => {
  for (const row of [...MAP_ROWS, ...PARTIAL_ROWS]) {
    const partial = PARTIAL_ROWS.includes(row) ? 'not all of it is there, ' : '';
    const from = row.example ?? 'from its table, for its source gives no example';
    it(`${row.map}, ${row.role}: ${partial}${from}`, () => {
      const map = mapNamed(row.map);
      const of = pointsFor(map, row.role);
      assert.ok(of);
      // Tight, so that the plan may ask only for what the table names.
      const values = read(planWithoutHoles(of, map), map, row);
      const composed = readingOf(measuredOf(values, map.phases), placeOf(map, row.role), monoMs(0));
      if ('trouble' in composed) assert.fail(composed.trouble.detail);
      for (const [key, expected] of Object.entries(row.says)) {
        const actual = (composed.reading as unknown as Record<string, number | number[]>)[key];
        const list = [actual].flat().map((value) => (key === 'currentA' ? Math.abs(value ?? 0) : value));
        [expected].flat().forEach((value, i) => {
          const off = Math.abs((list[i] ?? Number.NaN) - value);
          assert.ok(off <= Math.max(1e-4 * Math.abs(value), 1e-6), `${key}[${i}] is ${list[i]}, not ${value}`);
        });
      }
    });
  }
});

function read(plan: PollPlan, map: RegisterMap, row: MapRow): Values {
  const words = new Map<string, number>();
  for (const [key, text] of Object.entries(row.registers)) {
    const [code, address] = key.split('/').map(Number);
    text.split(' ').forEach((word, i) => {
      words.set(`${code}/${(address ?? 0) + i}`, Number.parseInt(word, 16));
    });
  }
  const values: Record<string, number | null> = {};
  for (const block of [...plan.live, ...plan.slow]) {
    const asked = Array.from({ length: block.count }, (_, i) => {
      const word = words.get(`${block.functionCode}/${block.address + i}`);
      assert.notEqual(
        word,
        undefined,
        `the table lacks ${block.functionCode}/${block.address + i}, which the map asks for`,
      );
      return word ?? 0;
    });
    Object.assign(values, decodeBlock(block, asked, map.wordOrder));
  }
  return values;
}

const placeOf = (map: RegisterMap, role: MeterRole) => ({
  meterId: 'm',
  role,
  supplyPhases: map.phases,
  phases: [1, 2, 3],
  invert: false,
  clamps: [],
});

describe('examples printed in the sources themselves', () => {
  it('Eastron SDM630 protocol: answer 43 66 33 34 is 230.2 V', () => {
    const point = mapNamed('eastron-sdm630').points.any?.voltage1V;
    assert.ok(point && point.address === 0);
    assert.ok(Math.abs((decodePoint(point, [0x4366, 0x3334], 'high-first') ?? 0) - 230.2) < 1e-4);
  });
});
