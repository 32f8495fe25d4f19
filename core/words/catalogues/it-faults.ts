import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'La protezione differenziale della stazione è scattata, o manca il collegamento a terra.',
    remedy:
      'Scollega l’auto. Se il guasto resta, fai controllare terra e stazione da un elettricista; se compare solo con l’auto, fai controllare l’auto.',
  },
  'earth-missing': {
    reason:
      'La terra di protezione (PE) non è collegata, o nella stazione è impostato un altro sistema di messa a terra.',
    remedy:
      'Controlla che sia impostato il sistema di messa a terra della casa (TN, TT o IT). Se lo è, fai controllare il conduttore di terra da un elettricista.',
  },
  leakage: {
    reason: 'La stazione ha rilevato una corrente di dispersione.',
    remedy:
      'Scollega l’auto, poi spegni e riaccendi la stazione dal suo interruttore. Se dopo tre tentativi il guasto c’è ancora, falla riparare.',
  },
  'earth-leakage': {
    reason: 'Nel conduttore di terra passano almeno 30 mA, oppure è interrotto.',
    remedy:
      'Non caricare. Spegni e riaccendi la stazione dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, fai controllare impianto e stazione da un elettricista.',
  },
  'car-leakage': {
    reason: 'C’è una corrente di dispersione nell’auto.',
    remedy: 'Scollega l’auto; la stazione si ripristina da sola. Fai controllare auto e cavo prima di ricaricare.',
  },
  'over-voltage': {
    reason: 'La tensione di rete è stata troppo alta per 5 secondi (oltre 276 V, o 460 V tra le fasi).',
    remedy:
      'Sotto 254 V (450 V) la stazione riprende da sola. Se succede spesso, fai controllare la tensione da un elettricista o dal gestore di rete.',
  },
  'under-voltage': {
    reason: 'La tensione di rete è stata troppo bassa per 5 secondi (sotto 154 V, o 340 V tra le fasi).',
    remedy:
      'Sopra 164 V (350 V) la stazione riprende da sola. Se succede spesso, fai controllare la linea da un elettricista.',
  },
  'over-current': {
    reason: 'L’auto ha prelevato più di 1,1 volte il limite per oltre 5 secondi.',
    remedy:
      'Scollega l’auto e collegala di nuovo. Lascia il limite com’è: se succede subito dopo una riduzione, l’hub lo ricorda e riduce a passi più piccoli. Se il guasto si ripresenta a corrente costante, fai controllare l’auto.',
  },
  hot: {
    reason: 'La stazione si è scaldata troppo.',
    remedy:
      'Lasciala raffreddare prima di ricaricare. Se succede spesso, imposta un limite più basso e proteggila dal sole.',
  },
  'relay-hot': {
    reason: 'Il relè della stazione supera i 125 °C.',
    remedy:
      'Lascialo raffreddare prima di ricaricare. Se succede spesso, imposta un limite più basso e fai controllare la stazione.',
  },
  'input-hot': {
    reason: 'I morsetti di alimentazione della stazione superano i 115 °C.',
    remedy:
      'Ferma la ricarica e lasciali raffreddare. Fai cercare da un elettricista un contatto allentato o un cavo invecchiato.',
  },
  'socket-hot': {
    reason: 'La presa della stazione supera i 115 °C.',
    remedy:
      'Ferma la ricarica e lasciala raffreddare. Cerca sporco e bruciature su spina e presa, e non usare un cavo danneggiato.',
  },
  fan: {
    reason: 'La ventola della stazione è bloccata.',
    remedy: 'Spegni la stazione dal suo interruttore e libera le prese d’aria. Se il guasto resta, falla riparare.',
  },
  lock: {
    reason: 'Il blocco della spina non si è mosso entro 5 secondi.',
    remedy:
      'Spingi la spina fino in fondo, poi avvia e ferma la ricarica. Se dopo tre tentativi il guasto c’è ancora, fai riparare la stazione. Non tirare mai la spina con forza.',
  },
  metering: {
    reason: 'La stazione non riesce a leggere il suo contatore.',
    remedy:
      'Se alla stazione è collegato un contatore, controllane il cavo. Poi spegni e riaccendi la stazione dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, falla riparare.',
  },
  'meter-link': {
    reason: 'La stazione non raggiunge il contatore esterno a cui è collegata.',
    remedy: 'Controlla il cavo, e che l’app della stazione mostri l’indirizzo impostato nel contatore.',
  },
  'can-bus': {
    reason: 'La stazione non riceve risposta sul suo bus CAN.',
    remedy:
      'Controlla cavo e indirizzi, poi spegni e riaccendi la stazione dal suo interruttore. Se il guasto resta, falla riparare.',
  },
  'relay-blocked': {
    reason: 'Un relè della stazione è bloccato.',
    remedy:
      'Scollega l’auto, poi spegni e riaccendi la stazione dal suo interruttore. Se il guasto resta, lasciala spenta e falla riparare.',
  },
  'charging-circuit': {
    reason: 'La stazione non è riuscita a erogare corrente, o l’ha persa durante la ricarica.',
    remedy: 'Avvia di nuovo la ricarica. Se dopo tre tentativi il guasto c’è ancora, fai riparare la stazione.',
  },
  pilot: {
    reason: 'Stazione e auto non si capiscono: il segnale tra loro (CP) è fuori dai limiti.',
    remedy:
      'Scollega l’auto e collegala di nuovo. Se il guasto compare anche con un altro cavo o un’altra auto, fai riparare la stazione.',
  },
  contact: {
    reason: 'La spina non fa un contatto sicuro (PP).',
    remedy: 'Scollega, cerca sporco o danni, e spingi la spina fino in fondo ad entrambe le estremità.',
  },
  'unplugged-under-load': {
    reason: 'La spina è stata estratta durante la ricarica.',
    remedy: 'La stazione si ripristina da sola dopo 10 secondi. Ferma la ricarica prima di scollegare.',
  },
  'card-reader': {
    reason: 'Il lettore di tessere della stazione non risponde.',
    remedy:
      'Spegni e riaccendi la stazione dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, falla riparare. Intanto avvia la ricarica dall’hub.',
  },
  'power-cut': {
    reason: 'È mancata la corrente durante la ricarica.',
    remedy:
      'La stazione riprende quando torna la corrente. Se il guasto resta, spegnila e riaccendila dal suo interruttore.',
  },
  'wires-swapped': {
    reason: 'Fase (L) e neutro (N) dell’alimentazione sono scambiati.',
    remedy: 'Fai scambiare i due fili da un elettricista.',
  },
  'phase-missing': {
    reason: 'Manca una fase, o la stazione è impostata su tre fasi con un’alimentazione monofase.',
    remedy:
      'Controlla il tipo impostato nell’app della stazione, poi gli interruttori. Se entrambi sono giusti, fai misurare le tre fasi da un elettricista.',
  },
  server: {
    reason: 'La stazione non è connessa al suo server.',
    remedy: 'Controlla la rete della stazione e l’indirizzo del server nella sua app.',
  },
  'charger-network': {
    reason: 'Le stazioni non si raggiungono tra loro per il proprio bilanciamento del carico.',
    remedy:
      'Disattiva il loro bilanciamento, perché l’hub divide la corrente tra loro; oppure mettile nella stessa rete.',
  },
  'weak-signal': {
    reason: 'Il segnale wireless alla stazione è debole.',
    remedy: 'Avvicina il punto di accesso, o collega la stazione via cavo.',
  },
  'card-list': {
    reason: 'L’elenco delle tessere nella stazione non coincide con quello dell’hub.',
    remedy:
      'Finché l’hub è connesso decide lui sulle tessere. Non serve fare nulla, se nessuna tessera viene rifiutata.',
  },
  internal: {
    reason: 'C’è un guasto all’interno della stazione.',
    remedy: 'Spegni e riaccendi la stazione dal suo interruttore. Se il guasto resta, rivolgiti al produttore.',
  },
  disobedient: {
    reason: 'La stazione non rispetta il suo limite e non è stato possibile fermarla.',
    remedy:
      'Scollega l’auto, o spegni la stazione dal suo interruttore. Controlla che non la comandi anche un’app, un timer o una sua modalità; se succede di nuovo, chiedi al produttore un firmware più recente.',
  },
  reset: {
    reason: 'La stazione non è riuscita a riavviarsi.',
    remedy: 'Spegnila e riaccendila dal suo interruttore.',
  },
  other: {
    reason: 'La stazione segnala un guasto che qui non è noto.',
    remedy:
      'Guarda il suo display e il suo manuale. Se il guasto resta, rivolgiti al produttore e comunicagli il codice.',
  },
};
