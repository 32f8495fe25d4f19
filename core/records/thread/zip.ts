import { constants, crc32, deflateRawSync } from 'node:zlib';

/*
 * A zip archive (APPNOTE 6.3.10), packed while its files are told: what is handed on is let go of, but for a line a file
 * in the directory at its end. Sizes are not known before, so they follow their file.
 */

export interface ZippedFile {
  readonly name: string;
  readonly texts: Iterable<string>;
}

/** So much text is packed at once. */
const CHUNK_CHARS = 64 * 1024;

/** Version 2.0; sizes follow, names are UTF-8; deflated; the first of January 1980. */
const HOW = fields([2, 20], [2, 0x0808], [2, 8], [2, 0], [2, 0x21]);

export function* zipped(files: Iterable<ZippedFile>): Generator<Buffer> {
  let at = 0;
  const told = (...parts: readonly Buffer[]): Buffer => {
    const bytes = Buffer.concat(parts);
    at += bytes.length;
    return bytes;
  };
  const directory: Buffer[] = [];
  for (const { name, texts } of files) {
    const startsAt = at;
    const named = Buffer.from(name);
    const nameLength = fields([2, named.length], [2, 0]);
    yield told(fields([4, 0x04034b50]), HOW, fields([4, 0], [4, 0], [4, 0]), nameLength, named);
    const dataAt = at;
    let crc = 0;
    let plainBytes = 0;
    for (const text of inChunks(texts)) {
      const plain = Buffer.from(text);
      crc = crc32(plain, crc);
      plainBytes += plain.length;
      // Each chunk ends on a whole byte, and the next one may follow.
      yield told(deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH }));
    }
    const end = deflateRawSync('');
    const sizes = fields([4, crc], [4, at + end.length - dataAt], [4, plainBytes]);
    yield told(end, fields([4, 0x08074b50]), sizes);
    const place = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, startsAt]);
    directory.push(Buffer.concat([fields([4, 0x02014b50], [2, 20]), HOW, sizes, nameLength, place, named]));
  }
  const listed = Buffer.concat(directory);
  const count = directory.length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, at], [2, 0]);
  yield told(listed, end);
}

/** Numbers as the format has them: so many bytes each, the lowest first. */
function fields(...numbers: readonly (readonly [bytes: number, value: number])[]): Buffer {
  return Buffer.concat(
    numbers.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

function* inChunks(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
