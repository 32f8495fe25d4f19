/** The dialog of a hub, opened from elsewhere in the editor at one of its tabs. */

const ASKED = 'surplugHubTab';

export function openHubDialog(hubId: string, tab: string): void {
  document.body.dataset[ASKED] = tab;
  RED.editor.editConfig('', 'surplug-hub', hubId);
}

/** The tab that was asked for, once. */
export function askedTab(): string | undefined {
  const tab = document.body.dataset[ASKED];
  delete document.body.dataset[ASKED];
  return tab;
}
