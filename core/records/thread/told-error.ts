import { accessSync, constants } from 'node:fs';
import { messageOf, SurplugError } from '../../model/error.js';
import { type ErrorText, inEnglish, ToldError, told } from '../../model/error-texts.js';
import type { ErrorMessage } from '../thread-calls.js';

/** An error as it crosses to the host's thread: our code, and what the user can do. */
export function toldError(error: unknown, folder: string): ErrorMessage {
  if (error instanceof ToldError)
    return { code: error.code, message: error.message, told: told(error.text, error.values) };
  if (error instanceof SurplugError) return { code: error.code, message: error.message };
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  const text = typeof errcode === 'number' ? bySqlite(errcode & 0xff) : bySystem(String(code));
  if (typeof errcode === 'number' && text === 'records-disk-fails') {
    const plainly = readOnlyDisk(folder);
    if (plainly) return toldError(plainly, folder);
  }
  if (!text) return { code: 'INVALID_INPUT', message: messageOf(error) };
  const what = told(text, { folder, detail: messageOf(error) });
  return { code: 'STORAGE', message: inEnglish(what), told: what };
}

/** To SQLite a file system that may only be read (a worn memory card is mounted so) fails; the system itself names it. */
function readOnlyDisk(folder: string): unknown {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'EROFS') return error;
  }
  return undefined;
}

/** Primary result codes (sqlite.org/rescode.html). Others are our own mistakes and no matter of the disk. */
function bySqlite(code: number): ErrorText | undefined {
  switch (code) {
    case 5: // BUSY
    case 6: // LOCKED
    case 15: // PROTOCOL
      return 'records-in-use';
    case 3: // PERM
    case 8: // READONLY
    case 14: // CANTOPEN
    case 23: // AUTH
      return 'records-read-only';
    case 13: // FULL
      return 'records-disk-full';
    case 7: // NOMEM
    case 10: // IOERR
      return 'records-disk-fails';
    case 11: // CORRUPT
    case 26: // NOTADB
      return 'records-damaged';
    default:
      return undefined;
  }
}

function bySystem(code: string): ErrorText | undefined {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'records-read-only';
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'records-disk-full';
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
      return 'records-disk-fails';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENAMETOOLONG':
      return 'records-no-folder';
    default:
      return undefined;
  }
}
