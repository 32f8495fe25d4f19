import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filesBelow, readProject } from './project.js';

/**
 * What a charger may do to a connection and to a message, and the tests that do it on a real socket: by their titles, or
 * by the row of a table that makes one.
 */
const WIRE: Readonly<Record<string, readonly string[]>> = {
  'a URL that cannot be decoded': [
    'answers GET /%ZZ with 400 and closes the socket, because one bad URL must not end the process',
    "'/%', '/%C3%28', '/%E0%A4%A'",
  ],
  'a slash behind the identity': ["['/ocpp/CP1/', 'CP1']", 'finds the charger'],
  'an escaped slash, two slashes, a query, a space, an absolute URL': [
    "['/ocpp/A%2FB', 'A/B']",
    "['//CP1', 'CP1']",
    "['/CP1?x=1', 'CP1']",
    "['/RDAM%20123', 'RDAM 123']",
    "['ws://somewhere:80/ocpp/CP1', 'CP1']",
  ],
  'a path that is no ASCII': ['a name that is no ASCII, as it is', 'and raw UTF-8 in the path'],
  'no subprotocol, another one, another spelling': [
    "['', undefined]",
    "['Sec-WebSocket-Protocol: ocpp1.5\\r\\n', undefined]",
    "['Sec-WebSocket-Protocol: OCPP1.6\\r\\n', 'OCPP1.6']",
    'takes a charger that offers',
  ],
  'a subprotocol twice, or an empty one': [
    "['Sec-WebSocket-Protocol: ocpp1.6\\r\\nSec-WebSocket-Protocol: ocpp1.6\\r\\n', 'ocpp1.6']",
    "['Sec-WebSocket-Protocol:\\r\\n', undefined]",
    "['Sec-WebSocket-Protocol: ,,ocpp1.6;\\r\\n', undefined]",
  ],
  'a page in a browser that calls itself a charger': [
    'a page of the internet is refused, whichever charger it names',
    'a page at home, a simulator, comes in, but takes the place of no charger that is connected',
  ],
  'a password under another name, with colons, none': [
    "[\"another charger's name\", basic('OTHER:geheim:mit:Doppelpunkt')]",
    'lets in who gives identity and password, colons in either and all',
    "['no password', {}]",
  ],
  'a second connection of the same charger': [
    'goes on undisturbed on the newer of two connections, with its state kept',
    'an older one that ends late takes nothing with it (ocpp-rpc #35)',
    'of two under one id, which drive each other out, are told once',
  ],
  'no pong': [
    'keeps a charger that never answers a ping, by its traffic',
    'no longer pings a charger that breaks off at pings',
    'lets a charger go that answered pings and fell silent',
  ],
  'a frame of megabytes': ['closes a connection that sends a frame of 5 MB, and takes one of half a megabyte'],
  TLS: ['086 TLS - Server-side Certificate - Valid Certificate'],
  'a peer that resets, or sends with the handshake': [
    'survives a peer that resets the connection within the handshake',
    'hears a frame that came in one piece with the handshake',
  ],
  'an id that is a number, a type that is text, a NUL behind, nothing at all': [
    "['a numeric message id', '[2,17,\"Heartbeat\",{}]', '17']",
    '[\'a message type as text\', \'["2","t","Heartbeat",{}]\', \'"t"\']',
    '[\'a NUL behind\', \'[2,"z","Heartbeat",{}]\\0\', \'"z"\']',
    'under the id it came with',
    'without a word, because an answer to nobody helps nobody',
  ],
  'a text that is no UTF-8': ['is read, as far as it can be'],
  'a payload that is missing or null': [
    '[\'a missing payload\', \'[2,"m","Heartbeat"]\', \'"m"\']',
    '[\'a null payload\', \'[2,"n","Heartbeat",null]\', \'"n"\']',
  ],
  'PascalCase and keys of its own': ['names in PascalCase, and keys nobody knows'],
  'a model and a tag beyond twenty characters, an empty tag': [
    'a model and a tag that are too long, and a tag that is empty: kept whole',
  ],
  'values as numbers, a register with a fraction': [
    'as numbers, four minutes of them in one message',
    'a register with a fraction, at start and stop',
  ],
  'the unit Hertz, a phase behind the measurand, an unknown status': [
    'Hertz (mobilityhouse #70) and Hz',
    'a phase behind the measurand, Power.Active.Import.L1',
    'a status nobody knows changes nothing of what was known',
  ],
  'a timestamp without a zone, or with a space': [
    'local time without a zone: a start of now',
    'none, with a space for the T, in UTC',
  ],
  'what goes out, held against the schema': [
    'names the field that the schema refuses, and sends nothing',
    'sends no idTag longer than 20 characters',
  ],
  'an answer of nothing is {}': ['is answered with an object, never with null, known or not'],
  'a word said in the first moment': ['hears from the first moment on: a BootNotification sent at once is answered'],
  'one call at a time, silence, a late answer': [
    'go out one at a time and in their order; one that stays silent holds the rest for its time-out and no longer (ocpp-rpc #37)',
    'an answer that comes after the time-out is for nobody, and the next call gets its own',
    'lets no more than twenty calls wait for a silent charger',
  ],
  'a CALLERROR with a code of its own': ["'NoSuchCode'", 'as a refusal'],
  'a call during and after the end of a connection': [
    'tells a connection lost on the way as OFFLINE',
    'leave no rejection to nobody (ocpp-rpc #42)',
  ],
  'a call while it is away': ['are refused at once while it is away, and not sent when it is back (ocpp-rpc #29)'],
  'a close frame after which it never calls again': ['hears no close frame when the hub goes'],
  'a close that is never answered': ['closes within its deadline even when a charger does not answer the closing'],
  'more messages than anybody needs': ['reads a flood more slowly, loses none of it, and keeps nobody else waiting'],
  'one field too many in an answer': [
    'puts nothing into StartTransaction.conf that the schema does not have (ocpp-rpc #82)',
  ],
};

const tests = ['test/protocol'].flatMap((folder) => filesBelow(folder, '.test.ts')).map(readProject);

describe('what is claimed of the wire', () => {
  for (const [row, titles] of Object.entries(WIRE))
    it(`${row}: has its tests`, () =>
      assert.deepEqual(
        titles.filter((title) => !tests.some((source) => source.includes(title))),
        [],
      ));
});
