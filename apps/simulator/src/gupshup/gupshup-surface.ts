import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type ArrivalTime } from '../arrival-times';
import { type GupshupNumber } from '../business-numbers';
import { readBody, UnreadableBody } from '../exchange';
import { journaledExchange, type Exchange } from '../journaled-exchange';
import { readMedia } from '../media-api';
import { type World } from '../world';
import { authenticationFailed, invalid, invalidAppDetails, refusalBody, type Refusal } from './refusal';
import { sendForm, type Manner } from './send';
import { appOf } from './send-form';
import { listAppTemplates } from './template-list';

/** The simulator's own: Gupshup has no field that comes back, and the ledger must know the campaign of a message. */
const CALLBACK_DATA = 'x-simulator-callback-data';

interface Call {
  readonly request: IncomingMessage;
  readonly exchange: Exchange;
  readonly entry: number;
  /** The apps that its key opens. */
  readonly apps: readonly GupshupNumber[];
}

type Route = (world: World, call: Call, id: string, body: Buffer) => Refusal | undefined;

const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['POST', /^\/wa\/api\/v1\/template\/msg$/, (world, call, _, body) => send(world, call, 'template', body)],
  ['POST', /^\/wa\/api\/v1\/msg$/, (world, call, _, body) => send(world, call, 'session', body)],
  ['GET', /^\/wa\/app\/([^/]+)\/template$/, (world, call, id) => templates(world, call, id)],
];

/** The self-serve API of Gupshup, `/wa/…`, and the addresses of files, `/wa/media/{id}`. Every request is noted in the journal. */
export class GupshupSurface {
  constructor(
    private readonly world: () => World,
    private readonly token: string,
  ) {}

  /** Serves a request whose headers arrived at `arrival`. */
  async serve(request: IncomingMessage, response: ServerResponse, arrival: ArrivalTime): Promise<void> {
    const world = this.world();
    const url = new URL(request.url!, 'http://simulator');
    const entry = world.journal.open(arrival, request.method!, url.pathname);
    const exchange = journaledExchange(world, entry, response);
    const refuse = (refusal: Refusal): void => {
      exchange.json(refusal.status, refusalBody(refusal));
    };
    try {
      const body = await readBody(request);
      const media = /^\/wa\/media\/([^/]+)$/.exec(url.pathname)?.[1];
      const apps = this.appsOf(world, request);
      const route = routes.find(([method, path]) => method === request.method && path.test(url.pathname));
      if (media !== undefined && request.method === 'GET') file(world, exchange, media, url.searchParams);
      else if (apps.length === 0) refuse(authenticationFailed);
      else if (!route) refuse({ status: 404, message: 'Not Found' });
      else {
        const id = route[1].exec(url.pathname)?.[1] ?? '';
        const refusal = route[2](world, { request, exchange, entry, apps }, id, body);
        if (refusal) refuse(refusal);
      }
    } catch (error) {
      if (!(error instanceof UnreadableBody)) throw error;
      refuse(invalid('Body'));
    }
  }

  /** The simulator's own token opens every app. */
  private appsOf(world: World, { headers: { apikey } }: IncomingMessage): GupshupNumber[] {
    return world.known.numbers.apps().filter((app) => apikey === app.apiKey || apikey === this.token);
  }
}

function send(
  world: World,
  { request, exchange, entry, apps }: Call,
  manner: Manner,
  body: Buffer,
): Refusal | undefined {
  const form = new URLSearchParams(body.toString('utf8'));
  const data = request.headers[CALLBACK_DATA];
  const callbackData = typeof data === 'string' && data !== '' ? data : null;
  world.journal.describe(entry, form.get('destination'), callbackData);
  const app = appOf(form, apps);
  if ('message' in app) return app;
  sendForm(world, app, manner, form, callbackData, exchange);
  return undefined;
}

function templates(world: World, { exchange, apps }: Call, id: string): Refusal | undefined {
  const app = apps.find((one) => one.id === id);
  if (!app) return invalidAppDetails;
  exchange.json(200, listAppTemplates(world.known.templates, app));
  return undefined;
}

/** Whoever was told the address may have the file. */
function file(world: World, exchange: Exchange, id: string, query: URLSearchParams): void {
  const media = world.media.find(id);
  const isOurs = media && world.known.numbers.app(media.number) !== undefined;
  const content = isOurs && readMedia(world, media, query);
  if (!media || !content || 'code' in content) exchange.bare(404);
  else exchange.file(media.mimeType, content);
}
