import type { Socket } from 'node:net';

/** Hands over what comes in at a socket, one whole MQTT packet after the other. */
export function eachPacket(socket: Socket, take: (packet: Buffer) => void): void {
  let held = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    for (let end = packetEnd(held); end !== undefined && end <= held.length; end = packetEnd(held)) {
      take(held.subarray(0, end));
      held = held.subarray(end);
    }
  });
}

/** Where the packet ends, by its length of one to four bytes (2.2.3); undefined while that is not whole. */
function packetEnd(bytes: Buffer): number | undefined {
  for (let at = 1, length = 0; at < Math.min(5, bytes.length); at++) {
    const byte = bytes.readUInt8(at);
    length += (byte & 0x7f) << (7 * (at - 1));
    if (byte < 0x80) return at + 1 + length;
  }
  return undefined;
}
