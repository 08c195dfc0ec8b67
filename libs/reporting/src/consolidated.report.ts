import { CONTENT_TYPES, labelsIn, type Language, REPORT_STATUSES } from '@arauto/domain';
import { groupTitle } from './export-words';
import type { Column, Counted, InLanguages, Report } from './report';

/** What one group comes to. */
export interface ConsolidatedRow {
  readonly group: string | null;
  /** How people call it. */
  readonly label: string | null;
  readonly second: { readonly group: string | null; readonly label: string | null } | null;
  readonly total: number;
  readonly counts: { readonly [what: string]: number };
  readonly replied: number | null;
  readonly needsAttention: number | null;
  readonly rates: {
    readonly delivered: number | null;
    readonly read: number | null;
    readonly replied: number | null;
    readonly failed: number | null;
  } | null;
}

/** Counts and rates by one or two groupings: a column for each status of what was sent, or each content type of what was written. */
export function consolidatedReport(type: 'MT' | 'MO', groupBy: readonly string[]): Report<ConsolidatedRow> {
  const groups = groupBy.map((by, at): Column<ConsolidatedRow> => ({
    title: groupTitle(by),
    kind: 'text',
    value: (row) => {
      const shown = at === 0 ? row : row.second;
      return shown && (shown.label ?? shown.group);
    },
  }));
  const total: Column<ConsolidatedRow> = {
    title: TOTAL,
    kind: 'number',
    value: (row) => row.total,
  };
  const of = (what: string, label: (language: Language) => string): Column<ConsolidatedRow> => ({
    title: { en: label('en'), 'pt-BR': label('pt-BR'), es: label('es') },
    kind: 'number',
    value: ({ counts }) => counts[what] ?? 0,
  });
  if (type === 'MO') {
    const counts = CONTENT_TYPES.map((what) => of(what, (language) => labelsIn(language).contentType[what]));
    const counted = countedBy(CONTENT_TYPES, (language) => labelsIn(language).contentType);
    return { name: 'consolidated', columns: [...groups, total, ...counts], counted };
  }
  const counts = REPORT_STATUSES.map((what) => of(what, (language) => labelsIn(language).reportStatus[what].label));
  return {
    name: 'consolidated',
    counted: countedBy(REPORT_STATUSES, (language) => labelsIn(language).reportStatus),
    columns: [
      ...groups,
      total,
      ...counts,
      {
        title: { en: 'Replied', 'pt-BR': 'Respondidas', es: 'Respondidos' },
        kind: 'number',
        value: (row) => row.replied,
      },
      {
        title: { en: 'Needs attention', 'pt-BR': 'Requer atenção', es: 'Requiere atención' },
        kind: 'number',
        value: (row) => row.needsAttention,
      },
      ...RATES.map(([name, title]): Column<ConsolidatedRow> => ({
        title,
        kind: 'rate',
        value: ({ rates }) => rounded(rates?.[name] ?? null),
      })),
    ],
  };
}

const TOTAL: InLanguages = { en: 'Total', 'pt-BR': 'Total', es: 'Total' };

/** What its groups come to together. */
function countedBy(words: readonly string[], labels: Counted<ConsolidatedRow>['labels']): Counted<ConsolidatedRow> {
  return {
    words: ['total', ...words],
    labels: (language) => ({ ...labels(language), total: TOTAL[language] }),
    of: ({ total, counts }) => ({ ...counts, total }),
  };
}

type Rate = keyof NonNullable<ConsolidatedRow['rates']>;

/** What the rates are called, and what they mean. */
export const RATES: readonly (readonly [Rate, title: InLanguages, meaning: InLanguages])[] = [
  [
    'delivered',
    { en: 'Delivery rate', 'pt-BR': 'Taxa de entrega', es: 'Tasa de entrega' },
    {
      en: 'Delivered and read messages, of all.',
      'pt-BR': 'Mensagens entregues e lidas, sobre todas.',
      es: 'Mensajes entregados y leídos, sobre todos.',
    },
  ],
  [
    'read',
    { en: 'Read rate', 'pt-BR': 'Taxa de leitura', es: 'Tasa de lectura' },
    {
      en: 'Read messages, of those that were delivered.',
      'pt-BR': 'Mensagens lidas, sobre as entregues.',
      es: 'Mensajes leídos, sobre los entregados.',
    },
  ],
  [
    'replied',
    { en: 'Reply rate', 'pt-BR': 'Taxa de resposta', es: 'Tasa de respuesta' },
    {
      en: 'Messages whose person wrote back, of those that were delivered.',
      'pt-BR': 'Mensagens cuja pessoa respondeu, sobre as entregues.',
      es: 'Mensajes cuya persona respondió, sobre los entregados.',
    },
  ],
  [
    'failed',
    { en: 'Failure rate', 'pt-BR': 'Taxa de falha', es: 'Tasa de fallo' },
    {
      en: 'Messages that ended without being delivered, of all. Those that need attention have not ended.',
      'pt-BR': 'Mensagens que terminaram sem ser entregues, sobre todas. As que requerem atenção não terminaram.',
      es: 'Mensajes que terminaron sin ser entregados, sobre todos. Los que requieren atención no terminaron.',
    },
  ],
];

function rounded(rate: number | null): number | null {
  return rate === null ? null : Math.round(rate * 10_000) / 10_000;
}
