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
