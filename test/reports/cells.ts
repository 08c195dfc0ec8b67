import { type Asked, asked } from './asking';
import { clock } from './figures';
import { subscriber } from './people';
import type { Row } from './rows';

export const LANGUAGES = ['en', 'pt-BR', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of a language, as the API tells them: the fixtures of the pages that users know are held against those elsewhere. */
export interface Words {
  readonly statuses: Readonly<Record<string, string>>;
  readonly contentTypes: Readonly<Record<string, string>>;
  readonly conversationTypes: Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
}

const YES_AND_NO = { en: ['Yes', 'No'], 'pt-BR': ['Sim', 'Não'], es: ['Sí', 'No'] } as const;

type Named = readonly { readonly code: string; readonly label: string }[];

export async function wordsIn(api: Asked, language: Language): Promise<Words> {
  const said = await asked<Record<'statuses' | 'contentTypes' | 'conversationTypes', Named>>(
    api,
    `/v1/reports/vocabulary?language=${language}`,
  );
  const words = (named: Named) => Object.fromEntries(named.map(({ code, label }) => [code, label]));
  const [yes, no] = YES_AND_NO[language];
  return {
    ...{ statuses: words(said.statuses), contentTypes: words(said.contentTypes) },
    ...{ conversationTypes: words(said.conversationTypes), yes, no },
  };
}

/** How a cell is told, in the language and zone of a file. */
export interface Style {
  readonly words: Words;
  readonly zone: string;
}

type Cell = (row: Row, style: Style) => string | number | null | undefined;

const instant =
  (of: (row: Row) => number | null): Cell =>
  (row, { zone }) => {
    const at = of(row);
    return at === null ? null : clock(at, zone);
  };

const ofBoth: Readonly<Record<string, Cell>> = {
  phone: ({ phone }) => phone,
  senderPhone: ({ senderPhone }) => senderPhone,
  campaignName: ({ campaignName }) => campaignName,
  campaignId: ({ campaignId }) => campaignId,
  user: ({ user }) => user,
  contentType: ({ contentType }, { words }) => words.contentTypes[contentType],
  message: ({ message }) => message,
  conversationId: ({ conversationId }) => conversationId,
  conversationType: ({ conversationType: type }, { words }) => type && words.conversationTypes[type],
  subaccountName: ({ subaccountName }) => subaccountName,
  correlationId: ({ correlationId }) => correlationId,
};

/** What stands in every column that can be chosen. */
export const CELLS: Readonly<Record<Row['type'], Readonly<Record<string, Cell>>>> = {
  MT: {
    sentAt: instant(({ at }) => at),
    status: ({ sent }, { words }) => words.statuses[sent!.status],
    ...ofBoth,
    withSession: ({ sent }, { words }) =>
      sent!.withSession === null ? null : sent!.withSession ? words.yes : words.no,
    conversationExpiresAt: instant(({ sent }) =>
      sent!.conversationExpiresAt === null ? null : Date.parse(sent!.conversationExpiresAt),
    ),
    attempts: ({ sent }) => sent!.attempts,
    error: ({ sent }) => sent!.error,
    updatedAt: instant(({ sent }) => sent!.updatedAt),
    template: ({ sent }) => sent!.template,
    deliveredAt: instant(({ sent }) => sent!.deliveredAt),
    readAt: instant(({ sent }) => sent!.readAt),
    costCategory: ({ sent }) => sent!.costCategory,
    button: ({ button }) => button,
  },
  MO: {
    answeredAt: instant(({ at }) => at),
    ...ofBoth,
    optOut: ({ optOut }, { words }) => (optOut ? words.yes : words.no),
  },
};

/** One row as one text, of what a file must show in these columns. What only the vault knows is left out: whether it is gone with its person is not. */
export function lineOf(row: Row, columns: readonly string[], style: Style): string {
  return JSON.stringify(
    columns.map((column) => {
      if (column === 'message' && row.type === 'MO' && row.phone !== null) return UNTOLD;
      const cell = CELLS[row.type][column]!(row, style);
      return cell === undefined ? UNTOLD : String(cell ?? '');
    }),
  );
}

const UNTOLD = '…';

/**
 * The same of the cells that a file has.
 * @param isFound in a csv a cell that a spreadsheet would compute begins with an apostrophe
 */
export function shownLine(
  cells: readonly string[],
  columns: readonly string[],
  type: Row['type'],
  neutralised: boolean,
): string {
  const hasPhone = cells[columns.indexOf('phone')] !== '';
  return JSON.stringify(
    columns.map((column, at) => {
      const cell = cells[at] ?? '';
      if (column === 'phone') return isNumber(cell) ? subscriber(cell) : plain(cell, neutralised);
      if (column === 'error') return cell.split(' ', 1)[0]!;
      if (column === 'message' && type === 'MO') return cell === '' && !hasPhone ? '' : UNTOLD;
      return plain(cell, neutralised);
    }),
  );
}

function plain(cell: string, neutralised: boolean): string {
  return neutralised && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function isNumber(cell: string): boolean {
  return /^\+\d{8,}$/.test(cell);
}
