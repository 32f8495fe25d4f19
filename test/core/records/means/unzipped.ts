import { inflateRawSync } from 'node:zlib';

/** The files of a zip archive, by the central directory at its end (APPNOTE 4.3.12). */
function unzipped(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(from, from + size);
    const text = (method === 8 ? inflateRawSync(body) : body).toString('utf8');
    files.set(zip.toString('utf8', at + 46, at + 46 + name), text);
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** What a cell shows: a number, a text, or nothing. */
type Shown = (sheet: number, address: string) => number | string | undefined;

/** The cells of an .xlsx, as the file says what they are. */
export function cellsOf(xlsx: Buffer): { readonly shown: Shown; readonly files: Map<string, string> } {
  const files = unzipped(xlsx);
  const texts = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>.*?<\/si>/gs)].map(([text]) =>
    text.replaceAll(/<[^>]+>/g, ''),
  );
  const sheets = new Map<number, Map<string, readonly [string, string]>>();
  const cells = (sheet: number): Map<string, readonly [string, string]> => {
    const xml = files.get(`xl/worksheets/sheet${sheet}.xml`) ?? '';
    const found =
      sheets.get(sheet) ??
      new Map(
        [...xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/g)].map(
          ([, address = '', attributes = '', inner = '']) => [
            address,
            [/ t="(\w+)"/.exec(attributes)?.[1] ?? 'n', inner.replaceAll(/<[^>]+>/g, '')],
          ],
        ),
      );
    sheets.set(sheet, found);
    return found;
  };
  const shown: Shown = (sheet, address) => {
    const [type, value] = cells(sheet).get(address) ?? ['', ''];
    if (type === 's') return texts[Number(value)];
    return type === 'n' && value !== '' ? Number(value) : value || undefined;
  };
  return { shown, files };
}
