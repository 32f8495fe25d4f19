import type { ChargerFault } from '../model/charger.js';
import type { Language } from '../model/language.js';
import type { FaultText } from './catalogue.js';
import { CATALOGUES } from './catalogues.js';
import { type FaultName, faultOfErrorCode, faultOfVendor } from './fault-names.js';
import { fill } from './fill.js';

/** As much of a charger's own words as is shown. OCPP 1.6: vendorErrorCode and info have 50 characters. */
const SHOWN_LENGTH = 100;

/** Ways of chargers to say nothing. */
const NOTHING = /^(0+|none|noerror|no error|null|n\/a|-)?$/i;

/** Pages of a flow show a sentence as HTML (Dashboard 2.0 does): a charger writes none. */
const said = (words: string | undefined): string | undefined => {
  const plain = (words ?? '').replace(/\p{C}/gu, ' ').replaceAll('<', '‹').replaceAll('>', '›');
  const clean = plain.trim().slice(0, SHOWN_LENGTH);
  return NOTHING.test(clean) ? undefined : clean;
};

/** What a charger says of a fault. */
export type FaultWords = Pick<ChargerFault, 'errorCode' | 'vendorErrorCode' | 'info'>;

/** Reason and remedy of a fault. What the charger says in words of its own, and nobody has explained, is added as it is. */
export function faultText(language: Language, fault: FaultWords): FaultText {
  const catalogue = CATALOGUES[language];
  const vendorErrorCode = said(fault.vendorErrorCode);
  const info = said(fault.info);
  const ofVendor = vendorErrorCode === undefined ? undefined : faultOfVendor(vendorErrorCode);
  const ofInfo = info === undefined ? undefined : faultOfVendor(info);
  const ofCode = faultOfErrorCode(fault.errorCode);
  const name: FaultName = ofVendor ?? ofInfo ?? ofCode ?? 'other';

  const unexplained = [
    (ofVendor ?? ofInfo ?? ofCode) ? undefined : said(fault.errorCode),
    ofVendor ? undefined : vendorErrorCode,
    ofInfo ? undefined : info,
  ].filter((words) => words !== undefined);
  const { reason, remedy } = catalogue.faults[name];
  if (unexplained.length === 0) return { reason, remedy };
  return { reason: reason + fill(language, catalogue.ownCode, { code: unexplained.join(', ') }), remedy };
}
