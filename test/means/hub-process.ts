import { openSite, type SiteConfig } from '../../core/index.js';

/*
 * A hub in a process of its own, to be killed. The configuration comes as JSON in the first argument; "open" on stdout
 * says that the port is bound; each snapshot of the first charger follows as a line of JSON.
 */
const config = JSON.parse(process.argv[2] ?? '{}') as SiteConfig;
const say = (level: string) => (message: string) => process.stderr.write(`${level} ${message}\n`);
const log = { debug: () => {}, info: say('info'), warn: say('warn'), error: say('error') };

openSite(config, log).then(
  (site) => {
    process.stdout.write('open\n');
    site.on((event) => {
      if (event.event === 'state') process.stdout.write(`${JSON.stringify(event.snapshot.chargers[0] ?? null)}\n`);
    });
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
