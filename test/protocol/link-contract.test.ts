import { LinkHouse } from '../means/link-house.js';
import { MemorySite } from '../means/memory-site.js';
import { siteContract } from '../means/site-contract.js';

siteContract('one in memory, owned', async () => {
  const site = new MemorySite();
  return { site, chargerId: 'garage', end: () => site.close() };
});

siteContract('one attached to over the link', async () => {
  const house = await LinkHouse.open(new MemorySite());
  return { site: await house.attached(), chargerId: 'garage', end: () => house.end() };
});
