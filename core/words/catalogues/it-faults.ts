import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'La protezione differenziale del caricatore è scattata, o manca il collegamento a terra.',
    remedy:
      'Scollega l’auto. Se il guasto resta, fai controllare terra e caricatore da un elettricista; se compare solo con l’auto, fai controllare l’auto.',
  },
  'earth-missing': {
    reason: 'La terra di protezione (PE) non è collegata, o nel caricatore è impostato un altro sistema di terra.',
    remedy:
      'Controlla che sia impostato il sistema della casa (TN, TT o IT). Se lo è, fai controllare il conduttore di terra da un elettricista.',
  },
  leakage: {
    reason: 'Il caricatore ha rilevato una corrente di dispersione.',
    remedy:
      'Scollega l’auto, poi spegni e riaccendi il caricatore dal suo interruttore. Se dopo tre tentativi il guasto c’è ancora, fallo riparare.',
  },
  'earth-leakage': {
    reason: 'Nel conduttore di terra passano almeno 30 mA, oppure è interrotto.',
    remedy:
      'Non caricare. Spegni e riaccendi il caricatore dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, fai controllare impianto e caricatore da un elettricista.',
  },
  'car-leakage': {
    reason: 'C’è una corrente di dispersione nell’auto.',
    remedy:
      'Scollega l’auto; il caricatore si riprende da solo. Fai controllare auto e cavo prima di caricare di nuovo.',
  },
  'over-voltage': {
    reason: 'La tensione è stata troppo alta per 5 secondi (oltre 276 V, o 460 V tra le fasi).',
    remedy:
      'Sotto 254 V (450 V) il caricatore riprende da solo. Se succede spesso, fai controllare la tensione da un elettricista o dal gestore di rete.',
  },
  'under-voltage': {
    reason: 'La tensione è stata troppo bassa per 5 secondi (sotto 154 V, o 340 V tra le fasi).',
    remedy:
      'Sopra 164 V (350 V) il caricatore riprende da solo. Se succede spesso, fai controllare la linea da un elettricista.',
  },
  'over-current': {
    reason: 'L’auto ha prelevato più di 1,1 volte il limite per oltre 5 secondi.',
    remedy:
      'Scollega l’auto e collegala di nuovo. Lascia il limite com’è: se succede subito dopo una riduzione, l’hub lo ricorda e riduce a passi più piccoli. Se il guasto torna a corrente costante, fai controllare l’auto.',
  },
  hot: {
    reason: 'Il caricatore si è scaldato troppo.',
    remedy:
      'Lascialo raffreddare prima di caricare di nuovo. Se succede spesso, imposta un limite più basso e proteggilo dal sole.',
  },
  'relay-hot': {
    reason: 'Il relè del caricatore supera i 125 °C.',
    remedy:
      'Lascialo raffreddare prima di caricare di nuovo. Se succede spesso, imposta un limite più basso e fai controllare il caricatore.',
  },
  'input-hot': {
    reason: 'I morsetti di alimentazione del caricatore superano i 115 °C.',
    remedy:
      'Ferma la carica e lasciali raffreddare. Fai cercare da un elettricista un contatto lento o un cavo invecchiato.',
  },
  'socket-hot': {
    reason: 'La presa del caricatore supera i 115 °C.',
    remedy:
      'Ferma la carica e lasciala raffreddare. Cerca sporco e bruciature su spina e presa, e non usare un cavo danneggiato.',
  },
  fan: {
    reason: 'La ventola del caricatore è bloccata.',
    remedy:
      'Spegni il caricatore dal suo interruttore e libera le aperture d’aria. Se il guasto resta, fallo riparare.',
  },
  lock: {
    reason: 'Il blocco della spina non si è mosso entro 5 secondi.',
    remedy:
      'Spingi la spina fino in fondo, poi avvia e ferma la carica. Se dopo tre tentativi il guasto c’è ancora, fai riparare il caricatore. Non tirare mai la spina con forza.',
  },
  metering: {
    reason: 'Il caricatore non riesce a leggere il suo contatore.',
    remedy:
      'Se al caricatore è collegato un contatore, controllane il cavo. Poi spegni e riaccendi il caricatore dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, fallo riparare.',
  },
  'meter-link': {
    reason: 'Il caricatore non raggiunge il contatore esterno a cui è collegato.',
    remedy: 'Controlla il cavo, e che l’app del caricatore mostri l’indirizzo impostato nel contatore.',
  },
  'can-bus': {
    reason: 'Il caricatore non riceve risposta sul bus CAN.',
    remedy:
      'Controlla cavo e indirizzi, poi spegni e riaccendi il caricatore dal suo interruttore. Se il guasto resta, fallo riparare.',
  },
  'relay-blocked': {
    reason: 'Un relè del caricatore è bloccato.',
    remedy:
      'Scollega l’auto, poi spegni e riaccendi il caricatore dal suo interruttore. Se il guasto resta, lascialo spento e fallo riparare.',
  },
  'charging-circuit': {
    reason: 'Il caricatore non è riuscito a dare corrente, o l’ha persa durante la carica.',
    remedy: 'Avvia di nuovo la carica. Se dopo tre tentativi il guasto c’è ancora, fai riparare il caricatore.',
  },
  pilot: {
    reason: 'Caricatore e auto non si capiscono: il segnale tra loro (CP) è fuori dai limiti.',
    remedy:
      'Scollega l’auto e collegala di nuovo. Se il guasto compare anche con un altro cavo o un’altra auto, fai riparare il caricatore.',
  },
  contact: {
    reason: 'La spina non fa contatto sicuro (PP).',
    remedy: 'Scollega, cerca sporco o danni, e spingi la spina fino in fondo ai due capi.',
  },
  'unplugged-under-load': {
    reason: 'La spina è stata tolta durante la carica.',
    remedy: 'Il caricatore si riprende da solo dopo 10 secondi. Ferma la carica prima di scollegare.',
  },
  'card-reader': {
    reason: 'Il lettore di tessere del caricatore non risponde.',
    remedy:
      'Spegni e riaccendi il caricatore dal suo interruttore; se dopo tre tentativi il guasto c’è ancora, fallo riparare. Intanto avvia la carica dall’hub.',
  },
  'power-cut': {
    reason: 'È mancata la corrente durante la carica.',
    remedy:
      'Il caricatore riprende quando torna la corrente. Se il guasto resta, spegnilo e riaccendilo dal suo interruttore.',
  },
  'wires-swapped': {
    reason: 'Fase (L) e neutro (N) dell’alimentazione sono scambiati.',
    remedy: 'Fai scambiare i due fili da un elettricista.',
  },
  'phase-missing': {
    reason: 'Manca una fase, o il caricatore è impostato su tre fasi con un’alimentazione monofase.',
    remedy:
      'Controlla il tipo impostato nell’app del caricatore, poi gli interruttori. Se entrambi sono giusti, fai misurare le tre fasi da un elettricista.',
  },
  server: {
    reason: 'Il caricatore non è collegato al suo server.',
    remedy: 'Controlla la rete del caricatore e l’indirizzo del server nella sua app.',
  },
  'charger-network': {
    reason: 'I caricatori non si raggiungono per il loro bilanciamento di carico.',
    remedy:
      'Disattiva il loro bilanciamento, perché l’hub divide la corrente tra loro; oppure mettili nella stessa rete.',
  },
  'weak-signal': {
    reason: 'Il segnale radio al caricatore è debole.',
    remedy: 'Avvicina il punto di accesso, o collega il caricatore via cavo.',
  },
  'card-list': {
    reason: 'L’elenco delle tessere nel caricatore non coincide con quello dell’hub.',
    remedy:
      'Finché l’hub è collegato decide lui sulle tessere. Non serve fare nulla, se nessuna tessera viene rifiutata.',
  },
  internal: {
    reason: 'C’è un guasto all’interno del caricatore.',
    remedy: 'Spegni e riaccendi il caricatore dal suo interruttore. Se il guasto resta, chiedi al produttore.',
  },
  reset: {
    reason: 'Il caricatore non è riuscito a riavviarsi.',
    remedy: 'Spegnilo e riaccendilo dal suo interruttore.',
  },
  other: {
    reason: 'Il caricatore segnala un guasto che qui non ha nome.',
    remedy: 'Guarda il suo display e il suo manuale. Se il guasto resta, chiedi al produttore e comunica il codice.',
  },
};
