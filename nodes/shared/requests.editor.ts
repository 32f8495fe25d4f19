/** What the editor sends to a running hub, and how a refusal is shown. */

/** Where a hub's own routes are, relative to the editor: right under any httpAdminRoot. */
export const hubUrl = (hubId: string): string => `surplug/hubs/${encodeURIComponent(hubId)}`;

export const postJson = (url: string, body: object): JQuery.jqXHR =>
  $.ajax({ url, method: 'POST', contentType: 'application/json', data: JSON.stringify(body) });

/** The hub's own sentence, or what the browser says. */
export const refusalOf = (request: JQuery.jqXHR): string =>
  (request.responseJSON as { message?: string } | undefined)?.message ?? request.statusText;

export const notifyRefusal = (request: JQuery.jqXHR): void =>
  void RED.notify(RED.utils.sanitize(refusalOf(request)), 'error');
