import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'Der Fehlerstromschutz der Ladestation hat ausgelöst, oder ihre Erdung fehlt.',
    remedy:
      'Stecke das Auto aus. Bleibt der Fehler, lass Erdung und Ladestation von einer Elektrofachkraft prüfen; kommt er nur mit dem Auto, lass das Auto prüfen.',
  },
  'earth-missing': {
    reason:
      'Der Schutzleiter (PE) ist nicht angeschlossen, oder in der Ladestation ist ein anderes Netzsystem eingestellt.',
    remedy:
      'Prüfe, ob das Netzsystem des Hauses (TN, TT oder IT) eingestellt ist. Wenn ja, lass den Schutzleiter von einer Elektrofachkraft prüfen.',
  },
  leakage: {
    reason: 'Die Ladestation hat einen Fehlerstrom erkannt.',
    remedy:
      'Stecke das Auto aus und schalte die Ladestation an ihrem Schutzschalter aus und ein. Bleibt der Fehler auch nach drei Versuchen, lass sie reparieren.',
  },
  'earth-leakage': {
    reason: 'Über den Schutzleiter fließen mindestens 30 mA, oder er ist unterbrochen.',
    remedy:
      'Nicht laden. Schalte die Ladestation an ihrem Schutzschalter aus und ein; bleibt der Fehler auch nach drei Versuchen, lass Leitung und Ladestation von einer Elektrofachkraft prüfen.',
  },
  'car-leakage': {
    reason: 'Im Auto fließt ein Fehlerstrom.',
    remedy:
      'Stecke das Auto aus; die Ladestation erholt sich von selbst. Lass Auto und Kabel prüfen, bevor du wieder lädst.',
  },
  'over-voltage': {
    reason: 'Die Netzspannung war 5 Sekunden lang zu hoch (über 276 V, zwischen den Phasen 460 V).',
    remedy:
      'Unter 254 V (450 V) geht es von selbst weiter. Kommt es oft vor, lass die Spannung von einer Elektrofachkraft oder dem Netzbetreiber prüfen.',
  },
  'under-voltage': {
    reason: 'Die Netzspannung war 5 Sekunden lang zu niedrig (unter 154 V, zwischen den Phasen 340 V).',
    remedy:
      'Über 164 V (350 V) geht es von selbst weiter. Kommt es oft vor, lass die Zuleitung von einer Elektrofachkraft prüfen.',
  },
  'over-current': {
    reason: 'Das Auto zog über 5 Sekunden lang mehr als das 1,1-Fache des Limits.',
    remedy:
      'Stecke das Auto aus und wieder ein. Lass das Limit, wie es ist: geschieht es gleich nach einer Absenkung, merkt sich das der Hub und senkt künftig in kleineren Schritten. Kommt der Fehler bei gleichbleibendem Strom wieder, lass das Auto prüfen.',
  },
  hot: {
    reason: 'Die Ladestation ist zu heiß geworden.',
    remedy:
      'Lass sie abkühlen, bevor du wieder lädst. Kommt es oft vor, stelle ein kleineres Limit ein und schütze sie vor der Sonne.',
  },
  'relay-hot': {
    reason: 'Das Relais in der Ladestation ist heißer als 125 °C.',
    remedy:
      'Lass es abkühlen, bevor du wieder lädst. Kommt es oft vor, stelle ein kleineres Limit ein und lass die Ladestation prüfen.',
  },
  'input-hot': {
    reason: 'Die Anschlussklemmen der Ladestation sind heißer als 115 °C.',
    remedy:
      'Beende den Ladevorgang und lass sie abkühlen. Lass eine Elektrofachkraft nach einem losen Kontakt oder einer gealterten Leitung suchen.',
  },
  'socket-hot': {
    reason: 'Die Ladesteckdose ist heißer als 115 °C.',
    remedy:
      'Beende den Ladevorgang und lass sie abkühlen. Sieh nach Schmutz und Brandspuren an Stecker und Steckdose und verwende kein beschädigtes Kabel.',
  },
  fan: {
    reason: 'Der Lüfter der Ladestation ist blockiert.',
    remedy:
      'Schalte die Ladestation an ihrem Schutzschalter aus und mache die Lüftungsöffnungen frei. Bleibt der Fehler, lass sie reparieren.',
  },
  lock: {
    reason: 'Die Verriegelung des Steckers hat sich nicht innerhalb von 5 Sekunden bewegt.',
    remedy:
      'Schiebe den Stecker ganz hinein, dann starte und beende den Ladevorgang. Bleibt der Fehler auch nach drei Versuchen, lass die Ladestation reparieren. Ziehe nie mit Gewalt am Stecker.',
  },
  metering: {
    reason: 'Die Ladestation kann ihren Zähler nicht lesen.',
    remedy:
      'Ist ein Zähler an die Ladestation angeschlossen, prüfe sein Kabel. Schalte sie dann an ihrem Schutzschalter aus und ein; bleibt der Fehler auch nach drei Versuchen, lass sie reparieren.',
  },
  'meter-link': {
    reason: 'Die Ladestation erreicht den angeschlossenen externen Zähler nicht.',
    remedy: 'Prüfe das Kabel und ob in der App der Ladestation die Adresse steht, die im Zähler eingestellt ist.',
  },
  'can-bus': {
    reason: 'Die Ladestation bekommt auf ihrem CAN-Bus keine Antwort.',
    remedy:
      'Prüfe Kabel und Adressen und schalte die Ladestation an ihrem Schutzschalter aus und ein. Bleibt der Fehler, lass sie reparieren.',
  },
  'relay-blocked': {
    reason: 'Ein Relais in der Ladestation klemmt.',
    remedy:
      'Stecke das Auto aus und schalte die Ladestation an ihrem Schutzschalter aus und ein. Bleibt der Fehler, lass sie ausgeschaltet und reparieren.',
  },
  'charging-circuit': {
    reason: 'Die Ladestation konnte den Strom nicht einschalten oder verlor ihn während des Ladens.',
    remedy:
      'Starte den Ladevorgang noch einmal. Bleibt der Fehler auch nach drei Versuchen, lass die Ladestation reparieren.',
  },
  pilot: {
    reason: 'Ladestation und Auto verstehen sich nicht: das Signal zwischen ihnen (CP) liegt außerhalb des Bereichs.',
    remedy:
      'Stecke das Auto aus und wieder ein. Kommt der Fehler auch mit einem anderen Kabel oder Auto, lass die Ladestation reparieren.',
  },
  contact: {
    reason: 'Der Stecker hat keinen sicheren Kontakt (PP).',
    remedy: 'Stecke aus, sieh nach Schmutz oder Schäden und schiebe den Stecker an beiden Enden ganz hinein.',
  },
  'unplugged-under-load': {
    reason: 'Der Stecker wurde während des Ladens gezogen.',
    remedy: 'Die Ladestation erholt sich nach 10 Sekunden von selbst. Beende den Ladevorgang, bevor du aussteckst.',
  },
  'card-reader': {
    reason: 'Der Kartenleser der Ladestation antwortet nicht.',
    remedy:
      'Schalte die Ladestation an ihrem Schutzschalter aus und ein; bleibt der Fehler auch nach drei Versuchen, lass sie reparieren. Starte den Ladevorgang solange vom Hub aus.',
  },
  'power-cut': {
    reason: 'Während des Ladens fiel der Strom aus.',
    remedy:
      'Sobald der Strom wieder da ist, geht es weiter. Bleibt der Fehler, schalte die Ladestation an ihrem Schutzschalter aus und ein.',
  },
  'wires-swapped': {
    reason: 'Außenleiter (L) und Neutralleiter (N) der Zuleitung sind vertauscht.',
    remedy: 'Lass die beiden Adern von einer Elektrofachkraft tauschen.',
  },
  'phase-missing': {
    reason:
      'Eine Phase der Zuleitung fehlt, oder die Ladestation ist an einphasigem Anschluss auf drei Phasen eingestellt.',
    remedy:
      'Prüfe den in der App eingestellten Typ und dann die Sicherungen. Stimmt beides, lass die drei Phasen von einer Elektrofachkraft messen.',
  },
  server: {
    reason: 'Die Ladestation ist nicht mit ihrem Server verbunden.',
    remedy: 'Prüfe das Netzwerk der Ladestation und die Serveradresse in ihrer App.',
  },
  'charger-network': {
    reason: 'Die Ladestationen erreichen einander nicht für ihren eigenen Lastausgleich.',
    remedy:
      'Schalte ihren eigenen Lastausgleich aus, denn der Hub teilt den Strom unter ihnen auf; oder bringe sie in dasselbe Netzwerk.',
  },
  'weak-signal': {
    reason: 'Das Funksignal an der Ladestation ist schwach.',
    remedy: 'Stelle den Access Point näher auf oder schließe die Ladestation per Kabel an.',
  },
  'card-list': {
    reason: 'Die Kartenliste in der Ladestation stimmt nicht mit der des Hubs überein.',
    remedy:
      'Solange der Hub verbunden ist, entscheidet er über Karten. Nur wenn eine Karte abgelehnt wird, ist etwas zu tun.',
  },
  internal: {
    reason: 'In der Ladestation liegt ein Fehler vor.',
    remedy: 'Schalte die Ladestation an ihrem Schutzschalter aus und ein. Bleibt der Fehler, frage den Hersteller.',
  },
  disobedient: {
    reason: 'Die Ladestation hält sich nicht an ihr Limit und ließ sich auch nicht stoppen.',
    remedy:
      'Stecke das Auto aus oder schalte die Ladestation an ihrem Schutzschalter aus. Sieh nach, ob eine App, ein Timer oder eine eigene Betriebsart sie ebenfalls steuert; kommt es wieder vor, frage den Hersteller nach neuerer Firmware.',
  },
  reset: {
    reason: 'Die Ladestation konnte nicht neu starten.',
    remedy: 'Schalte sie an ihrem Schutzschalter aus und ein.',
  },
  other: {
    reason: 'Die Ladestation meldet einen Fehler, der hier nicht bekannt ist.',
    remedy: 'Sieh auf ihre Anzeige und in ihre Anleitung. Bleibt der Fehler, frage den Hersteller und nenne den Code.',
  },
};
