import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSiteConfig } from '../../../core/site/parse-config.js';
import { readProject } from '../../house/project.js';

describe('parseSiteConfig: registers of the user’s own', () => {
  it('are complained of field by field', () => {
    const map = {
      functionCode: 5,
      pionts: {},
      points: { powerX: { address: 1, type: 'i16' }, powerW: { address: -1, type: 'q8', nan: 'xyz' } },
    };
    const meters = [{ role: 'grid', type: 'modbus-tcp', host: 'nas', map }];
    const parsed = parseSiteConfig({ phases: 3, fuseA: 25, storage: 'here', meters });
    assert.ok('complaints' in parsed);
    const said = parsed.complaints.map(({ field, wrong, right }) => `${field}: ${wrong}; ${right}`).join('\n');
    assert.match(said, /^meters\[0\]\.map\.functionCode: it is 5; one of 3, 4$/m);
    assert.match(said, /^meters\[0\]\.map\.points\.powerW\.address: it is -1; a number from 0 to 65535$/m);
    assert.match(said, /^meters\[0\]\.map\.points\.powerW\.type: it is "q8"; one of u16,/m);
    assert.match(said, /^meters\[0\]\.map\.points\.powerW\.nan: it is "xyz"; .*7fffffff/m);
    assert.match(said, /^meters\[0\]\.map\.points: "powerX" is not a setting/m);
    assert.match(said, /^meters\[0\]\.map: "pionts" is not a setting/m);
  });

  it('may be those of the README', () => {
    const [, table = ''] =
      /\*\*Registers of your own\.\*\*[\s\S]*?```json\n([\s\S]*?)```/.exec(readProject('README.md')) ?? [];
    const parsed = parseSiteConfig({ phases: 3, fuseA: 25, storage: 'here', meters: [JSON.parse(table)] });
    assert.ok('config' in parsed, JSON.stringify(parsed));
  });
});
