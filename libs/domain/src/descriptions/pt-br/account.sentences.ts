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

const { counted, instant, number } = writingIn('pt-BR');

const source = {
  platform: 'a plataforma',
  api: 'um administrador',
  word: 'a pessoa, por palavras',
  button: 'a pessoa, por um botão',
} as const;
const messages = { all: 'nenhuma mensagem', marketing: 'mensagens de marketing' } as const;
const messagesAgain = { all: 'qualquer mensagem', marketing: 'mensagens de marketing' } as const;

const EXPIRED = {
  age: 'ficou guardado pelo tempo que os arquivos ficam',
  erasure: 'foi eliminada uma pessoa que pode estar nele',
  asked: 'foi descartado',
  missing: 'não estava onde foi guardado',
} as const;

const SKIPPED: Readonly<Record<SkipCause, string>> = {
  key_revoked: 'a chave que a salvou foi revogada',
  not_permitted: 'a chave que a salvou não pode mais exportá-la',
  filters_gone: 'aquilo por que ela é filtrada não existe mais',
  filters_erased: 'a pessoa pela qual ela é filtrada foi eliminada',
};

const STANDING: Readonly<Record<StandingWord, string>> = {
  reinstated: 'foi devolvida',
  scheduled_for_disable: 'vai ser desativada',
  disabled: 'está desativada',
  restricted: 'está restrita',
  utility_restricted: 'não pode enviar templates de utilidade',
  violated: 'viola uma política',
  reconnected: 'está conectada de novo',
  offboarded: 'está desconectada',
  deleted: 'foi excluída',
};

const TEMPLATE: Readonly<Record<TemplateStatus, string>> = {
  approved: 'aprovado',
  paused: 'pausado',
  disabled: 'desativado',
  pending: 'pendente',
  rejected: 'recusado',
};

const QUALITY: Readonly<Record<Quality, string>> = {
  GREEN: 'verde',
  UNKNOWN: 'desconhecida',
  YELLOW: 'amarela',
  RED: 'vermelha',
};

const REPORT: Readonly<Record<ExportReport, string>> = {
  detailed: 'detalhado',
  consolidated: 'consolidado',
  records: 'de registros',
  verdicts: 'de vereditos',
  contacts: 'de contatos',
  events: 'de eventos',
};

const DAY: Readonly<Record<Weekday, string>> = {
  monday: 'toda segunda-feira',
  tuesday: 'toda terça-feira',
  wednesday: 'toda quarta-feira',
  thursday: 'toda quinta-feira',
  friday: 'toda sexta-feira',
  saturday: 'todo sábado',
  sunday: 'todo domingo',
};

const RECEIVED = {
  csv: 'arquivo csv',
  xlsx: 'planilha xlsx',
  json: 'json',
  campaign: 'cópia de outra campanha',
} as const;

function foreign({ phoneNumberId, businessAccountId }: ForeignName): string {
  const sender = phoneNumberId === null ? 'de um número' : `do número ${phoneNumberId}`;
  return businessAccountId === null ? sender : `${sender} da conta comercial ${businessAccountId}`;
}

function people(tier: number | null): string {
  return tier === null ? 'sem limite de pessoas' : `até ${counted(tier, 'pessoa', 'pessoas')}`;
}

function content(type: string): string {
  const labels: { readonly [type: string]: string } = labelsIn('pt-BR').contentType;
  return labels[type]?.toLowerCase() ?? type;
}

/** Senders, templates, suppressions, uploads, keys, exports, tenants, and what people send us. */
export const accountSentences: Sentences<Exclude<StoredType, CampaignEvent['type'] | ContactEvent['type']>> = {
  SenderRegistered: ({ name, provider }) => `O remetente ${name} foi registrado em ${provider}.`,
  SenderConnected: ({ quality, tier, throughput }) =>
    `O remetente está conectado: qualidade ${QUALITY[quality]}, ${people(tier)} em 24 horas, ${counted(throughput, 'mensagem', 'mensagens')} por segundo.`,
  SenderEdited: (changes) => `O remetente foi editado: ${Object.keys(changes).join(', ')}.`,
  SenderPaused: ({ by: who, reason, remedy }) =>
    `O remetente foi pausado ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${inLanguage(remedy, 'pt-BR')}`}`,
  SenderResumed: ({ by: who, removed = [], reasons = [] }) => {
    const gone = removed.length === 0 ? '' : ` (${reasonsOf(removed)})`;
    if (reasons.length === 0) return `O remetente foi retomado ${AUTHOR[who]}${gone}.`;
    const rest = reasonsOf(reasons);
    return `Uma pausa do remetente foi retirada ${AUTHOR[who]}${gone}; ele continua pausado: ${rest}.`;
  },
  SenderStandingHeard: ({ word }) => `A plataforma diz que a conta do remetente ${STANDING[word]}.`,
  SenderQualityChanged: ({ quality }) => `A qualidade do remetente agora é ${QUALITY[quality]}.`,
  SenderTierChanged: ({ tier }) =>
    `O remetente agora pode escrever ${tier === null ? 'a qualquer número de pessoas' : `a ${people(tier)}`} em 24 horas.`,
  WarmUpPlanned: ({ limits }) =>
    `Um aquecimento foi planejado: ${counted(limits.length, 'dia', 'dias')}, de ${number(limits[0] ?? 0)} a ${number(limits.at(-1) ?? 0)} pessoas por dia.`,
  WarmUpEnded: () => 'O aquecimento foi encerrado.',
  SenderThroughputChanged: ({ throughput }) =>
    `O remetente agora pode enviar ${counted(throughput, 'mensagem', 'mensagens')} por segundo.`,
  ForeignCallbacksReceived: (name) =>
    `Chegam callbacks ${foreign(name)} no endereço do remetente, e nenhum remetente do aplicativo dele está registrado com esse nome.`,
  ForeignCallbacksExplained: (name) => `Os callbacks ${foreign(name)} encontraram o seu remetente.`,

  NumberClaimed: () => 'O número foi reservado para um remetente.',
  NumberReleased: () => 'O número está livre de novo.',

  TemplateRegistered: ({ name, language, status }) =>
    `O template ${name} (${language}) foi registrado como ${TEMPLATE[status]}.`,
  TemplateStatusChanged: ({ status, reason }) =>
    `O template agora está ${TEMPLATE[status]}${reason === null ? '' : ` (${reason})`}.`,
  TemplateCategoryChanged: ({ category }) => `O template agora está na categoria ${category}.`,
  TemplateTtlChanged: ({ messageSendTtlSeconds }) =>
    messageSendTtlSeconds === null
      ? 'Agora vale para o template o prazo de entrega da própria plataforma.'
      : messageSendTtlSeconds === -1
        ? 'Uma mensagem do template agora tem o prazo de entrega mais longo da plataforma.'
        : `Uma mensagem do template agora tem ${messageSendTtlSeconds} segundos para ser entregue.`,

  SubaccountCreated: ({ name }) => `A subconta ${name} foi criada.`,
  CampaignNumberReserved: ({ number: reserved }) => `O número ${reserved} foi reservado para uma campanha.`,

  PersonSuppressed: ({ category, source: who }) =>
    `A pessoa não deve receber ${messages[category]}, diz ${source[who]}.`,
  SuppressionLifted: ({ category, source: who }) =>
    `A pessoa pode receber ${messagesAgain[category]} de novo, diz ${source[who]}.`,

  IdentityLearned: () => 'A pessoa é conhecida também por outra identidade.',

  ContactFileReceived: ({ source: from }) => `Contatos foram recebidos como ${RECEIVED[from]}.`,
  RowRejected: ({ row }) => `A linha ${row} é a primeira da campanha recusada com estas células por estes motivos.`,
  RowsJudged: ({ from, to }) =>
    from === to ? `A linha ${from} foi avaliada.` : `As linhas ${from} a ${to} foram avaliadas.`,
  ContactFileRead: ({ rows, error }) =>
    error === null
      ? `Os contatos foram lidos até o fim: ${counted(rows, 'linha', 'linhas')}.`
      : `A leitura dos contatos terminou antes da hora, após ${counted(rows, 'linha', 'linhas')}: ${error.code}.`,

  KeyCreated: ({ name, roles }) => `A chave ${name} foi criada como ${roles.join(', ')}.`,
  KeyRevoked: () => 'A chave foi revogada.',
  LoginLinkUsed: () => 'Alguém entrou por um link, que só valia para esta vez.',

  SearchSaved: ({ name, report, shared }) =>
    `A busca ${name} do relatório ${REPORT[report]} foi salva${shared ? ' para todos da subconta' : ''}.`,
  SearchEdited: (changes) => `A busca foi editada: ${Object.keys(changes).join(', ')}.`,
  SearchScheduled: ({ schedule: { on, at }, nextAt }) =>
    `A busca é exportada ${on === null ? 'todo dia' : DAY[on]} às ${at} pelo seu fuso, a primeira vez em ${instant(nextAt)}.`,
  SearchUnscheduled: () => 'A busca não é mais exportada sozinha.',
  SearchExportRequested: ({ dueAt, exportId }) =>
    `A exportação ${exportId} da busca foi pedida, prevista para ${instant(dueAt)}.`,
  SearchExportSkipped: ({ dueAt, why, filters }) =>
    `Nenhuma exportação da busca foi pedida em ${instant(dueAt)}: ${SKIPPED[why]}${filters.length === 0 ? '' : ` (${filters.join(', ')})`}.`,
  SearchDeleted: () => 'A busca foi excluída.',
  SearchNameClaimed: () => 'O nome foi reservado para uma busca.',
  SearchNameReleased: () => 'O nome está livre de novo.',

  ExportRequested: ({ report, format, askedBy }) =>
    `Uma exportação do relatório ${REPORT[report]} como ${format} foi pedida por ${askedBy.name}.`,
  ExportBegun: ({ moment }) => `A exportação começou, com os dados de ${instant(moment.at)}.`,
  ExportCompleted: ({ rows, fileName, expiresAt }) =>
    `A exportação tem ${counted(rows, 'linha', 'linhas')} em ${fileName}, guardada até ${instant(expiresAt)}.`,
  ExportFailed: ({ reason }) => `A exportação falhou: ${inLanguage(reason, 'pt-BR').replace(/\.?$/, '.')}`,
  ExportCanceled: () => 'A exportação foi cancelada.',
  ExportFetched: () => 'O arquivo da exportação foi baixado.',
  ExportExpired: ({ why }) => `O arquivo da exportação não existe mais: ${EXPIRED[why]}.`,

  MessageReceived: ({ contentType, quotedHash, optOut }) =>
    `Uma mensagem (${content(contentType)}) foi recebida${quotedHash === null ? '' : ', em resposta a uma das nossas'}${optOut ? '; ela não quer mais marketing' : ''}.`,
  MessageEdited: () => 'A pessoa alterou o que tinha escrito.',
  MessageRevoked: () => 'A pessoa apagou o que tinha escrito.',
  MessageAttributed: ({ by }) => {
    const why = {
      quoted: 'pertence ao contato cuja mensagem ela cita',
      button: 'pertence ao contato cujo template tem o botão que foi tocado',
      recent: 'pertence ao contato a quem o número escreveu por último',
      none: 'não pertence a nenhuma campanha',
    };
    return `A mensagem ${why[by]}.`;
  },
  MessagesRegrouped: ({ sessions }) =>
    `Uma mensagem que chegou tarde moveu outras para ${counted(sessions.length, 'outra sessão', 'outras sessões')}.`,
  UnmatchedReceived: ({ reason }) => {
    const why = {
      unknown_message: 'fala de uma mensagem ainda desconhecida',
      malformed: 'não pôde ser lida',
      foreign_callback: 'seu callback não indica nenhuma mensagem conhecida deste remetente',
      foreign_number: 'indica um número ou uma conta com que nenhum remetente deste aplicativo está registrado',
    };
    return `Uma parte de um webhook foi posta de lado, porque ${why[reason]}.`;
  },
  UnmatchedMatched: () => 'Uma parte de um webhook que estava de lado encontrou o seu contato.',
  UnmatchedDropped: () => 'Uma parte de um webhook que estava de lado foi descartada: nada lhe correspondeu a tempo.',
  LogRestored: ({ marks }) => {
    const latest = marks
      .map(({ at }) => at)
      .sort()
      .at(-1)!;
    return `O log foi restaurado de um backup: o que tinha sido escrito depois dele, até ${instant(latest)} pelo menos, se perdeu.`;
  },
  LogRestoreSettled: ({ paused, unscheduled }) =>
    `Nada volta a ser enviado sozinho: ${counted(paused.length, 'campanha pausada', 'campanhas pausadas')}, ${counted(unscheduled.length, 'agendamento desfeito', 'agendamentos desfeitos')}.`,
  CommandAnswered: () =>
    'Um comando que não tinha o que fazer foi respondido, para que uma repetição tardia receba a mesma resposta.',
};
