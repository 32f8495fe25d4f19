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
};
