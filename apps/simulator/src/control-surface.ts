import { type IncomingMessage, type ServerResponse } from 'node:http';
import { connectNumber } from './control-connect';
import { restrictNumber, setQuality, setTier } from './control-numbers';
import { ControlError } from './control-error';
import { orderFailure } from './control-failures';
import { readReset } from './control-reset';
import { approveTemplate, disableTemplate, pauseTemplate } from './control-templates';
import { answerJson, answerLines, bearer, readBody, readJson, UnreadableBody } from './exchange';
import { inboundFromControl } from './control-inbound';
import { type JsonObject } from './json-object';
import { readKnobs } from './knobs';
import { type Settings, type World } from './world';

/** What the control surface may do with the simulator as a whole. */
export interface Stage {
  readonly world: World;
  reset(settings: Settings): Promise<void>;
  /** Something is known now that a restart must not forget. */
  changed(): void;
}

type Handler = (stage: Stage, body: JsonObject, name: string, origin: string) => object | Promise<object>;

const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['POST', /^\/reset$/, (stage, body) => reset(stage, body)],
  ['GET', /^\/knobs$/, ({ world }) => world.knobs],
  ['PATCH', /^\/knobs$/, ({ world }, body) => turnKnobs(world, body)],
  ['GET', /^\/metrics$/, ({ world }) => metrics(world)],
  ['POST', /^\/failure$/, ({ world }, body) => orderFailure(world, body)],
  ['POST', /^\/inbound$/, ({ world }, body) => inboundFromControl(world, body)],
  ['POST', /^\/template\/([^/]+)\/approve$/, ({ world }, body, name) => approveTemplate(world, name, body)],
  ['POST', /^\/template\/([^/]+)\/pause$/, ({ world }, body, name) => pauseTemplate(world, name, body)],
  ['POST', /^\/template\/([^/]+)\/disable$/, ({ world }, body, name) => disableTemplate(world, name, body)],
  ['POST', /^\/number\/([^/]+)\/connect$/, ({ world }, body, id, origin) => connectNumber(world, id, body, origin)],
  ['POST', /^\/number\/([^/]+)\/quality$/, ({ world }, body, id) => setQuality(world, id, body)],
  ['POST', /^\/number\/([^/]+)\/tier$/, ({ world }, body, id) => setTier(world, id, body)],
  ['POST', /^\/number\/([^/]+)\/restrict$/, ({ world }, body, id) => restrictNumber(world, id, body)],
];

/** `/__sim/*`: how tests and the demo drive the simulator and learn the truth. */
export class ControlSurface {
  constructor(
    private readonly stage: Stage,
    private readonly token: string,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, message: string, problems?: readonly string[]): void => {
      answerJson(response, status, JSON.stringify({ error: { message, ...(problems && { problems }) } }));
    };
    try {
      if (bearer(request) !== this.token) {
        await readBody(request);
        refuse(401, "the control API wants the simulator's token as bearer");
        return;
      }
      const url = new URL(request.url!, 'http://simulator');
      const path = url.pathname.slice('/__sim'.length);
      if (request.method === 'GET' && (await this.report(path, url.searchParams, response))) return;
      const onPath = routes.filter(([, pattern]) => pattern.test(path));
      const route = onPath.find(([method]) => method === request.method);
      const body = route ? await readJson(request) : (await readBody(request), {});
      if (route) {
        const name = decodeURIComponent(route[1].exec(path)?.[1] ?? '');
        const answer = await route[2](this.stage, body, name, `http://${request.headers.host ?? ''}`);
        if (request.method !== 'GET') this.stage.changed();
        answerJson(response, 200, JSON.stringify(answer));
      } else if (onPath.length > 0) {
        refuse(405, `${path} takes ${onPath.map(([method]) => method).join(', ')}, not ${request.method}`);
      } else refuse(404, `there is no ${request.method} /__sim${path}`);
    } catch (error) {
      if (error instanceof ControlError) refuse(error.status, error.message, error.problems);
      else if (error instanceof UnreadableBody || error instanceof URIError) refuse(400, error.message);
      else throw error;
    }
  }

  /** Serves the reports, which are streamed; false when the path is none. */
  private async report(path: string, query: URLSearchParams, response: ServerResponse): Promise<boolean> {
    const { ledger, journal, inbound } = this.stage.world;
    const filter = { campaign: query.get('campaign') ?? undefined, phone: query.get('phone') ?? undefined };
    if (path === '/ledger') await answerLines(response, ledger.lines(filter));
    else if (path === '/ledger/summary') answerJson(response, 200, JSON.stringify(ledger.summary(filter)));
    else if (path === '/inbound') await answerLines(response, inbound.lines());
    else if (path === '/requests') await answerLines(response, journal.lines(readSince(query.get('since'))));
    else return false;
    return true;
  }
}

/** `since` in milliseconds since 1970 or as an RFC 3339 instant. */
function readSince(text: string | null): number {
  if (text === null || text === '') return 0;
  const since = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(since)) throw new ControlError(400, `since must be milliseconds or an instant, not "${text}"`);
  return since;
}

async function reset(stage: Stage, body: JsonObject): Promise<Settings> {
  const settings = readReset(body);
  await stage.reset(settings);
  return settings;
}

function turnKnobs(world: World, body: JsonObject): object {
  const read = readKnobs(body);
  if ('problems' in read) throw new ControlError(400, read.problems.join('; '), read.problems);
  return Object.assign(world.knobs, read.knobs);
}

function metrics(world: World): object {
  return { requests: world.journal.size, webhooks: world.post.counts, waiting: world.waiting };
}
