/** Filters of the detailed report, all combinable. Values that do not exist find nothing; what is not there yet is refused by name. */
export interface DetailedReportFilters {
  /** `MT` (the default); `MO` is refused by name for now. */
  readonly type?: string | undefined;
  /** Inclusive, RFC 3339. Required. */
  readonly from?: string | undefined;
  /** Exclusive, RFC 3339. Required. */
  readonly to?: string | undefined;
  readonly subaccount?: string | undefined;
  /** Name of whoever started or scheduled the campaign. */
  readonly user?: string | undefined;
  readonly campaign?: string | undefined;
  readonly contentType?: string | undefined;
  readonly withSession?: boolean | undefined;
  readonly correlationId?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  /** A contact's id. */
  readonly contact?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly conversationType?: string | undefined;
  /** Of `statusLabel`: en (the default), pt-BR, es. */
  readonly language?: string | undefined;
}
