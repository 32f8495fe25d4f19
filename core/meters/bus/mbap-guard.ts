const HEAD_BYTES = 9;
const LONGEST = 254;

/**
 * Watches a Modbus TCP stream for bytes that cannot be there. The library takes whatever the length field says, so a cut
 * or stray piece makes it join halves of two answers into one; here each frame must be of protocol 0 and an answer to a
 * register read whose byte count fits its length (Modbus messaging on TCP/IP v1.0b, 3.1.3).
 */
export class MbapGuard {
  #held: Buffer = Buffer.alloc(0);

  /** False once the stream is out of step: nothing of it can be believed any more. */
  inStep(bytes: Buffer): boolean {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= HEAD_BYTES) {
      if (!soundHead(this.#held)) return false;
      const end = 6 + this.#held.readUInt16BE(4);
      if (this.#held.length < end) return true;
      this.#held = this.#held.subarray(end);
    }
    return this.#held.length < 4 || this.#held.readUInt16BE(2) === 0;
  }
}

function soundHead(frame: Buffer): boolean {
  const length = frame.readUInt16BE(4);
  const functionCode = frame.readUInt8(7);
  if (frame.readUInt16BE(2) !== 0 || length > LONGEST) return false;
  if (functionCode === 0x83 || functionCode === 0x84) return length === 3;
  return (functionCode === 3 || functionCode === 4) && frame.readUInt8(8) === length - 3;
}
