import type { SQLOutputValue } from 'node:sqlite';
import { demandInstant } from '../range.js';

/** An ISO instant as it is stored: ms since 1970 UTC. */
export const instant = (iso: string): number => demandInstant(iso, 'instant');

/** A stored instant as it is told: ISO 8601 UTC. */
export const isoOf = (ms: SQLOutputValue | undefined): string => new Date(Number(ms)).toISOString();
