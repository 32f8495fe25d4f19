import type { SensorKind } from './options.js';
import type { ServiceName, ServicePlan, Value, Values } from './service-plan.js';

interface SensorFacts<Seen> {
  readonly subtype: string;
  readonly label: string;
  /** What the sensor tells; null: not known. */
  is(seen: Seen): boolean | null;
  /** A contact sensor has no "detected": open while it is so, or closed while it is so. */
  readonly contact: 'open-while' | 'closed-while';
  faulty?(seen: Seen): boolean | null;
}

/**
 * Yes or no as the sensor a user likes best: Home notifies of each, and only sensors start automations.
 * @returns nothing for `none`
 */
export function sensor<Seen>(kind: SensorKind, facts: SensorFacts<Seen>): readonly ServicePlan<Seen>[] {
  if (kind === 'none') return [];
  const { subtype, label } = facts;
  return [
    {
      service: SERVICE_OF[kind],
      subtype,
      label,
      offline: { StatusActive: false },
      values: (seen) => {
        const is = facts.is(seen);
        return {
          ...told(kind, is, facts.contact),
          StatusActive: is !== null,
          ...(facts.faulty && { StatusFault: when(facts.faulty(seen), 1, 0) }),
        };
      },
    },
  ];
}

const SERVICE_OF = {
  contact: 'ContactSensor',
  occupancy: 'OccupancySensor',
  motion: 'MotionSensor',
} as const satisfies Record<string, ServiceName>;

function told(kind: Exclude<SensorKind, 'none'>, is: boolean | null, contact: 'open-while' | 'closed-while'): Values {
  switch (kind) {
    case 'contact':
      // ContactSensorState: 0 contact (closed), 1 no contact (open).
      return { ContactSensorState: contact === 'open-while' ? when(is, 1, 0) : when(is, 0, 1) };
    case 'occupancy':
      return { OccupancyDetected: when(is, 1, 0) };
    case 'motion':
      return { MotionDetected: is ?? undefined };
  }
}

/** `undefined`, where it is not known. */
const when = <V extends Value>(is: boolean | null, yes: V, no: V): V | undefined =>
  is === null ? undefined : is ? yes : no;
