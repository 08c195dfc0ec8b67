import { CONTENT_TYPES, CONVERSATION_TYPES, type Language, LANGUAGES, REPORT_STATUSES } from '@arauto/domain';
import { AfterQuery } from '../fields/page.query';
import { QueryChoice, QueryFlag, QueryId, QueryList, QueryText, QueryTime, QueryWhole } from '../fields/query-field';

/** Filters of the detailed report, all combinable. */
export class DetailedFileQuery extends AfterQuery {
  @QueryChoice(['MT'], ['MO']) type?: string | undefined;
  @QueryTime(true) from!: string;
  @QueryTime(true) to!: string;
  @QueryId() subaccount?: string | undefined;
  @QueryText() user?: string | undefined;
  @QueryId() campaign?: string | undefined;
  @QueryChoice(CONTENT_TYPES) contentType?: string | undefined;
  @QueryFlag() withSession?: boolean | undefined;
  @QueryText(256) correlationId?: string | undefined;
  @QueryList(REPORT_STATUSES) status?: string[] | undefined;
  @QueryText(40) phone?: string | undefined;
  @QueryId() contact?: string | undefined;
  @QueryId() conversationId?: string | undefined;
  @QueryChoice(CONVERSATION_TYPES) conversationType?: string | undefined;
  @QueryChoice(LANGUAGES) language?: Language | undefined;
}

export class DetailedReportQuery extends DetailedFileQuery {
  @QueryWhole(1, 500) limit?: number | undefined;
  @QueryText(4096) cursor?: string | undefined;
  @QueryFlag() exactTotal?: boolean | undefined;
}

export class RecordsFileQuery extends AfterQuery {
  @QueryId(true) campaign!: string;
  @QueryTime() from?: string | undefined;
  @QueryTime() to?: string | undefined;
}

export class RecordsReportQuery extends RecordsFileQuery {
  @QueryWhole(1, 500) limit?: number | undefined;
  @QueryText(4096) cursor?: string | undefined;
}
