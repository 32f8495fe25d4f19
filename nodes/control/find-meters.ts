import { type FindLine, flagOf, lineNamed, type SiteCommand } from '../../core/index.js';
import { readNumber } from '../shared/read-number.js';
import { isNothing, isWord, type Read, readList, readObject, readText } from './read-value.js';

const KEYS = ['type', 'host', 'port', 'path', 'baudRate', 'parity', 'stopBits', 'unitIds'];

/** A host or a serial port as it is, an object with what is known of the line, or false to call the search off. */
export const readFindMeters: Read<SiteCommand> = (value, field, say) => {
  if (flagOf(value) === false) return { do: 'find-meters', cancel: true };
  if (isWord(value)) return { do: 'find-meters', line: lineNamed(readText(value, field, say)) };
  const given = readObject(value, field, say, KEYS);
  const { unitIds, ...line } = given;
  const type = isNothing(line['type']) ? (isNothing(line['path']) ? 'modbus-tcp' : 'modbus-rtu') : line['type'];
  return {
    do: 'find-meters',
    // The site itself judges the line.
    line: { ...line, type } as FindLine,
    ...(isNothing(unitIds) ? {} : { unitIds: readList(readNumber)(unitIds, `${field}.unitIds`, say) }),
  };
};
