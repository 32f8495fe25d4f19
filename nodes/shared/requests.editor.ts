/** What the editor sends to a running hub, and how a refusal is shown. */

/** A node as it runs: what stands in a subflow runs in each of its instances; here in the first. */
function runningId(id: string): string {
  const [instance] = RED.nodes.subflow(String(RED.nodes.node(id)?.['z'] ?? ''))?.instances ?? [];
  return instance ? `${runningId(instance.id)}-${id}` : id;
}

/** Where a hub's own routes are, relative to the editor: right under any httpAdminRoot. */
export const hubUrl = (hubId: string): string => `surplug/hubs/${encodeURIComponent(runningId(hubId))}`;

export const postJson = (url: string, body: object): JQuery.jqXHR =>
  $.ajax({ url, method: 'POST', contentType: 'application/json', data: JSON.stringify(body) });

const wrong = (key: string): string => RED._(`${SURPLUG.module}/surplug-hub:surplug.wrong.${key}`);

/** The hub's own sentence, or what stands between it and the browser. */
export function refusalOf({ responseJSON, status, statusText }: JQuery.jqXHR): string {
  const { message } = (responseJSON ?? {}) as { message?: string };
  if (message) return message;
  if (status === 401 || status === 403) return wrong('not-allowed');
  return status === 0 ? wrong('unreachable') : `${status} ${statusText}`;
}

export const notifyRefusal = (request: JQuery.jqXHR): void =>
  void RED.notify(RED.utils.sanitize(refusalOf(request)), 'error');
