import { createRequire } from 'node:module';

/** `ws` as `ocpp-rpc` brings it along: its server and our sockets must be of one and the same library. */
const ws = createRequire(require.resolve('ocpp-rpc'))('ws') as typeof import('ws');

export const { WebSocket, WebSocketServer } = ws;
export type WebSocket = import('ws').WebSocket;
export type WebSocketServer = import('ws').WebSocketServer;
