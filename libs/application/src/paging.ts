/** What a list takes: a page of at most 500, after the row that `cursor` (as the last page gave it, opened by the edge) names. */
export interface PageInput {
  readonly limit?: number | undefined;
  readonly cursor?: unknown;
}
