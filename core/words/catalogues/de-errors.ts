import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'Port {port} benutzt schon ein anderes Programm, vielleicht Surplug in deinem anderen Hub. Lege einen der beiden auf einen anderen Port ({field}) oder verbinde diesen Hub mit dem anderen.',
  'port-needs-rights': 'Für Port {port} fehlen diesem Programm die Rechte. Wähle einen Port über 1023 ({field}).',
  'address-not-here': 'Dieser Rechner hat keine Adresse {address}. Bleibt ocpp.bind leer, gelten alle.',
  'cannot-listen': 'An Port {port} ist kein Empfang möglich: {detail}.',
  'file-unreadable': '{field}: {file} ist nicht lesbar; richtig wäre eine PEM-Datei, die dieses Programm lesen darf.',
  'charger-unknown': 'Eine Ladestation {name} gibt es hier nicht. Es gibt {known}, oder "all".',
  'no-charger-yet': 'Eine Ladestation {name} gibt es hier nicht. Noch ist keine eingerichtet oder aufgenommen.',
  'charger-known': '{id} gehört schon dazu.',
  'charger-configured': '{id} steht in der Konfiguration des Hubs; nimm sie dort heraus.',
  'charger-not-adopted': 'Keine aufgenommene Ladestation hat die Kennung {id}.',
  'one-at-a-time': 'Das geht nur für eine Ladestation auf einmal; sag, für welche.',
  locked: '{name} ist gesperrt. Entsperre sie zuerst, dann starte.',
  'start-refused': 'Die Ladestation verweigert den Start ({detail}).',
  'car-charges': 'An {name} lädt ein Auto: beende zuerst das Laden, oder erzwinge es.',
  'not-in-range': '{field} ist {value}; richtig wäre eine Zahl von {from} bis {to}.',
  'charger-offline': '{charger} ist nicht verbunden; {action} wurde nicht gesendet.',
  'charger-silent': '{charger} hat auf {action} nicht rechtzeitig geantwortet; versuche es noch einmal.',
  'charger-busy': '{charger} hat noch andere Anfragen zu beantworten; versuche {action} später noch einmal.',
  'charger-cannot': '{charger} beherrscht {action} nicht.',
  'charger-refused': '{charger} hat auf {action} mit {answer} geantwortet.',
  'not-one-of': '{field} ist {value}; richtig wäre eines von {choice}.',
  'not-a-flag': '{field} ist {value}; richtig wäre true oder false.',
  'no-wish':
    '{name} kann man sich von einer Ladestation nicht wünschen; die Hilfe des Steuer-Nodes zählt auf, was geht.',
  'no-command': '{name} ist kein Befehl dieser Version.',
  'no-card': '{field} ist {value}; richtig wären 1 bis 20 Zeichen.',
  'no-time': '{field} ist {value}; richtig wäre eine Zeit wie {example}.',
  'not-to-come': '{field} ist {value}; richtig wäre eine künftige Zeit nach ISO 8601, z. B. {example}.',
  'timers-no-list': 'Diese Timer gehen so nicht: richtig wäre eine Liste von {shape}.',
  'timers-too-many': 'Diese Timer gehen so nicht: es sind {count}, eine Ladestation hat höchstens {most}.',
  'timers-overlap':
    'Diese Timer gehen so nicht: {one} und {other} überschneiden sich; verschiebe einen davon oder schalte ihn ab.',
  'timer-of-no-length': 'Diese Timer gehen so nicht: {field} beginnt und endet um {time}.',
  'no-list-of-steps': '{field} muss eine Liste von {shape} sein, mit höchstens {most} Einträgen.',
  'no-step': '{field} ist {value}; richtig wären start nach ISO 8601 und als {key} eine Zahl von {from} bis {to}.',
  'card-without-name': 'learn.name muss der Name dessen sein, dem die Karte gehört.',
  'read-already':
    'Der Wert {role} wird schon von einem Zähler gelesen; nimm diesen Zähler heraus oder gib einen anderen Wert.',
  'site-closed': 'Diese Anlage ist geschlossen; öffne sie neu.',
  'records-in-use':
    'Die Aufzeichnungen in {folder} benutzt gerade ein anderes Programm ({detail}). Beende es, oder gib dieser Anlage einen eigenen Ordner.',
  'records-read-only':
    'Die Aufzeichnungen in {folder} lassen sich nicht schreiben ({detail}). Gib dem Benutzer, unter dem der Hub läuft, dort Schreibrechte.',
  'records-disk-full': 'Der Datenträger mit {folder} ist voll ({detail}). Schaffe dort Platz.',
  'records-disk-fails':
    'Der Datenträger mit {folder} meldet Fehler ({detail}). Prüfe den freien Platz und den Datenträger oder die Speicherkarte.',
  'records-damaged':
    'Die Aufzeichnungen in {folder} sind beschädigt ({detail}). Sie werden beiseitegelegt und neu aufgebaut.',
  'records-no-folder':
    'Der Ordner {folder} lässt sich nicht anlegen ({detail}). Prüfe den Pfad des Ordners in der Konfiguration.',
  'records-unwritable': 'Die Aufzeichnungen lassen sich nicht schreiben: {detail}.',
  'records-newer':
    'Die Aufzeichnungen stammen von einem neueren Surplug (Version {version} der Datei, dieses kennt {known}). Aktualisiere Surplug, oder gib dieser Anlage einen anderen Ordner.',
  'records-set-aside':
    'Die Aufzeichnungen waren beschädigt. Die beschädigte Datei bleibt als {file} erhalten; daraus übernommen: {charges} Ladevorgänge, {faults} Störungen, die Wünsche. Fehlt etwas, spiele eine Sicherung ein.',
  'records-set-aside-bare':
    'Die Aufzeichnungen waren beschädigt. Die beschädigte Datei bleibt als {file} erhalten; daraus übernommen: {charges} Ladevorgänge, {faults} Störungen, keine Wünsche. Fehlt etwas, spiele eine Sicherung ein.',
  'records-thread-ended':
    'Der Thread, der die Aufzeichnungen schreibt, ist beendet ({detail}); er startet von selbst wieder.',
  'records-closed': 'Die Aufzeichnungen sind geschlossen; öffne die Anlage neu.',
  'records-in-memory': 'Das Laden geht weiter; bis das behoben ist, bleiben die Aufzeichnungen nur im Arbeitsspeicher.',
  'records-written-again':
    'Die Aufzeichnungen werden wieder geschrieben; was im Arbeitsspeicher war, ist jetzt gesichert.',
  'records-left-out': 'Einige Aufzeichnungen ließen sich nicht schreiben und fehlen: {detail}.',
  'node-too-old':
    'Surplug führt seine Aufzeichnungen in SQLite, und das fehlt in Node.js {version}. Installiere Node.js 22.13 oder neuer (empfohlen: 24) und starte den Hub neu.',
  'meter-in-trouble': 'Zähler {meter}: {trouble}.',
  'meter-well': 'Der Zähler {meter} funktioniert wieder.',
  'meter-plain': 'Am Zähler {meter} fällt nichts mehr auf.',
  'charger-waits': 'Eine unbekannte Ladestation wartet darauf, aufgenommen zu werden: {id} von {address}.',
  'while-closing': 'Beim Schließen: {detail}.',
  'reservations-again': '{name} nimmt wieder Reservierungen an.',
  'reservation-at-hub': '{name} führt die Reservierung nicht selbst ({word}); der Hub sorgt dafür.',
  'report-not-written': 'Der Monatsbericht ließ sich nicht schreiben: {detail}.',
  'reports-again': 'Die Monatsberichte werden wieder geschrieben.',
  'list-new': 'Es gibt eine neue Liste: {list}.',
  'list-gone': 'Die Liste wurde weggenommen: {list}.',
};
