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
};
