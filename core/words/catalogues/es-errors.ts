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
  'not-one-of': '{field} es {value}; debe ser uno de estos valores: {choice}.',
  'not-a-flag': '{field} es {value}; debe ser true o false.',
  'no-wish': '{name} no es algo que se pueda pedir a un cargador; consulta la ayuda del nodo de control.',
  'no-command': '{name} no es una orden de esta versión.',
  'no-card': '{field} es {value}; debe tener de 1 a 20 caracteres.',
  'no-time': '{field} es {value}; debe ser una hora como {example}.',
  'not-to-come': '{field} es {value}; debe ser un momento futuro en ISO 8601, por ejemplo {example}.',
  'timers-no-list': 'Estos temporizadores no se pueden fijar: debe ser una lista de {shape}.',
  'timers-too-many': 'Estos temporizadores no se pueden fijar: son {count}, un cargador tiene como máximo {most}.',
  'timers-overlap':
    'Estos temporizadores no se pueden fijar: {one} y {other} se solapan; mueve o desactiva uno de ellos.',
  'timer-of-no-length': 'Estos temporizadores no se pueden fijar: {field} empieza y acaba a las {time}.',
  'no-list-of-steps': '{field} debe ser una lista de {shape}, como máximo {most}.',
  'no-step': '{field} es {value}; hace falta start en ISO 8601 y como {key} un número de {from} a {to}.',
  'card-without-name': 'learn.name debe ser el nombre de la persona a quien pertenece la tarjeta.',
  'read-already': 'El valor {role} ya se lee de un contador; quita ese contador, o envía otro valor.',
  'site-closed': 'Esta instalación está cerrada; ábrela de nuevo.',
  'records-in-use':
    'Los registros en {folder} los está usando otro programa ({detail}). Ciérralo, o da a esta instalación una carpeta propia.',
  'records-read-only':
    'No se pueden escribir los registros en {folder} ({detail}). Da al usuario con el que funciona el hub permiso para escribir allí.',
  'records-disk-full': 'El disco que contiene {folder} está lleno ({detail}). Libera espacio.',
  'records-disk-fails':
    'El disco que contiene {folder} da errores ({detail}). Comprueba el espacio libre, el disco o la tarjeta de memoria.',
  'records-damaged': 'Los registros en {folder} están dañados ({detail}). Se apartan y se reconstruyen.',
  'records-no-folder':
    'No se puede crear la carpeta {folder} ({detail}). Comprueba la ruta de la carpeta en la configuración.',
  'records-unwritable': 'No se pueden escribir los registros: {detail}.',
  'records-newer':
    'Los registros son de un Surplug más nuevo (versión {version} del archivo, este conoce la {known}). Actualiza Surplug, o da a esta instalación otra carpeta.',
  'records-set-aside':
    'Los registros estaban dañados. El archivo dañado se conserva como {file}; de él se han recuperado: {charges} cargas, {faults} fallos y los deseos. Si falta algo, restaura una copia de seguridad.',
  'records-set-aside-bare':
    'Los registros estaban dañados. El archivo dañado se conserva como {file}; de él se han recuperado: {charges} cargas, {faults} fallos y ningún deseo. Si falta algo, restaura una copia de seguridad.',
  'records-thread-ended': 'El hilo que escribe los registros ha terminado ({detail}); se reinicia solo.',
  'records-closed': 'Los registros están cerrados; abre de nuevo la instalación.',
  'records-in-memory': 'La carga continúa; hasta que se arregle, los registros solo se guardan en memoria.',
  'records-written-again': 'Los registros se escriben de nuevo; lo que estaba en memoria ya está en el disco.',
  'records-left-out': 'Algunos registros no se pudieron escribir y se omiten: {detail}.',
  'node-too-old':
    'Surplug guarda sus registros en SQLite, que Node.js {version} no tiene. Instala Node.js 22.13 o posterior (se recomienda 24) y reinicia el hub.',
  'meter-in-trouble': 'Contador {meter}: {trouble}.',
  'meter-well': 'El contador {meter} vuelve a funcionar.',
  'meter-plain': 'Contador {meter}: ya no hay nada extraño.',
  'charger-waits': 'Un cargador desconocido espera ser adoptado: {id} desde {address}.',
  'while-closing': 'Al cerrar: {detail}.',
  'reservations-again': '{name} vuelve a aceptar reservas.',
  'reservation-at-hub': '{name} no guarda la reserva por sí mismo ({word}); el hub la hace cumplir.',
  'report-not-written': 'No se pudo escribir el informe mensual: {detail}.',
  'reports-again': 'Los informes mensuales se escriben de nuevo.',
  'list-new': 'Hay una lista nueva: {list}.',
  'list-gone': 'La lista se ha retirado: {list}.',
};
