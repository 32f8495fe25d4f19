/** Firmware and diagnostics over HTTP, as a charger does them: it fetches, it uploads, it reports each step. */

/** Resolves when the hub has heard it, or cannot. */
type Report = (status: string) => Promise<void>;

/** Fetches an image and reports on the way; true when it is installed and the charger must start anew. */
export async function installFirmware(location: string, report: Report): Promise<boolean> {
  await report('Downloading');
  const bytes = await sizeOf(location).catch(() => 0);
  if (bytes === 0) {
    await report('DownloadFailed');
    return false;
  }
  await report('Downloaded');
  await report('Installing');
  await report('Installed');
  return true;
}

/** Uploads a text under its file name and reports on the way. */
export async function upload(location: string, fileName: string, text: string, report: Report): Promise<void> {
  await report('Uploading');
  const target = location.endsWith('/') ? `${location}${fileName}` : location;
  const accepted = await put(target, text).catch(() => false);
  await report(accepted ? 'Uploaded' : 'UploadFailed');
}

async function put(target: string, body: string): Promise<boolean> {
  const headers = { 'content-type': 'text/plain' };
  const answer = await fetch(target, { method: 'PUT', body, headers, signal: AbortSignal.timeout(60_000) });
  await answer.arrayBuffer();
  return answer.ok;
}

/** How many bytes there are to fetch; 0 when the server refuses. */
async function sizeOf(location: string): Promise<number> {
  const answer = await fetch(location, { signal: AbortSignal.timeout(60_000) });
  const image = await answer.arrayBuffer();
  return answer.ok ? image.byteLength : 0;
}
