import type { RecordResult } from '@arauto/domain';
import type { InLanguages, Report } from './report';

/** One contact that was attempted, in the campaign records report. Instants are RFC 3339 UTC. */
export interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  readonly result: RecordResult | null;
  /** `code title: details`. */
  readonly error: string | null;
  readonly date: string | null;
  readonly lastUpdate: string | null;
}

/** These titles are read by programs: they are the same in every language. */
const fixed = (title: string): InLanguages => ({ en: title, 'pt-BR': title, es: title });

/** The status of every record of a campaign. */
export const recordsReport: Report<RecordRow> = {
  name: 'records',
  title: { en: 'Campaign records status', 'pt-BR': 'Status dos registros', es: 'Estado de los registros' },
  columns: [
    { key: 'campaignId', title: fixed('CAMPAIGN_ID'), kind: 'text', value: (row) => row.campaignId },
    { key: 'telephone', title: fixed('TELEPHONE'), kind: 'phone', value: (row) => row.telephone },
    {
      key: 'result',
      title: fixed('RESULT'),
      kind: 'word',
      value: (row) => row.result,
      words: (labels) => labels.recordResult,
    },
    { key: 'error', title: fixed('ERROR'), kind: 'text', value: (row) => row.error },
    { key: 'date', title: fixed('DATE'), kind: 'instant', value: (row) => row.date },
    { key: 'lastUpdate', title: fixed('LAST_UPDATE'), kind: 'instant', value: (row) => row.lastUpdate },
  ],
};
