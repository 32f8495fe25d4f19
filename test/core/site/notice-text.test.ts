import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticeEvent, noticeText } from '../../../core/site/notice-text.js';
import { toldIn } from '../../../core/words/error-text.js';

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
