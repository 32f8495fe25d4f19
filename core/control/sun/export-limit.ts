/** An inverter that may feed in no more than so much: whether the export stands at that limit. */
import type { SiteFacts } from '../../model/site-facts.js';

/** One that is to feed in nothing takes a little from the grid, or swings about nothing. */
const NEAR_W = 60;
const NEAR_SHARE = 0.03;

/** `gridW`: import +, export −; null without a meter. False where no limit is told. */
export const atExportLimit = ({ exportLimitW: limitW }: SiteFacts, gridW: number | null): boolean =>
  limitW !== undefined && gridW !== null && gridW <= NEAR_W + NEAR_SHARE * limitW - limitW;
