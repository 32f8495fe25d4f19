import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filesBelow, readProject } from './project.js';

/** What a thing is called in a language, and words for it that were once in use beside that one. */
const ONE_WORD: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  de: [
    ['Ladestation', /\bLader\b/],
    ['Hub', /Zentrale\b/],
    ['Limit', /Grenze/],
    ['Boost-Timer', /Boost-Zeit|Zeitplan/],
    ['Registertabelle', /Registerkarte/],
    ['Node', /Knoten/],
    ['Anlage', /dieses Haus|ganzen Haus|an das Haus/],
    ['Netzzugabe', /Netzstrom in ECO/],
    ['du', /\b(Sie|Ihre[mnrs]?)\b(?= (einen|Netz))/],
  ],
  fr: [
    ['hub', /centrale\b/],
    ['badge', /\bcartes? (RFID|connu|inconnu)|de carte\b/],
    ['flux', /\bflows?\b/],
    ['minuterie', /[Pp]rogrammation/],
    ['courant de sécurité', /courants? sûrs?/],
    ['disjoncteur', /fusible/],
    ['installation', /cette maison|toute la maison/],
    ['commande', /\b[Oo]rdres? (à|conservé|sous)|[Ll]es ordres/],
    ['vous', /\b(renseigne|publie-le|donne à|Autorise) /],
  ],
  it: [
    ['hub', /centrale\b/],
    ['timer', /Orari|Programma orario/],
    ['accogliere', /adottat/],
    ['corrente di sicurezza', /corrente sicura/],
    ['interruttore generale', /fusibile/],
    ['impianto', /questa casa|tutta la casa/],
    ['ricarica', /\b(la|una|questa|prossima) carica\b/],
  ],
  es: [
    ['hub', /la central\b/],
    ['flujo', /\bflows?\b/],
    ['temporizador', /Horarios/],
    ['adoptar', /aceptado/],
    ['interruptor general', /fusible/],
    ['instanciar', /desplieg|desplegar/i],
    ['instalación', /esta casa|toda la casa/],
    ['topic', /\btema\b/],
    ['batería de casa', /batería de la casa/i],
  ],
  zh: [
    ['中枢', /集线器|由主机|脱离主机|本系统/],
    ['住宅', /房屋|家庭：/],
    ['总断路器', /保险丝/],
    ['你', /您/],
    ['站点', /全屋/],
    ['MQTT 服务器', /代理/],
    ['太阳能余电', /太阳能富余/],
  ],
};

const TEXTS = [
  ...filesBelow('core/words/catalogues', '.ts'),
  ...filesBelow('nodes', '.json').filter((file) => file.includes('/locales/')),
  ...filesBelow('nodes', '.md'),
  ...filesBelow('homebridge-plugin/form', '.json'),
];

/** A catalogue without the keys of its JSON, which are English. */
const said = (file: string): string => readProject(file).replace(/^ *"(\\.|[^"\\])*":/gm, '');

describe('one word per thing, in each language', () => {
  for (const [language, words] of Object.entries(ONE_WORD)) {
    const files = TEXTS.filter((file) => new RegExp(`/${language}[-.][^/]*$`).test(file));
    it(`${language} is looked through`, () => assert.equal(files.length, 17));
    for (const [right, wrong] of words)
      it(`${language}: ${right}`, () =>
        assert.deepEqual(
          files.filter((file) => wrong.test(said(file))),
          [],
        ));
  }
});
