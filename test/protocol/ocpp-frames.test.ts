import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ChargePoint, type Handler } from '../means/charge-point.js';
import { chargerFacts, type OpenHouse, openHouse } from '../means/ocpp-house.js';

describe('frames no schema foresees', () => {
  let open: OpenHouse;
  let point: ChargePoint;
  before(async () => {
    open = await openHouse([chargerFacts('CP1')]);
    point = await ChargePoint.connect(open.url('CP1'));
  });
  after(async () => {
    assert.ok((await point.call('Heartbeat', {}))['currentTime'], 'the charger is still answered');
    await point.close();
    await open.close();
  });

  for (const [name, frame, id] of [
    ['a numeric message id', '[2,17,"Heartbeat",{}]', '17'],
    ['a negative message id', '[2,-1,"Heartbeat",{}]', '-1'],
    ['a message id with a fraction', '[2,1.5,"Heartbeat",{}]', '1.5'],
    ['a message id of null', '[2,null,"Heartbeat",{}]', 'null'],
    ['a numeric id beside the same one as text', '[2,"17","Heartbeat",{}]', '"17"'],
    ['an empty message id', '[2,"","Heartbeat",{}]', '""'],
    ['a message id with quotes', '[2,"a\\"b","Heartbeat",{}]', '"a\\"b"'],
    ['a message id of 100 characters', `[2,"${'i'.repeat(100)}","Heartbeat",{}]`, `"${'i'.repeat(100)}"`],
    ['a message type as text', '["2","t","Heartbeat",{}]', '"t"'],
    ['a missing payload', '[2,"m","Heartbeat"]', '"m"'],
    ['a null payload', '[2,"n","Heartbeat",null]', '"n"'],
    ['a list as payload', '[2,"l","Heartbeat",[]]', '"l"'],
    ['one element too many', '[2,"x","Heartbeat",{},{}]', '"x"'],
    ['a NUL behind', '[2,"z","Heartbeat",{}]\0', '"z"'],
    ['NULs and line ends behind', '[2,"y","Heartbeat",{}]\r\n\0\0', '"y"'],
    ['a byte order mark before', '\uFEFF[2,"b","Heartbeat",{}]', '"b"'],
    ['a comma too many', '[2,"c","Heartbeat",{},]', '"c"'],
    ['spaces round the action', '[2,"s"," Heartbeat ",{}]', '"s"'],
    ['an action in small letters', '[2,"h","heartbeat",{}]', '"h"'],
    [
      'a raw line end within text',
      '[2,"r","BootNotification",{"chargePointVendor":"a\nb","chargePointModel":"m"}]',
      '"r"',
    ],
    ['NaN for a number', '[2,"q","MeterValues",{"connectorId":1,"meterValue":[],"x":NaN}]', '"q"'],
  ] as const) {
    it(`answers ${name} under the id it came with`, async () => {
      const answer = await point.rawCall(frame, id);
      assert.equal(answer[0], 3, JSON.stringify(answer));
    });
  }

  for (const [name, frame, id, code] of [
    ['an unknown action', '[2,"u","MakeCoffee",{}]', '"u"', 'NotImplemented'],
    ['an action of that name in another sense', '[2,"q","constructor",{}]', '"q"', 'NotImplemented'],
    ['an action that is none', '[2,"v",5,{}]', '"v"', 'FormationViolation'],
    ['a call cut off', '[2,"w","Heartbeat",{', '"w"', 'FormationViolation'],
    ['a call cut off, with a numeric id', '[2,18,"Heartbeat",{"a":', '18', 'FormationViolation'],
  ] as const) {
    it(`answers ${name} with ${code}`, async () => {
      assert.deepEqual((await point.rawCall(frame, id)).slice(0, 3), [4, JSON.parse(id), code]);
    });
  }

  it('answers a StopTransaction that cannot be read with a yes, because an error would repeat it for ever', async () => {
    const answer = await point.rawCall('[2,"st","StopTransaction",{"transactionId":', '"st"');
    assert.deepEqual(answer, [3, 'st', {}]);
  });

  for (const frame of [
    '',
    ' ',
    '\0',
    'hello',
    '{',
    '[]',
    '{}',
    '5',
    'null',
    '[9,"a"]',
    '[2]',
    '[3,"nobody",{}]',
    '[4,"nobody","GenericError","",{}]',
    '[4]',
    '[3]',
    '[[]]',
    '"2"',
    '[2,{"a":1},"Heartbeat"',
    '[2,"\u0019","Heartbeat",{',
    '[2,"\\x","Heartbeat",{',
  ]) {
    it(`drops ${JSON.stringify(frame)} without a word, because an answer to nobody helps nobody`, async () => {
      const before = point.frames.length;
      point.raw(frame);
      await point.call('Heartbeat', {});
      assert.equal(point.frames.length, before + 1, String(point.frames.slice(before)));
    });
  }

  it('reads a message that comes as binary', async () => {
    assert.equal((await point.rawCall(Buffer.from('[2,"bin","Heartbeat",{}]'), '"bin"'))[0], 3);
  });

  it('survives a binary frame that is no UTF-8', async () => {
    point.raw(Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    await point.call('Heartbeat', {});
  });

  it('answers a call once when it is sent again while still being answered', async () => {
    const slow = await openHouse([chargerFacts('CP1')], { startAnswerDelayMs: 150 });
    const twice = await ChargePoint.connect(slow.url('CP1'));
    const frame = `[2,"twice","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"${new Date().toISOString()}"}]`;
    twice.raw(frame);
    const answer = await twice.rawCall(frame, '"twice"');
    await twice.call('Heartbeat', {});
    assert.equal(answer[0], 3);
    assert.equal(twice.frames.filter((each) => each.includes('"twice"')).length, 1);
    assert.equal(slow.house.charges.length, 1);
    await twice.close();
    await slow.close();
  });

  it('hears from the first moment on: a BootNotification sent at once is answered', async () => {
    const eager = await ChargePoint.connect(open.url('EAGER'));
    assert.equal((await eager.call('BootNotification', {}))['status'], 'Pending');
    await eager.close();
  });
});

describe('answers no schema foresees', () => {
  const answered = async (handler: Handler, action = 'Reset', payload: Record<string, unknown> = { type: 'Soft' }) => {
    const open = await openHouse([chargerFacts('CP1')], { callTimeoutMs: 2000 });
    const point = await ChargePoint.connect(open.url('CP1'), { handlers: { [action]: handler } });
    try {
      return await open.gateway.call('CP1', action, payload);
    } finally {
      assert.ok((await point.call('Heartbeat', {}))['currentTime']);
      await point.close();
      await open.close();
    }
  };

  it('takes null as an empty answer', async () => {
    assert.deepEqual(
      await answered(() => null as never, 'UpdateFirmware', {
        location: 'http://h/f',
        retrieveDate: new Date().toISOString(),
      }),
      {},
    );
  });

  for (const code of [
    'OccurenceConstraintViolation',
    'OccurrenceConstraintViolation',
    'FormationViolation',
    'FormatViolation',
    'NoSuchCode',
    'GenericError',
  ]) {
    it(`tells a charger's ${code} as a refusal`, async () => {
      await assert.rejects(
        answered(() => [code, 'no']),
        { code: 'REJECTED' },
      );
    });
  }

  for (const code of ['NotSupported', 'NotImplemented']) {
    it(`tells ${code} as what the charger cannot do, and does not ask again`, async () => {
      const open = await openHouse([chargerFacts('CP1')]);
      const point = await ChargePoint.connect(open.url('CP1'), { handlers: { ClearCache: () => [code, ''] } });
      await assert.rejects(open.gateway.call('CP1', 'ClearCache', {}), { code: 'NOT_SUPPORTED' });
      await assert.rejects(open.gateway.call('CP1', 'ClearCache', {}), { code: 'NOT_SUPPORTED' });
      assert.equal(point.calls('ClearCache').length, 1);
      assert.deepEqual(open.house.kept.get('CP1')?.refuses, ['ClearCache']);
      await point.close();
      await open.close();
    });
  }

  it('tells silence as a time-out, and a late answer disturbs nothing', async () => {
    await assert.rejects(
      answered(() => undefined),
      { code: 'TIMEOUT' },
    );
  });

  it('tells a refusal with the word REJECTED', async () => {
    await assert.rejects(
      answered(() => ({ status: 'Rejected' })),
      { code: 'REJECTED' },
    );
  });

  it('tells a connection lost on the way as OFFLINE', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const point = await ChargePoint.connect(open.url('CP1'), { handlers: { Reset: () => undefined } });
    const call = open.gateway.call('CP1', 'Reset', { type: 'Hard' });
    const lost = assert.rejects(call, { code: 'OFFLINE' });
    await point.cut();
    await lost;
    await open.close();
  });

  it('lets no more than twenty calls wait for a silent charger', async () => {
    const open = await openHouse([chargerFacts('CP1')], { callTimeoutMs: 200 });
    const point = await ChargePoint.connect(open.url('CP1'), { handlers: { Reset: () => undefined } });
    const calls = Array.from({ length: 25 }, () =>
      open.gateway.call('CP1', 'Reset', { type: 'Soft' }).catch((error: Error) => error.message),
    );
    const told = await Promise.race([Promise.all(calls.slice(20)), Promise.all(calls)]);
    assert.match(String(told[0]), /still has other requests to answer/);
    await point.close();
    await Promise.all(calls);
    await open.close();
  });
});

describe('calls of the user', () => {
  it('names the field that the schema refuses, and sends nothing', async () => {
    const open = await openHouse([chargerFacts('CP1')]);
    const point = await ChargePoint.connect(open.url('CP1'));
    for (const [action, payload, words] of [
      ['Reset', {}, /type is missing/],
      ['Reset', { type: 'Warm' }, /type must be one of Hard, Soft/],
      ['Reset', { type: 'Soft', now: true }, /now is not known/],
      ['ChangeConfiguration', { key: 'K', value: 5 }, /value must be of the type string/],
      [
        'ReserveNow',
        { connectorId: 1, expiryDate: 'tomorrow', idTag: 'A', reservationId: 1 },
        /expiryDate must be in the format date-time/,
      ],
      [
        'SetChargingProfile',
        { connectorId: 1, csChargingProfiles: { chargingProfileId: 1 } },
        /csChargingProfiles\.\w+ is missing/,
      ],
      ['RemoteStartTransaction', { idTag: 'x'.repeat(21) }, /idTag must have at most 20 characters/],
      ['MakeCoffee', {}, /no operation "MakeCoffee"/],
      ['reset', { type: 'Soft' }, /write Reset/],
    ] as const) {
      await assert.rejects(open.gateway.call('CP1', action, payload), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'INVALID_INPUT');
        assert.match(error.message, words);
        return true;
      });
    }
    assert.deepEqual(point.received, []);
    await point.close();
    await open.close();
  });

  it('takes the firmware location in four parts where the manual has it, and nowhere else', async () => {
    const open = await openHouse([chargerFacts('HYDRA', { model: 'hydra-cubus' }), chargerFacts('CP1')]);
    const location = 'http://hub/fw.bin|user|geheim|0123456789abcdef0123456789abcdef';
    const update = { location, retrieveDate: new Date().toISOString() };
    const point = await ChargePoint.connect(open.url('HYDRA'), { handlers: { UpdateFirmware: () => ({}) } });
    assert.deepEqual(await open.gateway.call('HYDRA', 'UpdateFirmware', update), {});
    assert.equal(point.calls('UpdateFirmware')[0]?.['location'], location);
    assert.doesNotMatch(JSON.stringify(open.gateway.trace('HYDRA')), /geheim/);
    assert.doesNotMatch(open.house.log.lines.join('\n'), /geheim/);
    await assert.rejects(open.gateway.call('CP1', 'UpdateFirmware', update), { code: 'NOT_SUPPORTED' });
    await assert.rejects(open.gateway.call('HYDRA', 'UpdateFirmware', { ...update, location: 'no url|u|p|m' }), {
      code: 'INVALID_INPUT',
    });
    await point.close();
    await open.close();
  });

  it('sends no weekly profile to a Hydra Cubus (manual, 9.2)', async () => {
    const open = await openHouse([chargerFacts('HYDRA', { model: 'hydra-cubus' })]);
    const profile = {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Weekly',
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
    };
    const call = open.gateway.call('HYDRA', 'SetChargingProfile', { connectorId: 1, csChargingProfiles: profile });
    await assert.rejects(call, { code: 'NOT_SUPPORTED' });
    await open.close();
  });

  it('does not ask a Cabur for what its manual does not list', async () => {
    const open = await openHouse([chargerFacts('CABUR', { model: 'cabur-ev-plus' })]);
    const point = await ChargePoint.connect(open.url('CABUR'));
    await assert.rejects(open.gateway.call('CABUR', 'TriggerMessage', { requestedMessage: 'BootNotification' }), {
      code: 'NOT_SUPPORTED',
    });
    assert.deepEqual(point.received, []);
    await point.close();
    await open.close();
  });
});
