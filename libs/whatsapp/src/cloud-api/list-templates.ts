import type { TemplateStatus } from '@arauto/domain';
import { Agent, type Dispatcher, request } from 'undici';
import type { ProviderHosts } from '../hosts';
import { guardedLookup } from '../hosts/guarded-lookup';
import type { ProviderError } from '../provider';
import { type CloudApiConnection, type Endpoint, endpointOf } from './connection';

/** A template as the platform lists it, in our words. */
export interface ListedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat: 'positional' | 'named';
  readonly status: TemplateStatus;
  readonly components: readonly { readonly [key: string]: unknown }[];
}

const FIELDS = 'name,language,status,category,parameter_format,components';
const PAGE = 100;
const TIMEOUT_MS = 10_000;
/** Of the verified accounts. Source: whatsapp-platform.md section 1.3. */
const MOST = 6000;

type Listed = { readonly templates: readonly ListedTemplate[] } | { readonly error: ProviderError };

/**
 * Every template of a business account, page by page. Source: whatsapp-platform.md section 1.7.
 * @param hosts where connections may lead
 * @throws UnfitSettings
 */
export async function listTemplates(
  connection: CloudApiConnection & { readonly businessAccountId: string },
  hosts: ProviderHosts,
): Promise<Listed> {
  const endpoint = endpointOf(connection, hosts);
  const agent = new Agent({ connect: { timeout: TIMEOUT_MS, lookup: guardedLookup() } });
  try {
    return await readAll(connection, endpoint, agent);
  } finally {
    await agent.close();
  }
}

async function readAll(
  connection: CloudApiConnection & { readonly businessAccountId: string },
  { origin, base: below, authorization }: Endpoint,
  agent: Dispatcher,
): Promise<Listed> {
  const account = encodeURIComponent(connection.businessAccountId);
  const base = `${origin}${below}/${connection.apiVersion}/${account}/message_templates`;
  const templates: ListedTemplate[] = [];
  let after: string | undefined;
  do {
    const cursor = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const page = await read(`${base}?fields=${FIELDS}&limit=${PAGE}${cursor}`, authorization, agent);
    if ('error' in page) return page;
    templates.push(...page.data.map(toListed));
    after = page.data.length === PAGE ? page.after : undefined;
  } while (after !== undefined && templates.length < MOST);
  return { templates };
}

interface RawTemplate {
  readonly name?: string;
  readonly language?: string;
  readonly status?: string;
  readonly category?: string;
  readonly parameter_format?: string;
  readonly components?: readonly { readonly [key: string]: unknown }[];
}

type Page = { readonly data: readonly RawTemplate[]; readonly after: string | undefined };

async function read(
  url: string,
  authorization: string,
  dispatcher: Dispatcher,
): Promise<Page | { readonly error: ProviderError }> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headers: { authorization },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const answer = (await body.json()) as {
      readonly data?: readonly RawTemplate[];
      readonly paging?: { readonly cursors?: { readonly after?: string } };
      readonly error?: { readonly code?: number; readonly message?: string };
    };
    if (answer.data) return { data: answer.data, after: answer.paging?.cursors?.after };
    const code = String(answer.error?.code ?? statusCode);
    return { error: { code, details: answer.error?.message ?? `HTTP ${statusCode}` } };
  } catch (error) {
    return { error: { code: 'ENG_NET', details: error instanceof Error ? error.message : String(error) } };
  }
}

const STATUSES: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: 'approved',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  REJECTED: 'rejected',
  // Put away or on its way out: a word of its own tells when it is taken out again.
  ARCHIVED: 'disabled',
  DELETED: 'disabled',
  PENDING_DELETION: 'disabled',
};

function toListed(raw: RawTemplate): ListedTemplate {
  return {
    name: raw.name ?? '',
    language: (raw.language ?? '').replace('-', '_'),
    category: raw.category ?? 'MARKETING',
    parameterFormat: raw.parameter_format?.toLowerCase() === 'named' ? 'named' : 'positional',
    // A word that is not ours yet cannot be sent with: it waits.
    status: STATUSES[raw.status ?? ''] ?? 'pending',
    components: raw.components ?? [],
  };
}
