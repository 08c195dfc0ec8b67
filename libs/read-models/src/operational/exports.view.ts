/**
 * Which exports are there, and what became of each? Asked by whoever waits for one, by who makes them and by who takes their files away.
 * Costs one small write per event of an export.
 */
import {
  type ExpiryCause,
  type ExportAsker,
  type ExportEvent,
  type ExportFormat,
  type ExportMoment,
  type ExportReport,
  idOf,
  type JsonValue,
  type Language,
  streamPrefix,
} from '@arauto/domain';
import { patch, put } from '../change';
import { projection } from '../projection';
import { defineView, type Document, integer, json, symbol, text } from '../view';

export const exportsView = defineView({
  name: 'exports',
  version: 2,
  group: 'operational',
  fields: {
    /** Id of the key. */
    askedBy: symbol(),
    asker: json<ExportAsker>(),
    report: symbol<ExportReport>(),
    filters: json<{ readonly [name: string]: JsonValue }>(),
    personalRef: text<string | null>(),
    columns: json<readonly string[] | null>(),
    format: symbol<ExportFormat>(),
    language: symbol<Language>(),
    timeZone: text(),
    delimiter: text<string | null>(),
    /** The saved search whose schedule asked for it. */
    searchId: text<string | null>(),
    status: symbol<'queued' | 'running' | 'completed' | 'failed' | 'canceled' | 'expired'>(),
    requestedAt: integer(),
    moment: json<ExportMoment | null>(),
    run: text<string | null>(),
    erasures: text<string | null>(),
    rows: integer<number | null>(),
    bytes: integer<number | null>(),
    sha256: text<string | null>(),
    fileName: text<string | null>(),
    expiresAt: integer<number | null>(),
    expired: symbol<ExpiryCause | null>(),
    error: json<{ readonly code: string; readonly message: string } | null>(),
    revision: integer(),
  },
  indexes: [
    ['requestedAt'],
    ['askedBy', 'requestedAt'],
    ['status', 'requestedAt'],
    { fields: ['searchId', 'requestedAt'], set: ['searchId'] },
  ],
});

export type ExportDocument = Document<typeof exportsView>;

const idIn = (stream: string) => idOf(stream, streamPrefix.export);

export const exportsProjection = projection<ExportEvent>(exportsView, {
  ExportRequested: ({ askedBy, ...order }, event) => [
    put(exportsView, idIn(event.stream), {
      ...order,
      askedBy: askedBy.id,
      asker: askedBy,
      status: 'queued',
      requestedAt: event.at,
      moment: null,
      error: null,
      revision: event.revision,
    }),
  ],
  ExportBegun: ({ run, moment, erasures }, { stream, revision }) => [
    patch(exportsView, idIn(stream), { status: 'running', run, moment, erasures, revision }),
  ],
  ExportCompleted: ({ rows, bytes, sha256, fileName, expiresAt }, { stream, revision }) => [
    patch(exportsView, idIn(stream), {
      ...{ status: 'completed', rows, bytes, sha256, fileName, expiresAt: Date.parse(expiresAt), revision },
    }),
  ],
  ExportFailed: ({ code, reason }, { stream, revision }) => [
    patch(exportsView, idIn(stream), { status: 'failed', error: { code, message: reason }, revision }),
  ],
  ExportCanceled: (_, { stream, revision }) => [patch(exportsView, idIn(stream), { status: 'canceled', revision })],
  ExportExpired: ({ why }, { stream, revision }) => [
    patch(exportsView, idIn(stream), { status: 'expired', expired: why, revision }),
  ],
  ExportFetched: (_, { stream, revision }) => [patch(exportsView, idIn(stream), { revision })],
});
