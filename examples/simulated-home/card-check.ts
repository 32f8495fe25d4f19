/** Whether a card may charge: the hub is asked; without it the charger's own list decides (OCPP 1.6, 3.5). */
import type { ChargerMemory, IdTagInfo } from './charger-memory.js';
import type { Payload } from './ocpp-wire.js';

interface CardReader {
  readonly memory: ChargerMemory;
  readonly online: boolean;
  nowMs(): number;
  call(action: string, payload: Payload): Promise<Payload>;
}

/** The AuthorizationStatus of a card; `Invalid` for one nobody knows. Never rejects. */
export async function statusOfCard(reader: CardReader, idTag: string): Promise<string> {
  const { memory } = reader;
  const known = memory.known(idTag, reader.nowMs())?.status ?? 'Invalid';
  if (!reader.online) return memory.flag('LocalAuthorizeOffline', true) ? known : 'Invalid';
  try {
    const info = (await reader.call('Authorize', { idTag }))['idTagInfo'] as IdTagInfo;
    if (memory.flag('AuthorizationCacheEnabled', false)) memory.cache.set(idTag, info);
    return info.status;
  } catch {
    return known;
  }
}
