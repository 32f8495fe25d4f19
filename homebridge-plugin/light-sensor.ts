import type { ServicePlan } from './service-plan.js';

/** HomeKit has no watts: a light sensor shows them as lux, which must be above zero. */
export function wattsAsLux<Seen>(
  subtype: string,
  label: string,
  powerW: (seen: Seen) => number | null,
): ServicePlan<Seen> {
  return {
    service: 'LightSensor',
    subtype,
    label,
    calm: ['CurrentAmbientLightLevel'],
    offline: { StatusActive: false },
    values: (seen) => {
      const value = powerW(seen);
      return {
        CurrentAmbientLightLevel: value === null ? undefined : Math.min(100_000, Math.max(0.0001, Math.round(value))),
        StatusActive: value !== null,
      };
    },
  };
}
