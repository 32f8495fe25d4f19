import { Transform } from 'node:stream';

/** Passes bytes on, and fails with a RangeError beyond so many. */
export function sizeLimit(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new RangeError(`the upload is larger than ${mostBytes} bytes`));
      else done(null, chunk);
    },
  });
}
