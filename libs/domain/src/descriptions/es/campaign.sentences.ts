import type { CampaignEvent, CampaignSettings } from '../../campaign';
import { inLanguage } from '../../wording';
import { because, namesOf, type Sentences, writingIn } from '../sentences';
import { AUTHOR, reasonsOf } from './author';

const { counted, instant, number } = writingIn('es');

const FIELDS: Readonly<Record<'name' | keyof CampaignSettings, string>> = {
  name: 'nombre',
  senderIds: 'número',
  content: 'mensaje',
  pace: 'ritmo',
  timeZone: 'zona horaria',
  retryPolicy: 'reintentos',
  reportingHorizonSeconds: 'espera de la entrega',
  unknownOutcome: 'resultados desconocidos',
  whenTierIsFull: 'qué pasa en el límite de personas',
  whenWarmUpIsFull: 'qué pasa en el límite de un calentamiento',
  whenSenderStops: 'qué pasa cuando un número se detiene',
  sendWindow: 'ventana de envío',
  guardRails: 'cuándo se detiene sola',
};

function withFallback(content: string, template: string | null): string {
  return template === null ? content : `${content}, fuera de una sesión ${template}`;
}

export const campaignSentences: Sentences<CampaignEvent['type']> = {
  CampaignCreated: ({ number: campaign, sourceCampaignId }) =>
    `Se creó la campaña ${campaign}${sourceCampaignId === undefined ? '' : ' a partir de otra campaña'}.`,
  CampaignEdited: ({ settings, ...named }) => `Se editó la campaña: ${namesOf({ ...named, ...settings }, FIELDS)}.`,
  CampaignFileReceived: ({ filename }) => `Llegó el archivo ${filename}, para enviarse.`,
  CampaignMediaUploaded: () => 'El archivo se dejó en la plataforma, por uno de sus números.',
  UploadOpened: ({ source }) => {
    const what = {
      csv: 'un archivo de contactos',
      xlsx: 'un libro de contactos',
      json: 'una lista de contactos',
      campaign: 'los contactos de otra campaña',
    };
    return `Empezó la lectura de ${what[source]}.`;
  },
  UploadClosed: ({ rows, contacts, again = 0, invalid, suppressed, duplicates, error }) => {
    const came = `${counted(rows, 'fila dio', 'filas dieron')} ${counted(contacts, 'contacto', 'contactos')}`;
    const kinds = `${counted(invalid, 'inválido', 'inválidos')}, ${counted(suppressed, 'suprimido', 'suprimidos')}`;
    const known = again === 0 ? '' : `, ${counted(again, 'cargada de nuevo', 'cargadas de nuevo')}`;
    const rest = error === undefined ? '' : `; el resto no pudo leerse (${error.code})`;
    return `La carga terminó: ${came} (${kinds})${known} y ${counted(duplicates, 'duplicado', 'duplicados')}${rest}.`;
  },
  CampaignScheduled: ({ localTime, timeZone, at }) => {
    const [date = '', time = ''] = localTime.split('T');
    return `La campaña se programó para el ${date.split('-').reverse().join('/')} ${time} en ${timeZone} (${instant(at)}).`;
  },
  CampaignUnscheduled: () => 'Se quitó la programación de la campaña, que vuelve a ser un borrador.',
  CampaignStarted: ({ settings, template, canary }) => {
    const first = canary ? `, a ${counted(canary.contacts, 'contacto', 'contactos')} antes que a todos los demás` : '';
    const named = template && `la plantilla ${template.name} (${template.language})`;
    const sent = settings.content.type === 'template' ? named : withFallback('contenido libre', named);
    return `Empezó el envío, con ${sent}${first}.`;
  },
  CampaignPaused: ({ by: who, reason, remedy }) =>
    `La campaña fue puesta en pausa por ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${inLanguage(remedy, 'es')}`}`,
  CampaignResumed: ({ by: who, reasons }) =>
    reasons.length === 0
      ? `El envío fue reanudado por ${AUTHOR[who]}.`
      : `Un motivo de la pausa fue retirado por ${AUTHOR[who]}; sigue en pausa por ${reasonsOf(reasons)}.`,
  CampaignCancelRequested: () =>
    'La campaña fue terminada por un administrador; los contactos sin envío se están cancelando.',
  CampaignCanceled: () => 'La cancelación está completa.',
  CampaignCompleted: ({ settled, failures }) =>
    `La campaña se completó: ${counted(settled, 'contacto terminado', 'contactos terminados')}, ${number(failures)} con fallo.`,
  CampaignFailed: ({ reason, remedy }) => `La campaña falló: ${reason}. ${inLanguage(remedy, 'es')}`,
  CampaignNoted: ({ note }) => (note === null ? 'Se quitó la nota.' : `La nota ahora es: ${note}`),
  CampaignDuplicated: () => 'La campaña se duplicó.',
  TestMessageRequested: ({ n }) => `Se pidió el mensaje de prueba ${n}.`,
};
