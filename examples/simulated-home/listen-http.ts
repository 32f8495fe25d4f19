import { createServer, type RequestListener } from 'node:http';

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Resolves when it listens (port 0: any free one); rejects when the port is taken. */
export function listenHttp(host: string, port: number, answer: RequestListener): Promise<HttpServer> {
  const server = createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      server.on('error', () => undefined);
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
