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
  'not-one-of': '{field} è {value}; deve essere uno tra {choice}.',
  'not-a-flag': '{field} è {value}; deve essere true o false.',
  'no-wish': '{name} non è qualcosa che si possa chiedere a una stazione; vedi l’aiuto del nodo di comando.',
  'no-command': '{name} non è un comando di questa versione.',
  'no-card': '{field} è {value}; deve avere da 1 a 20 caratteri.',
  'no-time': '{field} è {value}; deve essere un orario come {example}.',
  'not-to-come': '{field} è {value}; deve essere un momento futuro in ISO 8601, per esempio {example}.',
  'timers-no-list': 'Questi timer non si possono impostare: deve essere un elenco di {shape}.',
  'timers-too-many': 'Questi timer non si possono impostare: sono {count}, una stazione ne ha al massimo {most}.',
  'timers-overlap':
    'Questi timer non si possono impostare: {one} e {other} si sovrappongono; spostane o disattivane uno.',
  'timer-of-no-length': 'Questi timer non si possono impostare: {field} inizia e finisce alle {time}.',
  'no-list-of-steps': '{field} deve essere un elenco di {shape}, al massimo {most}.',
  'no-step': '{field} è {value}; servono start in ISO 8601 e come {key} un numero da {from} a {to}.',
  'card-without-name': 'learn.name deve essere il nome di chi possiede la tessera.',
  'read-already': 'Il valore {role} è già letto da un contatore; togli quel contatore, oppure invia un altro valore.',
  'site-closed': 'Questo impianto è chiuso; aprilo di nuovo.',
  'records-in-use':
    'Le registrazioni in {folder} sono in uso da un altro programma ({detail}). Chiudilo, oppure dai a questo impianto una cartella propria.',
  'records-read-only':
    'Non è possibile scrivere le registrazioni in {folder} ({detail}). Dai all’utente con cui gira l’hub il permesso di scrivere lì.',
  'records-disk-full': 'Il disco che contiene {folder} è pieno ({detail}). Libera un po’ di spazio.',
  'records-disk-fails':
    'Il disco che contiene {folder} segnala errori ({detail}). Controlla lo spazio libero, il disco o la scheda di memoria.',
  'records-damaged': 'Le registrazioni in {folder} sono danneggiate ({detail}). Vengono messe da parte e ricostruite.',
  'records-no-folder':
    'Impossibile creare la cartella {folder} ({detail}). Controlla il percorso della cartella nella configurazione.',
  'records-unwritable': 'Non è possibile scrivere le registrazioni: {detail}.',
  'records-newer':
    'Le registrazioni sono di un Surplug più recente (versione {version} del file, questo conosce la {known}). Aggiorna Surplug, oppure dai a questo impianto un’altra cartella.',
  'records-set-aside':
    'Le registrazioni erano danneggiate. Il file danneggiato resta come {file}; ne sono state recuperate: {charges} ricariche, {faults} guasti, i desideri. Se manca qualcosa, ripristina una copia di sicurezza.',
  'records-set-aside-bare':
    'Le registrazioni erano danneggiate. Il file danneggiato resta come {file}; ne sono state recuperate: {charges} ricariche, {faults} guasti, nessun desiderio. Se manca qualcosa, ripristina una copia di sicurezza.',
  'records-thread-ended': 'Il thread che scrive le registrazioni è terminato ({detail}); riparte da solo.',
  'records-closed': 'Le registrazioni sono chiuse; apri di nuovo l’impianto.',
  'records-in-memory': 'La carica continua; finché non si rimedia, le registrazioni restano solo in memoria.',
  'records-written-again': 'Le registrazioni vengono di nuovo scritte; ciò che era in memoria ora è su disco.',
  'records-left-out': 'Alcune registrazioni non sono scrivibili e vengono tralasciate: {detail}.',
  'node-too-old':
    'Surplug tiene le registrazioni in SQLite, che manca in Node.js {version}. Installa Node.js 22.13 o successivo (consigliato: 24) e riavvia l’hub.',
  'meter-in-trouble': 'Contatore {meter}: {trouble}.',
  'meter-well': 'Il contatore {meter} funziona di nuovo.',
  'meter-plain': 'Contatore {meter}: più nulla di insolito.',
  'charger-waits': 'Una stazione sconosciuta attende di essere accolta: {id} da {address}.',
  'while-closing': 'In chiusura: {detail}.',
  'reservations-again': '{name} accetta di nuovo prenotazioni.',
  'reservation-at-hub': '{name} non tiene da sé la prenotazione ({word}); la fa valere l’hub.',
  'report-not-written': 'Non è stato possibile scrivere il rapporto mensile: {detail}.',
  'reports-again': 'I rapporti mensili vengono di nuovo scritti.',
  'list-new': 'C’è un nuovo elenco: {list}.',
  'list-gone': 'L’elenco è stato tolto: {list}.',
};
