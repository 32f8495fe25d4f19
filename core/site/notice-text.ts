import { isErrorText, type Told, told } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import type { ChargerNotice } from '../ports/charger-gateway.js';
import { diagnosticsAdvice } from '../words/names.js';
import type { LogOnce } from './log-once.js';

/** A notice as it is told on; with advice where diagnostics were lost. */
export function noticeEvent({ kind, ...detail }: ChargerNotice, language: Language) {
  const lost = kind === 'diagnostics' && 'status' in detail && detail.status === 'UploadFailed';
  return { event: kind, detail: lost ? { ...detail, advice: diagnosticsAdvice(language) } : detail };
}

/** What the log says of a notice: of firmware and security something, of others nothing. */
export function noticeText(name: string, notice: ChargerNotice): Told | undefined {
  switch (notice.kind) {
    case 'firmware': {
      const { status, firmware = '?' } = notice;
      const text = `firmware-${status}`;
      return isErrorText(text) && text !== 'firmware-tells'
        ? told(text, { name, firmware })
        : told('firmware-tells', { name, status });
    }
    case 'security':
      return told('security-tells', { name, detail: [notice.type, notice.detail].filter(Boolean).join(', ') });
    case 'diagnostics':
    case 'vendor':
      return undefined;
  }
}

/** Into the log, once a day: some tell a security event whenever their clock is set (ABB, lbbrhzn/ocpp #1778). */
export function sayNotice(once: LogOnce, charger: { id: string; name: string }, notice: ChargerNotice, at: string) {
  const text = noticeText(charger.name, notice);
  const day = at.slice(0, 10);
  if (!text) return;
  if (notice.kind === 'security') once.news(`${charger.id} ${notice.type}`, day, text);
  else once.news(`${charger.id} ${notice.kind}`, `${'status' in notice && notice.status} ${day}`, text);
}
