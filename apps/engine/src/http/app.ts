import 'reflect-metadata';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { CLOCK, RANDOM, VIEWS, type Views } from '@arauto/application';
import type { Clock, Random } from '@arauto/clock';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BodiesInFlight } from './bodies/bodies-in-flight';
import { answerClientErrors } from './connections/client-error';
import { GuardedServers } from './connections/guarded-servers';
import { HTTP_LOG, HTTP_SETTINGS, type HttpLog, type HttpSettings } from './dependencies';
import { DASHBOARD_FOLDER } from './dashboard/built-dashboard';
import { serveDashboard } from './dashboard/serve-dashboard';
import { OpenApiSource } from './documents/documents.controller';
import { openApiOf } from './documents/openapi';
import { HttpModule, type HttpModuleOptions } from './http.module';
import { notFound } from './problems/problem';
import { problemOf } from './problems/problem-of';
import { ProblemFilter, sendProblem } from './problems/problem.filter';
import { authenticate } from './requests/authentication';
import { Cursors } from './requests/cursors';
import { Doorkeeper } from './requests/doorkeeper';
import { freshness } from './requests/freshness';
import { afterViews, answerHeaders, checkInput, refuseContentType, sealCursor } from './requests/hooks';
import { registerJsonBody } from './requests/json-body';
import { answerInLanguage, sayLanguage } from './requests/language';
import { requestId } from './requests/request-id';
import { refuseUnknownRoute } from './requests/unknown-route';
import { RouteTable } from './requests/route-table';
import { UploadGate } from './uploads/upload-gate';

export interface HttpAppOptions extends HttpModuleOptions {
  /** Puts `/webhooks/*` on the Fastify instance, in a context of its own: with its own body parsers and limits. */
  readonly registerWebhooks?: (fastify: FastifyInstance) => void | Promise<void>;
  /** What the build of the dashboard left; `dist/dashboard` by default. */
  readonly dashboardFolder?: string;
}

/** Bytes of a JSON body. */
const BODY_LIMIT = 1024 * 1024;
/** Of whoever is not known yet. */
const PUBLIC_BODY_LIMIT = 4 * 1024;
/** Ten thousand contacts with a few parameters each. */
const CONTACTS_BODY_LIMIT = 32 * 1024 * 1024;
/** The longest thing in a path is a stream's name. */
const MAX_PARAM_LENGTH = 300;

/**
 * The one place that builds the app. It does not listen yet: `await app.listen(port, host)`, or `inject` in tests.
 * @throws Error when a route names no permission, or a provider is missing
 */
export async function createHttpApp(options: HttpAppOptions): Promise<NestFastifyApplication> {
  const servers = new GuardedServers();
  const adapter = new FastifyAdapter({
    serverFactory: servers.make,
    // Open streams would keep the process from ending for ever.
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: true,
    clientErrorHandler: answerClientErrors(() => app.get<Random>(RANDOM)),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, problemOf(error) ?? notFound());
    },
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  fastify.addHook('onRoute', (route) => {
    const facts = routes.add(route);
    if (facts?.access === 'public') route.bodyLimit = PUBLIC_BODY_LIMIT;
    if (!facts?.ownBody) return;
    route.bodyLimit = CONTACTS_BODY_LIMIT;
    route.preParsing = async (request, reply, payload) => {
      await app.get(UploadGate).admit(request, reply);
      return payload;
    };
  });

  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    HttpModule.register(options),
    adapter,
    {
      logger: false,
      bodyParser: false,
      abortOnError: false,
    },
  );
  const settings = app.get<HttpSettings>(HTTP_SETTINGS);
  const log = app.get<HttpLog>(HTTP_LOG);
  const random = app.get<Random>(RANDOM);
  app.useGlobalFilters(new ProblemFilter(log));

  const clock = app.get<Clock>(CLOCK);
  const { limits } = settings;
  const door = app.get(Doorkeeper);
  servers.limit(limits, clock, random);
  fastify.setGenReqId(requestId(random));
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  registerJsonBody(fastify, new BodiesInFlight(limits.jsonBytes, 'newest'));
  await app.register(helmet, { contentSecurityPolicy: { directives: CONTENT_SECURITY }, hsts: false });
  await app.register(multipart);
  await options.registerWebhooks?.(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    // Nothing of an answer is kept by a proxy.
    void reply.header('cache-control', 'no-store');
    authenticate(request, door);
    refuseUnknownRoute(request, routes);
    refuseContentType(request);
  });
  const cursors = app.get(Cursors);
  fastify.addHook('preHandler', checkInput(cursors));
  fastify.addHook('onSend', sayLanguage);
  fastify.addHook('onSend', freshness);
  fastify.addHook('preSerialization', answerInLanguage);
  fastify.addHook('preSerialization', sealCursor(cursors));
  fastify.addHook('preSerialization', answerHeaders);
  fastify.addHook('preSerialization', afterViews(app.get<Views>(VIEWS)));

  const source = app.get(OpenApiSource);
  source.use(() => openApiOf(app, settings.version));
  if (options.serves !== false) serveDashboard(fastify, options.dashboardFolder ?? DASHBOARD_FOLDER);
  SwaggerModule.setup('docs', app, () => source.document(), { raw: false, customSiteTitle: 'Arauto API' });
  await app.init();
  routes.requirePermissions();
  await fastify.ready();
  return app;
}

/** Swagger's screens style themselves inline. Nothing comes from elsewhere, and plain http on a name must work. */
const CONTENT_SECURITY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};
