import { type ErrorCode, messageOf, SurplugError } from '../../model/error.js';

/** An error as it crosses to the host's thread: our code, and what the user can do. */
export function toldError(error: unknown, folder: string): { readonly code: ErrorCode; readonly message: string } {
  if (error instanceof SurplugError) return { code: error.code, message: error.message };
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  const sentence = typeof errcode === 'number' ? bySqlite(errcode & 0xff) : bySystem(String(code));
  if (!sentence) return { code: 'INVALID_INPUT', message: messageOf(error) };
  return { code: 'STORAGE', message: `${sentence(folder)} (${messageOf(error)})` };
}

type Sentence = (folder: string) => string;

const IN_USE: Sentence = (folder) =>
  `The records in ${folder} are in use by another program. End it, or give this site a storage folder of its own.`;
const NO_RIGHT: Sentence = (folder) =>
  `The records in ${folder} cannot be written. Give the user the hub runs as the right to write there.`;
const FULL: Sentence = (folder) => `The disk that holds ${folder} is full. Free some space.`;
const BROKEN_DISK: Sentence = (folder) =>
  `The disk that holds ${folder} reports errors. Check its free space, the disk or the memory card.`;
const DAMAGED: Sentence = (folder) => `The records in ${folder} are damaged. They are copied aside and rebuilt.`;
const NO_FOLDER: Sentence = (folder) =>
  `The folder ${folder} cannot be made. Check the path of the storage folder in the configuration.`;

/** Primary result codes (sqlite.org/rescode.html). Others are our own mistakes and no matter of the disk. */
function bySqlite(code: number): Sentence | undefined {
  switch (code) {
    case 5: // BUSY
    case 6: // LOCKED
    case 15: // PROTOCOL
      return IN_USE;
    case 3: // PERM
    case 8: // READONLY
    case 14: // CANTOPEN
    case 23: // AUTH
      return NO_RIGHT;
    case 13: // FULL
      return FULL;
    case 7: // NOMEM
    case 10: // IOERR
      return BROKEN_DISK;
    case 11: // CORRUPT
    case 26: // NOTADB
      return DAMAGED;
    default:
      return undefined;
  }
}

function bySystem(code: string): Sentence | undefined {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return NO_RIGHT;
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return FULL;
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
      return BROKEN_DISK;
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENAMETOOLONG':
      return NO_FOLDER;
    default:
      return undefined;
  }
}
