import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    'El puerto {port} ya lo usa otro programa, quizá Surplug en tu otro hub. Elige otro puerto para uno de los dos ({field}), o une este hub al otro.',
  'port-needs-rights':
    'El puerto {port} requiere más permisos de los que tiene este programa. Elige uno por encima de 1023 ({field}).',
  'address-not-here': 'Este equipo no tiene la dirección {address}. Deja ocpp.bind vacío para escuchar en todas.',
  'cannot-listen': 'No se puede escuchar en el puerto {port}: {detail}.',
  'file-unreadable': '{field}: {file} no se puede leer; lo correcto sería un archivo PEM que este programa pueda leer.',
  'charger-unknown': 'Aquí no hay ningún cargador {name}. Hay {known}, o "all".',
  'no-charger-yet': 'Aquí no hay ningún cargador {name}. Aún no se ha configurado ni adoptado ninguno.',
  'charger-known': '{id} ya pertenece a la instalación.',
  'charger-configured': '{id} está en la configuración del hub; quítalo allí.',
  'charger-not-adopted': 'Ningún cargador adoptado tiene la identidad {id}.',
  'one-at-a-time': 'Esto es para un solo cargador cada vez; indica cuál.',
  locked: '{name} está bloqueado. Desbloquéalo primero y luego inicia.',
  'start-refused': 'El cargador rechaza iniciar ({detail}).',
  'car-charges': 'Un coche está cargando en {name}: detén antes la carga, o fuérzalo.',
  'not-in-range': '{field} es {value}; debe ser un número de {from} a {to}.',
  'charger-offline': '{charger} no está conectado; {action} no se ha enviado.',
  'charger-silent': '{charger} no ha respondido a tiempo a {action}; inténtalo de nuevo.',
  'charger-busy': '{charger} aún debe responder a otras peticiones; intenta {action} más tarde.',
  'charger-cannot': '{charger} no admite {action}.',
  'charger-refused': '{charger} ha respondido {answer} a {action}.',
};
