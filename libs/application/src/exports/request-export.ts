import {
  EXPORT_FORMATS,
  EXPORT_REPORTS,
  exportDecider,
  type ExportFormat,
  type ExportReport,
  type Language,
  LANGUAGES,
  Refusal,
  stream,
} from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Total } from '@arauto/read-models';
import { MOST_PDF_ROWS } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { anyObject, Field, oneOf, optional, timeZone } from '../fields';
import { Identities } from '../identities/identities';
import { checkPage, columnsInQuery } from '../reports/detailed-columns';
import { EVENT_STORE, STORED_EVENTS, VAULT, VIEWS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { requireContents } from './export-access';
import type { GivenFilters } from './export-filters';
import { ExportOrders } from './export-orders';
import { ExportRoom } from './export-room';
import { openTable } from './export-tables';
import type { ExportSources } from './tables/table';

export class RequestExportBody {
  @Field(oneOf(EXPORT_REPORTS)) readonly report!: ExportReport;
  @Field(
    anyObject,
    'Those of the report, as its query has them; of verdicts `upload` and `verdict`, of contacts and events `campaign`.',
  )
  readonly filters!: { readonly [name: string]: unknown };
  @Field(oneOf(EXPORT_FORMATS), 'ndjson of events, and of nothing else.') readonly format!: ExportFormat;
  @Field(optional(columnsInQuery), 'Of the detailed report: what to show, in this order.')
  readonly columns?: readonly string[];
  @Field(optional(oneOf(LANGUAGES)), '`en` by default.') readonly language?: Language;
  @Field(optional(timeZone), 'Whose clocks instants are shown by; UTC by default.') readonly timeZone?: string;
  @Field(optional(oneOf([',', ';'])), 'Of csv: a comma by default.') readonly delimiter?: ',' | ';';
}

/** Asks for a file of a report; `GetExport` says how far it is. */
export class RequestExport extends CommandWith<RequestExportBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:export',
    body: RequestExportBody,
    problems: ['not_found', 'too_many_exports'],
  };
}

@CommandHandler(RequestExport)
export class RequestExportHandler implements ICommandHandler<RequestExport> {
  private readonly sources: ExportSources;

  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(ExportOrders) private readonly orders: ExportOrders,
    @Inject(ExportRoom) private readonly room: ExportRoom,
    @Inject(VIEWS) views: Views,
    @Inject(VAULT) vault: Vault,
    @Inject(Identities) identities: Identities,
    @Inject(EVENT_STORE) events: EventReader,
    @Inject(STORED_EVENTS) stored: Pick<EventReader, 'readAll'>,
  ) {
    this.sources = { views, vault, identities, events, stored };
  }

  async execute({ context, input }: RequestExport): Promise<Answer> {
    const { principal } = context;
    const { report, format, language = 'en', timeZone: zone = 'UTC', columns = null, delimiter } = input;
    requireContents(principal, report);
    checkFormat(input);
    const given = input.filters as GivenFilters;
    const table = await openTable(this.sources, principal, {
      ...{ report, columns, format, language, timeZone: zone, filters: given },
    });
    if (format === 'pdf') {
      checkPage(columns);
      const total = await table.count(MOST_PDF_ROWS);
      // Where so many were not looked at, they are counted before the file begins.
      if (total && isMoreThan(MOST_PDF_ROWS, total)) throw tooManyRows();
    }
    const exportId = this.runner.newId(context, 'export');
    const repeats = await this.runner.repeats(context, stream.export(exportId));
    const asked = {
      ...{ report, filters: given, columns, format, language, timeZone: zone },
      delimiter: format === 'csv' ? (delimiter ?? ',') : null,
    };
    const ask = async () => {
      const order = await this.orders.take(principal, exportId, asked, repeats);
      return this.runner.run(context, async ({ create }) =>
        answerOf(exportId, await create(exportDecider, stream.export(exportId), { type: 'RequestExport', ...order })),
      );
    };
    return repeats ? ask() : this.room.within(principal.id, ask, (open) => this.refuse(open));
  }

  private refuse(open: number): never {
    throw new Refusal(
      'too_many_exports',
      `${open} exports of this key wait or are being made already, and ${this.room.most} may. Wait for one of them, or cancel one.`,
    );
  }
}

/** @throws Refusal for what does not fit the report or the format, by its name */
function checkFormat({ report, format, columns, delimiter }: RequestExportBody): void {
  if ((report === 'events') !== (format === 'ndjson')) {
    const fitting = report === 'events' ? 'ndjson' : EXPORT_FORMATS.filter((each) => each !== 'ndjson').join(', ');
    throw invalid('format', 'not_of_this_report', `An export of ${report} comes as ${fitting}.`);
  }
  if (columns !== undefined && report !== 'detailed') {
    throw invalid('columns', 'not_of_this_report', 'columns are chosen of the detailed report only.');
  }
  if (delimiter !== undefined && format !== 'csv') {
    throw invalid('delimiter', 'not_of_this_format', 'delimiter is for csv only.');
  }
}

/** As far as they were looked at: `atLeast` the most means that there is one more. */
function isMoreThan(most: number, { value, relation }: Total): boolean {
  return value > most || (relation === 'atLeast' && value >= most);
}

function tooManyRows(): Refusal {
  return invalid(
    'format',
    'too_many_rows',
    `A pdf has at most ${MOST_PDF_ROWS} rows: narrow the search, or take the report as csv or xlsx.`,
  );
}
