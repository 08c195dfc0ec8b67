import type { CampaignEvent } from '../../campaign';
import type { ContactEvent } from '../../contact';
import type { ExportReport } from '../../export';
import type { SkipCause, Weekday } from '../../search';
import type { ForeignName, Quality, StandingWord } from '../../sender';
import type { StoredType } from '../../stored/stored-event';
import type { TemplateStatus } from '../../template';
import { labelsIn } from '../../vocabulary/labels';
import { inLanguage } from '../../wording';
import { because, type Sentences, writingIn } from '../sentences';
import { AUTHOR, reasonsOf } from './author';

const { counted, instant, number } = writingIn('es');

const source = {
  platform: 'la plataforma',
  api: 'un administrador',
  word: 'la persona, con palabras',
  button: 'la persona, con un botón',
} as const;
const messages = { all: 'ningún mensaje', marketing: 'mensajes de marketing' } as const;
const messagesAgain = { all: 'cualquier mensaje', marketing: 'mensajes de marketing' } as const;

const EXPIRED = {
  age: 'se guardó el tiempo que se guardan los archivos',
  erasure: 'se suprimió a una persona que puede estar en él',
  asked: 'se descartó',
  missing: 'no estaba donde se guardó',
} as const;

const SKIPPED: Readonly<Record<SkipCause, string>> = {
  key_revoked: 'la clave que la guardó fue revocada',
  not_permitted: 'la clave que la guardó ya no puede exportarla',
  filters_gone: 'aquello por lo que se filtra ya no existe',
  filters_erased: 'la persona por la que se filtra se suprimió',
};

const STANDING: Readonly<Record<StandingWord, string>> = {
  reinstated: 'fue devuelta',
  scheduled_for_disable: 'va a ser desactivada',
  disabled: 'está desactivada',
  restricted: 'está restringida',
  utility_restricted: 'no puede enviar plantillas de utilidad',
  violated: 'infringe una política',
  reconnected: 'está conectada de nuevo',
  offboarded: 'está desconectada',
  deleted: 'fue eliminada',
};

const TEMPLATE: Readonly<Record<TemplateStatus, string>> = {
  approved: 'aprobada',
  paused: 'en pausa',
  disabled: 'desactivada',
  pending: 'pendiente',
  rejected: 'rechazada',
};

const QUALITY: Readonly<Record<Quality, string>> = {
  GREEN: 'verde',
  UNKNOWN: 'desconocida',
  YELLOW: 'amarilla',
  RED: 'roja',
};

const REPORT: Readonly<Record<ExportReport, string>> = {
  detailed: 'detallado',
  consolidated: 'consolidado',
  records: 'de registros',
  verdicts: 'de veredictos',
  contacts: 'de contactos',
  events: 'de eventos',
};

const DAY: Readonly<Record<Weekday, string>> = {
  monday: 'cada lunes',
  tuesday: 'cada martes',
  wednesday: 'cada miércoles',
  thursday: 'cada jueves',
  friday: 'cada viernes',
  saturday: 'cada sábado',
  sunday: 'cada domingo',
};

const RECEIVED = { csv: 'archivo csv', xlsx: 'libro xlsx', json: 'json', campaign: 'copia de otra campaña' } as const;

function foreign({ phoneNumberId, businessAccountId }: ForeignName): string {
  const sender = phoneNumberId === null ? 'de un número' : `del número ${phoneNumberId}`;
  return businessAccountId === null ? sender : `${sender} de la cuenta comercial ${businessAccountId}`;
}

function people(tier: number | null): string {
  return tier === null ? 'sin límite de personas' : `hasta ${counted(tier, 'persona', 'personas')}`;
}

function content(type: string): string {
  const labels: { readonly [type: string]: string } = labelsIn('es').contentType;
  return labels[type]?.toLowerCase() ?? type;
}

/** Senders, templates, suppressions, uploads, keys, exports, tenants, and what people send us. */
export const accountSentences: Sentences<Exclude<StoredType, CampaignEvent['type'] | ContactEvent['type']>> = {
  SenderRegistered: ({ name, provider }) => `Se registró el remitente ${name} en ${provider}.`,
  SenderConnected: ({ quality, tier, throughput }) =>
    `El remitente está conectado: calidad ${QUALITY[quality]}, ${people(tier)} en 24 horas, ${counted(throughput, 'mensaje', 'mensajes')} por segundo.`,
  SenderEdited: (changes) => `Se editó el remitente: ${Object.keys(changes).join(', ')}.`,
  SenderPaused: ({ by: who, reason, remedy }) =>
    `El remitente fue puesto en pausa por ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${inLanguage(remedy, 'es')}`}`,
  SenderResumed: ({ by: who, removed = [], reasons = [] }) => {
    const gone = removed.length === 0 ? '' : ` (${reasonsOf(removed)})`;
    if (reasons.length === 0) return `El remitente fue reanudado por ${AUTHOR[who]}${gone}.`;
    const rest = reasonsOf(reasons);
    return `Una pausa del remitente fue retirada por ${AUTHOR[who]}${gone}; sigue en pausa: ${rest}.`;
  },
  SenderStandingHeard: ({ word }) => `La plataforma dice que la cuenta del remitente ${STANDING[word]}.`,
  SenderQualityChanged: ({ quality }) => `La calidad del remitente es ahora ${QUALITY[quality]}.`,
  SenderTierChanged: ({ tier }) =>
    `El remitente puede escribir ahora ${tier === null ? 'a cualquier número de personas' : `a ${people(tier)}`} en 24 horas.`,
  WarmUpPlanned: ({ limits }) =>
    `Se planeó un calentamiento: ${counted(limits.length, 'día', 'días')}, de ${number(limits[0] ?? 0)} a ${number(limits.at(-1) ?? 0)} personas por día.`,
  WarmUpEnded: () => 'El calentamiento terminó.',
  SenderThroughputChanged: ({ throughput }) =>
    `El remitente puede enviar ahora ${counted(throughput, 'mensaje', 'mensajes')} por segundo.`,
  ForeignCallbacksReceived: (name) =>
    `Llegan callbacks ${foreign(name)} a la dirección del remitente, y ningún remitente de su aplicación está registrado con ese nombre.`,
  ForeignCallbacksExplained: (name) => `Los callbacks ${foreign(name)} encontraron su remitente.`,

  NumberClaimed: () => 'El número se reservó para un remitente.',
  NumberReleased: () => 'El número está libre de nuevo.',

  TemplateRegistered: ({ name, language, status }) =>
    `Se registró la plantilla ${name} (${language}) como ${TEMPLATE[status]}.`,
  TemplateStatusChanged: ({ status, reason }) =>
    `La plantilla está ahora ${TEMPLATE[status]}${reason === null ? '' : ` (${reason})`}.`,
  TemplateCategoryChanged: ({ category }) => `La plantilla está ahora en la categoría ${category}.`,
  TemplateTtlChanged: ({ messageSendTtlSeconds }) =>
    messageSendTtlSeconds === null
      ? 'Ahora vale para la plantilla el plazo de entrega de la propia plataforma.'
      : messageSendTtlSeconds === -1
        ? 'Un mensaje de la plantilla tiene ahora el plazo de entrega más largo de la plataforma.'
        : `Un mensaje de la plantilla tiene ahora ${messageSendTtlSeconds} segundos para ser entregado.`,

  SubaccountCreated: ({ name }) => `Se creó la subcuenta ${name}.`,
  CampaignNumberReserved: ({ number: reserved }) => `Se reservó el número ${reserved} para una campaña.`,

  PersonSuppressed: ({ category, source: who }) =>
    `La persona no debe recibir ${messages[category]}, dice ${source[who]}.`,
  SuppressionLifted: ({ category, source: who }) =>
    `La persona puede recibir ${messagesAgain[category]} de nuevo, dice ${source[who]}.`,

  IdentityLearned: () => 'La persona se conoce también por otra identidad.',

  ContactFileReceived: ({ source: from }) => `Se recibieron contactos como ${RECEIVED[from]}.`,
  RowRejected: ({ row }) => `La fila ${row} es la primera de la campaña rechazada con estas celdas por estos motivos.`,
  RowsJudged: ({ from, to }) =>
    from === to ? `Se evaluó la fila ${from}.` : `Se evaluaron las filas ${from} a ${to}.`,
  ContactFileRead: ({ rows, error }) =>
    error === null
      ? `Los contactos se leyeron hasta el final: ${counted(rows, 'fila', 'filas')}.`
      : `La lectura de los contactos terminó antes de tiempo, tras ${counted(rows, 'fila', 'filas')}: ${error.code}.`,

  KeyCreated: ({ name, roles }) => `Se creó la clave ${name} como ${roles.join(', ')}.`,
  KeyRevoked: () => 'La clave fue revocada.',
  LoginLinkUsed: () => 'Alguien inició sesión con un enlace, que valía solo para esta vez.',

  SearchSaved: ({ name, report, shared }) =>
    `Se guardó la búsqueda ${name} del reporte ${REPORT[report]}${shared ? ' para todos los de la subcuenta' : ''}.`,
  SearchEdited: (changes) => `Se editó la búsqueda: ${Object.keys(changes).join(', ')}.`,
  SearchScheduled: ({ schedule: { on, at }, nextAt }) =>
    `La búsqueda se exporta ${on === null ? 'cada día' : DAY[on]} a las ${at} según su zona, la primera vez el ${instant(nextAt)}.`,
  SearchUnscheduled: () => 'La búsqueda ya no se exporta por sí sola.',
  SearchExportRequested: ({ dueAt, exportId }) =>
    `Se pidió la exportación ${exportId} de la búsqueda, prevista para el ${instant(dueAt)}.`,
  SearchExportSkipped: ({ dueAt, why, filters }) =>
    `No se pidió ninguna exportación de la búsqueda el ${instant(dueAt)}: ${SKIPPED[why]}${filters.length === 0 ? '' : ` (${filters.join(', ')})`}.`,
  SearchDeleted: () => 'La búsqueda se eliminó.',
  SearchNameClaimed: () => 'El nombre se reservó para una búsqueda.',
  SearchNameReleased: () => 'El nombre está libre de nuevo.',

  ExportRequested: ({ report, format, askedBy }) =>
    `Una exportación del reporte ${REPORT[report]} como ${format} fue pedida por ${askedBy.name}.`,
  ExportBegun: ({ moment }) => `La exportación empezó, con los datos del ${instant(moment.at)}.`,
  ExportCompleted: ({ rows, fileName, expiresAt }) =>
    `La exportación tiene ${counted(rows, 'fila', 'filas')} en ${fileName}, guardada hasta el ${instant(expiresAt)}.`,
  ExportFailed: ({ reason }) => `La exportación falló: ${inLanguage(reason, 'es').replace(/\.?$/, '.')}`,
  ExportCanceled: () => 'La exportación se canceló.',
  ExportFetched: () => 'Se descargó el archivo de la exportación.',
  ExportExpired: ({ why }) => `El archivo de la exportación ya no existe: ${EXPIRED[why]}.`,

  MessageReceived: ({ contentType, quotedHash, optOut }) =>
    `Se recibió un mensaje (${content(contentType)})${quotedHash === null ? '' : ', en respuesta a uno de los nuestros'}${optOut ? '; no quiere más marketing' : ''}.`,
  MessageEdited: () => 'La persona cambió lo que había escrito.',
  MessageRevoked: () => 'La persona eliminó lo que había escrito.',
  MessageAttributed: ({ by }) => {
    const why = {
      quoted: 'pertenece al contacto cuyo mensaje cita',
      button: 'pertenece al contacto cuya plantilla tiene el botón que se tocó',
      recent: 'pertenece al contacto a quien el número escribió por última vez',
      none: 'no pertenece a ninguna campaña',
    };
    return `El mensaje ${why[by]}.`;
  },
  MessagesRegrouped: ({ sessions }) =>
    `Un mensaje que llegó tarde movió otros a ${counted(sessions.length, 'otra sesión', 'otras sesiones')}.`,
  UnmatchedReceived: ({ reason }) => {
    const why = {
      unknown_message: 'habla de un mensaje que aún no se conoce',
      malformed: 'no pudo leerse',
      foreign_callback: 'su callback no indica ningún mensaje conocido de este remitente',
      foreign_number: 'indica un número o una cuenta con que ningún remitente de esta aplicación está registrado',
    };
    return `Una parte de un webhook se apartó, porque ${why[reason]}.`;
  },
  UnmatchedMatched: () => 'Una parte de un webhook que estaba apartada encontró su contacto.',
  UnmatchedDropped: () => 'Una parte de un webhook que estaba apartada se descartó: nada coincidió con ella a tiempo.',
  LogRestored: ({ marks }) => {
    const latest = marks
      .map(({ at }) => at)
      .sort()
      .at(-1)!;
    return `El log se restauró desde una copia de seguridad: lo que se había escrito después, hasta el ${instant(latest)} por lo menos, se perdió.`;
  },
  LogRestoreSettled: ({ paused, unscheduled }) =>
    `Nada vuelve a enviarse por sí solo: ${counted(paused.length, 'campaña en pausa', 'campañas en pausa')}, ${counted(unscheduled.length, 'programación quitada', 'programaciones quitadas')}.`,
  CommandAnswered: () =>
    'Se respondió a un comando que no tenía nada que hacer, para que una repetición tardía reciba la misma respuesta.',
};
