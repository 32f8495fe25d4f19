import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'La porta {port} è già usata da un altro programma, forse da Surplug nel tuo altro hub. Scegli un’altra porta per uno dei due ({field}), oppure aggancia questo hub all’altro.',
  'port-needs-rights':
    'Per la porta {port} servono più permessi di quelli che ha questo programma. Scegline una sopra 1023 ({field}).',
  'address-not-here': 'Questo computer non ha l’indirizzo {address}. Lascia vuoto ocpp.bind per ascoltare su tutti.',
  'cannot-listen': 'Impossibile ascoltare sulla porta {port}: {detail}.',
  'file-unreadable': '{field}: {file} non è leggibile; giusto sarebbe un file PEM che questo programma possa leggere.',
  'charger-unknown': 'Qui non c’è nessuna stazione {name}. Ci sono {known}, oppure "all".',
  'no-charger-yet': 'Qui non c’è nessuna stazione {name}. Nessuna è ancora configurata o accolta.',
  'charger-known': '{id} fa già parte dell’impianto.',
  'charger-configured': '{id} è nella configurazione dell’hub; toglila lì.',
  'charger-not-adopted': 'Nessuna stazione accolta ha l’id {id}.',
  'one-at-a-time': 'Questo vale per una stazione alla volta; indica quale.',
  locked: '{name} è bloccata. Prima sbloccala, poi avvia.',
  'start-refused': 'La stazione rifiuta l’avvio ({detail}).',
  'car-charges': 'Un’auto è in carica a {name}: ferma prima la carica, oppure forza.',
  'not-in-range': '{field} è {value}; deve essere un numero da {from} a {to}.',
  'charger-offline': '{charger} non è connessa; {action} non è stato inviato.',
  'charger-silent': '{charger} non ha risposto in tempo a {action}; riprova.',
  'charger-busy': '{charger} deve ancora rispondere ad altre richieste; riprova {action} più tardi.',
  'charger-cannot': '{charger} non sa fare {action}.',
  'charger-refused': '{charger} ha risposto {answer} a {action}.',
};
