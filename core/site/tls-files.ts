import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import { detailIn, type Say, ToldError, told } from '../model/error-texts.js';
import type { Clock } from '../ports/clock.js';
import type { LogOnce } from './log-once.js';

/** Certificate files of OCPP security profile 2; with an authority for clients, profile 3. PEM. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile?: string | undefined;
}

type HeldTls = ServerOptions & { readonly cert: Buffer };

export interface RenewalWatch {
  readonly clock: Clock;
  readonly once: LogOnce;
  readonly say: Say;
}

/** How often the files are looked at. */
const LOOK_MS = 60_000;

/** A client's certificate is asked for where an authority is given; whether a charger must have one is its own setting. */
function readTls({ certFile, keyFile, caFile }: TlsFiles): HeldTls {
  const [cert, own] = pem('ocpp.certFile', certFile, (text) => new X509Certificate(text));
  const [key, secret] = pem('ocpp.keyFile', keyFile, createPrivateKey);
  if (!own.checkPrivateKey(secret)) {
    const told = { field: 'ocpp.keyFile', file: `"${keyFile}"`, certificate: `"${certFile}"` };
    throw new ToldError('BAD_CONFIG', 'key-of-another', told);
  }
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ...(caFile && {
      ca: pem('ocpp.caFile', caFile, (text) => new X509Certificate(text))[0],
      requestCert: true,
      rejectUnauthorized: false,
    }),
  };
}

/** A file as it is, and what it holds: OpenSSL's own complaint names neither the file nor a remedy. */
function pem<T>(field: string, file: string, read: (text: Buffer) => T): readonly [Buffer, T] {
  try {
    const text = readFileSync(file);
    return [text, read(text)];
  } catch (cause) {
    throw new ToldError('BAD_CONFIG', 'file-unreadable', { field, file: `"${file}"` }, { cause });
  }
}

/**
 * A server with the certificate of these files, which looks at them again while it listens: one that was renewed is taken,
 * one that cannot be used is told of, and the one from before stays. No connection is lost by it.
 */
export function renewingServer(
  options: ServerOptions,
  files: TlsFiles,
  answer: RequestListener,
  { clock, once, say }: RenewalWatch,
): Server {
  let held = readTls(files);
  const server = createServer({ ...options, ...held }, answer);
  const look = (): void => {
    try {
      const found = readTls(files);
      if (!isDeepStrictEqual(found, held)) {
        server.setSecureContext(found);
        held = found;
        const until = new Date(new X509Certificate(found.cert).validTo).toISOString().slice(0, 10);
        once.news('certificate', until, told('certificate-renewed', { until }));
      }
    } catch (error) {
      once.wrong('certificate', told('certificate-kept', { detail: detailIn(say, error) }));
    }
    end = clock.after(LOOK_MS, look);
  };
  let end = (): void => undefined;
  server.once('listening', () => {
    end = clock.after(LOOK_MS, look);
  });
  server.once('close', () => end());
  return server;
}
