import type { Catalogue } from '../catalogue.js';

export const it: Catalogue = {
  sentences: {
    'fast-user-limit': 'Carica a {currentA}: il limite che hai impostato',
    'fast-charger-limit': 'Carica a {currentA}: il massimo per caricatore e cavo',
    'fast-main-fuse': 'Carica a {currentA}: il fusibile generale ({fuseA}) non lascia di più su {phase}',
    'fast-sharing': 'Carica a {currentA}: i caricatori si dividono ciò che lascia il fusibile generale',
    boost: 'Carica a {currentA}: boost attivo',
    'boost-main-fuse': 'Boost a {currentA}: il fusibile generale ({fuseA}) non lascia di più su {phase}',
    timer: 'Carica a {currentA}: timer boost fino alle {end}',
    'ready-by': 'Carica a {currentA}: {energyKWh} richiesti entro {time}',
    'eco-surplus': 'Carica a {currentA}: il sole lascia {surplusW}',
    'eco-minimum': 'Carica a {currentA}, il minimo possibile: il sole lascia {surplusW}',
    'eco-plus-surplus': 'Carica a {currentA}: il sole lascia {surplusW}',
    'eco-plus-holding': 'Resta a {currentA} per un po’: il sole lascia {surplusW} dei {neededW} necessari',
    'eco-plus-allowance':
      'Carica a {currentA}: il sole lascia {surplusW}, la rete può aggiungere {allowanceA} per fase',
    'eco-plus-waiting': 'In attesa di più sole: lascia {surplusW}, ne servono {neededW}',
    'external-limit': 'Carica a {currentA}: limite imposto da {name}',
    'sharing-turn': 'Carica a {currentA}: è il turno di questo caricatore',
    'sharing-waiting': 'In attesa: è il turno di un altro caricatore',
    'phase-balance': 'Carica a {currentA}: le fasi vengono bilanciate (differenza {imbalancePct})',
    'fuse-pause': 'In pausa: il fusibile generale lascia {headroomA}, l’auto ha bisogno di {minA}',
    'pace-raise': 'Carica a {currentA}, in salita verso {targetA}',
    'write-budget':
      'Resta per ora a {currentA} invece di {targetA}: al massimo {writes} regolazioni l’ora, per non usurare il caricatore',
    stopped: 'Fermo finché non avvii di nuovo',
    locked: 'Bloccato: nulla si avvia',
    'locked-next': 'Carica a {currentA}; il blocco vale dalla prossima carica',
    'waiting-for-card': 'In attesa di una tessera',
    'waiting-for-start': 'Collegata, in attesa che il caricatore si avvii',
    'start-remembered': 'Avvio memorizzato: collega l’auto',
    'start-refused': 'Il caricatore rifiuta l’avvio ({detail})',
    reserved: 'Riservato a un’altra tessera, fino a: {until}',
    unplugged: 'Nessuna auto collegata',
    finished: 'Questa carica è terminata: scollega l’auto per la prossima',
    unavailable: 'Il caricatore è fuori servizio',
    faulted: 'Il caricatore segnala un guasto. {errorCode}',
    'never-heard': 'Questo caricatore non ha mai chiamato: inserisci in esso l’indirizzo dell’hub',
    offline: 'Nessun collegamento con il caricatore: {currentA} restano liberi per lui',
    'no-meter-fast': 'Carica a {currentA}: il contatore di rete tace, la casa tiene la sua riserva',
    'no-meter-eco': 'Carica a {currentA}, il minimo possibile: il contatore di rete tace',
    'no-meter-eco-plus': 'In pausa: il contatore di rete tace',
    'no-meter-safe': 'Tenuto ai {currentA} di sicurezza: il contatore di rete tace',
    'clock-unset': 'Tenuto ai {currentA} di sicurezza finché l’hub non conosce l’ora',
    'car-starting': 'Avvio a {currentA}: l’auto ha bisogno di un momento',
    'car-idle': '{currentA} offerti: l’auto non preleva corrente',
    'not-obeying': 'Impostati {currentA}, ma il caricatore preleva {measuredA}',
    'charges-uninvited': 'Carica senza permesso: {measuredA} misurati, viene fermato di nuovo',
    'wake-up': 'Sveglia l’auto con una breve pausa',
  },
  paused: {
    'external-limit': 'In pausa: {name} lascia troppo poca corrente',
    'fast-user-limit': 'In pausa: il limite è sotto la corrente minima per un’auto',
    'car-idle': 'Pronto: l’auto non preleva corrente',
    'no-meter-fast': 'In pausa: il contatore di rete tace, la casa tiene la sua riserva',
    'no-meter-eco': 'In pausa: il contatore di rete tace, la casa tiene la sua riserva',
  },
  nextChange: 'prossima modifica possibile alle {time}',
  states: {
    standby: 'Pronto',
    plugged: 'Collegata',
    starting: 'In avvio',
    charging: 'In carica',
    paused: 'In pausa',
    completed: 'Terminata',
    failure: 'Guasto',
    alarm: 'Allarme',
    'failure+alarm': 'Guasto con allarme',
    offline: 'Non collegato',
    reserved: 'Riservato',
    unavailable: 'Fuori servizio',
  },
  modes: { FAST: 'FAST', ECO: 'ECO', 'ECO+': 'ECO+' },
  sources: {
    'user-limit': 'il tuo limite',
    'charger-limit': 'caricatore e cavo',
    'main-fuse': 'fusibile generale',
    surplus: 'eccedenza solare',
    minimum: 'corrente minima',
    'eco-plus-grid': 'quota di rete ECO+',
    boost: 'boost',
    timer: 'timer boost',
    'ready-by': 'pronta entro',
    sharing: 'ripartizione tra caricatori',
    'phase-balance': 'bilanciamento delle fasi',
    pace: 'salita graduale',
    'external-limit': 'limite esterno',
    stopped: 'fermo',
    locked: 'bloccato',
    'waiting-for-card': 'tessera',
    reservation: 'prenotazione',
    unplugged: 'non collegata',
    unavailable: 'fuori servizio',
    fault: 'guasto',
    'no-meter': 'contatore muto',
    failsafe: 'corrente di sicurezza',
    offline: 'non collegato',
    'car-idle': 'l’auto non preleva corrente',
  },
  events: {
    connected: 'Caricatore connesso',
    disconnected: 'Caricatore disconnesso',
    pending: 'Un nuovo caricatore attende di essere accettato',
    plugged: 'Auto collegata',
    unplugged: 'Auto scollegata',
    'session-started': 'Carica iniziata',
    'session-ended': 'Carica terminata',
    fault: 'Guasto',
    'fault-cleared': 'Guasto risolto',
    card: 'Tessera letta',
    mode: 'Modalità cambiata',
    boost: 'Boost cambiato',
    limit: 'Limite cambiato',
    lock: 'Blocco cambiato',
  },
  meterTroubles: {
    silent: 'Il contatore non risponde',
    unreachable: 'Il contatore non è raggiungibile',
    refused: 'Il contatore rifiuta la richiesta: controlla tipo e indirizzo',
    garbled: 'Le risposte del contatore arrivano rovinate: controlla il cablaggio',
    absurd: 'Il contatore indica valori impossibili',
    frozen: 'I valori del contatore non cambiano più',
    sign: 'Il contatore conta al contrario: gira la pinza o imposta “inverti”',
    'phase-order': 'Le fasi di contatore e caricatore sono in ordine diverso',
  },
  ownCode: ' Il caricatore dice: {code}.',
  faults: {
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
  },
};
