/** Ports: the wished one when it is free, else any, and whether it had to be another. */
import { createServer } from 'node:net';

export async function portNear(
  wished: number,
  host?: string,
): Promise<{ readonly port: number; readonly moved: boolean }> {
  const port = (await listensOn(wished, host)) ?? (await listensOn(0, host));
  if (port === null) throw new Error('no free port on this machine');
  return { port, moved: port !== wished };
}

/** The port that could be had, or null; it is free again when this resolves. */
function listensOn(port: number, host?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      const had = typeof address === 'object' && address ? address.port : null;
      server.close(() => resolve(had));
    });
  });
}
