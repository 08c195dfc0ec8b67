import { instant } from '@arauto/clock';
import { type ExportMoment, type ExportOrder, type JsonValue, labelsIn, REPORT_STATUSES } from '@arauto/domain';
import { type About, aboutWords, RATES, titleOfReport, wallClockIn } from '@arauto/reporting';

/** What a file says of itself. */
export interface AboutExport {
  readonly title: string;
  /** With the zone it is shown in. */
  readonly moment: string;
  readonly facts: About;
  readonly totals: About;
  readonly filters: About;
  /** What its figures mean, of which a reader needs no more than the file has. */
  readonly rates: About;
  readonly definitions: About;
}

/**
 * In the words of the file.
 * @param filters all of them, as they are shown, those that name persons too
 * @param campaign how people call the campaign that all of it is of
 * @param rows as many as were counted; null where nobody could
 */
export function aboutExport(
  { report, language, timeZone, askedBy, filters: asked }: ExportOrder,
  filters: About,
  { at, position }: ExportMoment,
  campaign: string | null,
  rows: number | null,
): AboutExport {
  const words = aboutWords(language);
  const clock = wallClockIn(timeZone);
  const moment = `${clock.text(at) ?? at} (${timeZone})`;
  const title = titleOfReport(report, language);
  return {
    title,
    moment,
    facts: [
      [words.report, title],
      ...(campaign === null ? [] : [[words.campaign, campaign] as const]),
      [words.moment, moment],
      [words.position, position],
      [words.timeZone, timeZone],
      [words.requestedBy, askedBy.name],
    ],
    totals: rows === null ? [] : [[words.rows, String(rows)]],
    filters,
    rates: report === 'consolidated' && asked['type'] !== 'MO' ? ratesIn(language) : [],
    definitions: definitionsOf(report, language),
  };
}

function ratesIn(language: ExportOrder['language']): About {
  return RATES.map(([, title, meaning]) => [title[language], meaning[language]] as const);
}

function definitionsOf(report: ExportOrder['report'], language: ExportOrder['language']): About {
  if (report !== 'detailed' && report !== 'consolidated') return [];
  const { reportStatus, notTracked } = labelsIn(language);
  const { definitions } = aboutWords(language);
  return [
    ...REPORT_STATUSES.map((status) => [reportStatus[status].label, reportStatus[status].description] as const),
    [definitions, notTracked],
  ];
}

/** The day of a moment, in a zone. */
export function dayOf(at: string, timeZone: string): string {
  return (wallClockIn(timeZone).text(at) ?? at).slice(0, 10);
}

/** A filter of when, as a day. */
export function dayOfFilter(given: JsonValue | undefined, timeZone: string): string | undefined {
  if (typeof given !== 'string') return undefined;
  return given.length === 10 ? given : dayOf(instant(Date.parse(given)), timeZone);
}
