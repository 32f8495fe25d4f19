/*
 * Node 22 warns that SQLite is experimental, at every start. That one warning stays out of the user's log; every other
 * one goes on to Node's own printing. Only in this thread: the host's warnings are the host's.
 * Imported first, for its effect, before anything loads `node:sqlite`.
 */
const printers = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite')) return;
  for (const print of printers) print(warning);
});
