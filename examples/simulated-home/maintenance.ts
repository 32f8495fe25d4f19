/** Firmware and diagnostics over HTTP, as a charger does them: it fetches, it uploads, it reports each step. */
type Report = (status: string) => void;

/** Fetches an image and reports on the way; resolves true when it was installed and the charger must start anew. */
export async function reportFirmware(location: string, report: Report): Promise<boolean> {
  report('Downloading');
  try {
    const answer = await fetch(location);
    const size = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok || size === 0) throw new Error(`answered ${answer.status}`);
  } catch {
    report('DownloadFailed');
    return false;
  }
  report('Downloaded');
  report('Installing');
  report('Installed');
  return true;
}

/** Uploads a text under its file name and reports on the way. */
export async function reportDiagnostics(
  location: string,
  fileName: string,
  text: string,
  report: Report,
): Promise<void> {
  report('Uploading');
  try {
    const target = location.endsWith('/') ? `${location}${fileName}` : location;
    const answer = await fetch(target, { method: 'PUT', body: text, headers: { 'content-type': 'text/plain' } });
    await answer.arrayBuffer();
    report(answer.ok ? 'Uploaded' : 'UploadFailed');
  } catch {
    report('UploadFailed');
  }
}
