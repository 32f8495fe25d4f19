import type { Sheet } from './sheet.js';
import { escaped, FORMATS, HEAD, SPREADSHEET, worksheet } from './worksheet.js';
import { type ZippedFile, zipped } from './zip.js';

/*
 * An .xlsx file (ECMA-376, part 1), told line by line: a long table as a whole, with all that a library makes of it, takes
 * more memory than a small computer has.
 */

/** Below this are formats of Excel's own. */
const FIRST_FORMAT = 164;

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const xlsxOf = (sheets: readonly Sheet[], zone: string): Generator<Uint8Array> => zipped(filesOf(sheets, zone));

type Part = readonly [name: string, type: string];

function* filesOf(sheets: readonly Sheet[], zone: string): Generator<ZippedFile> {
  const parts: readonly Part[] = [
    ...sheets.map((_, at): Part => [`worksheets/sheet${at + 1}`, 'worksheet']),
    ['styles', 'styles'],
  ];
  const file = (name: string, xml: string): ZippedFile => ({ name, texts: [HEAD, xml] });
  yield file(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${parts
        .map(([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${type}+xml"/>`)
        .join('')}</Types>`,
  );
  yield file('_rels/.rels', relations([['xl/workbook', 'officeDocument']]));
  yield file('xl/_rels/workbook.xml.rels', relations(parts));
  yield file(
    'xl/workbook.xml',
    `<workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${sheets
      .map(({ name }, at) => `<sheet name="${sheetName(name, at)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
      .join('')}</sheets></workbook>`,
  );
  yield file('xl/styles.xml', STYLES);
  for (const [at, sheet] of sheets.entries())
    yield { name: `xl/worksheets/sheet${at + 1}.xml`, texts: worksheet(sheet, zone) };
}

const relations = (to: readonly Part[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${to
    .map(([name, type], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${name}.xml"/>`)
    .join('')}</Relationships>`;

const STYLES = `<styleSheet xmlns="${SPREADSHEET}"><numFmts count="${FORMATS.length}">${FORMATS.map(
  (format, at) => `<numFmt numFmtId="${FIRST_FORMAT + at}" formatCode="${format}"/>`,
).join('')}</numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${FORMATS.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${FORMATS.map(
  (_, at) => `<xf numFmtId="${FIRST_FORMAT + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
).join('')}</cellXfs></styleSheet>`;

/** Excel takes 31 characters, and not these. */
const sheetName = (name: string, index: number): string =>
  escaped(
    name
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .trim()
      .slice(0, 31) || String(index + 1),
  );
