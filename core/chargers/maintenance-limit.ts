import { Transform } from 'node:stream';
import { ToldError } from '../model/error-texts.js';

/** Passes bytes on, and fails with INVALID_INPUT beyond so many. */
export function sizeLimit(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new ToldError('INVALID_INPUT', 'upload-too-large', { most: `${mostBytes}` }));
      else done(null, chunk);
    },
  });
}
