import type { Characteristic, PlatformAccessory, Service } from 'homebridge' with { 'resolution-mode': 'import' };
import type { CharacteristicClass, HAP, HapVocabulary } from './hap-vocabulary.js';
import type { CharacteristicName, ServicePlan } from './service-plan.js';

/** A plan's service on an accessory, with the characteristics the plan fills. */
export interface BoundService<Seen> {
  readonly plan: ServicePlan<Seen>;
  readonly service: Service;
  readonly characteristics: ReadonlyMap<CharacteristicName, Characteristic>;
}

/** The service of a plan as it came from the cache. */
export const cachedService = <Seen>(
  accessory: PlatformAccessory,
  plan: ServicePlan<Seen>,
  { services }: HapVocabulary,
): Service | undefined => accessory.getServiceById(services[plan.service], plan.subtype);

/** Finds or adds the service of a plan, names it, and takes away what an earlier version or option left on it. */
export function bindService<Seen>(
  accessory: PlatformAccessory,
  plan: ServicePlan<Seen>,
  seen: Seen,
  vocabulary: HapVocabulary,
  hap: HAP,
): BoundService<Seen> {
  const service =
    cachedService(accessory, plan, vocabulary) ??
    accessory.addService(vocabulary.services[plan.service], plan.label, plan.subtype);
  nameService(service, plan.label, hap);
  const names = Object.keys(plan.values(seen)) as CharacteristicName[];
  const characteristics = new Map(
    names.map((name) => [name, characteristicOf(service, vocabulary.characteristics[name])] as const),
  );
  for (const [name, characteristic] of characteristics) {
    const range = plan.ranges?.[name];
    if (range) characteristic.setProps(range);
  }
  const { Name, ConfiguredName } = hap.Characteristic;
  const wanted = new Set([Name.UUID, ConfiguredName.UUID, ...[...characteristics.values()].map(({ UUID }) => UUID)]);
  for (const characteristic of [...service.characteristics]) {
    if (!wanted.has(characteristic.UUID)) service.removeCharacteristic(characteristic);
  }
  if (plan.primary) service.setPrimaryService(true);
  return { plan, service, characteristics };
}

/** Declared as optional first, where it is foreign to the service: Homebridge warns of what appears unannounced. */
function characteristicOf(service: Service, kind: CharacteristicClass): Characteristic {
  if (!service.characteristics.some(({ UUID }) => UUID === kind.UUID)) service.addOptionalCharacteristic(kind);
  return service.getCharacteristic(kind);
}

/** A name given in Home stays; one that is ours follows the settings. */
function nameService(service: Service, label: string, { Characteristic: { Name, ConfiguredName } }: HAP): void {
  const { value: before } = service.getCharacteristic(Name);
  service.updateCharacteristic(Name, label);
  const configured = characteristicOf(service, ConfiguredName);
  if (!configured.value || configured.value === before) configured.updateValue(label);
}

/** Options may have changed since the cache was written: our services without a plan leave. */
export function removeUnplanned<Seen>(
  accessory: PlatformAccessory,
  plans: readonly ServicePlan<Seen>[],
  vocabulary: HapVocabulary,
): void {
  const planned = new Set(plans.map((plan) => `${vocabulary.services[plan.service].UUID} ${plan.subtype}`));
  for (const service of [...accessory.services]) {
    // Without a subtype it is not ours: AccessoryInformation.
    if (service.subtype === undefined || planned.has(`${service.UUID} ${service.subtype}`)) continue;
    accessory.removeService(service);
  }
}
