import { inEveryLanguage, type Report } from './report';

/** One contact that was attempted, in the campaign records report. */
export interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  /** accepted, submitted, delivered, read, failed; null while there is none. */
  readonly result: string | null;
  /** `code title: details`. */
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

/** The status of every record of a campaign. */
export const recordsReport: Report<RecordRow> = {
  name: 'records',
  columns: [
    { title: inEveryLanguage('CAMPAIGN_ID'), kind: 'fact', value: (row) => row.campaignId },
    { title: inEveryLanguage('TELEPHONE'), kind: 'phone', value: (row) => row.telephone },
    { title: inEveryLanguage('RESULT'), kind: 'fact', value: (row) => row.result },
    { title: inEveryLanguage('ERROR'), kind: 'text', value: (row) => row.error },
    { title: inEveryLanguage('DATE'), kind: 'fact', value: (row) => row.date },
    { title: inEveryLanguage('LAST_UPDATE'), kind: 'fact', value: (row) => row.lastUpdate },
  ],
};
