import { queryOptions } from '@tanstack/react-query';
import i18next from 'i18next';
import { answerOf, api } from '../../api/client';
import { EngineGone, Problem } from '../../api/problem';
import { reach } from '../../api/reach';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';
import { ofCampaign } from '../../live/one-campaign';
import type { ParameterMapping } from '../../parts/campaign-settings';
import type { columnMapping } from './draft';
import type { Row } from './row';

export type Template = components['schemas']['Template'];
export type Tried = components['schemas']['TriedContacts'];
export type Upload = components['schemas']['Upload'];
export type Contact = components['schemas']['Contact'];
/** Of what it costs the engine says nothing yet. */
export type Sender = components['schemas']['Sender'];
export type Preflight = Omit<components['schemas']['Preflight'], 'cost'>;
export type EditBody = components['schemas']['EditCampaignBody'];

const MOST = 500;
/** Rows of a file that are shown before anything is kept. */
const ROWS_TRIED = 50;

export function sendersQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['senders', 'to choose', { subaccount }],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/senders', {
          signal,
          params: { query: { limit: MOST, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

/** Every template that somebody sees: there are tens, seldom hundreds of them. */
export const templatesQuery = queryOptions({
  queryKey: ['templates', 'to choose'],
  queryFn: async ({ signal }) => {
    const all: Template[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: MOST, ...(cursor !== null && { cursor }) };
      const page: { items: Template[]; nextCursor: string | null } = await answerOf(
        api.GET('/v1/templates', { signal, params: { query } }),
      );
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  },
});

export function previewQuery(templateId: string, parameterMapping: ParameterMapping, row: Row) {
  const { name, phone, correlationId, parameters } = row;
  const body = {
    parameterMapping,
    ...(name !== null && { name: name.slice(0, 200) }),
    ...(phone !== null && { phone: phone.slice(0, 40) }),
    ...(correlationId !== null && { correlationId: correlationId.slice(0, 256) }),
    ...(parameters && {
      parameters: Object.fromEntries(
        Object.entries(parameters)
          .slice(0, 100)
          .map(([key, value]) => [key, value.slice(0, 1024)]),
      ),
    }),
  };
  return queryOptions({
    queryKey: ['templates', 'preview', templateId, body],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      answerOf(api.POST('/v1/templates/{id}/preview', { signal, params: { path: { id: templateId } }, body })),
    placeholderData: (before) => before,
  });
}

/** The first contacts that a campaign has: where no file is at hand, previews are filled from them. */
export function firstContactsQuery(campaignId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'first contacts'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/contacts', {
          signal,
          params: { path: { id: campaignId }, query: { ...afterWritten(), limit: ROWS_TRIED, state: ['initial'] } },
        }),
      ),
  });
}

export function uploadsQuery(campaignId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'uploads', 'to edit'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/uploads', {
          signal,
          params: { path: { id: campaignId }, query: { ...afterWritten(), limit: 100 } },
        }),
      ),
    // While a file is read, its counts grow; nothing else says so.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'reading') ? 500 : false),
  });
}

/** Rows of an upload that made no contact, the first of them. */
export function refusedQuery(uploadId: string, rows: number) {
  return queryOptions({
    queryKey: ['uploads', uploadId, 'refused', rows],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/uploads/{id}/verdicts', {
          signal,
          params: { path: { id: uploadId }, query: { verdict: ['invalid', 'suppressed', 'duplicate'], limit: 20 } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export function preflightQuery(campaignId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'preflight', 'start'],
    staleTime: 0,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/preflight', {
          signal,
          params: { path: { id: campaignId }, query: { ...afterWritten(), for: 'start' } },
        }),
      ),
  });
}

const UNSETTLED: readonly Contact['state'][] = ['initial', 'in_progress', 'retry_scheduled', 'sent'];

/** What became of a test, asked again until that is known. */
export function testQuery(campaignId: string, contactId: string) {
  return queryOptions({
    queryKey: [...ofCampaign(campaignId), 'test', contactId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/contacts/{contactId}', {
          signal,
          params: { path: { id: campaignId, contactId } },
        }),
      ),
    refetchInterval: ({ state }) => (!state.data || UNSETTLED.includes(state.data.state) ? 1000 : false),
  });
}

const path = (id: string) => ({ params: { path: { id } } });

export const commands = {
  create: (body: components['schemas']['CreateCampaignBody']) =>
    answerOf(api.POST('/v1/campaigns', { body })).then(noted),
  edit: (id: string, body: EditBody) => answerOf(api.PATCH('/v1/campaigns/{id}', { ...path(id), body })).then(noted),
  duplicate: (id: string, body: components['schemas']['DuplicateCampaignBody']) =>
    answerOf(api.POST('/v1/campaigns/{id}/duplicate', { ...path(id), body })).then(noted),
  test: (id: string, body: components['schemas']['TestMessageBody']) =>
    answerOf(api.POST('/v1/campaigns/{id}/test', { ...path(id), body })).then(noted),
  /** @param canary so many first; null for everybody at once */
  start: (id: string, canary: number | null) => {
    const body = canary === null ? {} : { canary };
    return answerOf(api.POST('/v1/campaigns/{id}/start', { ...path(id), body })).then(noted);
  },
  schedule: (id: string, localTime: string, timeZone: string) =>
    answerOf(api.POST('/v1/campaigns/{id}/schedule', { ...path(id), body: { localTime, timeZone } })).then(noted),
};

type Mapping = ReturnType<typeof columnMapping>;

/** What is said of a file beside it. */
export interface FileFields {
  readonly mapping: Mapping | null;
  /** Of a workbook, the one to read; null: the first. */
  readonly sheet: string | null;
}

function formOf(file: File, { mapping, sheet }: FileFields): FormData {
  const form = new FormData();
  if (sheet !== null) form.append('sheet', sheet);
  if (mapping) form.append('mapping', JSON.stringify(mapping));
  form.append('file', file);
  return form;
}

/** What would become of the first rows. Nothing is kept. */
export function tryFile(campaignId: string, file: File, fields: FileFields): Promise<Tried> {
  return sendForm<Tried>(`/v1/campaigns/${campaignId}/contacts?dryRun=true&rows=${ROWS_TRIED}`, formOf(file, fields));
}

/** @param told of the share that has left, 0 to 1 */
export function uploadFile(campaignId: string, file: File, fields: FileFields, told: (share: number) => void) {
  const to = `/v1/campaigns/${campaignId}/contacts`;
  return sendForm<components['schemas']['UploadOpened']>(to, formOf(file, fields), told).then(noted);
}

/** Leaves a file with a campaign, to be sent. */
export function uploadMedia(campaignId: string, file: File) {
  const form = new FormData();
  form.append('file', file);
  return sendForm<components['schemas']['CampaignFile']>(`/v1/campaigns/${campaignId}/media`, form).then(noted);
}

/** Of what is sent, only `XMLHttpRequest` says how far it is. */
function sendForm<Answer>(to: string, form: FormData, told?: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.setRequestHeader('Accept-Language', i18next.language);
    request.upload.onprogress = ({ loaded, total }) => told?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const response = new Response(request.responseText, {
        status: request.status,
        headers: { 'X-Request-Id': request.getResponseHeader('X-Request-Id') ?? '' },
      });
      if (response.ok) return resolve(JSON.parse(request.responseText) as Answer);
      void Problem.of(response).then(reject);
    };
    request.onerror = () => {
      reach.lost();
      reject(new EngineGone());
    };
    request.send(form);
  });
}
