import type { SiteSnapshot } from '../../core/index.js';

/**
 * What is measured at the grid, while a meter there can be believed. A site goes on showing the last value for a while; an
 * automation must not go by it.
 */
export function atGrid({ meters, gridW, surplusW }: SiteSnapshot): Pick<SiteSnapshot, 'gridW' | 'surplusW'> {
  const atGrid = Object.values(meters).filter(({ role }) => role === 'grid');
  const believed = atGrid.length === 0 || atGrid.some(({ ok }) => ok);
  return believed ? { gridW, surplusW } : { gridW: null, surplusW: null };
}
