import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'Le port {port} est déjà utilisé par un autre programme, peut-être par Surplug dans votre autre hub. Choisissez un autre port pour l’un des deux ({field}), ou rattachez ce hub à l’autre.',
  'port-needs-rights':
    'Le port {port} demande plus de droits que n’en a ce programme. Choisissez-en un au-dessus de 1023 ({field}).',
  'address-not-here': 'Cette machine n’a pas l’adresse {address}. Laissez ocpp.bind vide pour écouter sur toutes.',
  'cannot-listen': 'Impossible d’écouter sur le port {port} : {detail}.',
  'file-unreadable': '{field} : {file} est illisible ; il faudrait un fichier PEM que ce programme peut lire.',
  'charger-unknown': 'Il n’y a pas de borne {name} ici. Il y a {known}, ou "all".',
  'no-charger-yet': 'Il n’y a pas de borne {name} ici. Aucune n’est encore configurée ou adoptée.',
  'charger-known': '{id} fait déjà partie du site.',
  'charger-configured': '{id} est dans la configuration du hub ; c’est là qu’il faut l’enlever.',
  'charger-not-adopted': 'Aucune borne adoptée n’a l’identité {id}.',
  'one-at-a-time': 'Cela ne vaut que pour une borne à la fois ; indiquez laquelle.',
  locked: '{name} est verrouillée. Déverrouillez-la d’abord, puis démarrez.',
  'start-refused': 'La borne refuse de démarrer ({detail}).',
  'car-charges': 'Une voiture charge sur {name} : arrêtez d’abord la charge, ou forcez.',
  'not-in-range': '{field} vaut {value} ; il faudrait un nombre de {from} à {to}.',
  'charger-offline': '{charger} n’est pas connectée ; {action} n’a pas été envoyé.',
  'charger-silent': '{charger} n’a pas répondu à temps à {action} ; réessayez.',
  'charger-busy': '{charger} doit encore répondre à d’autres demandes ; réessayez {action} plus tard.',
  'charger-cannot': '{charger} ne connaît pas {action}.',
  'charger-refused': '{charger} a répondu {answer} à {action}.',
  'not-one-of': '{field} vaut {value} ; il faudrait l’une de ces valeurs : {choice}.',
  'not-a-flag': '{field} vaut {value} ; il faudrait true ou false.',
  'no-wish': '{name} ne peut pas être demandé à une borne ; voyez l’aide du nœud de commande.',
  'no-command': '{name} n’est pas une commande de cette version.',
  'no-card': '{field} vaut {value} ; il faudrait 1 à 20 caractères.',
  'no-time': '{field} vaut {value} ; il faudrait une heure comme {example}.',
  'not-to-come': '{field} vaut {value} ; il faudrait une heure à venir, en ISO 8601, par exemple {example}.',
  'timers-no-list': 'Ces programmations sont impossibles : il faudrait une liste de {shape}.',
  'timers-too-many': 'Ces programmations sont impossibles : il y en a {count}, une borne en a {most} au plus.',
  'timers-overlap':
    'Ces programmations sont impossibles : {one} et {other} se chevauchent ; déplacez-en ou désactivez-en une.',
  'timer-of-no-length': 'Ces programmations sont impossibles : {field} commence et finit à {time}.',
  'no-list-of-steps': '{field} doit être une liste de {shape}, {most} au plus.',
  'no-step': '{field} vaut {value} ; il faudrait start en ISO 8601 et pour {key} un nombre de {from} à {to}.',
  'card-without-name': 'learn.name doit être le nom de la personne à qui appartient la carte.',
  'read-already': 'La valeur {role} est déjà lue sur un compteur ; retirez ce compteur, ou envoyez une autre valeur.',
  'map-unknown': 'Il n’y a pas de table de registres "{name}". Connues : {choice}.',
  'map-without-role': 'La table de registres {name} n’a pas de valeurs pour {role} ; elle sert pour {choice}.',
  'map-without-power':
    'La table de registres personnelle ne donne aucune puissance : ajoutez powerW, phase1W (et les autres phases), part1W, ou importW et exportW.',
  'line-set-twice':
    'Deux compteurs sur {where} sont réglés différemment : {one} et {other}. Réglez-les de la même façon.',
  'preset-unknown': 'Il n’y a pas de produit MQTT "{name}". Connus : {choice}.',
  'preset-without-topic': 'Le produit MQTT {name} demande un topic, par ex. "{example}".',
  'mqtt-without-points': 'Un compteur MQTT demande un produit avec son topic, ou des valeurs telles que {example}.',
  'broker-no-url': 'Le compteur MQTT demande une adresse telle que "{example}".',
  'chargers-cannot-tell': 'Les bornes ne disent rien de {role} ; elles peuvent remplacer grid ou load.',
  'derived-needs': 'La valeur {role} ne peut pas être déduite : ajoutez un compteur {needed}.',
  'derived-never': 'La valeur {role} ne peut pas être déduite : seules grid, house, solar et battery le peuvent.',
  'value-impossible': 'La valeur a été refusée : {detail} est impossible dans une maison.',
  'value-without-power': '{names} : cela seul ne donne pas de puissance ; indiquez aussi powerW, phaseW ou currentA.',
  'values-not-per-phase':
    '{field} a {count} entrées ; il en faudrait {phases}, une par phase du raccordement, L1 d’abord.',
  'no-meter-value':
    '{value} n’est pas une valeur de compteur ; envoyez un nombre (W, soutirage positif) ou un objet avec au moins un de {choice}.',
  'link-no-address': 'L’adresse de l’installation n’est pas une adresse WebSocket ; correct serait par ex. {example}.',
  'link-no-token': 'Pour vous rattacher à une installation, saisissez le jeton défini pour sa liaison.',
  'link-not-yet': 'Le hub qui détient l’installation n’a pas encore répondu.',
  'link-gone': 'L’installation à {address} a disparu.',
  'link-token-wrong': 'L’installation à {address} n’accepte pas ce jeton ; saisissez celui défini là-bas.',
  'link-not-from-here':
    'L’installation à {address} n’accepte aucun hub d’ici ; définissez-y un jeton de liaison et autorisez d’autres machines.',
  'link-other-version':
    'L’installation à {address} parle une autre version de la liaison ; mettez à jour le Surplug le plus ancien.',
  'link-no-site': 'Il n’y a pas d’installation à {address} ; vérifiez l’adresse.',
  'link-busy': 'L’installation à {address} est trop occupée pour accepter ce hub.',
  'link-silent': 'L’installation à {address} ne répond pas ; vérifiez que le hub qui la détient est en marche.',
  'link-timeout': 'Le hub qui détient l’installation n’a pas répondu à temps ; regardez l’état et réessayez.',
  'link-older': 'Le hub qui détient l’installation a un Surplug plus ancien ; mettez-le à jour.',
  'link-no-answer':
    'Le hub qui détient l’installation n’a donné aucune réponse ; mettez à jour le Surplug le plus ancien.',
  'link-lost': 'Le hub qui détient l’installation a été perdu avant de répondre ; regardez l’état dès son retour.',
  'link-closed': 'Cette installation est fermée ; rattachez-vous-y de nouveau.',
  'link-plain-only': 'Seules des valeurs simples peuvent être envoyées à une installation : {detail}.',
  'link-tries-on': '{trouble} Nouvelles tentatives jusqu’à sa réponse.',
  'link-attached': 'Rattaché à l’installation à {address}.',
  'link-failed': 'L’installation n’a pas pu le faire ; le journal du hub qui la détient dit pourquoi.',
  'link-too-long': 'La réponse est trop longue pour la liaison ; demandez une période plus courte.',
  'link-too-many': 'Trop de demandes à la fois ; envoyez-en moins, plus lentement.',
  'site-closed': 'Cette installation est fermée ; ouvrez-la de nouveau.',
  'records-in-use':
    'Les enregistrements dans {folder} sont utilisés par un autre programme ({detail}). Arrêtez-le, ou donnez à cette installation son propre dossier.',
  'records-read-only':
    'Impossible d’écrire les enregistrements dans {folder} ({detail}). Donnez à l’utilisateur du hub le droit d’y écrire.',
  'records-disk-full': 'Le disque qui contient {folder} est plein ({detail}). Libérez de la place.',
  'records-disk-fails':
    'Le disque qui contient {folder} signale des erreurs ({detail}). Vérifiez la place libre, le disque ou la carte mémoire.',
  'records-damaged':
    'Les enregistrements dans {folder} sont endommagés ({detail}). Ils sont mis de côté et reconstruits.',
  'records-no-folder':
    'Impossible de créer le dossier {folder} ({detail}). Vérifiez le chemin du dossier dans la configuration.',
  'records-unwritable': 'Impossible d’écrire les enregistrements : {detail}.',
  'records-newer':
    'Les enregistrements viennent d’un Surplug plus récent (version {version} du fichier, celui-ci connaît la {known}). Mettez Surplug à jour, ou donnez à cette installation un autre dossier.',
  'records-set-aside':
    'Les enregistrements étaient endommagés. Le fichier endommagé est conservé sous {file} ; ont été repris : {charges} recharges, {faults} défauts, les souhaits. S’il manque quelque chose, restaurez une sauvegarde.',
  'records-set-aside-bare':
    'Les enregistrements étaient endommagés. Le fichier endommagé est conservé sous {file} ; ont été repris : {charges} recharges, {faults} défauts, aucun souhait. S’il manque quelque chose, restaurez une sauvegarde.',
  'records-thread-ended': 'Le fil qui écrit les enregistrements s’est arrêté ({detail}) ; il redémarre de lui-même.',
  'records-closed': 'Les enregistrements sont fermés ; ouvrez de nouveau l’installation.',
  'records-in-memory': 'La charge continue ; d’ici là, les enregistrements ne sont gardés qu’en mémoire.',
  'records-written-again':
    'Les enregistrements sont de nouveau écrits ; ce qui était en mémoire est maintenant sur le disque.',
  'records-left-out': 'Certains enregistrements n’ont pas pu être écrits et sont omis : {detail}.',
  'node-too-old':
    'Surplug tient ses enregistrements dans SQLite, absent de Node.js {version}. Installez Node.js 22.13 ou plus récent (24 conseillé) et redémarrez le hub.',
  'meter-in-trouble': 'Compteur {meter} : {trouble}.',
  'meter-well': 'Le compteur {meter} fonctionne de nouveau.',
  'meter-plain': 'Compteur {meter} : plus rien d’anormal.',
  'charger-waits': 'Une borne inconnue attend d’être adoptée : {id} depuis {address}.',
  'while-closing': 'À la fermeture : {detail}.',
  'reservations-again': '{name} accepte de nouveau les réservations.',
  'reservation-at-hub': '{name} ne tient pas elle-même la réservation ({word}) ; le hub la fait respecter.',
  'report-not-written': 'Le rapport mensuel n’a pas pu être écrit : {detail}.',
  'reports-again': 'Les rapports mensuels sont de nouveau écrits.',
  'list-new': 'Il y a une nouvelle liste : {list}.',
  'list-gone': 'La liste a été retirée : {list}.',
};
