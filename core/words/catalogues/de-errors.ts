import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'Port {port} benutzt schon ein anderes Programm, vielleicht Surplug in deinem anderen Hub. Lege einen der beiden auf einen anderen Port ({field}) oder verbinde diesen Hub mit dem anderen.',
  'port-needs-rights': 'Für Port {port} fehlen diesem Programm die Rechte. Wähle einen Port über 1023 ({field}).',
  'address-not-here': 'Dieser Rechner hat keine Adresse {address}. Lass ocpp.bind leer, um auf allen zu lauschen.',
  'cannot-listen': 'Auf Port {port} lässt sich nicht lauschen: {detail}.',
  'file-unreadable': '{field}: {file} ist nicht lesbar; richtig wäre eine PEM-Datei, die dieses Programm lesen darf.',
  'key-of-another':
    '{field}: {file} ist nicht der Schlüssel zu {certificate}; gib die beiden Dateien an, die zusammen erzeugt wurden.',
  'charger-unknown': 'Eine Ladestation {name} gibt es hier nicht. Es gibt {known}, oder "all".',
  'no-charger-yet': 'Eine Ladestation {name} gibt es hier nicht. Noch ist keine eingerichtet oder aufgenommen.',
  'charger-known': '{id} gehört schon zur Anlage.',
  'charger-configured': '{id} steht in der Konfiguration des Hubs; nimm sie dort heraus.',
  'charger-not-adopted': 'Keine aufgenommene Ladestation hat die Kennung {id}.',
  'one-at-a-time': 'Das geht nur für eine Ladestation auf einmal; gib an, für welche.',
  locked: '{name} ist gesperrt. Entsperre sie zuerst, dann starte.',
  'start-refused': 'Die Ladestation verweigert den Start ({detail}).',
  'car-charges': 'An {name} lädt ein Auto: beende zuerst den Ladevorgang, oder erzwinge es.',
  'not-in-range': '{field} ist {value}; richtig wäre eine Zahl von {from} bis {to}.',
  'charger-offline': '{charger} ist nicht verbunden; {action} wurde nicht gesendet.',
  'charger-silent': '{charger} hat auf {action} nicht rechtzeitig geantwortet; versuche es noch einmal.',
  'charger-busy': '{charger} hat noch andere Anfragen zu beantworten; versuche {action} später noch einmal.',
  'charger-cannot': '{charger} beherrscht {action} nicht.',
  'setting-unknown': '{charger} hat keine Einstellung {key}.',
  'setting-fixed': '{key} von {charger} lässt sich lesen, aber nicht ändern.',
  'setting-refused': '{charger} nimmt diesen Wert für {key} nicht an.',
  'charger-refused': '{charger} hat auf {action} mit {answer} geantwortet.',
  'not-one-of': '{field} ist {value}; richtig wäre eines von {choice}.',
  'not-a-flag': '{field} ist {value}; richtig wäre true oder false.',
  'no-object': '{field} ist {value}; richtig wäre ein Objekt wie {example}.',
  'no-wish':
    '{name} lässt sich von einer Ladestation nicht verlangen; was geht, steht in der Hilfe des Nodes „Laden steuern“.',
  'no-command': '{name} ist kein Befehl, den diese Version kennt.',
  'no-card': '{field} ist {value}; richtig wären 1 bis 20 Zeichen.',
  'no-time': '{field} ist {value}; richtig wäre eine Zeit wie {example}.',
  'not-to-come': '{field} ist {value}; richtig wäre ein Zeitpunkt in der Zukunft nach ISO 8601, z. B. {example}.',
  'timers-no-list': 'Diese Timer lassen sich nicht setzen: es muss eine Liste von {shape} sein.',
  'timers-too-many': 'Diese Timer lassen sich nicht setzen: es sind {count}, eine Ladestation hat höchstens {most}.',
  'timers-overlap':
    'Diese Timer lassen sich nicht setzen: {one} und {other} überschneiden sich; verschiebe einen davon oder schalte ihn ab.',
  'timer-of-no-length': 'Diese Timer lassen sich nicht setzen: {field} beginnt und endet um {time}.',
  'no-list-of-steps': '{field} muss eine Liste von {shape} sein, mit höchstens {most} Einträgen.',
  'no-step': '{field} ist {value}; richtig wären start nach ISO 8601 und als {key} eine Zahl von {from} bis {to}.',
  'card-unknown': 'In der Liste steht keine Karte {value}.',
  'card-without-name': 'learn.name muss der Name dessen sein, dem die Karte gehört.',
  'read-already':
    'Der Wert {role} wird schon von einem Zähler gelesen; nimm diesen Zähler heraus oder gib einen anderen Wert.',
  'told-already':
    'Den Wert {role} gibt schon ein anderer Flow, als Zähler "{id}"; nur einer von beiden darf ihn geben.',
  'no-such-meter': 'Für den Wert {role} gibt es keinen Zähler "{id}"; gib den an, den es gibt, oder keinen.',
  'map-unknown': 'Zähler {meter}: Eine Registertabelle "{name}" gibt es nicht. Bekannt: {choice}.',
  'map-without-role': 'Zähler {meter}: Die Registertabelle {name} hat keine Werte für {role}; sie ist für {roles}.',
  'map-without-power':
    'Zähler {meter}: Die eigene Registertabelle enthält keine Leistung: ergänze powerW, phase1W (samt den anderen Phasen), part1W, importW und exportW, oder import1W und export1W (samt den anderen Phasen).',
  'line-set-twice': 'Zwei Zähler an {where} sind verschieden eingestellt: {one} und {other}. Stelle beide gleich ein.',
  'preset-unknown': 'Zähler {meter}: Ein MQTT-Produkt "{name}" gibt es nicht. Bekannt: {choice}.',
  'preset-without-topic': 'Zähler {meter}: Das MQTT-Produkt {name} braucht ein Topic, z. B. "{example}".',
  'mqtt-without-points':
    'Zähler {meter}: Ein MQTT-Zähler braucht ein Produkt mit seinem Topic, oder Werte wie {example}.',
  'broker-no-url': 'Zähler {meter}: Der MQTT-Zähler braucht eine Adresse wie "{example}".',
  'chargers-cannot-tell':
    'Die Ladestationen liefern keinen Wert {role}; sie können nur für Netz oder Last einspringen.',
  'derived-needs': 'Der Wert {role} lässt sich nicht berechnen: füge einen Zähler für {needed} hinzu.',
  'derived-never': 'Der Wert {role} lässt sich nicht berechnen: das geht nur für Netz, Haus, Solar und Batterie.',
  'value-impossible': 'Der Wert wurde abgelehnt: {detail} kommt in keinem Haus vor.',
  'value-without-power': '{names}: daraus allein ergibt sich keine Leistung; gib auch powerW, phaseW oder currentA.',
  'values-not-per-phase':
    '{field} hat die Länge {count}; richtig wäre {phases}, ein Eintrag je Phase des Netzanschlusses, L1 zuerst.',
  'no-meter-value':
    '{value} ist kein Zählerwert; sende eine Zahl (W, Bezug positiv) oder ein Objekt mit mindestens einem von {choice}.',
  'link-no-address': 'Die Adresse der Anlage ist keine WebSocket-Adresse; richtig wäre etwa {example}.',
  'link-no-token': 'Um dich an eine Anlage anzuhängen, gib ihren Schlüssel (Token) ein.',
  'link-not-yet': 'Der Hub, dem die Anlage gehört, hat noch nicht geantwortet.',
  'link-gone': 'Die Anlage unter {address} ist nicht mehr erreichbar.',
  'link-token-wrong':
    'Die Anlage unter {address} nimmt diesen Schlüssel (Token) nicht an; gib den ein, der dort gesetzt ist.',
  'link-not-from-here':
    'Die Anlage unter {address} lässt von hier keinen Hub zu; setze dort einen Schlüssel (Token), denn er kann verloren sein, und erlaube andere Rechner, falls dies einer ist.',
  'link-other-version':
    'Die Anlage unter {address} spricht eine andere Version der Verbindung; aktualisiere das ältere Surplug.',
  'link-no-site': 'Unter {address} gibt es keine Anlage; prüfe die Adresse.',
  'link-busy': 'Die Anlage unter {address} ist zu beschäftigt, um diesen Hub anzunehmen.',
  'link-silent': 'Die Anlage unter {address} antwortet nicht; sieh nach, ob der Hub läuft, dem sie gehört.',
  'link-timeout':
    'Der Hub, dem die Anlage gehört, hat nicht rechtzeitig geantwortet; sieh nach dem Stand und versuche es noch einmal.',
  'link-older': 'Der Hub, dem die Anlage gehört, hat ein älteres Surplug; aktualisiere es.',
  'link-no-answer': 'Der Hub, dem die Anlage gehört, hat nichts geantwortet; aktualisiere das ältere Surplug.',
  'link-lost':
    'Die Verbindung zum Hub, dem die Anlage gehört, ging vor der Antwort verloren; sieh nach dem Stand, sobald er zurück ist.',
  'link-closed': 'Diese Anlage ist geschlossen; hänge dich neu an sie an.',
  'link-plain-only': 'An eine Anlage lassen sich nur einfache Werte senden: {detail}.',
  'link-tries-on': '{trouble} Der Versuch wird wiederholt, bis sie antwortet.',
  'link-attached': 'An die Anlage unter {address} angehängt.',
  'link-failed': 'Die Anlage konnte das nicht ausführen; warum, steht im Protokoll des Hubs, dem sie gehört.',
  'link-too-long': 'Die Antwort ist zu lang für die Verbindung; frage nach einem kürzeren Zeitraum.',
  'link-no-file': 'Nur der Hub, dem die Anlage gehört, kann eine Datei nennen; gib die URL der Firmware an.',
  'export-too-large': 'Das ist zu viel für eine Datei; frage nach einem kürzeren Zeitraum.',
  'link-too-many': 'Zu viele Anfragen auf einmal; sende weniger, und langsamer.',
  'site-closed': 'Diese Anlage ist geschlossen; öffne sie neu.',
  'records-in-use':
    'Die Aufzeichnungen in {folder} benutzt gerade ein anderes Programm ({detail}). Beende es, oder gib dieser Anlage einen eigenen Ordner.',
  'records-read-only':
    'Die Aufzeichnungen in {folder} lassen sich nicht schreiben ({detail}). Gib dem Benutzer, unter dem der Hub läuft, dort Schreibrechte.',
  'records-disk-read-only':
    'Der Datenträger mit {folder} lässt sich nur noch lesen ({detail}). So wird eine verschlissene Speicherkarte: prüfe sie, oder ersetze sie.',
  'records-disk-full': 'Der Datenträger mit {folder} ist voll ({detail}). Schaffe dort Platz.',
  'records-disk-fails':
    'Der Datenträger mit {folder} meldet Fehler ({detail}). Prüfe den freien Platz und den Datenträger oder die Speicherkarte.',
  'records-damaged':
    'Die Aufzeichnungen in {folder} sind beschädigt ({detail}). Sie werden beiseitegelegt und neu aufgebaut.',
  'records-no-folder':
    'Der Ordner {folder} lässt sich nicht anlegen ({detail}). Prüfe den Pfad des Ordners in der Konfiguration.',
  'records-gone':
    'Die Datei {file} wurde im laufenden Betrieb entfernt; sie wird aus dem, was noch offen war, neu geschrieben.',
  'records-unwritable': 'Die Aufzeichnungen lassen sich nicht schreiben: {detail}.',
  'records-newer':
    'Die Aufzeichnungen stammen von einem neueren Surplug (Version {version} der Datei, dieses kennt {known}). Aktualisiere Surplug, oder gib dieser Anlage einen anderen Ordner.',
  'records-set-aside':
    'Die Aufzeichnungen waren beschädigt. Die beschädigte Datei bleibt als {file} erhalten; daraus übernommen: Ladevorgänge ({charges}), Störungen ({faults}) und was Nutzer eingestellt hatten. Fehlt etwas, spiele eine Sicherung ein.',
  'records-set-aside-bare':
    'Die Aufzeichnungen waren beschädigt. Die beschädigte Datei bleibt als {file} erhalten; daraus übernommen: Ladevorgänge ({charges}) und Störungen ({faults}), nicht aber, was Nutzer eingestellt hatten. Fehlt etwas, spiele eine Sicherung ein.',
  'records-no-answer':
    'Der Datenträger mit {folder} antwortet seit {seconds} s nicht. Ist es ein Netzlaufwerk, sieh nach, ob es erreichbar ist.',
  'records-thread-ended':
    'Der Thread, der die Aufzeichnungen schreibt, ist beendet ({detail}); er startet von selbst wieder.',
  'records-closed': 'Die Aufzeichnungen sind geschlossen; öffne die Anlage neu.',
  'records-in-memory': 'Das Laden geht weiter; bis das behoben ist, bleiben die Aufzeichnungen nur im Arbeitsspeicher.',
  'records-written-again':
    'Die Aufzeichnungen werden wieder geschrieben; was im Arbeitsspeicher war, ist jetzt gesichert.',
  'records-left-out': 'Einige Aufzeichnungen ließen sich nicht schreiben und fehlen: {detail}.',
  'node-too-old':
    'Surplug führt seine Aufzeichnungen in SQLite, und dafür ist Node.js {version} zu alt. Installiere Node.js 22.14 oder neuer (empfohlen: 24) und starte den Hub neu.',
  'meter-in-trouble': 'Zähler {meter}: {trouble}.',
  'comes-and-goes': 'Das kommt und geht: in der nächsten Stunde sagt das Protokoll nichts mehr davon.',
  'meter-well': 'Der Zähler {meter} funktioniert wieder.',
  'meter-plain': 'Zähler {meter}: nichts Auffälliges mehr.',
  'charger-waits':
    'Eine unbekannte Ladestation wartet: {id} von {address}. Nimm sie auf, oder trage sie in den Einstellungen bei den Ladestationen ein.',
  'while-closing': 'Beim Schließen: {detail}.',
  'reservations-again': '{name} nimmt wieder Reservierungen an.',
  'reservation-at-hub': '{name} führt die Reservierung nicht selbst ({word}); der Hub setzt sie durch.',
  'report-not-written': 'Der Monatsbericht ließ sich nicht schreiben: {detail}.',
  'reports-again': 'Die Monatsberichte werden wieder geschrieben.',
  'list-new': 'Es gibt eine neue Liste: {list}.',
  'list-gone': 'Die Liste wurde entfernt: {list}.',
  'charger-adopt-first': 'Eine Ladestation {name} gibt es hier nicht; nimm sie zuerst auf.',
  'charger-recurrency': '{charger} nimmt keine Profile der Art {kind} an; möglich: {choice}.',
  'charger-plain-url': '{charger} nimmt für die Firmware eine einfache URL, nicht {form}.',
  'charger-no-password': '{charger} nimmt kein Passwort von einem Server an; stelle es an der Ladestation ein.',
  'charger-command-failed': 'Ladestation {charger}: {command} ist gescheitert: {detail}.',
  'charger-trouble': 'Ladestation {charger}: {detail}.',
  'key-wrong':
    'Das Passwort muss aus 16 bis 20 Bytes in Hexadezimal bestehen: 32 bis 40 Ziffern, eine gerade Zahl ({example}).',
  'keys-not-kept': 'Die Passwörter der Ladestationen lassen sich nicht speichern: {detail}.',
  'keys-unreadable':
    'Die Passwörter der Ladestationen in {file} sind nicht lesbar. Bis dahin kommen nur Ladestationen mit einem Passwort in den Einstellungen herein. Gib die Datei wieder dem Benutzer, unter dem der Hub läuft, oder stelle sie wieder her; oder lösche sie und setze die Passwörter neu.',
  'url-or-file': 'Gib entweder die URL der Firmware ({one}) oder den Pfad einer Datei auf diesem Rechner ({other}) an.',
  'no-such-file': 'Eine Datei {file} gibt es nicht; gib den Pfad der Firmware-Datei an.',
  'diagnostics-came': 'Ladestation {charger} hat ihre Diagnosedaten geschickt, {bytes} Bytes: {file}.',
  'file-not-handed-over': 'Eine Datei von oder für eine Ladestation ließ sich nicht übergeben: {detail}.',
  'upload-too-large': 'Die gesendete Datei ist größer als {most} Bytes.',
  'ocpp-no-operation': 'OCPP 1.6 kennt vom Server zur Ladestation keine Operation {action}; es gibt {choice}.',
  'ocpp-operation-near': 'OCPP 1.6 kennt vom Server zur Ladestation keine Operation {action}; schreibe {near}.',
  'ocpp-missing': '{action}: {field} fehlt.',
  'ocpp-unknown': '{action}: {field} gibt es in OCPP 1.6 nicht.',
  'ocpp-not-one-of': '{action}: {field} muss eines von {choice} sein.',
  'ocpp-type': '{action}: {field} muss vom Typ {type} sein.',
  'ocpp-too-long': '{action}: {field} darf höchstens {most} Zeichen haben.',
  'ocpp-format': '{action}: {field} muss das Format {format} haben.',
  'ocpp-against-schema': '{action}: {field} passt nicht zum Schema von OCPP 1.6 ({detail}).',
  'ocpp-goes-out-so':
    'Ladestation {charger}: eine Nachricht wird gesendet, obwohl sie nicht zum Schema passt: {detail}.',
  'charger-twins':
    '{charger}: Zwei Ladestationen melden sich unter dieser Kennung, von {one} und {other}, und verdrängen einander. Gib jeder in ihren Einstellungen eine eigene.',
  'password-differs':
    '{charger} meldet sich und wird abgewiesen: ihr Passwort ist nicht das im Hub eingetragene. Trage in beiden dasselbe ein.',
  'certificate-differs':
    '{charger} meldet sich und wird abgewiesen: sie zeigt kein Zertifikat mit ihrer Kennung als Common Name. Installiere eines auf ihr.',
  'ocpp-refused': 'Eine Verbindung zum OCPP-Server wurde abgelehnt: {detail}.',
  'ocpp-not-kept': 'Ladestation {charger}: {action} ließ sich nicht speichern: {detail}.',
  'ocpp-list-not-written': 'Die Kartenliste von {charger} ließ sich nicht schreiben: {detail}.',
  'charge-end-not-kept': 'Das Ende des Ladevorgangs {number} ließ sich nicht aufzeichnen: {detail}.',
  'wish-not-kept': 'Was ein Nutzer eingestellt hatte, ließ sich nicht auf dem Datenträger speichern: {detail}.',
  'learned-not-kept':
    'Was über eine Ladestation gelernt wurde, ließ sich nicht auf dem Datenträger speichern: {detail}.',
  'charger-renamed':
    '{charger} ist der Seriennummer nach die Ladestation, die vorher {before} hieß. Deren Ladevorgang ist beendet. Nimm {before} aus deinen Ladestationen heraus.',
  'register-leapt':
    '{charger}: der Zählerstand der Ladestation sprang von {from} auf {to}; so viel kann sie nicht geliefert haben. Das wird nicht mitgezählt.',
  'register-leapt-on':
    '{charger}: der Zählerstand der Ladestation sprang von {from} auf {to} und läuft von dort weiter: ein anderer Zähler? Die Energie dazwischen gehört zu keinem Ladevorgang.',
  'firmware-Downloading': '{name} lädt die neue Firmware herunter.',
  'firmware-Downloaded': '{name} hat die neue Firmware heruntergeladen.',
  'firmware-DownloadFailed': '{name} konnte die neue Firmware nicht herunterladen.',
  'firmware-Installing': '{name} installiert die neue Firmware.',
  'firmware-Installed': '{name} hat die neue Firmware installiert.',
  'firmware-InstallationFailed': '{name} konnte die neue Firmware nicht installieren.',
  'firmware-Unknown': '{name} hat nicht gemeldet, wie das Update der Firmware ausging. Installiert ist {firmware}.',
  'firmware-tells': '{name} meldet zur Firmware: {status}.',
  'security-tells': '{name} meldet ein Sicherheitsereignis: {detail}.',
  listens: 'Surplug erwartet Ladestationen unter {address}.',
  'listener-reports': 'Der OCPP-Server meldet: {detail}.',
  'search-failed': 'Die Suche nach Zählern ist gescheitert: {detail}.',
  'audience-failed': 'Etwas, das der Anlage folgt, ist gescheitert: {detail}.',
  'surplug-failed': 'In Surplug selbst ist ein Fehler aufgetreten ({what}); es läuft weiter. Bitte melde, was folgt.',
  'meter-not-heard': 'Was der Zähler {meter} gesendet hat, ließ sich nicht verarbeiten: {detail}.',
  'link-trouble': 'Die Verbindung der Anlage: {detail}.',
  'link-ended': 'Die Verbindung ist beendet: {detail}.',
  'link-came-wrong': 'Ein Hub unter {address} wollte sich mit falschem Schlüssel (Token) anhängen.',
  'link-came-no-token':
    'Ein Hub unter {address} wollte sich anhängen, doch diese Anlage hat keinen Schlüssel (Token) oder hat ihn verloren; setze den, den der andere Hub verwendet.',
  'link-came-from-elsewhere':
    'Ein Hub unter {address} wollte sich anhängen, doch diese Anlage lässt nur Hubs auf demselben Rechner zu; erlaube andere Rechner.',
  'certificate-renewed': 'Das Zertifikat wurde erneuert und ist jetzt in Gebrauch; es gilt bis {until}.',
  'certificate-kept': '{detail} Das bisherige Zertifikat bleibt in Gebrauch.',
  'link-let-go-hello': 'Ein angehängter Hub wird getrennt: er hat sich nicht vorgestellt.',
  'link-let-go-slow': 'Ein angehängter Hub wird getrennt: er kommt nicht mit.',
  'link-let-go-silent': 'Ein angehängter Hub wird getrennt: er antwortet nicht.',
  'link-let-go-flood': 'Ein angehängter Hub wird getrennt: er sendet zu viel.',
  'link-let-go-nonsense': 'Ein angehängter Hub wird getrennt: er sendet sinnlose Nachrichten.',
  'link-call-failed': 'Eine Anfrage eines angehängten Hubs ({method}) ist gescheitert: {detail}.',
  'link-no-object': '{method} braucht ein Objekt.',
  'link-hello-first': 'Sende zuerst {method}.',
  'link-not-this-version':
    'Diese Anlage spricht Version {version} der Verbindung, nicht {asked}; aktualisiere das ältere Surplug.',
  'mqtt-tells': 'Die Anlage wird am Broker {broker} veröffentlicht, unter {topic}.',
  'mqtt-only-tells':
    'Die Anlage wird am Broker {broker} veröffentlicht, unter {topic}. Befehle werden dort nicht angenommen, denn jeder könnte sie senden: trage mqtt.username und mqtt.password für diesen Broker ein, oder lass ihn auf diesem Rechner laufen.',
  'mqtt-away':
    'Der Broker {broker}, an dem die Anlage veröffentlicht wird, ist nicht erreichbar ({detail}). Das Laden geht weiter; der Versuch wird wiederholt.',
  'mqtt-back': 'Der Broker {broker} ist wieder erreichbar.',
  'mqtt-kept': 'Ein Befehl, den der Broker unter {topic} aufbewahrt, gilt nicht: sende ihn ohne "retain".',
  'mqtt-shared':
    'Auch ein anderer Hub veröffentlicht am Broker {broker} unter {topic}, und sie löschen einander die Ladestationen: gib jedem ein eigenes Topic.',
  'mqtt-rights':
    'Der Broker {broker} lässt seinen Benutzer unter {topic} nicht schreiben oder nicht lesen: Befehle kommen dort vielleicht nicht an, und vielleicht wird nichts veröffentlicht. Erlaube beides für {topic}/# und homeassistant/# in seiner Zugriffsliste (ACL).',
  'mqtt-flood': 'Unter {topic} kommen zu viele Befehle an: einige gelten nicht.',
  'mqtt-refused': 'Ein Befehl unter {topic} wurde abgelehnt: {detail}.',
  'mqtt-too-long': 'Eine Nachricht darf nicht länger sein als {most}.',
  'mqtt-no-object':
    '{value} ist kein Befehl; richtig wäre ein Objekt wie {example}, oder ein Wert unter einem Topic, das auf den Namen des Befehls endet.',
  'no-question': '{name} ist keine Frage, die diese Version kennt.',
  'no-instant': '{value} ist kein Zeitpunkt.',
  'no-charge-number': '{value} ist keine Transaktionsnummer.',
  'records-unreadable': 'Die Aufzeichnungen lassen sich nicht lesen.',
  'no-journal':
    'Aus dieser Zeit lässt sich nichts durchspielen: Das Journal wird zwei Wochen aufbewahrt und beginnt zu jeder vollen Stunde neu.',
  'no-change': 'Nenne mindestens eine Einstellung, die sich ändern soll: {choice}.',
  'what-if-runs': 'Gerade wird ein anderer Tag durchgespielt ({done} %). Warte, bis er fertig ist, oder brich ihn ab.',
  'what-if-called-off': 'Der Durchlauf wurde abgebrochen.',
  'no-span':
    'Dieser Zeitraum lässt sich nicht durchspielen: Er muss nach seinem Anfang enden, in der Vergangenheit liegen und darf höchstens {days} Tage lang sein.',
};
