import type { ProviderConnections, WebhookReceiver } from '@arauto/application';
import type { KnownSender } from '@arauto/dispatch';
import { type ProviderKind, PROVIDERS, WebhookNotJson } from '@arauto/whatsapp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type BodiesInFlight, refuseLength } from '../http/bodies/bodies-in-flight';
import { HttpProblem, unreadableBody } from '../http/problems/problem';
import { sendProblem } from '../http/problems/problem.filter';
import type { ProblemCode } from '../http/problems/problem-statuses';

/** What Meta may put into a webhook at most, and nobody more. Source: whatsapp-platform.md section 2.1. */
const LARGEST_BODY = 3 * 1024 * 1024;
/** Seconds. */
const RETRY_AFTER = { 'retry-after': '5' };

export interface WebhookRouteDeps {
  /** The sender, or undefined for an id that is not one. */
  sender(senderId: string): Promise<KnownSender | undefined>;
  readonly connections: ProviderConnections;
  readonly receiver: WebhookReceiver;
  /** Where bodies are held until their signature can be verified. */
  readonly bodies: BodiesInFlight;
  readonly log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

interface ToSender {
  readonly Params: { readonly senderId: string };
}

/**
 * The routes that providers call, straight on Fastify: a webhook is answered 200 once every element of it is durable, else 503, and the
 * provider comes again. (Through the framework's layers the same route takes half as many a second.)
 */
export function registerWebhookRoutes(fastify: FastifyInstance, deps: WebhookRouteDeps): void {
  void fastify.register((routes, _, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('application/json', (_request, payload, parsed) =>
      deps.bodies.collect(payload, LARGEST_BODY, parsed),
    );
    for (const kind of PROVIDERS) registerProvider(routes, kind, deps);
    done();
  });
}

function registerProvider(routes: FastifyInstance, { name, webhooks }: ProviderKind, deps: WebhookRouteDeps): void {
  const path = `/webhooks/${name}/:senderId`;

  routes.get<ToSender>(path, async (request, reply) => {
    const { senderId } = request.params;
    const sender = await addressed(senderId);
    if (!sender) return refuse(reply, 'not_found', 'There is no such sender.');
    const credentials = await deps.connections.credentialsOf(senderId, sender.credentialsRef);
    const challenge = webhooks.handshake(request.query as Readonly<Record<string, unknown>>, credentials);
    if (challenge === null) return refuse(reply, 'forbidden', 'The verify token or mode is wrong.');
    return reply.type('text/plain').send(challenge);
  });

  routes.post<ToSender>(path, { bodyLimit: LARGEST_BODY, onRequest: admit }, async (request, reply) => {
    const { senderId } = request.params;
    const sender = await addressed(senderId);
    if (!sender) return refuse(reply, 'not_found', 'There is no such sender.');
    const body = request.body as Buffer | undefined;
    if (!body) return refuse(reply, 'unsupported_media_type', 'A webhook is application/json.');
    const credentials = await deps.connections.credentialsOf(senderId, sender.credentialsRef);
    if (!webhooks.verify({ headers: request.headers, body }, credentials)) {
      return refuse(reply, 'unauthenticated', 'The signature does not fit the body.');
    }
    return receive(senderId, sender, body, reply);
  });

  async function addressed(senderId: string): Promise<KnownSender | undefined> {
    const sender = await deps.sender(senderId);
    return sender?.provider === name ? sender : undefined;
  }

  /** Before a byte of the body is taken: whoever names no sender of ours, or announces too much, makes us hold nothing. */
  async function admit(request: FastifyRequest<ToSender>, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!(await addressed(request.params.senderId))) return refuse(reply, 'not_found', 'There is no such sender.');
    refuseLength(request.headers['content-length'], LARGEST_BODY);
    return undefined;
  }

  async function receive(
    senderId: string,
    sender: KnownSender,
    body: Buffer,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      await deps.receiver.receive(senderId, sender, body);
      return await reply.code(200).send('');
    } catch (error) {
      if (error instanceof WebhookNotJson) {
        sendProblem(reply, unreadableBody('is not JSON'));
        return reply;
      }
      deps.log('a webhook could not be stored', {
        senderId,
        error: error instanceof Error ? error.message : String(error),
      });
      return refuse(reply, 'store_unavailable', 'The store did not take the webhook. Send it again.', RETRY_AFTER);
    }
  }
}

function refuse(
  reply: FastifyReply,
  code: ProblemCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  sendProblem(reply, new HttpProblem(code, detail, {}, headers));
  return reply;
}
