import type { Campaign } from '../commands/campaign';
import type { Context } from '../context';
import type { Report, ReportFile } from './reports';
import type { SimulatedPlatform } from './simulated-platform';

/** One thing that must hold, and what was found. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly found: string;
}

export interface Upload {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly again: number;
  readonly invalid: number;
  readonly suppressed: number;
}

interface Job {
  readonly id: string;
  readonly status: string;
  readonly ok: boolean | null;
  readonly events: number | null;
  readonly differences: readonly unknown[];
}

/** Counts again: the states against the file, the views against the log, the end of every contact against what handsets received. */
export async function verify(
  context: Context,
  campaign: Campaign,
  upload: Upload,
  platform: SimulatedPlatform,
): Promise<readonly Finding[]> {
  const states = Object.values(campaign.counters).reduce((sum, count) => sum + count, 0);
  const sum = upload.accepted + upload.invalid + upload.suppressed + upload.duplicate;
  const recount = await recountLog(context, campaign.id);
  const doubles = await platform.doubles();
  const { missing, extra } = await compareWithLedger(context, campaign.id, platform);
  return [
    finding('every row has a verdict', sum === upload.rows, `${sum} of ${upload.rows}`),
    finding(
      'states + duplicates + uploaded again = rows',
      states + upload.duplicate + upload.again === upload.rows,
      `${states} + ${upload.duplicate} + ${upload.again}`,
    ),
    finding(
      'every contact is settled',
      campaign.settled === campaign.contacts,
      `${campaign.settled} of ${campaign.contacts}`,
    ),
    finding(
      'the views are the fold of the log',
      recount.ok,
      `${recount.differences} differences in ${recount.events} events`,
    ),
    finding('nobody got it twice', doubles === 0, `${doubles} doubles`),
    finding('whoever got it is shown so', missing === 0, `${missing} missing`),
    finding('whoever is shown so got it', extra === 0, `${extra} too many`),
  ];
}

/**
 * Holds the files of reports against what was counted.
 * @param inbound messages that people wrote, as the log has them
 */
export function verifyReports(
  reports: readonly ReportFile[],
  campaign: Campaign,
  upload: Upload,
  inbound: number,
): readonly Finding[] {
  const hasRows = (report: Report, rows: number, what: string) => {
    const found = reports.filter((file) => file.report === report);
    const text = found.map((file) => `${file.rows} (${file.format})`).join(', ') || 'no file';
    return finding(what, found.length > 0 && found.every((file) => file.rows === rows), text);
  };
  const attempted = campaign.contacts - (campaign.counters['invalid_record'] ?? 0);
  const consolidated = reports.find(({ report, format }) => report === 'consolidated' && format === 'csv');
  const total = totalOf(consolidated?.cells ?? []);
  const whole = reports.filter(({ isWhole }) => isWhole).length;
  return [
    hasRows('verdicts', upload.rows, 'the verdict file has every row'),
    hasRows('detailed', campaign.contacts, 'the detailed report has every contact'),
    hasRows('detailed-mo', inbound, 'the report of replies has every message received'),
    hasRows('consolidated', consolidated?.rows ?? -1, 'the consolidated report is the same in every format'),
    finding('it adds up to the detailed one', total === campaign.contacts, `${total} of ${campaign.contacts}`),
    hasRows('records', attempted, 'the records have every attempt'),
    finding('every file is whole', whole === reports.length, `${whole} of ${reports.length}`),
  ];
}

/** The column of totals of a consolidated report, added up. */
function totalOf([titles = [], ...rows]: readonly (readonly string[])[]): number {
  const at = titles.indexOf('Total');
  return rows.reduce((sum, row) => sum + Number(row[at]), 0);
}

function finding(what: string, ok: boolean, found: string): Finding {
  return { what, ok, found };
}

async function recountLog(
  { api, io }: Context,
  campaign: string,
): Promise<{ ok: boolean; events: number; differences: number }> {
  let job = await api.post<Job>('/v1/verify', { campaign });
  while (job.status === 'running' && !io.signal.aborted) {
    await io.sleep(100);
    job = await api.get<Job>(`/v1/verify/${job.id}`);
  }
  const { ok, events, differences } = job;
  return { ok: ok === true, events: events ?? 0, differences: differences.length };
}

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

/** Contacts that are Delivered or Read here, against messages that really reached a handset there. */
async function compareWithLedger(
  { api }: Context,
  campaignId: string,
  platform: SimulatedPlatform,
): Promise<{ missing: number; extra: number }> {
  const shown = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { state: ['delivered', 'read'], limit: '500', ...(cursor !== undefined && { cursor }) };
    const page = await api.get<Page>(`/v1/campaigns/${campaignId}/contacts`, query);
    for (const { id } of page.items) shown.add(id);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const received = new Set((await platform.received(campaignId)).map(({ callbackData }) => callbackData.split('|')[2]));
  return {
    missing: [...received].filter((contact) => contact === undefined || !shown.has(contact)).length,
    extra: [...shown].filter((contact) => !received.has(contact)).length,
  };
}
