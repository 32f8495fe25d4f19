import standardValidators from 'ocpp-rpc/lib/standard-validators';

/** What OCPP 1.6's own schema finds wrong with a message ("Heartbeat.req"); undefined when nothing. */
export function schemaComplaint(message: string, payload: unknown): string | undefined {
  const validator = standardValidators.find((each) => each.subprotocol === 'ocpp1.6');
  try {
    validator?.validate(`urn:${message}`, payload);
    return undefined;
  } catch (error) {
    return `${message}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
