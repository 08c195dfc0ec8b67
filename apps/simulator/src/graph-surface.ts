import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type ArrivalTime } from './arrival-times';
import { type CloudNumber } from './business-numbers';
import { bearer, readBody, readJson, UnreadableBody } from './exchange';
import { graphError, graphErrorBody, type GraphError } from './graph-error';
import { type SentFile } from './inbound-media';
import { journaledExchange, type Exchange } from './journaled-exchange';
import { asText, type JsonObject } from './json-object';
import { describeMedia, readMedia } from './media-api';
import { tierName } from './messaging-limits';
import { announceTemplate } from './platform-events';
import { sendMessage } from './send-message';
import { checkUpload, UPLOAD_LIMIT } from './media-upload';
import { subscribe } from './subscribe';
import { createTemplate, listTemplates } from './template-api';
import { type World } from './world';

const UNKNOWN_OBJECT = 33;

/** The Cloud API: `/{version}/{id}[/{edge}]`, and the addresses of files, `/media/{id}`. Every request is noted in the journal, refused ones too. */
export class GraphSurface {
  constructor(
    private readonly world: () => World,
    private readonly token: string,
  ) {}

  /** Serves a request whose headers arrived at `arrival`. */
  async serve(request: IncomingMessage, response: ServerResponse, arrival: ArrivalTime): Promise<void> {
    const world = this.world();
    const path = request.url!.split('?', 1)[0]!;
    const entry = world.journal.open(arrival, request.method!, path);
    const exchange = journaledExchange(world, entry, response);
    const refuse = (error: GraphError): void => {
      exchange.json(error.httpStatus, graphErrorBody(error));
    };
    try {
      const [, version, id, edge, rest] = path.split('/');
      const token = bearer(request);
      if (token === undefined || !(token === this.token || world.known.numbers.knowsToken(token))) {
        await readBody(request);
        refuse(graphError(190, 'Invalid OAuth access token - Cannot parse access token'));
      } else if (version === 'media' && id && edge === undefined) {
        await readBody(request);
        this.file(world, { request, exchange, refuse, token, id, edge, entry });
      } else if (!/^v\d+(\.\d+)?$/.test(version ?? '') || !id || rest !== undefined) {
        await readBody(request);
        refuse(graphError(100, `Unknown path components: ${path}`));
      } else {
        await this.route(world, { request, exchange, refuse, token, id, edge, entry });
      }
    } catch (error) {
      if (!(error instanceof UnreadableBody)) throw error;
      refuse(graphError(100, error.message));
    }
  }

  private async route(world: World, call: Call): Promise<void> {
    const { numbers, templates } = world.known;
    const number = numbers.cloud(call.id);
    const account = numbers.ofAccount(call.id).filter((one) => one.provider === 'cloud-api');
    const method = call.request.method!;
    const operation = `${method} ${call.edge ?? ''}`.trim();
    if (number && this.mayUse(call.token, [number])) {
      if (operation === 'POST messages') return this.messages(world, number, call);
      if (operation === 'GET') return describeNumber(world, number, call);
      if (operation === 'POST media') return uploadMedia(world, call);
      if (operation === 'GET message_history' && !world.knobs.historyOff) return historyOf(world, number, call);
    } else if (account[0] && this.mayUse(call.token, account)) {
      if (operation === 'GET message_templates') return answerTo(call, listTemplates(world, call.id, queryOf(call)));
      if (operation === 'POST message_templates') {
        return answerTo(call, createTemplate(world, call.id, await readJson(call.request)));
      }
      if (operation === 'POST subscribed_apps') return subscribeAccount(world, account, call);
    } else if (templates.withId(call.id) && operation === 'POST unpause') {
      return unpause(world, call);
    }
    await readBody(call.request);
    const media = operation === 'GET' && this.mediaFor(world, call);
    if (media) call.exchange.json(200, describeMedia(world, media, call.request.headers.host ?? ''));
    else call.refuse(unsupported(method, call));
  }

  /** Of a number, for its token. */
  private mediaFor(world: World, { id, token }: Call): SentFile | undefined {
    const media = world.media.find(id);
    const number = media && world.known.numbers.cloud(media.number);
    return number && this.mayUse(token, [number]) ? media : undefined;
  }

  private file(world: World, call: Call): void {
    const media = call.request.method === 'GET' ? this.mediaFor(world, call) : undefined;
    if (!media) {
      call.exchange.bare(404);
      return;
    }
    const read = readMedia(world, media, queryOf(call));
    if ('code' in read) call.refuse(read);
    else call.exchange.file(media.mimeType, read);
  }

  private async messages(world: World, number: CloudNumber, call: Call): Promise<void> {
    const body = await readJson(call.request);
    world.journal.describe(
      call.entry,
      asText(body.to) ?? asText(body.recipient) ?? null,
      asText(body.biz_opaque_callback_data) ?? null,
    );
    if (body.status === 'read' && asText(body.message_id)) call.exchange.json(200, '{"success":true}');
    else sendMessage(world, number, body, call.exchange);
  }

  /** The simulator's own token opens everything, a number's token what belongs to it. */
  private mayUse(token: string, numbers: readonly CloudNumber[]): boolean {
    return token === this.token || numbers.some(({ accessToken }) => accessToken === token);
  }
}

interface Call {
  readonly request: IncomingMessage;
  readonly exchange: Exchange;
  readonly refuse: (error: GraphError) => void;
  readonly token: string;
  readonly id: string;
  readonly edge: string | undefined;
  readonly entry: number;
}

function queryOf(call: Call): URLSearchParams {
  return new URL(call.request.url!, 'http://simulator').searchParams;
}

function answerTo(call: Call, result: { readonly json: JsonObject } | GraphError): void {
  if ('code' in result) call.refuse(result);
  else call.exchange.json(200, JSON.stringify(result.json));
}

function unsupported(method: string, { id }: Call): GraphError {
  const what = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to `;
  return graphError(100, `${what}missing permissions, or does not support this operation`, UNKNOWN_OBJECT);
}

function describeNumber(world: World, number: CloudNumber, call: Call): void {
  const limit = tierName(world.known.numbers.limitOf(number.portfolio));
  const fields: Readonly<Record<string, unknown>> = {
    id: number.id,
    display_phone_number: number.displayPhoneNumber,
    verified_name: 'Arauto',
    name_status: 'APPROVED',
    status: number.status,
    quality_rating: number.quality,
    throughput: { level: number.throughput > 80 ? 'HIGH' : 'STANDARD' },
    whatsapp_business_manager_messaging_limit: limit,
    messaging_limit_tier: limit,
    platform_type: 'CLOUD_API',
    code_verification_status: 'VERIFIED',
  };
  const wanted =
    queryOf(call).get('fields') ?? 'verified_name,display_phone_number,quality_rating,code_verification_status';
  const names = ['id', ...wanted.split(',').map((name) => name.trim())].filter((name) => name !== '');
  const unknown = names.find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) call.refuse(graphError(100, `Tried accessing nonexisting field (${unknown})`));
  else call.exchange.json(200, JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]]))));
}

async function historyOf(world: World, number: CloudNumber, call: Call): Promise<void> {
  await readBody(call.request);
  answerTo(call, world.history.page(number.id, queryOf(call)));
}

async function uploadMedia(world: World, call: Call): Promise<void> {
  const body = await readBody(call.request, UPLOAD_LIMIT);
  const problem = checkUpload(call.request.headers['content-type'] ?? '', body);
  if (problem) {
    call.refuse(problem);
    return;
  }
  const id = String(880_000_000_000 + world.nextSerial());
  world.known.media.add(id);
  call.exchange.json(200, JSON.stringify({ id }));
}

async function subscribeAccount(world: World, numbers: readonly CloudNumber[], call: Call): Promise<void> {
  const body = await readJson(call.request);
  const url = asText(body.override_callback_uri);
  if (url !== undefined) {
    for (const number of numbers) {
      const problem = await subscribe(world, number, url, asText(body.verify_token) ?? '');
      if (problem !== undefined) {
        call.refuse(graphError(100, `Callback verification failed: ${problem}`));
        return;
      }
    }
  }
  call.exchange.json(200, '{"success":true}');
}

async function unpause(world: World, call: Call): Promise<void> {
  await readBody(call.request);
  const template = world.known.templates.withId(call.id)!;
  if (template.status !== 'PAUSED') {
    call.refuse(graphError(100, `Template ${template.name} is not paused.`));
    return;
  }
  template.status = 'APPROVED';
  announceTemplate(world, template, 'APPROVED', { title: 'UNPAUSE', description: 'Unpaused by the business.' });
  call.exchange.json(200, '{"success":true}');
}
