import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'Ha saltado la protección diferencial del cargador, o le falta la toma de tierra.',
    remedy:
      'Desconecta el coche. Si el fallo continúa, que un electricista revise la tierra y el cargador; si solo aparece con el coche, haz revisar el coche.',
  },
  'earth-missing': {
    reason:
      'La tierra de protección (PE) no está conectada, o el cargador está ajustado a otro sistema de puesta a tierra.',
    remedy:
      'Comprueba que esté ajustado el sistema de puesta a tierra de la casa (TN, TT o IT). Si lo está, que un electricista revise el conductor de tierra.',
  },
  leakage: {
    reason: 'El cargador ha detectado una corriente de fuga.',
    remedy:
      'Desconecta el coche, y apaga y enciende el cargador en su interruptor. Si tras tres intentos el fallo continúa, hazlo reparar.',
  },
  'earth-leakage': {
    reason: 'Por el conductor de tierra pasan al menos 30 mA, o está cortado.',
    remedy:
      'No cargues. Apaga y enciende el cargador en su interruptor; si tras tres intentos el fallo sigue, que un electricista revise la instalación y el cargador.',
  },
  'car-leakage': {
    reason: 'Hay una corriente de fuga en el coche.',
    remedy:
      'Desconecta el coche; el cargador se recupera solo. Haz revisar el coche y el cable antes de cargar de nuevo.',
  },
  'over-voltage': {
    reason: 'La tensión de red fue demasiado alta durante 5 segundos (más de 276 V, o 460 V entre fases).',
    remedy:
      'Por debajo de 254 V (450 V) el cargador se reanuda solo. Si ocurre a menudo, que un electricista o la distribuidora revise la tensión.',
  },
  'under-voltage': {
    reason: 'La tensión de red fue demasiado baja durante 5 segundos (menos de 154 V, o 340 V entre fases).',
    remedy:
      'Por encima de 164 V (350 V) el cargador se reanuda solo. Si ocurre a menudo, que un electricista revise la línea.',
  },
  'over-current': {
    reason: 'El coche tomó más de 1,1 veces el límite durante más de 5 segundos.',
    remedy:
      'Desconecta el coche y vuelve a conectarlo. Deja el límite como está: si ocurre justo tras una bajada, el hub lo recuerda y baja en pasos más pequeños. Si el fallo vuelve con corriente constante, haz revisar el coche.',
  },
  hot: {
    reason: 'El cargador se ha calentado demasiado.',
    remedy:
      'Deja que se enfríe antes de cargar de nuevo. Si ocurre a menudo, pon un límite más bajo y protégelo del sol.',
  },
  'relay-hot': {
    reason: 'El relé del cargador supera los 125 °C.',
    remedy:
      'Deja que se enfríe antes de cargar de nuevo. Si ocurre a menudo, pon un límite más bajo y haz revisar el cargador.',
  },
  'input-hot': {
    reason: 'Los bornes de alimentación del cargador superan los 115 °C.',
    remedy: 'Detén la carga y deja que se enfríen. Que un electricista busque un contacto flojo o un cable envejecido.',
  },
  'socket-hot': {
    reason: 'La toma del cargador supera los 115 °C.',
    remedy:
      'Detén la carga y deja que se enfríe. Busca suciedad y quemaduras en la clavija y la toma, y no uses un cable dañado.',
  },
  fan: {
    reason: 'El ventilador del cargador está bloqueado.',
    remedy:
      'Apaga el cargador en su interruptor y despeja sus rejillas de ventilación. Si el fallo continúa, hazlo reparar.',
  },
  lock: {
    reason: 'El cierre de la clavija no se movió en 5 segundos.',
    remedy:
      'Empuja la clavija hasta el fondo y después inicia y detén la carga. Si tras tres intentos el fallo continúa, haz reparar el cargador. Nunca tires de la clavija a la fuerza.',
  },
  metering: {
    reason: 'El cargador no puede leer su contador.',
    remedy:
      'Si hay un contador conectado al cargador, revisa su cable. Luego apaga y enciende el cargador en su interruptor; si tras tres intentos el fallo sigue, hazlo reparar.',
  },
  'meter-link': {
    reason: 'El cargador no consigue comunicar con el contador externo que tiene conectado.',
    remedy: 'Revisa el cable, y que la app del cargador muestre la dirección ajustada en el contador.',
  },
  'can-bus': {
    reason: 'El cargador no recibe respuesta en su bus CAN.',
    remedy:
      'Revisa el cable y las direcciones, y apaga y enciende el cargador en su interruptor. Si el fallo continúa, hazlo reparar.',
  },
  'relay-blocked': {
    reason: 'Un relé del cargador está bloqueado.',
    remedy:
      'Desconecta el coche, y apaga y enciende el cargador en su interruptor. Si el fallo continúa, déjalo apagado y hazlo reparar.',
  },
  'charging-circuit': {
    reason: 'El cargador no pudo dar corriente, o la perdió durante la carga.',
    remedy: 'Inicia la carga de nuevo. Si tras tres intentos el fallo sigue, haz reparar el cargador.',
  },
  pilot: {
    reason: 'El cargador y el coche no se entienden: la señal entre ellos (CP) está fuera de rango.',
    remedy:
      'Desconecta el coche y vuelve a conectarlo. Si el fallo aparece también con otro cable u otro coche, haz reparar el cargador.',
  },
  contact: {
    reason: 'La clavija no hace buen contacto (PP).',
    remedy: 'Desconecta, busca suciedad o daños, y empuja la clavija hasta el fondo en los dos extremos.',
  },
  'unplugged-under-load': {
    reason: 'La clavija se extrajo durante la carga.',
    remedy: 'El cargador se recupera solo en 10 segundos. Termina la carga antes de desconectar.',
  },
  'card-reader': {
    reason: 'El lector de tarjetas del cargador no responde.',
    remedy:
      'Apaga y enciende el cargador en su interruptor; si tras tres intentos el fallo sigue, hazlo reparar. Mientras tanto, inicia la carga desde el hub.',
  },
  'power-cut': {
    reason: 'Hubo un corte de luz durante la carga.',
    remedy:
      'El cargador se reanuda cuando vuelve la luz. Si el fallo continúa, apágalo y enciéndelo en su interruptor.',
  },
  'wires-swapped': {
    reason: 'La fase (L) y el neutro (N) de la alimentación están cambiados.',
    remedy: 'Que un electricista intercambie los dos cables.',
  },
  'phase-missing': {
    reason: 'Falta una fase, o el cargador está ajustado a tres fases con alimentación monofásica.',
    remedy:
      'Comprueba el tipo ajustado en la app del cargador y luego los interruptores. Si todo está bien, que un electricista mida las tres fases.',
  },
  server: {
    reason: 'El cargador no está conectado a su servidor.',
    remedy: 'Comprueba la red del cargador y la dirección del servidor en su app.',
  },
  'charger-network': {
    reason: 'Los cargadores no se comunican entre sí para su propio balanceo de carga.',
    remedy: 'Desactiva su propio balanceo, pues el hub reparte la corriente entre ellos; o ponlos en la misma red.',
  },
  'weak-signal': {
    reason: 'La señal inalámbrica en el cargador es débil.',
    remedy: 'Acerca el punto de acceso, o conecta el cargador por cable.',
  },
  'card-list': {
    reason: 'La lista de tarjetas del cargador no coincide con la del hub.',
    remedy:
      'Mientras el hub está conectado, es él quien decide sobre las tarjetas. No hay que hacer nada si no se rechaza ninguna.',
  },
  internal: {
    reason: 'Hay un fallo dentro del cargador.',
    remedy: 'Apaga y enciende el cargador en su interruptor. Si el fallo continúa, consulta al fabricante.',
  },
  disobedient: {
    reason: 'El cargador no respeta su límite y tampoco se pudo detener.',
    remedy:
      'Desconecta el coche, o apaga el cargador en su interruptor. Comprueba que no lo controle también una app, un temporizador o un modo propio; si vuelve a pasar, pide al fabricante un firmware más reciente.',
  },
  reset: {
    reason: 'El cargador no pudo reiniciarse.',
    remedy: 'Apágalo y enciéndelo en su interruptor.',
  },
  other: {
    reason: 'El cargador avisa de un fallo que aquí no se conoce.',
    remedy: 'Mira su pantalla y su manual. Si el fallo continúa, consulta al fabricante y dale el código.',
  },
};
