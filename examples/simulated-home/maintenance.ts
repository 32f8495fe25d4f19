/** Firmware and diagnostics over HTTP, as a charger does them: it fetches, it uploads, it reports each step. */
type Report = (status: string) => void;

/** Fetches an image, reports on the way, and asks for the restart when it is installed. */
export function installFirmware(location: string, report: Report, restart: () => void): void {
  report('Downloading');
  sizeOf(location).then(
    (bytes) => {
      if (bytes === 0) return report('DownloadFailed');
      report('Downloaded');
      report('Installing');
      report('Installed');
      restart();
    },
    () => report('DownloadFailed'),
  );
}

/** Uploads a text under its file name and reports on the way. */
export function upload(location: string, fileName: string, text: string, report: Report): void {
  report('Uploading');
  const target = location.endsWith('/') ? `${location}${fileName}` : location;
  fetch(target, { method: 'PUT', body: text, headers: { 'content-type': 'text/plain' } }).then(
    (answer) => report(answer.ok ? 'Uploaded' : 'UploadFailed'),
    () => report('UploadFailed'),
  );
}

/** How many bytes there are to fetch; 0 when the server refuses. */
async function sizeOf(location: string): Promise<number> {
  const answer = await fetch(location, { signal: AbortSignal.timeout(60_000) });
  return answer.ok ? (await answer.arrayBuffer()).byteLength : 0;
}
