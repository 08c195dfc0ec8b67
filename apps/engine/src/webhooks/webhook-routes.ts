import { type ProviderKind, PROVIDERS } from '@arauto/whatsapp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type BodiesInFlight, refuseLength } from '../http/bodies/bodies-in-flight';
import { HttpProblem } from '../http/problems/problem';
import { sendProblem } from '../http/problems/problem.filter';
import { addressee, answerHandshake, answerWebhook, noSuchSender, type WebhookParts } from './answer-webhook';

/** What Meta may put into a webhook at most, and nobody more. Source: Meta's documentation, *Webhooks*. */
const LARGEST_BODY = 3 * 1024 * 1024;

interface ToSender {
  readonly Params: { readonly senderId: string; readonly token?: string };
}

/**
 * The routes that providers call, straight on Fastify: through the framework's layers the same route takes half as many a second.
 * @param bodies where bodies are held until their signature can be verified
 */
export function registerWebhookRoutes(fastify: FastifyInstance, parts: WebhookParts, bodies: BodiesInFlight): void {
  void fastify.register((routes, _, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('application/json', (_request, payload, parsed) =>
      bodies.collect(payload, LARGEST_BODY, parsed),
    );
    for (const kind of PROVIDERS) registerProvider(routes, kind, parts);
    done();
  });
}

function registerProvider(routes: FastifyInstance, kind: ProviderKind, parts: WebhookParts): void {
  const { handshake, secretInPath } = kind.webhooks;
  const path = `/webhooks/${kind.name}/:senderId${secretInPath === undefined ? '' : '/:token'}`;

  if (handshake) {
    routes.get<ToSender>(path, async ({ params, query }, reply) => {
      const answer = await answerHandshake(parts, kind, params.senderId, query as Readonly<Record<string, unknown>>);
      return answer instanceof HttpProblem ? refuse(reply, answer) : reply.type('text/plain').send(answer);
    });
  }

  routes.post<ToSender>(path, { bodyLimit: LARGEST_BODY, onRequest: admit }, async (request, reply) => {
    const { params, headers, body } = request;
    const problem = await answerWebhook(parts, kind, { ...params, headers, body: body as Buffer | undefined });
    return problem ? refuse(reply, problem) : reply.code(200).send('');
  });

  /** Before a byte of the body is taken: whoever names no sender of ours, or announces too much, makes us hold nothing. */
  async function admit(request: FastifyRequest<ToSender>, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!(await addressee(parts, kind, request.params.senderId))) return refuse(reply, noSuchSender());
    refuseLength(request.headers['content-length'], LARGEST_BODY);
    return undefined;
  }
}

function refuse(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  sendProblem(reply, problem);
  return reply;
}
