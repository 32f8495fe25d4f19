import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'La protection différentielle de la borne s’est déclenchée, ou sa mise à la terre manque.',
    remedy:
      'Débranchez la voiture. Si le défaut persiste, faites vérifier la terre et la borne par un électricien ; s’il n’apparaît qu’avec la voiture, faites vérifier la voiture.',
  },
  'earth-missing': {
    reason:
      'La terre de protection (PE) n’est pas raccordée, ou un autre schéma de liaison à la terre est réglé dans la borne.',
    remedy:
      'Vérifiez que le schéma de liaison à la terre de la maison (TN, TT ou IT) est réglé. Si c’est le cas, faites vérifier le conducteur de terre par un électricien.',
  },
  leakage: {
    reason: 'La borne a détecté un courant de fuite.',
    remedy:
      'Débranchez la voiture, puis coupez et remettez la borne sous tension à son disjoncteur. Si le défaut est encore là après trois essais, faites-la réparer.',
  },
  'earth-leakage': {
    reason: 'Au moins 30 mA passent par le conducteur de terre, ou celui-ci est coupé.',
    remedy:
      'Ne chargez pas. Coupez et remettez la borne sous tension à son disjoncteur ; si le défaut est encore là après trois essais, faites vérifier l’installation et la borne par un électricien.',
  },
  'car-leakage': {
    reason: 'Il y a un courant de fuite dans la voiture.',
    remedy:
      'Débranchez la voiture ; la borne se rétablit d’elle-même. Faites vérifier la voiture et le câble avant de recharger.',
  },
  'over-voltage': {
    reason: 'La tension du réseau a été trop haute pendant 5 secondes (plus de 276 V, ou 460 V entre phases).',
    remedy:
      'La borne reprend d’elle-même sous 254 V (450 V). Si cela arrive souvent, faites vérifier la tension par un électricien ou le gestionnaire du réseau.',
  },
  'under-voltage': {
    reason: 'La tension du réseau a été trop basse pendant 5 secondes (moins de 154 V, ou 340 V entre phases).',
    remedy:
      'La borne reprend d’elle-même au-dessus de 164 V (350 V). Si cela arrive souvent, faites vérifier la ligne par un électricien.',
  },
  'over-current': {
    reason: 'La voiture a prélevé plus de 1,1 fois la limite pendant plus de 5 secondes.',
    remedy:
      'Débranchez la voiture et rebranchez-la. Laissez la limite telle quelle : si cela arrive juste après une baisse, le hub le retient et baisse ensuite par plus petits paliers. Si le défaut revient à courant constant, faites vérifier la voiture.',
  },
  hot: {
    reason: 'La borne a trop chauffé.',
    remedy:
      'Laissez-la refroidir avant de recharger. Si cela arrive souvent, réglez une limite plus basse et abritez-la du soleil.',
  },
  'relay-hot': {
    reason: 'Le relais de la borne dépasse 125 °C.',
    remedy:
      'Laissez-le refroidir avant de recharger. Si cela arrive souvent, réglez une limite plus basse et faites vérifier la borne.',
  },
  'input-hot': {
    reason: 'Le bornier d’alimentation de la borne dépasse 115 °C.',
    remedy:
      'Arrêtez la charge et laissez-le refroidir. Faites rechercher un contact desserré ou un câble vieilli par un électricien.',
  },
  'socket-hot': {
    reason: 'La prise de la borne dépasse 115 °C.',
    remedy:
      'Arrêtez la charge et laissez-la refroidir. Cherchez des saletés et des traces de brûlure sur la fiche et la prise, et n’utilisez pas de câble abîmé.',
  },
  fan: {
    reason: 'Le ventilateur de la borne est bloqué.',
    remedy:
      'Coupez la borne à son disjoncteur et dégagez ses ouïes d’aération. Si le défaut persiste, faites-la réparer.',
  },
  lock: {
    reason: 'Le verrou de la fiche n’a pas bougé en 5 secondes.',
    remedy:
      'Enfoncez la fiche à fond, puis lancez et arrêtez la charge. Si le défaut est encore là après trois essais, faites réparer la borne. Ne tirez jamais de force sur la fiche.',
  },
  metering: {
    reason: 'La borne n’arrive pas à lire son compteur.',
    remedy:
      'Si un compteur est raccordé à la borne, vérifiez son câble. Puis coupez et remettez la borne sous tension à son disjoncteur ; si le défaut est encore là après trois essais, faites-la réparer.',
  },
  'meter-link': {
    reason: 'La borne n’arrive pas à joindre le compteur externe qui lui est raccordé.',
    remedy: 'Vérifiez le câble, et que l’application de la borne affiche l’adresse réglée dans le compteur.',
  },
  'can-bus': {
    reason: 'La borne ne reçoit pas de réponse sur son bus CAN.',
    remedy:
      'Vérifiez le câble et les adresses, puis coupez et remettez la borne sous tension à son disjoncteur. Si le défaut persiste, faites-la réparer.',
  },
  'relay-blocked': {
    reason: 'Un relais de la borne est bloqué.',
    remedy:
      'Débranchez la voiture, puis coupez et remettez la borne sous tension à son disjoncteur. Si le défaut persiste, laissez-la coupée et faites-la réparer.',
  },
  'charging-circuit': {
    reason: 'La borne n’a pas pu établir le courant, ou l’a perdu pendant la charge.',
    remedy: 'Relancez la charge. Si le défaut est encore là après trois essais, faites réparer la borne.',
  },
  pilot: {
    reason: 'La borne et la voiture ne se comprennent pas : le signal entre elles (CP) est hors limites.',
    remedy:
      'Débranchez la voiture et rebranchez-la. Si le défaut apparaît aussi avec un autre câble ou une autre voiture, faites réparer la borne.',
  },
  contact: {
    reason: 'La fiche ne fait pas bon contact (PP).',
    remedy: 'Débranchez, cherchez des saletés ou des dégâts, et enfoncez la fiche à fond aux deux bouts.',
  },
  'unplugged-under-load': {
    reason: 'La fiche a été retirée pendant la charge.',
    remedy: 'La borne se rétablit d’elle-même après 10 secondes. Arrêtez la charge avant de débrancher.',
  },
  'card-reader': {
    reason: 'Le lecteur de badges de la borne ne répond pas.',
    remedy:
      'Coupez et remettez la borne sous tension à son disjoncteur ; si le défaut est encore là après trois essais, faites-la réparer. En attendant, lancez la charge depuis le hub.',
  },
  'power-cut': {
    reason: 'Il y a eu une coupure de courant pendant la charge.',
    remedy:
      'La borne reprend au retour du courant. Si le défaut persiste, coupez-la et remettez-la sous tension à son disjoncteur.',
  },
  'wires-swapped': {
    reason: 'La phase (L) et le neutre (N) de l’alimentation sont inversés.',
    remedy: 'Faites permuter les deux fils par un électricien.',
  },
  'phase-missing': {
    reason: 'Une phase manque, ou la borne est réglée sur trois phases avec une alimentation monophasée.',
    remedy:
      'Vérifiez le type réglé dans l’application de la borne, puis les disjoncteurs. Si les deux sont bons, faites mesurer les trois phases par un électricien.',
  },
  server: {
    reason: 'La borne n’est pas connectée à son serveur.',
    remedy: 'Vérifiez le réseau de la borne et l’adresse du serveur dans son application.',
  },
  'charger-network': {
    reason: 'Les bornes n’arrivent pas à se joindre pour leur propre répartition de charge.',
    remedy:
      'Désactivez leur propre répartition, car le hub partage le courant entre elles ; ou mettez-les sur le même réseau.',
  },
  'weak-signal': {
    reason: 'Le signal sans fil à la borne est faible.',
    remedy: 'Rapprochez le point d’accès, ou reliez la borne par câble.',
  },
  'card-list': {
    reason: 'La liste de badges de la borne ne correspond pas à celle du hub.',
    remedy:
      'Tant que le hub est connecté, c’est lui qui décide pour les badges. Il n’y a rien à faire si aucun badge n’est refusé.',
  },
  internal: {
    reason: 'Il y a un défaut à l’intérieur de la borne.',
    remedy:
      'Coupez et remettez la borne sous tension à son disjoncteur. Si le défaut persiste, contactez le fabricant.',
  },
  disobedient: {
    reason: 'La borne ne respecte pas sa limite et n’a pas pu être arrêtée non plus.',
    remedy:
      'Débranchez la voiture, ou coupez la borne à son disjoncteur. Vérifiez qu’aucune application, minuterie ou mode propre ne la pilote aussi ; si cela se reproduit, demandez au fabricant un micrologiciel plus récent.',
  },
  reset: {
    reason: 'La borne n’a pas pu redémarrer.',
    remedy: 'Coupez-la et remettez-la sous tension à son disjoncteur.',
  },
  other: {
    reason: 'La borne signale un défaut qui n’est pas connu ici.',
    remedy: 'Consultez son afficheur et son manuel. Si le défaut persiste, contactez le fabricant en donnant le code.',
  },
};
