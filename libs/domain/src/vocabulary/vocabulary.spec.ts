import { CAMPAIGN_STATUSES } from '../campaign';
import { CONTACT_STATES, type ContactState } from './contact-state';
import { labelsIn } from './labels';
import { LANGUAGES } from './language';
import { CONTENT_TYPES, CONVERSATION_TYPES } from './message-words';
import { type KeptResult, RECORD_RESULTS, REPORT_STATUSES, reported, type ReportStatus, type Stands } from './reported';

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

const contact = (state: ContactState, over: Partial<Stands> = {}): Stands => ({
  state,
  accepted: false,
  needsAttention: false,
  ...over,
});
const taken = { accepted: true } as const;

describe('a contact in the words of both reports', () => {
  it.each<[string, Stands, ReportStatus | null, KeptResult | null]>([
    ['an uploaded contact has neither', contact('initial'), null, null],
    ['a call in flight', contact('in_progress'), 'queued', null],
    [
      'an unknown outcome, flagged',
      contact('in_progress', { needsAttention: true }),
      'carrier_communication_failure',
      'undecided',
    ],
    ['accepted by Cloud API', contact('in_progress', taken), 'sent', 'accepted'],
    ['accepted while held for review', contact('in_progress', { ...taken, as: 'held' }), 'sent', 'accepted'],
    ['submitted by Gupshup', contact('in_progress', { ...taken, as: 'submitted' }), 'sent', 'submitted'],
    [
      'a refusal that is tried again',
      contact('retry_scheduled', { errorReportStatus: 'carrier_rejected' }),
      'queued',
      null,
    ],
    [
      'tried again after acceptance: its last result',
      contact('retry_scheduled', { ...taken, as: 'submitted' }),
      'queued',
      'submitted',
    ],
    ['sent', contact('sent', taken), 'sent', 'accepted'],
    ['delivered', contact('delivered', taken), 'delivered', 'delivered'],
    ['read', contact('read', taken), 'read', 'read'],
    [
      'an error of the catalogue',
      contact('error', { errorReportStatus: 'invalid_content' }),
      'invalid_content',
      'failed',
    ],
    ['an outcome assumed not sent', contact('error'), 'not_delivered', 'failed'],
    [
      'an error without an attempt',
      contact('error', { unattempted: true, errorReportStatus: 'opted_out' }),
      'opted_out',
      null,
    ],
    ['a number without an account', contact('sending_failed'), 'invalid_destination', 'failed'],
    ['expired', contact('delivery_failed', { ...taken, errorReportStatus: 'ttl_expired' }), 'ttl_expired', 'failed'],
    [
      'a failure without a status of its own',
      contact('delivery_failed', { ...taken, errorReportStatus: null }),
      'not_delivered',
      'failed',
    ],
    ['an invalid record', contact('invalid_record'), 'invalid_parameter', null],
    ['a removed contact', contact('removed'), null, null],
    ['a contact canceled before an attempt', contact('canceled_by_admin'), null, null],
    ['canceled when its message was out', contact('canceled_by_admin', taken), null, 'accepted'],
  ])('%s', (_, stands, status, result) => expect(reported(stands)).toEqual({ status, result }));

  it('has a row for every state', () => {
    for (const state of CONTACT_STATES) expect(reported(contact(state, taken))).toBeDefined();
  });
});
