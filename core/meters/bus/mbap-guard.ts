const HEAD_BYTES = 9;
const LONGEST = 254;

/**
 * Watches a Modbus TCP stream for bytes that cannot be there. The library takes whatever the length field says, so a cut
 * or stray piece makes it join halves of two answers into one; here each frame must be of protocol 0 and an answer to a
 * register read whose byte count fits its length (Modbus messaging on TCP/IP v1.0b, 3.1.3).
 */
export class MbapGuard {
  /** The beginning of a frame whose rest is still to come. */
  #held: Buffer | undefined;
  readonly #came: (number: number) => void;

  /** `came` is told the number of each whole answer. */
  constructor(came: (number: number) => void = () => undefined) {
    this.#came = came;
  }

  /** A frame has begun whose rest has not come. */
  get midFrame(): boolean {
    return this.#held !== undefined;
  }

  /** False once the stream is out of step: nothing of it can be believed any more. */
  inStep(bytes: Buffer): boolean {
    const stream = this.#held ? Buffer.concat([this.#held, bytes]) : bytes;
    let at = 0;
    while (stream.length - at >= HEAD_BYTES) {
      if (!soundHead(stream, at)) return false;
      const end = at + 6 + stream.readUInt16BE(at + 4);
      if (stream.length < end) break;
      this.#came(stream.readUInt16BE(at));
      at = end;
    }
    // Most answers come whole, and nothing is kept.
    this.#held = at < stream.length ? stream.subarray(at) : undefined;
    return stream.length - at < 4 || stream.readUInt16BE(at + 2) === 0;
  }
}

function soundHead(stream: Buffer, at: number): boolean {
  const length = stream.readUInt16BE(at + 4);
  const functionCode = stream.readUInt8(at + 7);
  if (stream.readUInt16BE(at + 2) !== 0 || length > LONGEST) return false;
  if (functionCode === 0x83 || functionCode === 0x84) return length === 3;
  return (functionCode === 3 || functionCode === 4) && stream.readUInt8(at + 8) === length - 3;
}
