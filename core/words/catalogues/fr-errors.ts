import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'Le port {port} est déjà utilisé par un autre programme, peut-être par Surplug dans votre autre hub. Choisissez un autre port pour l’un des deux ({field}), ou rattachez ce hub à l’autre.',
  'port-needs-rights':
    'Le port {port} demande plus de droits que n’en a ce programme. Choisissez-en un au-dessus de 1023 ({field}).',
  'address-not-here': 'Cette machine n’a pas l’adresse {address}. Laissez ocpp.bind vide pour écouter sur toutes.',
  'cannot-listen': 'Impossible d’écouter sur le port {port} : {detail}.',
  'file-unreadable': '{field} : {file} est illisible ; il faudrait un fichier PEM que ce programme peut lire.',
  'key-of-another': '{field} : {file} n’est pas la clé de {certificate} ; indiquez les deux fichiers créés ensemble.',
  'charger-unknown': 'Il n’y a pas de borne {name} dans cette installation. Il y a {known}, ou "all".',
  'no-charger-yet': 'Il n’y a pas de borne {name} dans cette installation. Aucune n’est encore configurée ou adoptée.',
  'charger-known': '{id} fait déjà partie de l’installation.',
  'charger-configured': '{id} est dans la configuration du hub ; c’est là qu’il faut l’enlever.',
  'charger-not-adopted': 'Aucune borne adoptée n’a l’identité {id}.',
  'one-at-a-time': 'Cela ne se fait que pour une borne à la fois ; indiquez laquelle.',
  locked: '{name} est verrouillée. Déverrouillez-la d’abord, puis démarrez.',
  'start-refused': 'La borne refuse de démarrer ({detail}).',
  'car-charges': 'Une voiture charge sur {name} : arrêtez d’abord la charge, ou forcez.',
  'not-in-range': '{field} vaut {value} ; il faudrait un nombre de {from} à {to}.',
  'charger-offline': '{charger} n’est pas connectée ; {action} n’a pas été envoyé.',
  'charger-silent': '{charger} n’a pas répondu à temps à {action} ; réessayez.',
  'charger-busy': '{charger} doit encore répondre à d’autres demandes ; réessayez {action} plus tard.',
  'charger-cannot': '{charger} ne prend pas en charge {action}.',
  'setting-unknown': '{charger} n’a pas de réglage {key}.',
  'setting-fixed': '{key} de {charger} peut être lu, mais pas modifié.',
  'setting-refused': '{charger} n’accepte pas cette valeur pour {key}.',
  'charger-refused': '{charger} a répondu {answer} à {action}.',
  'not-one-of': '{field} vaut {value} ; il faudrait l’une de ces valeurs : {choice}.',
  'not-a-flag': '{field} vaut {value} ; il faudrait true ou false.',
  'no-object': '{field} vaut {value} ; il faudrait un objet comme {example}.',
  'no-wish': '{name} ne peut pas être demandé à une borne ; voyez l’aide du nœud commande de charge.',
  'no-command': '{name} n’est pas une commande connue de cette version.',
  'no-card': '{field} vaut {value} ; il faudrait 1 à 20 caractères.',
  'no-time': '{field} vaut {value} ; il faudrait une heure comme {example}.',
  'not-to-come': '{field} vaut {value} ; il faudrait une heure à venir, en ISO 8601, par exemple {example}.',
  'timers-no-list': 'Ces minuteries ne peuvent pas être réglées : il faudrait une liste de {shape}.',
  'timers-too-many': 'Ces minuteries ne peuvent pas être réglées : il y en a {count}, une borne en a {most} au plus.',
  'timers-overlap':
    'Ces minuteries ne peuvent pas être réglées : {one} et {other} se chevauchent ; déplacez ou désactivez l’une d’elles.',
  'timer-of-no-length': 'Ces minuteries ne peuvent pas être réglées : {field} commence et finit à {time}.',
  'no-list-of-steps': '{field} doit être une liste de {shape}, avec {most} entrées au plus.',
  'no-step': '{field} vaut {value} ; il faudrait start en ISO 8601 et pour {key} un nombre de {from} à {to}.',
  'card-unknown': 'La liste ne contient pas de badge {value}.',
  'card-without-name': 'learn.name doit être le nom de la personne à qui appartient le badge.',
  'read-already': 'La valeur {role} est déjà lue sur un compteur ; retirez ce compteur, ou envoyez une autre valeur.',
  'told-already': 'Un autre flux envoie déjà la valeur {role}, comme compteur "{id}" ; qu’un seul des deux l’envoie.',
  'no-such-meter': 'Pour la valeur {role}, il n’y a pas de compteur "{id}" ; indiquez celui qui existe, ou aucun.',
  'map-unknown': 'Compteur {meter} : Il n’y a pas de table de registres "{name}". Connues : {choice}.',
  'map-without-role':
    'Compteur {meter} : La table de registres {name} n’a pas de valeurs pour {role} ; elle est prévue pour {roles}.',
  'map-without-power':
    'Compteur {meter} : Votre table de registres ne contient aucune puissance : ajoutez powerW, phase1W (et les autres phases), part1W, importW et exportW, ou import1W et export1W (et les autres phases).',
  'line-set-twice':
    'Deux compteurs sur {where} sont réglés différemment : {one} et {other}. Réglez-les de la même façon.',
  'preset-unknown': 'Compteur {meter} : Il n’y a pas de produit MQTT "{name}". Connus : {choice}.',
  'preset-without-topic': 'Compteur {meter} : Le produit MQTT {name} demande un topic, par ex. "{example}".',
  'mqtt-without-points':
    'Compteur {meter} : Un compteur MQTT demande un produit avec son topic, ou des valeurs telles que {example}.',
  'broker-no-url': 'Compteur {meter} : Le compteur MQTT demande une adresse telle que "{example}".',
  'chargers-cannot-tell':
    'Les bornes ne fournissent pas la valeur {role} ; elles ne peuvent remplacer que réseau ou charge.',
  'derived-needs': 'La valeur {role} ne peut pas être calculée : ajoutez un compteur {needed}.',
  'derived-never':
    'La valeur {role} ne peut pas être calculée : seules réseau, maison, solaire et batterie le peuvent.',
  'value-impossible': 'La valeur a été refusée : {detail} est impossible dans une maison.',
  'value-without-power': '{names} : cela seul ne donne pas de puissance ; indiquez aussi powerW, phaseW ou currentA.',
  'values-not-per-phase':
    '{field} est de longueur {count} ; il faudrait {phases}, une entrée par phase du raccordement, L1 d’abord.',
  'no-meter-value':
    '{value} n’est pas une valeur de compteur ; envoyez un nombre (W, soutirage positif) ou un objet avec au moins un de {choice}.',
  'link-no-address':
    'L’adresse de l’installation n’est pas une adresse WebSocket ; elle devrait ressembler à {example}.',
  'link-no-token': 'Pour vous rattacher à une installation, saisissez son jeton de liaison.',
  'link-not-yet': 'Le hub qui détient l’installation n’a pas encore répondu.',
  'link-gone': 'L’installation à {address} n’est plus joignable.',
  'link-token-wrong': 'L’installation à {address} n’accepte pas ce jeton ; saisissez celui défini là-bas.',
  'link-not-from-here':
    'L’installation à {address} n’accepte aucun hub d’ici ; définissez-y un jeton de liaison, car il peut être perdu, et autorisez d’autres machines si celle-ci en est une.',
  'link-other-version':
    'L’installation à {address} utilise une autre version de la liaison ; mettez à jour le Surplug le plus ancien.',
  'link-no-site': 'Il n’y a pas d’installation à {address} ; vérifiez l’adresse.',
  'link-busy': 'L’installation à {address} est trop occupée pour accepter ce hub.',
  'link-silent': 'L’installation à {address} ne répond pas ; vérifiez que le hub qui la détient est en marche.',
  'link-timeout': 'Le hub qui détient l’installation n’a pas répondu à temps ; vérifiez l’état et réessayez.',
  'link-older': 'Le hub qui détient l’installation a un Surplug plus ancien ; mettez-le à jour.',
  'link-no-answer': 'Le hub qui détient l’installation n’a pas répondu ; mettez à jour le Surplug le plus ancien.',
  'link-lost': 'Le hub qui détient l’installation a été perdu avant de répondre ; vérifiez l’état dès son retour.',
  'link-closed': 'Cette installation est fermée ; rattachez-vous-y de nouveau.',
  'link-plain-only': 'Seules des valeurs simples peuvent être envoyées à une installation : {detail}.',
  'link-tries-on': '{trouble} Nouvelles tentatives jusqu’à sa réponse.',
  'link-attached': 'Rattaché à l’installation à {address}.',
  'link-failed': 'L’installation n’a pas pu le faire ; le journal du hub qui la détient dit pourquoi.',
  'link-too-long': 'La réponse est trop longue pour la liaison ; demandez une période plus courte.',
  'link-no-file': 'Seul le hub qui détient l’installation peut indiquer un fichier ; donnez l’URL du micrologiciel.',
  'export-too-large': 'C’est trop pour un seul fichier ; demandez une période plus courte.',
  'link-too-many': 'Trop de demandes à la fois ; envoyez-en moins, plus lentement.',
  'site-closed': 'Cette installation est fermée ; ouvrez-la de nouveau.',
  'records-in-use':
    'Les enregistrements dans {folder} sont utilisés par un autre programme ({detail}). Arrêtez-le, ou donnez à cette installation son propre dossier.',
  'records-read-only':
    'Impossible d’écrire les enregistrements dans {folder} ({detail}). Donnez à l’utilisateur sous lequel tourne le hub le droit d’y écrire.',
  'records-disk-read-only':
    'Le disque qui contient {folder} ne peut plus qu’être lu ({detail}). Une carte mémoire usée devient ainsi : vérifiez-la, ou remplacez-la.',
  'records-disk-full': 'Le disque qui contient {folder} est plein ({detail}). Libérez de la place.',
  'records-disk-fails':
    'Le disque qui contient {folder} signale des erreurs ({detail}). Vérifiez la place libre, le disque ou la carte mémoire.',
  'records-damaged':
    'Les enregistrements dans {folder} sont endommagés ({detail}). Ils sont mis de côté et reconstruits.',
  'records-no-folder':
    'Impossible de créer le dossier {folder} ({detail}). Vérifiez le chemin du dossier dans la configuration.',
  'records-gone':
    'Le fichier {file} a été retiré pendant que le hub fonctionnait ; il est réécrit à partir de ce qui était encore ouvert.',
  'records-unwritable': 'Impossible d’écrire les enregistrements : {detail}.',
  'records-newer':
    'Les enregistrements viennent d’un Surplug plus récent (version {version} du fichier, celui-ci connaît la {known}). Mettez Surplug à jour, ou donnez à cette installation un autre dossier.',
  'records-set-aside':
    'Les enregistrements étaient endommagés. Le fichier endommagé est conservé sous {file} ; en ont été repris : recharges ({charges}), défauts ({faults}) et réglages des utilisateurs. S’il manque quelque chose, restaurez une sauvegarde.',
  'records-set-aside-bare':
    'Les enregistrements étaient endommagés. Le fichier endommagé est conservé sous {file} ; en ont été repris : recharges ({charges}) et défauts ({faults}), mais pas les réglages des utilisateurs. S’il manque quelque chose, restaurez une sauvegarde.',
  'records-no-answer':
    'Le disque qui contient {folder} ne répond pas depuis {seconds} s. Si c’est un lecteur réseau, vérifiez qu’il est accessible.',
  'records-thread-ended': 'Le thread qui écrit les enregistrements s’est arrêté ({detail}) ; il redémarre de lui-même.',
  'records-closed': 'Les enregistrements sont fermés ; ouvrez de nouveau l’installation.',
  'records-in-memory': 'La charge continue ; jusqu’à résolution, les enregistrements ne sont gardés qu’en mémoire.',
  'records-written-again':
    'Les enregistrements sont de nouveau écrits ; ce qui était en mémoire est maintenant sur le disque.',
  'records-left-out': 'Certains enregistrements n’ont pas pu être écrits et sont omis : {detail}.',
  'node-too-old':
    'Surplug tient ses enregistrements dans SQLite, et Node.js {version} est trop ancien pour cela. Installez Node.js 22.14 ou plus récent (24 conseillé) et redémarrez le hub.',
  'meter-in-trouble': 'Compteur {meter} : {trouble}.',
  'comes-and-goes': 'Cela va et vient : pendant une heure, le journal n’en dira plus rien.',
  'meter-well': 'Le compteur {meter} fonctionne de nouveau.',
  'meter-plain': 'Compteur {meter} : plus rien d’anormal.',
  'charger-waits':
    'Une borne inconnue attend : {id} depuis {address}. Adoptez-la, ou ajoutez-la aux bornes dans les réglages.',
  'while-closing': 'À la fermeture : {detail}.',
  'reservations-again': '{name} accepte de nouveau les réservations.',
  'reservation-at-hub': '{name} ne gère pas elle-même la réservation ({word}) ; le hub la fait respecter.',
  'report-not-written': 'Le rapport mensuel n’a pas pu être écrit : {detail}.',
  'reports-again': 'Les rapports mensuels sont de nouveau écrits.',
  'list-new': 'Il y a une nouvelle liste : {list}.',
  'list-gone': 'La liste a été retirée : {list}.',
  'charger-adopt-first': 'Il n’y a pas de borne {name} dans cette installation ; adoptez-la d’abord.',
  'charger-recurrency': '{charger} n’accepte pas de profil {kind} ; possible : {choice}.',
  'charger-plain-url': '{charger} demande pour son micrologiciel une URL simple, pas {form}.',
  'charger-no-password': '{charger} n’accepte pas de mot de passe d’un serveur ; réglez-le sur la borne.',
  'charger-command-failed': 'Borne {charger} : échec de {command} : {detail}.',
  'charger-trouble': 'Borne {charger} : {detail}.',
  'key-wrong':
    'Le mot de passe doit compter 16 à 20 octets en hexadécimal : 32 à 40 chiffres, en nombre pair ({example}).',
  'keys-not-kept': 'Impossible de conserver les mots de passe des bornes : {detail}.',
  'keys-unreadable':
    'Les mots de passe des bornes dans {file} sont illisibles. En attendant, seules les bornes ayant un mot de passe dans les réglages sont admises. Rendez le fichier à l’utilisateur sous lequel tourne le hub, ou restaurez-le ; ou supprimez-le et définissez de nouveau les mots de passe.',
  'url-or-file':
    'Indiquez soit l’URL du micrologiciel ({one}), soit le chemin d’un fichier sur cette machine ({other}).',
  'no-such-file': 'Il n’y a pas de fichier {file} ; indiquez le chemin du fichier du micrologiciel.',
  'diagnostics-came': 'La borne {charger} a envoyé ses données de diagnostic, {bytes} octets : {file}.',
  'file-not-handed-over': 'Un fichier d’une borne ou pour une borne n’a pas pu être transmis : {detail}.',
  'upload-too-large': 'Le fichier envoyé dépasse {most} octets.',
  'ocpp-no-operation': 'OCPP 1.6 n’a pas d’opération {action} du serveur vers la borne ; il y a {choice}.',
  'ocpp-operation-near': 'OCPP 1.6 n’a pas d’opération {action} du serveur vers la borne ; écrivez {near}.',
  'ocpp-missing': '{action} : il manque {field}.',
  'ocpp-unknown': '{action} : {field} n’existe pas dans OCPP 1.6.',
  'ocpp-not-one-of': '{action} : pour {field} il faudrait l’une de ces valeurs : {choice}.',
  'ocpp-type': '{action} : {field} doit être de type {type}.',
  'ocpp-too-long': '{action} : {field} doit avoir {most} caractères au plus.',
  'ocpp-format': '{action} : {field} doit être au format {format}.',
  'ocpp-against-schema': '{action} : {field} ne respecte pas le schéma d’OCPP 1.6 ({detail}).',
  'ocpp-goes-out-so': 'Borne {charger} : un message est envoyé bien qu’il ne respecte pas le schéma : {detail}.',
  'charger-twins':
    '{charger} : deux bornes se connectent sous cette identité, de {one} et de {other}, et se délogent l’une l’autre. Donnez à chacune la sienne dans ses réglages.',
  'password-differs':
    '{charger} tente de se connecter et est refusée : son mot de passe n’est pas celui du hub. Saisissez le même des deux côtés.',
  'certificate-differs':
    '{charger} tente de se connecter et est refusée : elle ne présente aucun certificat portant son identité comme nom commun. Installez-en un.',
  'ocpp-refused': 'Une connexion au serveur OCPP a été refusée : {detail}.',
  'ocpp-not-kept': 'Borne {charger} : {action} n’a pas pu être enregistré : {detail}.',
  'ocpp-list-not-written': 'La liste des badges de {charger} n’a pas pu être écrite : {detail}.',
  'charge-end-not-kept': 'La fin de la recharge {number} n’a pas pu être enregistrée : {detail}.',
  'wish-not-kept': 'Le réglage d’un utilisateur n’a pas pu être enregistré sur le disque : {detail}.',
  'learned-not-kept': 'Ce qui a été appris sur une borne n’a pas pu être enregistré sur le disque : {detail}.',
  'charger-renamed':
    '{charger} est, d’après son numéro de série, la borne qui s’appelait {before}. Sa recharge sous ce nom est terminée. Retirez {before} de vos bornes.',
  'register-leapt':
    '{charger} : le relevé d’énergie de la borne a sauté de {from} à {to}, plus qu’elle ne peut avoir fourni. Ce n’est pas compté.',
  'register-leapt-on':
    '{charger} : le relevé d’énergie de la borne a sauté de {from} à {to} et continue de là : un autre compteur ? L’énergie entre les deux n’est dans aucune recharge.',
  'firmware-Downloading': '{name} télécharge son nouveau micrologiciel.',
  'firmware-Downloaded': '{name} a téléchargé son nouveau micrologiciel.',
  'firmware-DownloadFailed': '{name} n’a pas pu télécharger son nouveau micrologiciel.',
  'firmware-Installing': '{name} installe son nouveau micrologiciel.',
  'firmware-Installed': '{name} a installé son nouveau micrologiciel.',
  'firmware-InstallationFailed': '{name} n’a pas pu installer son nouveau micrologiciel.',
  'firmware-Unknown':
    '{name} n’a pas signalé comment la mise à jour du micrologiciel s’est terminée. Version en service : {firmware}.',
  'firmware-tells': '{name} signale pour son micrologiciel : {status}.',
  'security-tells': '{name} signale un événement de sécurité : {detail}.',
  listens: 'Surplug est à l’écoute des bornes à {address}.',
  'listener-reports': 'Le serveur OCPP signale : {detail}.',
  'search-failed': 'La recherche de compteurs a échoué : {detail}.',
  'audience-failed': 'Un élément qui suit l’installation a échoué : {detail}.',
  'surplug-failed':
    'Une erreur s’est produite dans Surplug lui-même ({what}) ; il continue. Merci de signaler ce qui suit.',
  'meter-not-heard': 'Ce que le compteur {meter} a envoyé n’a pas pu être traité : {detail}.',
  'link-trouble': 'La liaison de l’installation : {detail}.',
  'link-ended': 'La liaison s’est terminée : {detail}.',
  'link-came-wrong': 'Un hub à {address} s’est présenté avec un mauvais jeton.',
  'link-came-no-token':
    'Un hub à {address} a voulu se rattacher, mais cette installation n’a pas de jeton de liaison, ou l’a perdu ; définissez celui que l’autre hub utilise.',
  'link-came-from-elsewhere':
    'Un hub à {address} a voulu se rattacher, mais cette installation n’accepte que les hubs de sa propre machine ; autorisez d’autres machines.',
  'certificate-renewed': 'Le certificat a été renouvelé et est maintenant utilisé ; il est valable jusqu’au {until}.',
  'certificate-kept': '{detail} Le certificat précédent reste utilisé.',
  'link-let-go-hello': 'Un hub rattaché est déconnecté : il ne s’est pas présenté.',
  'link-let-go-slow': 'Un hub rattaché est déconnecté : il ne suit pas.',
  'link-let-go-silent': 'Un hub rattaché est déconnecté : il ne répond pas.',
  'link-let-go-flood': 'Un hub rattaché est déconnecté : il envoie trop.',
  'link-let-go-nonsense': 'Un hub rattaché est déconnecté : il envoie des messages incohérents.',
  'link-call-failed': 'Une demande d’un hub rattaché ({method}) a échoué : {detail}.',
  'link-no-object': '{method} demande un objet.',
  'link-hello-first': 'Envoyez d’abord {method}.',
  'link-not-this-version':
    'Cette installation utilise la version {version} de la liaison, pas {asked} ; mettez à jour le Surplug le plus ancien.',
  'mqtt-tells': 'L’installation est publiée sur le broker {broker}, sous {topic}.',
  'mqtt-only-tells':
    'L’installation est publiée sur le broker {broker}, sous {topic}. Les commandes n’y sont pas acceptées, car n’importe qui pourrait en envoyer : renseignez mqtt.username et mqtt.password pour ce broker, ou faites-le tourner sur cette machine.',
  'mqtt-away':
    'Le broker {broker}, sur lequel l’installation est publiée, est injoignable ({detail}). La charge continue ; nouvelles tentatives en cours.',
  'mqtt-back': 'Le broker {broker} est de nouveau joignable.',
  'mqtt-kept': 'Une commande conservée par le broker sous {topic} est ignorée : publiez-la sans "retain".',
  'mqtt-shared':
    'Un autre hub publie aussi sur le broker {broker} sous {topic}, et ils s’effacent mutuellement leurs bornes : donnez à chacun son propre topic.',
  'mqtt-rights':
    'Le broker {broker} ne laisse pas son utilisateur écrire, ou lire, sous {topic} : les commandes n’y arrivent peut-être pas, et rien n’est peut-être publié. Autorisez les deux pour {topic}/# et homeassistant/# dans sa liste d’accès (ACL).',
  'mqtt-flood': 'Trop de commandes arrivent sous {topic} : certaines sont ignorées.',
  'mqtt-refused': 'Une commande sous {topic} a été refusée : {detail}.',
  'mqtt-too-long': 'Un message ne doit pas dépasser {most}.',
  'mqtt-no-object':
    '{value} n’est pas une commande ; il faudrait un objet comme {example}, ou une valeur sous un topic qui se termine par le nom de la commande.',
  'no-question': '{name} n’est pas une question connue de cette version.',
  'no-instant': '{value} n’est pas un instant.',
  'no-charge-number': '{value} n’est pas un numéro de transaction.',
  'records-unreadable': 'Impossible de lire les enregistrements.',
  'no-journal':
    'Rien de cette période ne peut être rejoué : le journal est conservé deux semaines et reprend à chaque heure pleine.',
  'no-change': 'Indiquez au moins un réglage à changer : {choice}.',
  'what-if-runs': 'Une autre journée est en train d’être rejouée ({done} %). Attendez la fin ou annulez-la.',
  'what-if-called-off': 'Le rejeu a été annulé.',
  'no-span':
    'Cette période ne peut pas être rejouée : elle doit finir après son début, être passée et durer {days} jours au plus.',
};
