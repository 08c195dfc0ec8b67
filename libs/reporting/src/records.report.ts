import { labelsIn, RECORD_RESULTS, type RecordResult } from '@arauto/domain';
import { inEveryLanguage, type Report } from './report';

/** One contact that was attempted, in the campaign records report. */
export interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  /** Null where nobody knows what became of the attempt, until a person decides. */
  readonly result: RecordResult | null;
  /** `code title: details`. */
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

/** As the page that users know has them; titles and words are read by programs, so they are the same in every language. */
const RESULTS = labelsIn('en').recordResult;

/** The status of every record of a campaign. */
export const recordsReport: Report<RecordRow> = {
  name: 'records',
  counted: {
    words: RECORD_RESULTS,
    labels: () => RESULTS,
    of: (row) => row.result,
  },
  columns: [
    { title: inEveryLanguage('CAMPAIGN_ID'), kind: 'code', value: (row) => row.campaignId, width: 38 },
    { title: inEveryLanguage('TELEPHONE'), kind: 'phone', value: (row) => row.telephone },
    { title: inEveryLanguage('RESULT'), kind: 'code', value: ({ result }) => result && RESULTS[result].label },
    { title: inEveryLanguage('ERROR'), kind: 'text', value: (row) => row.error, width: 60 },
    { title: inEveryLanguage('DATE'), kind: 'instant', value: (row) => row.date },
    { title: inEveryLanguage('LAST_UPDATE'), kind: 'instant', value: (row) => row.lastUpdate },
  ],
};
