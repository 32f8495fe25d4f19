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
  const text = typeof errcode === 'number' ? BY_SQLITE[errcode & 0xff] : BY_SYSTEM[String(code)];
  if (typeof errcode === 'number' && (text === 'records-disk-fails' || text === 'records-read-only')) {
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
const BY_SQLITE: Readonly<Record<number, ErrorText>> = {
  3: 'records-read-only', // PERM
  5: 'records-in-use', // BUSY
  6: 'records-in-use', // LOCKED
  7: 'records-disk-fails', // NOMEM
  8: 'records-read-only', // READONLY
  10: 'records-disk-fails', // IOERR
  11: 'records-damaged', // CORRUPT
  13: 'records-disk-full', // FULL
  14: 'records-read-only', // CANTOPEN
  15: 'records-in-use', // PROTOCOL
  23: 'records-read-only', // AUTH
  26: 'records-damaged', // NOTADB
};

/** Of the operating system. */
const BY_SYSTEM: Readonly<Record<string, ErrorText>> = {
  EACCES: 'records-read-only',
  EPERM: 'records-read-only',
  EROFS: 'records-disk-read-only',
  ENOSPC: 'records-disk-full',
  EDQUOT: 'records-disk-full',
  EFBIG: 'records-disk-full',
  EIO: 'records-disk-fails',
  EMFILE: 'records-disk-fails',
  ENFILE: 'records-disk-fails',
  ENOENT: 'records-no-folder',
  ENOTDIR: 'records-no-folder',
  EEXIST: 'records-no-folder',
  EISDIR: 'records-unwritable',
  ENAMETOOLONG: 'records-no-folder',
};
