import type { ContactEvent, DeliveryFailed } from '../../contact';
import type { ContactState } from '../../vocabulary/contact-state';
import { labelsIn } from '../../vocabulary/labels';
import { type Sentences, writingIn } from '../sentences';

const { instant } = writingIn('es');

function after(supersedes: ContactState | undefined): string {
  if (supersedes === undefined) return '';
  return `, aunque el contacto estaba antes en «${labelsIn('es').contactState[supersedes].label}»`;
}

type Sent = Extract<ContactEvent, { type: 'TemplateSent' | 'SessionMessageSent' }>['data'];

function taken({ attempt, as, inferred }: Sent): string {
  const how = { accepted: 'aceptó', submitted: 'remitió', held: 'aceptó y retuvo para revisión' }[as];
  return `El proveedor ${how} el intento ${attempt}${inferred ? ', según un estado que llegó antes de la respuesta' : ''}.`;
}

const WITHDRAWN = {
  gate_closed: 'el envío se había detenido',
  too_late: 'era demasiado tarde para la llamada',
  could_not_call: 'la llamada no pudo iniciarse',
} as const;

function ended(code: string, acceptedAt: string | undefined): string {
  if (code === 'ENG_NET') return `no llegó al proveedor (${code})`;
  return acceptedAt === undefined ? `fue rechazado con ${code}` : `falló con ${code}`;
}

const failed = ({ attempt, error }: Pick<DeliveryFailed['data'], 'attempt' | 'error'>) =>
  `el mensaje del intento ${attempt} falló con ${error.code}`;

export const contactSentences: Sentences<ContactEvent['type']> = {
  ContactUploaded: ({ row, again }) =>
    `El contacto se cargó ${again ? 'de nuevo ' : ''}desde la fila ${row}${again ? ' y está de nuevo en la audiencia' : ''}.`,
  InvalidRecordUploaded: ({ row, reasons }) =>
    `La fila ${row} no pudo usarse: ${reasons.map(({ code, column }) => (column === null ? code : `${code} (columna ${column})`)).join(', ')}.`,
  ContactRemoved: ({ cause }) =>
    cause === 'admin'
      ? 'Un administrador eliminó el contacto de la campaña.'
      : 'El contacto se eliminó porque se suprimieron los datos de la persona.',
  SendAttempted: ({ attempt, withSession, contentType }) =>
    `Empezó el intento ${attempt}, ${withSession ? 'dentro' : 'fuera'} de una sesión abierta${contentType === undefined ? '' : ', con contenido libre'}.`,
  SendWithdrawn: ({ attempt, reason: why }) =>
    `El intento ${attempt} se retiró antes de que saliera nada, porque ${WITHDRAWN[why]}.`,
  TemplateSent: taken,
  SessionMessageSent: taken,
  RetryScheduled: ({ attempt, error, dueAt, acceptedAt }) =>
    `El intento ${attempt} ${ended(error.code, acceptedAt)}; se intenta de nuevo a partir del ${instant(dueAt)}.`,
  SentConfirmed: ({ attempt }) => `El mensaje del intento ${attempt} se envió.`,
  Delivered: ({ attempt, supersedes }) => `El mensaje del intento ${attempt} se entregó${after(supersedes)}.`,
  Read: ({ attempt, supersedes }) => `El mensaje del intento ${attempt} fue leído${after(supersedes)}.`,
  SendErrored: ({ attempt, error }) =>
    attempt === 0
      ? `El contacto terminó en Error sin ningún intento: ${error.code}.`
      : `El contacto terminó en Error tras el intento ${attempt}: ${error.code}.`,
  SendingFailed: ({ attempt, error }) =>
    `El intento ${attempt} falló con ${error.code}: el número no tiene cuenta de WhatsApp.`,
  DeliveryFailed: (data) => `Después de aceptado, ${failed(data)}.`,
  Expired: ({ attempt }) =>
    `No se informó a tiempo la entrega del mensaje del intento ${attempt}; cuenta como expirado.`,
  SendOutcomeUnknown: ({ attempt }) =>
    `El intento ${attempt} no tuvo respuesta y no llegó ningún estado: su resultado es desconocido. Si la plataforma no lo informa todavía, una persona debe decidir.`,
  OutcomeAssumed: ({ attempt, outcome }) =>
    `El resultado desconocido del intento ${attempt} se asumió como ${outcome === 'delivered' ? 'entregado' : 'no enviado'}.`,
  LateFailureRecorded: (data) =>
    data.ifAccepted === undefined
      ? `Demasiado tarde para cambiar algo, ${failed(data)}.`
      : `Un estado dice que ${failed(data)}; cuenta si resulta que el mensaje fue aceptado.`,
  CanceledByAdmin: () => 'El contacto se canceló con su campaña, antes del envío.',
  Replied: ({ first, button, optOut }) => {
    const leaves = optOut ? ' y no quiere más marketing' : '';
    if (button === undefined) return `La persona respondió${leaves}.`;
    return `La persona tocó el botón ${button + 1} de la plantilla${first ? ', la primera respuesta' : ''}${leaves}.`;
  },
};
