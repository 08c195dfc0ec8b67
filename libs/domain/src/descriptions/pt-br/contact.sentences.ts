import type { ContactEvent, DeliveryFailed } from '../../contact';
import type { ContactState } from '../../vocabulary/contact-state';
import { labelsIn } from '../../vocabulary/labels';
import { type Sentences, writingIn } from '../sentences';

const { instant } = writingIn('pt-BR');

function after(supersedes: ContactState | undefined): string {
  if (supersedes === undefined) return '';
  return `, embora o contato estivesse antes em “${labelsIn('pt-BR').contactState[supersedes].label}”`;
}

type Sent = Extract<ContactEvent, { type: 'TemplateSent' | 'SessionMessageSent' }>['data'];

function taken({ attempt, as, inferred }: Sent): string {
  const how = { accepted: 'aceita', submitted: 'submetida', held: 'aceita e retida para análise' }[as];
  return `A tentativa ${attempt} foi ${how} pelo provedor${inferred ? ', como disse um status antes de vir a resposta' : ''}.`;
}

const WITHDRAWN = {
  gate_closed: 'o envio tinha parado',
  too_late: 'era tarde demais para a chamada',
  could_not_call: 'a chamada não pôde ser iniciada',
} as const;

function ended(code: string, acceptedAt: string | undefined): string {
  if (code === 'ENG_NET') return `não chegou ao provedor (${code})`;
  return acceptedAt === undefined ? `foi recusada com ${code}` : `falhou com ${code}`;
}

const failed = ({ attempt, error }: Pick<DeliveryFailed['data'], 'attempt' | 'error'>) =>
  `a mensagem da tentativa ${attempt} falhou com ${error.code}`;

export const contactSentences: Sentences<ContactEvent['type']> = {
  ContactUploaded: ({ row, again }) =>
    `O contato foi carregado ${again ? 'de novo ' : ''}da linha ${row}${again ? ' e está de novo no público' : ''}.`,
  InvalidRecordUploaded: ({ row, reasons }) =>
    `A linha ${row} não pôde ser usada: ${reasons.map(({ code, column }) => (column === null ? code : `${code} (coluna ${column})`)).join(', ')}.`,
  ContactRemoved: ({ cause }) =>
    cause === 'admin'
      ? 'O contato foi removido da campanha por um administrador.'
      : 'O contato foi removido porque os dados da pessoa foram eliminados.',
  SendAttempted: ({ attempt, withSession, contentType }) =>
    `A tentativa ${attempt} começou, ${withSession ? 'dentro' : 'fora'} de uma sessão aberta${contentType === undefined ? '' : ', com conteúdo livre'}.`,
  SendWithdrawn: ({ attempt, reason: why }) =>
    `A tentativa ${attempt} foi retirada antes que algo saísse, porque ${WITHDRAWN[why]}.`,
  TemplateSent: taken,
  SessionMessageSent: taken,
  RetryScheduled: ({ attempt, error, dueAt, acceptedAt }) =>
    `A tentativa ${attempt} ${ended(error.code, acceptedAt)}; há nova tentativa a partir de ${instant(dueAt)}.`,
  SentConfirmed: ({ attempt }) => `A mensagem da tentativa ${attempt} foi enviada.`,
  Delivered: ({ attempt, supersedes }) => `A mensagem da tentativa ${attempt} foi entregue${after(supersedes)}.`,
  Read: ({ attempt, supersedes }) => `A mensagem da tentativa ${attempt} foi lida${after(supersedes)}.`,
  SendErrored: ({ attempt, error }) =>
    attempt === 0
      ? `O contato terminou em Erro sem nenhuma tentativa: ${error.code}.`
      : `O contato terminou em Erro após a tentativa ${attempt}: ${error.code}.`,
  SendingFailed: ({ attempt, error }) =>
    `A tentativa ${attempt} falhou com ${error.code}: o número não tem conta de WhatsApp.`,
  DeliveryFailed: (data) => `Depois de aceita, ${failed(data)}.`,
  Expired: ({ attempt }) =>
    `Não foi informada a tempo a entrega da mensagem da tentativa ${attempt}; ela conta como expirada.`,
  SendOutcomeUnknown: ({ attempt }) =>
    `A tentativa ${attempt} não teve resposta e não veio status: o resultado é desconhecido. Se a plataforma ainda não o informar, uma pessoa deve decidir.`,
  OutcomeAssumed: ({ attempt, outcome }) =>
    `O resultado desconhecido da tentativa ${attempt} foi assumido como ${outcome === 'delivered' ? 'entregue' : 'não enviado'}.`,
  LateFailureRecorded: (data) =>
    data.ifAccepted === undefined
      ? `Tarde demais para mudar algo, ${failed(data)}.`
      : `Um status diz que ${failed(data)}; vale caso se saiba que a mensagem foi aceita.`,
  CanceledByAdmin: () => 'O contato foi cancelado com a campanha, antes do envio.',
  Replied: ({ first, button, optOut }) => {
    const leaves = optOut ? ' e não quer mais marketing' : '';
    if (button === undefined) return `A pessoa respondeu${leaves}.`;
    return `A pessoa tocou no botão ${button + 1} do template${first ? ', a primeira resposta' : ''}${leaves}.`;
  },
};
