import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ChargerHost } from '../../ports/charger-gateway.js';
import type { FullOptions } from '../options.js';
import { passwordFits } from './basic-auth.js';
import { certificateFits } from './certificate.js';
import { Guesses } from './guesses.js';
import { type Knock, type RefusedKnock, readKnock, refused } from './knock.js';

/** Who is there already. */
interface Present {
  /** Connections that are up. */
  readonly connections: () => number;
  /** Whether the charger of that identity is connected. */
  readonly connected: (identity: string) => boolean;
  /** Whether it has a place: it is known, or there is room for one more that is not. */
  readonly hasPlace: (identity: string) => boolean;
}

/** Who comes in, or why not. */
export class Admission {
  readonly #guesses = new Guesses();
  #closed = false;

  constructor(
    readonly host: Pick<ChargerHost, 'admits' | 'clock'>,
    readonly options: Pick<FullOptions, 'maxConnections' | 'requiresCertificate'>,
    readonly present: Present,
  ) {}

  /** Nobody comes in any more. */
  close(): void {
    this.#closed = true;
  }

  judge(request: IncomingMessage, socket: Duplex): Knock | RefusedKnock {
    const knock = readKnock(request);
    if (refused(knock)) return knock;
    const { identity, authorization, page } = knock;
    if (this.#closed) return { status: 503, because: 'The hub is closing.' };
    if (this.present.connections() >= this.options.maxConnections) {
      return { status: 503, because: `More than ${this.options.maxConnections} chargers are connected.` };
    }
    if (this.options.requiresCertificate(identity) && !certificateFits(socket, identity)) {
      return {
        status: 403,
        of: identity,
        because: 'A client certificate is needed whose common name is the identity of the charger.',
      };
    }
    // By charger too: behind one address (a proxy, a container) one that is wrong keeps no other out.
    const who = `${request.socket.remoteAddress} ${identity}`;
    const { monoMs } = this.host.clock.now();
    if (!this.#guesses.mayTry(who, monoMs)) {
      return { status: 429, of: identity, because: 'Too many wrong passwords; wait a minute.' };
    }
    const fits = (password: string): boolean => passwordFits(authorization, identity, password);
    if (!this.host.admits(identity, fits)) {
      if (authorization) this.#guesses.wrong(who, monoMs);
      const headers = ['WWW-Authenticate: Basic realm="OCPP"'];
      return { status: 401, of: identity, because: 'Identity and password do not belong together.', headers };
    }
    if (page && this.present.connected(identity)) {
      return { status: 409, because: 'A page in a browser takes the place of no charger that is connected.' };
    }
    return this.present.hasPlace(identity)
      ? knock
      : { status: 503, because: 'Too many unknown chargers wait to be adopted.' };
  }
}
