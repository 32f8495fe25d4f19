/** Firmware and diagnostics over HTTP, as a charger does them: it fetches, it uploads, it reports each step. */
import { createHash } from 'node:crypto';

/** Resolves when the hub has heard it, or cannot. */
type Report = (status: string) => Promise<void>;

/**
 * Fetches an image and reports on the way; true when it is installed and the charger must start anew. The location is a
 * URL, or `url|user|password|md5` with empty parts left out of account; a wrong sum is an InstallationFailed.
 */
export async function installFirmware(location: string, report: Report): Promise<boolean> {
  const [url = '', user = '', password = '', md5 = ''] = location.split('|');
  await report('Downloading');
  const image = await fetched(url, user, password).catch(() => null);
  if (!image) {
    await report('DownloadFailed');
    return false;
  }
  await report('Downloaded');
  await report('Installing');
  const right = md5 === '' || createHash('md5').update(image).digest('hex') === md5.toLowerCase();
  await report(right ? 'Installed' : 'InstallationFailed');
  return right;
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

/** The image, or null when the server has none for us. */
async function fetched(url: string, user: string, password: string): Promise<Buffer | null> {
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers: Record<string, string> = user === '' ? {} : { authorization: basic };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) });
  const image = Buffer.from(await answer.arrayBuffer());
  return answer.ok && image.length > 0 ? image : null;
}
