import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { LogOnce } from '../../../core/site/log-once.js';
import { noticeEvent, noticeText, sayNotice } from '../../../core/site/notice-text.js';
import { toldIn } from '../../../core/words/error-text.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';

const said = (notice: Parameters<typeof noticeText>[1]): string | undefined => {
  const text = noticeText('Garage', notice);
  return text && toldIn('de', text);
};

describe('what a charger tells beside charging', () => {
  for (const [status, words] of [
    ['Downloading', 'Garage lädt die neue Firmware herunter.'],
    ['InstallationFailed', 'Garage konnte die neue Firmware nicht installieren.'],
    ['Thinking', 'Garage meldet zur Firmware: Thinking.'],
    ['tells', 'Garage meldet zur Firmware: tells.'],
  ] as const) {
    it(`firmware ${status} is said in words, an unknown one as it came`, () => {
      assert.equal(said({ kind: 'firmware', status }), words);
    });
  }

  it('a security event is said with its detail, where it has one', () => {
    assert.equal(said({ kind: 'security', type: 'Tamper' }), 'Garage meldet ein Sicherheitsereignis: Tamper.');
    assert.match(said({ kind: 'security', type: 'Tamper', detail: 'lid' }) ?? '', /Tamper, lid\.$/);
  });

  it('what comes over and over is in the log once a day (ABB, lbbrhzn/ocpp #1778)', () => {
    const log = new KeptLog();
    const once = new LogOnce(log, new FakeClock(), inEnglish);
    const says = (notice: Parameters<typeof noticeText>[1], at = '2026-06-21T10:00:00Z'): void =>
      sayNotice(once, { id: 'CP1', name: 'Garage' }, notice, at);
    for (const detail of ['10:00', '10:01']) {
      says({ kind: 'security', type: 'SettingSystemTime', detail });
      says({ kind: 'security', type: 'StartupOfTheDevice' });
      says({ kind: 'firmware', status: 'Idle' });
    }
    assert.equal(log.lines.length, 3);
    says({ kind: 'firmware', status: 'Installed' });
    says({ kind: 'firmware', status: 'Idle' });
    says({ kind: 'security', type: 'SettingSystemTime' }, '2026-06-22T10:00:00Z');
    assert.equal(log.lines.length, 6);
  });

  it('diagnostics and what the maker sends go to hosts, not to the log', () => {
    assert.equal(said({ kind: 'diagnostics', status: 'Uploaded' }), undefined);
    assert.equal(said({ kind: 'vendor', vendorId: 'x' }), undefined);
  });

  it('lost diagnostics come with what to do', () => {
    assert.deepEqual(noticeEvent({ kind: 'diagnostics', status: 'Uploaded' }, 'de').detail, { status: 'Uploaded' });
    const { detail } = noticeEvent({ kind: 'diagnostics', status: 'UploadFailed' }, 'de');
    assert.match('advice' in detail ? detail.advice : '', /FTP/);
  });
});
