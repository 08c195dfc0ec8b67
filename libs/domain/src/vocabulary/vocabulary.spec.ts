import { CAMPAIGN_STATUSES } from '../campaign';
import { CONTACT_STATES, type ContactState } from './contact-state';
import { labelsIn } from './labels';
import { LANGUAGES } from './language';
import { CONTENT_TYPES, CONVERSATION_TYPES } from './message-words';
import { RECORD_RESULTS, recordResult, type RecordResult } from './record-result';
import { REPORT_STATUSES, type Reported, reportStatus, type ReportStatus } from './report-status';

const WORDS = {
  contactState: CONTACT_STATES,
  campaignStatus: CAMPAIGN_STATUSES,
  reportStatus: REPORT_STATUSES,
  recordResult: RECORD_RESULTS,
  conversationType: CONVERSATION_TYPES,
  contentType: CONTENT_TYPES,
} as const;

describe.each(LANGUAGES)('the words in %s', (language) => {
  const labels = labelsIn(language);

  it.each(Object.keys(WORDS) as (keyof typeof WORDS)[])('name every %s and nothing else', (kind) => {
    expect(Object.keys(labels[kind])).toEqual([...WORDS[kind]]);
  });

  it('leave none empty, and end every explanation with a full stop', () => {
    for (const kind of ['contactState', 'campaignStatus', 'reportStatus', 'recordResult'] as const) {
      for (const { label, description } of Object.values(labels[kind])) {
        expect(label).toMatch(/^\S.*\S$/u);
        expect(description).toMatch(/^\S.*\.$/u);
      }
    }
  });

  it.each(Object.keys(WORDS) as (keyof typeof WORDS)[])('tell every %s from the others', (kind) => {
    const said = Object.values(labels[kind]).map((word: string | { label: string }) =>
      typeof word === 'string' ? word : word.label,
    );
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('the statuses of the detailed report', () => {
  it.each<[ReportStatus, string, string, string]>([
    ['queued', 'Queued', 'Em fila', 'En cola'],
    ['sent', 'Sent', 'Enviada', 'Enviado'],
    ['delivered', 'Delivered', 'Entregue', 'Entregado'],
    ['read', 'Read', 'Lida', 'Leído'],
    ['ttl_expired', 'Time to live expired (TTL)', 'Tempo de vida expirada (TTL)', 'Tiempo de vida expirado (TTL)'],
    [
      'carrier_communication_failure',
      'Communication failure with the carrier',
      'Falha de comunicação com a operadora',
      'Fallo de comunicación con la operadora',
    ],
    ['carrier_rejected', 'Rejected by the carrier', 'Rejeitada pela operadora', 'Rechazado por la operadora'],
    ['not_delivered', 'Not delivered', 'Não entregue', 'No entregado'],
    ['invalid_destination', 'Invalid destination number', 'Número de destino inválido', 'Número de destino inválido'],
    ['opted_out', 'Not delivered: opt-out', 'Não entregue por opt-out', 'No entregado por opt-out'],
    ['invalid_session', 'Invalid session', 'Sessão inválida', 'Sesión inválida'],
    ['internal_error', 'Internal error', 'Erro interno', 'Error interno'],
    ['invalid_content', 'Invalid content', 'Conteúdo inválido', 'Contenido inválido'],
    ['warm_up_blocked', 'Blocked by warm-up', 'Mensagem bloqueada por WarmUp', 'Mensaje bloqueado por WarmUp'],
    ['tier_limit', 'WhatsApp tier limit', 'Limite de tier do WhatsApp', 'Límite de tier de WhatsApp'],
    ['invalid_parameter', 'Invalid parameter/contact', 'Parâmetro/Contato inválido', 'Parámetro/Contacto inválido'],
  ])('%s reads %s, %s, %s', (code, en, pt, es) => {
    expect(LANGUAGES.map((language) => labelsIn(language).reportStatus[code].label)).toEqual([en, pt, es]);
  });
});

const contact = (state: ContactState, over: Partial<Reported> = {}): Reported => ({
  state,
  accepted: false,
  needsAttention: false,
  ...over,
});

describe('the row of a contact in the detailed report', () => {
  it.each<[string, Reported, ReportStatus | null]>([
    ['an uploaded contact has none', contact('initial'), null],
    ['a withdrawn attempt waits in the queue', contact('initial', { attempted: true }), 'queued'],
    ['a call in flight', contact('in_progress'), 'queued'],
    [
      'an unknown outcome once flagged',
      contact('in_progress', { needsAttention: true }),
      'carrier_communication_failure',
    ],
    ['an accepted message', contact('in_progress', { accepted: true }), 'sent'],
    ['a retry', contact('retry_scheduled', { errorReportStatus: 'carrier_rejected' }), 'queued'],
    ['a retry after acceptance', contact('retry_scheduled', { accepted: true }), 'queued'],
    ['sent', contact('sent', { accepted: true }), 'sent'],
    ['delivered', contact('delivered', { accepted: true }), 'delivered'],
    ['read', contact('read', { accepted: true }), 'read'],
    ['an error of the catalogue', contact('error', { errorReportStatus: 'invalid_content' }), 'invalid_content'],
    ['an outcome assumed not sent', contact('error'), 'not_delivered'],
    ['a number without an account', contact('sending_failed'), 'invalid_destination'],
    ['expired', contact('delivery_failed', { accepted: true, errorReportStatus: 'ttl_expired' }), 'ttl_expired'],
    ['a failure without a status of its own', contact('delivery_failed', { errorReportStatus: null }), 'not_delivered'],
    ['an invalid record', contact('invalid_record'), 'invalid_parameter'],
    ['a removed contact has none', contact('removed'), null],
    ['a canceled contact has none', contact('canceled_by_admin', { accepted: true }), null],
  ])('%s', (_, of, status) => expect(reportStatus(of)).toBe(status));
});

describe('the result of a contact in the records report', () => {
  it.each<[string, Parameters<typeof recordResult>[0], RecordResult | null]>([
    ['none before the provider took it', { state: 'in_progress', accepted: false }, null],
    ['Accepted by Cloud API', { state: 'in_progress', accepted: true, as: 'accepted' }, 'accepted'],
    ['Accepted while held for review', { state: 'in_progress', accepted: true, as: 'held' }, 'accepted'],
    ['Submitted by Gupshup', { state: 'in_progress', accepted: true, as: 'submitted' }, 'submitted'],
    ['still Accepted when sent', { state: 'sent', accepted: true }, 'accepted'],
    [
      'its last value while it is tried again',
      { state: 'retry_scheduled', accepted: true, as: 'submitted' },
      'submitted',
    ],
    ['none while a refusal is tried again', { state: 'retry_scheduled', accepted: false }, null],
    ['Delivered', { state: 'delivered', accepted: true }, 'delivered'],
    ['Read', { state: 'read', accepted: true }, 'read'],
    ['Failed in Error', { state: 'error', accepted: false }, 'failed'],
    ['Failed in Sending failed', { state: 'sending_failed', accepted: false }, 'failed'],
    ['Failed in Delivery failed', { state: 'delivery_failed', accepted: true }, 'failed'],
    ['none of an invalid record', { state: 'invalid_record', accepted: false }, null],
    ['none of a contact canceled before', { state: 'canceled_by_admin', accepted: false }, null],
  ])('is %s', (_, of, result) => expect(recordResult(of)).toBe(result));
});
