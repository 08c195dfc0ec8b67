import type { ExportReport, Language } from '@arauto/domain';
import { inEveryLanguage, type InLanguages } from './report';

/** What a file says of itself, around its rows. */
export interface AboutWords {
  readonly report: string;
  readonly moment: string;
  readonly position: string;
  readonly timeZone: string;
  readonly requestedBy: string;
  readonly rows: string;
  readonly campaign: string;
  readonly definitions: string;
}

const ABOUT: Readonly<Record<Language, AboutWords>> = {
  en: {
    report: 'Report',
    moment: 'As of',
    position: 'Position in the log',
    timeZone: 'Time zone',
    requestedBy: 'Asked for by',
    rows: 'Rows',
    campaign: 'Campaign',
    definitions: 'Definition',
  },
  'pt-BR': {
    report: 'Relatório',
    moment: 'Situação em',
    position: 'Posição no registro',
    timeZone: 'Fuso horário',
    requestedBy: 'Solicitado por',
    rows: 'Linhas',
    campaign: 'Campanha',
    definitions: 'Definição',
  },
  es: {
    report: 'Informe',
    moment: 'Situación al',
    position: 'Posición en el registro',
    timeZone: 'Zona horaria',
    requestedBy: 'Solicitado por',
    rows: 'Filas',
    campaign: 'Campaña',
    definitions: 'Definición',
  },
};

const TITLES: Readonly<Record<ExportReport, InLanguages>> = {
  detailed: { en: 'Detailed report', 'pt-BR': 'Relatório detalhado', es: 'Informe detallado' },
  consolidated: { en: 'Consolidated report', 'pt-BR': 'Relatório consolidado', es: 'Informe consolidado' },
  records: {
    en: 'Campaign records status',
    'pt-BR': 'Status dos registros da campanha',
    es: 'Estado de los registros de la campaña',
  },
  verdicts: { en: 'Verdicts of a file', 'pt-BR': 'Verificação de um arquivo', es: 'Verificación de un archivo' },
  contacts: { en: 'Contacts of a campaign', 'pt-BR': 'Contatos da campanha', es: 'Contactos de la campaña' },
  events: { en: 'Events of a campaign', 'pt-BR': 'Eventos da campanha', es: 'Eventos de la campaña' },
};

const FILTERS: Readonly<Record<string, InLanguages>> = {
  type: { en: 'Type', 'pt-BR': 'Tipo', es: 'Tipo' },
  from: { en: 'From', 'pt-BR': 'De', es: 'Desde' },
  to: { en: 'To (exclusive)', 'pt-BR': 'Até (exclusive)', es: 'Hasta (exclusive)' },
  subaccount: { en: 'Subaccount', 'pt-BR': 'Subconta', es: 'Subcuenta' },
  user: { en: 'User', 'pt-BR': 'Usuário', es: 'Usuario' },
  campaign: { en: 'Campaign', 'pt-BR': 'Campanha', es: 'Campaña' },
  contentType: { en: 'Content type', 'pt-BR': 'Tipo de conteúdo', es: 'Tipo de contenido' },
  optOut: { en: 'Opt-out', 'pt-BR': 'Opt-out', es: 'Opt-out' },
  withSession: { en: 'Sent with session', 'pt-BR': 'Enviado com sessão', es: 'Enviado con sesión' },
  correlationId: { en: 'Correlation id', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
  correlationIdPrefix: {
    en: 'Correlation id begins with',
    'pt-BR': 'Correlation ID começa com',
    es: 'ID de correlación empieza por',
  },
  status: { en: 'Status', 'pt-BR': 'Status', es: 'Estado' },
  phone: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' },
  contact: { en: 'Contact', 'pt-BR': 'Contato', es: 'Contacto' },
  name: { en: 'Name', 'pt-BR': 'Nome', es: 'Nombre' },
  conversationId: { en: 'Conversation id', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
  conversationType: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
  errorCode: { en: 'Error code', 'pt-BR': 'Código de erro', es: 'Código de error' },
  error: { en: 'Error code', 'pt-BR': 'Código de erro', es: 'Código de error' },
  sender: { en: 'Sender', 'pt-BR': 'Remetente', es: 'Remitente' },
  template: { en: 'Template', 'pt-BR': 'Template', es: 'Plantilla' },
  button: { en: 'Button', 'pt-BR': 'Botão', es: 'Botón' },
  groupBy: { en: 'By', 'pt-BR': 'Por', es: 'Por' },
  order: { en: 'Order', 'pt-BR': 'Ordem', es: 'Orden' },
  state: { en: 'State', 'pt-BR': 'Estado', es: 'Estado' },
  q: { en: 'Search', 'pt-BR': 'Busca', es: 'Búsqueda' },
  needsAttention: { en: 'Needs attention', 'pt-BR': 'Requer atenção', es: 'Requiere atención' },
  upload: { en: 'File', 'pt-BR': 'Arquivo', es: 'Archivo' },
  verdict: { en: 'Verdict', 'pt-BR': 'Veredito', es: 'Veredicto' },
  day: { en: 'Day', 'pt-BR': 'Dia', es: 'Día' },
  hour: { en: 'Hour', 'pt-BR': 'Hora', es: 'Hora' },
};

/** The words around the rows of a file. */
export function aboutWords(language: Language): AboutWords {
  return ABOUT[language];
}

/** How people call a report. */
export function titleOfReport(report: ExportReport, language: Language): string {
  return TITLES[report][language];
}

/** How people call a filter; itself where they have no other word. */
export function filterLabel(filter: string, language: Language): string {
  return FILTERS[filter]?.[language] ?? filter;
}

/** How people call what rows are told apart by. */
export function groupTitle(by: string): InLanguages {
  return FILTERS[by] ?? inEveryLanguage(by);
}
