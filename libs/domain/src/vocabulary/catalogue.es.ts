import type { Catalogue } from './catalogue';

/** Spanish. */
export const es: Catalogue = {
  contactState: {
    initial: {
      label: 'Inicial',
      description: 'Todavía no se envió ningún mensaje al contacto. Es el estado justo después de la carga.',
    },
    in_progress: {
      label: 'En curso',
      description: 'El mensaje se está enviando al cliente. Normalmente no se nota: cambia rápidamente a otro estado.',
    },
    retry_scheduled: {
      label: 'Reintento programado',
      description: 'El envío del mensaje falló por ahora. Hay otro intento programado.',
    },
    sent: {
      label: 'Enviado',
      description:
        'El mensaje se envió, pero aún no llegó al cliente: el teléfono puede estar apagado o en modo avión.',
    },
    delivered: { label: 'Entregado', description: 'El mensaje se entregó al cliente, que aún no lo ha visto.' },
    read: { label: 'Leído', description: 'El mensaje se entregó al cliente, que lo ha visto.' },
    error: { label: 'Error', description: 'El envío del mensaje falló: fue rechazado o no pudo enviarse.' },
    sending_failed: {
      label: 'Envío fallido',
      description: 'El mensaje no se envió: el número de teléfono del cliente no tiene cuenta de WhatsApp.',
    },
    delivery_failed: {
      label: 'Entrega fallida',
      description: 'El mensaje se envió, pero no pudo entregarse al cliente.',
    },
    invalid_record: {
      label: 'Registro inválido',
      description: 'El contacto se cargó incorrectamente, por ejemplo con el número de teléfono vacío.',
    },
    removed: {
      label: 'Eliminado',
      description:
        'El contacto se eliminó de la campaña, por un administrador mientras no estaba iniciada o estaba en pausa, o por una supresión de datos.',
    },
    canceled_by_admin: {
      label: 'Cancelado por el administrador',
      description: 'Un administrador terminó la campaña antes del envío al contacto.',
    },
  },
  needsAttention: {
    label: 'Requiere atención',
    description:
      'Nadie sabe si el mensaje salió: no llegó respuesta ni webhook a tiempo. No se vuelve a enviar por sí solo; indique qué se debe asumir.',
  },
  campaignStatus: {
    draft: { label: 'Borrador', description: 'La campaña está guardada, pero no programada.' },
    scheduled: { label: 'Programada', description: 'La campaña está en cola y empieza a su hora.' },
    sending: { label: 'Enviando', description: 'La campaña se está enviando.' },
    paused: {
      label: 'En pausa',
      description: 'El envío está detenido por ahora, por un administrador o por el sistema.',
    },
    canceling: {
      label: 'Cancelando',
      description: 'Un administrador terminó la campaña; los contactos sin envío se están cancelando.',
    },
    canceled: {
      label: 'Cancelada',
      description: 'Un administrador terminó la campaña antes de enviar todos los mensajes.',
    },
    completed: { label: 'Completada', description: 'Todos los mensajes se han procesado.' },
    failed: { label: 'Fallida', description: 'La campaña no pudo enviarse; se muestran el motivo y la solución.' },
  },
  reportStatus: {
    queued: { label: 'En cola', description: 'El mensaje espera el envío o un nuevo intento.' },
    sent: { label: 'Enviado', description: 'El mensaje salió de la plataforma; la entrega aún no está confirmada.' },
    delivered: { label: 'Entregado', description: 'Mensaje entregado en el dispositivo.' },
    read: {
      label: 'Leído',
      description:
        'Mensaje leído por el usuario final; solo se sabe si el usuario tiene la función habilitada en la plataforma.',
    },
    ttl_expired: {
      label: 'Tiempo de vida expirado (TTL)',
      description: 'El mensaje no se entregó dentro de su tiempo de vida.',
    },
    carrier_communication_failure: {
      label: 'Fallo de comunicación con la operadora',
      description: 'Error de comunicación con la operadora. Si no se sabe si aceptó el mensaje, una persona decide.',
    },
    carrier_rejected: { label: 'Rechazado por la operadora', description: 'Rechazo del mensaje por la operadora.' },
    not_delivered: { label: 'No entregado', description: 'Mensaje no entregado al dispositivo.' },
    invalid_destination: { label: 'Número de destino inválido', description: 'Contacto de WhatsApp inválido.' },
    opted_out: { label: 'No entregado por opt-out', description: 'Destino bloqueado por opt-out.' },
    invalid_session: {
      label: 'Sesión inválida',
      description:
        'La sesión o ventana de atención no está abierta y no hay ninguna plantilla de respaldo configurada.',
    },
    internal_error: { label: 'Error interno', description: 'Error interno; contacte con nuestro equipo de soporte.' },
    invalid_content: {
      label: 'Contenido inválido',
      description: 'Tipo de contenido inválido para el envío. Revise su plantilla.',
    },
    warm_up_blocked: {
      label: 'Mensaje bloqueado por WarmUp',
      description:
        'El programa de calentamiento está habilitado para subir el tier del teléfono: solo se envía lo programado por el Warm Up.',
    },
    tier_limit: {
      label: 'Límite de tier de WhatsApp',
      description: 'Alcanzó su envío de mensajes diarios; el tier de su número se muestra junto al número.',
    },
    invalid_parameter: { label: 'Parámetro/Contacto inválido', description: 'Datos de destino inválidos.' },
  },
  recordResult: {
    accepted: {
      label: 'Aceptado',
      description: 'El mensaje salió de la plataforma, pero la entrega al destinatario aún no está confirmada.',
    },
    submitted: {
      label: 'Remitido',
      description:
        'El mensaje se envió correctamente desde la plataforma, pero la entrega al destinatario aún no está confirmada.',
    },
    delivered: { label: 'Entregado', description: 'El mensaje se entregó al destinatario.' },
    read: { label: 'Leído', description: 'El destinatario ya leyó el mensaje.' },
    failed: { label: 'Fallido', description: 'Ocurrió un error al enviar el mensaje.' },
  },
  conversationType: {
    business_initiated: 'Iniciada por la empresa',
    user_initiated: 'Iniciada por el usuario',
    free_entry_point: 'Punto de entrada gratuito',
  },
  contentType: {
    template: 'Plantilla',
    text: 'Texto',
    image: 'Imagen',
    audio: 'Audio',
    video: 'Vídeo',
    document: 'Documento',
    sticker: 'Sticker',
    location: 'Ubicación',
    contacts: 'Contactos',
    reaction: 'Reacción',
    button: 'Botón',
    interactive: 'Interactivo',
    order: 'Pedido',
    system: 'Sistema',
    unsupported: 'No compatible',
  },
  yes: 'Sí',
  no: 'No',
  notTracked:
    'Los clics en botones de enlace y de llamada no se pueden rastrear: WhatsApp no informa nada sobre ellos. Las respuestas rápidas, las listas y los flows sí.',
};
