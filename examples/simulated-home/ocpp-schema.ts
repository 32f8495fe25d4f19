/** The JSON schemas of OCPP 1.6, by the name of the message ("Authorize.req"). They come with `ocpp-rpc`. */
import { createValidator } from 'ocpp-rpc';
import schemas from 'ocpp-rpc/lib/schemas/ocpp1_6.json';

const validator = createValidator('ocpp1.6', schemas);
const known = new Set(schemas.map((schema) => schema.$id));

interface Wrong {
  readonly message: string;
  /** No such message in OCPP 1.6. */
  readonly unknown: boolean;
  readonly code: string;
}

/** What is wrong with a payload, or null. */
export function validate(message: string, given: unknown): Wrong | null {
  const payload = message === 'UpdateFirmware.req' ? withPlainLocation(given) : given;
  const id = `urn:${message}`;
  if (!known.has(id)) return { message: `${message} is not OCPP 1.6`, unknown: true, code: 'NotImplemented' };
  try {
    validator.validate(id, payload);
    return null;
  } catch (error) {
    const code = (error as { rpcErrorCode?: unknown }).rpcErrorCode;
    return {
      message: error instanceof Error ? error.message : String(error),
      unknown: false,
      code: typeof code === 'string' ? code : 'FormationViolation',
    };
  }
}

/** OCPP-J 1.6 spells "Formation" where the validator says "Format". */
export const codeOfRefusal = (wrong: Wrong): string =>
  wrong.code === 'FormatViolation' ? 'FormationViolation' : wrong.code;

/** The one form outside the schema: Hydra's manual (8.5.2-5) wants `url|user|password|md5` where OCPP has a URI. */
function withPlainLocation(payload: unknown): unknown {
  const location = (payload as { location?: unknown } | null)?.location;
  return typeof location === 'string' ? { ...(payload as object), location: location.split('|')[0] } : payload;
}
