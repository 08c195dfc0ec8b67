import type { CampaignEvent, CampaignSettings } from '../../campaign';
import { inLanguage } from '../../wording';
import { because, namesOf, type Sentences, writingIn } from '../sentences';
import { AUTHOR, reasonsOf } from './author';

const { counted, instant, number } = writingIn('pt-BR');

const FIELDS: Readonly<Record<'name' | keyof CampaignSettings, string>> = {
  name: 'nome',
  senderIds: 'número',
  content: 'mensagem',
  pace: 'ritmo',
  timeZone: 'fuso horário',
  retryPolicy: 'novas tentativas',
  reportingHorizonSeconds: 'espera pela entrega',
  unknownOutcome: 'resultados desconhecidos',
  whenTierIsFull: 'o que acontece no limite de pessoas',
  whenWarmUpIsFull: 'o que acontece no limite de um aquecimento',
  whenSenderStops: 'o que acontece quando um número para',
  sendWindow: 'janela de envio',
  guardRails: 'quando para sozinha',
};

function withFallback(content: string, template: string | null): string {
  return template === null ? content : `${content}, fora de uma sessão ${template}`;
}

export const campaignSentences: Sentences<CampaignEvent['type']> = {
  CampaignCreated: ({ number: campaign, sourceCampaignId }) =>
    `A campanha ${campaign} foi criada${sourceCampaignId === undefined ? '' : ' a partir de outra campanha'}.`,
  CampaignEdited: ({ settings, ...named }) => `A campanha foi editada: ${namesOf({ ...named, ...settings }, FIELDS)}.`,
  CampaignFileReceived: ({ filename }) => `O arquivo ${filename} chegou, para ser enviado.`,
  CampaignMediaUploaded: () => 'O arquivo foi deixado na plataforma, por um de seus números.',
  UploadOpened: ({ source }) => {
    const what = {
      csv: 'de um arquivo de contatos',
      xlsx: 'de uma planilha de contatos',
      json: 'de uma lista de contatos',
      campaign: 'dos contatos de outra campanha',
    };
    return `Começou a leitura ${what[source]}.`;
  },
  UploadClosed: ({ rows, contacts, again = 0, invalid, suppressed, duplicates, error }) => {
    const came = `${counted(rows, 'linha deu', 'linhas deram')} ${counted(contacts, 'contato', 'contatos')}`;
    const kinds = `${counted(invalid, 'inválido', 'inválidos')}, ${counted(suppressed, 'suprimido', 'suprimidos')}`;
    const known = again === 0 ? '' : `, ${counted(again, 'carregada de novo', 'carregadas de novo')}`;
    const rest = error === undefined ? '' : `; o restante não pôde ser lido (${error.code})`;
    return `O carregamento terminou: ${came} (${kinds})${known} e ${counted(duplicates, 'duplicata', 'duplicatas')}${rest}.`;
  },
  CampaignScheduled: ({ localTime, timeZone, at }) => {
    const [date = '', time = ''] = localTime.split('T');
    return `A campanha foi agendada para ${date.split('-').reverse().join('/')} ${time} em ${timeZone} (${instant(at)}).`;
  },
  CampaignUnscheduled: () => 'O agendamento da campanha foi desfeito, e ela voltou a ser um rascunho.',
  CampaignStarted: ({ settings, template, canary }) => {
    const first = canary ? `, para ${counted(canary.contacts, 'contato', 'contatos')} antes de todos os outros` : '';
    const named = template && `o template ${template.name} (${template.language})`;
    const sent = settings.content.type === 'template' ? named : withFallback('conteúdo livre', named);
    return `O envio começou, com ${sent}${first}.`;
  },
  CampaignPaused: ({ by: who, reason, remedy }) =>
    `A campanha foi pausada ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${inLanguage(remedy, 'pt-BR')}`}`,
  CampaignResumed: ({ by: who, reasons }) =>
    reasons.length === 0
      ? `O envio foi retomado ${AUTHOR[who]}.`
      : `Um motivo da pausa foi retirado ${AUTHOR[who]}; continua pausada por ${reasonsOf(reasons)}.`,
  CampaignCancelRequested: () =>
    'A campanha foi encerrada por um administrador; os contatos sem envio estão sendo cancelados.',
  CampaignCanceled: () => 'O cancelamento está concluído.',
  CampaignCompleted: ({ settled, failures }) =>
    `A campanha foi concluída: ${counted(settled, 'contato encerrado', 'contatos encerrados')}, ${number(failures)} com falha.`,
  CampaignFailed: ({ reason, remedy }) => `A campanha falhou: ${reason}. ${inLanguage(remedy, 'pt-BR')}`,
  CampaignNoted: ({ note }) => (note === null ? 'A anotação foi retirada.' : `A anotação agora é: ${note}`),
  CampaignDuplicated: () => 'A campanha foi duplicada.',
  TestMessageRequested: ({ n }) => `A mensagem de teste ${n} foi pedida.`,
};
