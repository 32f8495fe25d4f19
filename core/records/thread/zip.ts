import { Zip, ZipDeflate } from 'fflate';

export interface ZippedFile {
  readonly name: string;
  readonly texts: Iterable<string>;
}

/** So much text is packed at once. */
const CHUNK_CHARS = 64 * 1024;

/** A zip archive, packed while its files are told: what is handed on is let go of. */
export function* zipped(files: Iterable<ZippedFile>): Generator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const archive = new Zip((error, bytes) => {
    if (error) throw error;
    packed.push(bytes);
  });
  for (const { name, texts } of files) {
    const file = new ZipDeflate(name);
    archive.add(file);
    for (const chunk of inChunks(texts)) {
      file.push(Buffer.from(chunk));
      yield* packed.splice(0);
    }
    file.push(new Uint8Array(), true);
  }
  archive.end();
  yield* packed;
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
