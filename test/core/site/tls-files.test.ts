import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { inEnglish } from '../../../core/model/error-texts.js';
import { LogOnce } from '../../../core/site/log-once.js';
import { renewingServer } from '../../../core/site/tls-files.js';
import { CP1, SELF_SIGNED_CP1, SERVER } from '../../means/certificates.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { temporaryFolder } from '../../means/open-hub.js';

describe('a certificate renewed on disk while the hub runs', () => {
  const folder = temporaryFolder('renewed');
  const files = { certFile: join(folder.path, 'hub.pem'), keyFile: join(folder.path, 'hub.key') };
  const put = ({ cert, key }: { readonly cert: string; readonly key: string }): void => {
    writeFileSync(files.certFile, cert);
    writeFileSync(files.keyFile, key);
  };
  put(SERVER);
  const log = new KeptLog();
  const clock = new FakeClock();
  const server = renewingServer({}, files, (_, response) => response.end(), {
    clock,
    once: new LogOnce(log, clock, inEnglish),
    say: inEnglish,
  });
  before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  after(() => {
    server.close();
    folder.remove();
  });

  const shown = async (minVersion: 'TLSv1.2' | 'TLSv1', maxVersion: 'TLSv1.3' | 'TLSv1.1'): Promise<string> => {
    const { port } = server.address() as AddressInfo;
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const options = { port, host: '127.0.0.1', servername: 'elsewhere.example', rejectUnauthorized: false };
    const socket = connect({ ...options, minVersion, maxVersion, ciphers });
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return String(subject.CN);
  };
  const seen = (): Promise<string> => shown('TLSv1.2', 'TLSv1.3');

  it('a client that asks for another name sees the one there is, and nothing below TLS 1.2', async () => {
    assert.equal(await seen(), 'localhost');
    await assert.rejects(shown('TLSv1', 'TLSv1.1'), /protocol version/);
  });

  it('is shown to the next client, and told once', async () => {
    put(CP1);
    await clock.advance(60_000);
    assert.equal(await seen(), 'CP1');
    await clock.advance(180_000);
    assert.deepEqual(log.lines, ['info The certificate was renewed and is now in use; it is valid until 2126-10-28.']);
  });

  it('one that does not match its key, or is none, is told of once; the one from before stays until it is right', async () => {
    writeFileSync(files.certFile, SELF_SIGNED_CP1.cert);
    await clock.advance(180_000);
    assert.equal(await seen(), 'CP1');
    writeFileSync(files.certFile, 'half a file');
    await clock.advance(180_000);
    assert.equal(await seen(), 'CP1');
    const [, unfit, unread, ...more] = log.lines;
    assert.match(
      unfit ?? '',
      /^warn ocpp\.keyFile: .* is not the key of .*hub\.pem.* The certificate from before stays in use\.$/,
    );
    assert.match(
      unread ?? '',
      /^warn ocpp\.certFile: .*hub\.pem" cannot be read; .* The certificate from before stays in use\.$/,
    );
    assert.deepEqual(more, []);
    put(SERVER);
    await clock.advance(60_000);
    assert.equal(await seen(), 'localhost');
  });
});
