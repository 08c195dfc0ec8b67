import {
  AssumeOutcomes,
  CancelCampaign,
  CreateCampaign,
  CreateSubaccount,
  EditCampaign,
  LiftSuppression,
  ListContacts,
  PauseCampaign,
  PauseSender,
  PlanWarmUp,
  RegisterSender,
  RegisterTemplate,
  RemoveContact,
  ResumeCampaign,
  ResumeSender,
  ScheduleCampaign,
  StartCampaign,
  SuppressPerson,
  UnscheduleCampaign,
  UploadContacts,
  type CommandContext,
} from '@arauto/application';
import type { Principal } from '@arauto/access';
import { problemOf } from '../../apps/engine/src/http/problems/problem-of';
import type { Chance } from './chance';
import type { Life } from './life';
import { PLATFORM_HOST } from './life';
import type { CampaignPlan, FilePlan, NumberPlan, Order, TenantPlan } from './plan';
import type { Scheduler } from './scheduler';

/** How long somebody waits for an answer, milliseconds. */
const PATIENCE = 30_000;
/** How long somebody waits before asking again, milliseconds. */
const AGAIN = 4_000;
/** How often somebody asks again after no answer, or one that says: later. */
const OFTEN = 12;

/** What is so only until files have been read. */
const LATER: ReadonlySet<string> = new Set(['upload_open', 'preflight_failed']);

const ADMIN: Principal = { id: 'key-1', name: 'ana', roles: ['admin'], subaccountIds: ['*'] };

/** What became of something that was asked for. */
export type Answer<T = unknown> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string; readonly details: unknown }
  /** Nobody answered, or only that it cannot be done now: perhaps it was done all the same. */
  | { readonly kind: 'unknown' };

/** Something that was asked for, as whoever asked knows it. */
export interface Asked {
  readonly what: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly answer: Answer;
}

/** Somebody was to be left alone from then on, or not any more. */
export interface Suppression {
  readonly subaccountId: string;
  readonly phone: string;
  readonly isSuppressed: boolean;
  readonly askedAt: number;
  /** When it was said that it is so. */
  answeredAt?: number;
}

type Run<T> = (life: Life, context: CommandContext) => Promise<T>;

/** Of the guard rails of campaigns: contacts that a share of failures is taken over. */
export const OVER_LAST = 20;

/** What the people of the business do: through any engine that serves, with patience, and with what they were told. */
export class Admin {
  readonly asked: Asked[] = [];
  readonly suppressions: Suppression[] = [];
  private requests = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    /** An engine that serves at this moment. */
    private readonly anyLife: () => Life | undefined,
    /** Told of an error that nobody foresaw. */
    private readonly trouble: (what: string) => void,
  ) {}

  createSubaccount({ name, country, zone }: TenantPlan): Promise<string> {
    const input = { name, defaultCountry: country, timeZone: zone };
    return this.made('create subaccount', (life, context) => life.run(new CreateSubaccount(context, input)));
  }

  registerSender(
    { phone, pace }: NumberPlan,
    subaccountId: string,
    portfolioId: string,
    settings: { readonly phoneNumberId: string; readonly businessAccountId: string },
    credentials: { readonly accessToken: string; readonly appSecret: string; readonly verifyToken: string },
  ): Promise<string> {
    const connection = { baseUrl: `https://${PLATFORM_HOST}`, apiVersion: 'v25.0', ...settings };
    const input = {
      ...{
        subaccountId,
        name: `Number ${phone.slice(-1)}`,
        provider: 'cloud-api',
        phone,
        portfolioId,
        connection,
        credentials,
      },
      pace: pace === null ? null : { messagesPerSecond: pace },
    };
    return this.made('register sender', (life, context) => life.run(new RegisterSender(context, input)));
  }

  async planWarmUp(senderId: string, limits: readonly number[]): Promise<void> {
    await this.made('plan warm-up', (life, context) => life.run(new PlanWarmUp(context, { senderId, limits })));
  }

  registerTemplate(
    subaccountId: string,
    senderId: string,
    name: string,
    category: 'UTILITY' | 'MARKETING',
    components: readonly { readonly [key: string]: unknown }[],
  ) {
    const input = { subaccountId, senderId, name, language: 'pt_BR', category, components };
    return this.made('register template', (life, context) => life.run(new RegisterTemplate(context, input)));
  }

  createCampaign(
    plan: CampaignPlan,
    subaccountId: string,
    senderIds: readonly string[],
    templateId: string,
    name: string,
  ): Promise<string> {
    const input = {
      ...{ subaccountId, name, senderIds },
      content: contentOf(plan, templateId),
      pace: plan.pace === null ? null : { messagesPerSecond: plan.pace },
      retryPolicy: { maxAttempts: plan.maxAttempts },
      reportingHorizonSeconds: plan.horizonSeconds,
      unknownOutcome: { graceSeconds: plan.graceSeconds, then: plan.then },
      whenTierIsFull: plan.whenTierIsFull,
      whenWarmUpIsFull: plan.whenWarmUpIsFull ?? 'wait',
      whenSenderStops: plan.whenSenderStops ?? 'wait',
      sendWindow: plan.sendWindow ?? null,
      guardRails: plan.mostInARow
        ? { maxErrorsInARow: plan.mostInARow, maxFailureRate: 0.05, overLast: OVER_LAST }
        : null,
    };
    return this.made('create campaign', (life, context) => life.run(new CreateCampaign(context, input)));
  }

  async upload(campaignId: string, subaccountId: string, { lines }: FilePlan, hasKey: boolean): Promise<Answer> {
    const file = Buffer.from(['phone,name', ...lines].join('\n'));
    return this.ask(
      `upload ${campaignId}`,
      async (life, context) => {
        const uploadId = life.process.random.id();
        const { bytes } = await life.stores.files.receive(uploadId, inPieces(file), subaccountId);
        const stored = { uploadId, bytes };
        return life.run(new UploadContacts(context, { campaignId, source: 'csv', stored, mapping: null }));
      },
      hasKey,
    );
  }

  /** @param hasKey whether every try is the same one to the engine */
  order(campaignId: string, order: Order, hasKey: boolean, canary?: number | null): Promise<Answer> {
    const input = { campaignId };
    const runs: Readonly<Record<Order, Run<unknown>>> = {
      start: (life, context) =>
        life.run(new StartCampaign(context, canary ? { ...input, canary } : input)).catch((error: unknown) => {
          // There are too few for it.
          if (!canary || (error as { readonly code?: string }).code !== 'validation_failed') throw error;
          return life.run(new StartCampaign(context, input));
        }),
      pause: (life, context) => life.run(new PauseCampaign(context, input)),
      resume: (life, context) => life.run(new ResumeCampaign(context, input)),
      cancel: (life, context) => life.run(new CancelCampaign(context, input)),
      schedule: (life, context) => {
        const localTime = new Date(this.scheduler.now() + 120_000).toISOString().slice(0, 16);
        return life.run(new ScheduleCampaign(context, { ...input, localTime, timeZone: 'UTC' }));
      },
      edit: (life, context) => life.run(new EditCampaign(context, { ...input, pace: { messagesPerSecond: 3 } })),
      unschedule: (life, context) => life.run(new UnscheduleCampaign(context, input)),
      'assume delivered': (life, context) =>
        life.run(new AssumeOutcomes(context, { ...input, outcome: 'delivered', all: true })),
      'assume not sent': (life, context) =>
        life.run(new AssumeOutcomes(context, { ...input, outcome: 'not_sent', all: true })),
      remove: async (life, context) => {
        const { items } = await life.ask(new ListContacts({ principal: ADMIN }, { campaignId, limit: 5 }));
        const first = items[0];
        if (first) await life.run(new RemoveContact(context, { campaignId, contactId: first.id }));
      },
    };
    return this.ask(`${order} ${campaignId}`, runs[order], hasKey);
  }

  async suppress(subaccountId: string, phone: string, isSuppressed: boolean): Promise<Answer> {
    const input = { subaccountId, phone, category: 'all' } as const;
    const suppression: Suppression = { subaccountId, phone, isSuppressed, askedAt: this.scheduler.now() };
    this.suppressions.push(suppression);
    const answer = await this.ask(`${isSuppressed ? 'suppress' : 'lift'} ${phone}`, (life, context) =>
      life.run(isSuppressed ? new SuppressPerson(context, input) : new LiftSuppression(context, input)),
    );
    if (answer.kind === 'done') suppression.answeredAt = this.scheduler.now();
    return answer;
  }

  pauseSender(senderId: string, isPaused: boolean): Promise<Answer> {
    return this.ask(`${isPaused ? 'pause' : 'resume'} sender ${senderId}`, (life, context) =>
      life.run<unknown>(isPaused ? new PauseSender(context, { senderId }) : new ResumeSender(context, { senderId })),
    );
  }

  private async made(what: string, run: Run<{ readonly id: string }>): Promise<string> {
    const answer = await this.ask(what, run, true);
    if (answer.kind !== 'done') throw new Error(`${what}: ${JSON.stringify(answer)}`);
    return answer.value.id;
  }

  /** Asks until there is an answer that says what became of it. */
  private async ask<T>(what: string, run: Run<T>, hasKey = true): Promise<Answer<T>> {
    const askedAt = this.scheduler.now();
    const nth = ++this.requests;
    const commandId = this.uuid();
    let answer: Answer<T> = { kind: 'unknown' };
    for (let n = 0; n < OFTEN; n++) {
      const idempotency = hasKey ? { commandId, bodyHash: `body-${nth}` } : undefined;
      const tried = await this.once(what, run, { principal: ADMIN, correlationId: `request-${nth}`, idempotency });
      // Who asked before and heard nothing does not know which of the two did it.
      if (tried !== 'later') {
        answer = tried;
        break;
      }
      await this.wait(AGAIN, `${what} again`);
    }
    this.asked.push({ what, askedAt, answeredAt: this.scheduler.now(), answer });
    return answer;
  }

  private once<T>(what: string, run: Run<T>, context: CommandContext): Promise<Answer<T> | 'later'> {
    return new Promise((resolve) => {
      const life = this.anyLife();
      if (!life) return resolve('later');
      const cancel = this.scheduler.after(PATIENCE, `nobody answers ${what}`, () => resolve('later'));
      life
        .serve(what, () => run(life, context))
        .then(
          (value) => {
            cancel();
            resolve({ kind: 'done', value });
          },
          (error: unknown) => {
            cancel();
            const problem = problemOf(error);
            if (!problem) this.trouble(`${what} failed: ${error instanceof Error ? error.stack : String(error)}`);
            if (!problem || problem.status >= 500 || LATER.has(problem.code)) resolve('later');
            else resolve({ kind: 'refused', code: problem.code, details: problem.extras });
          },
        );
    });
  }

  private wait(ms: number, what: string): Promise<void> {
    return new Promise((resolve) => this.scheduler.after(ms, what, resolve));
  }

  private uuid(): string {
    const hex = (digits: number) =>
      this.chance
        .below(16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
  }
}

async function* inPieces(file: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += 1000) yield await Promise.resolve(file.subarray(at, at + 1000));
}

/** The words hold nothing that a row may lack: whoever has a number is a contact. */
function contentOf({ free }: CampaignPlan, templateId: string): CreateCampaign['input']['content'] {
  const parameterMapping = { '1': { from: 'name', default: '-' } };
  if (!free) return { type: 'template', templateId, parameterMapping };
  const fallback = free.hasFallback ? { fallbackTemplateId: templateId, parameterMapping } : {};
  if (free.type === 'text') return { type: 'text', text: 'Olá {{phone}}', ...fallback };
  const media = { type: free.type, link: 'https://files.example/picture.png' };
  return { type: 'media', media, caption: 'Olá {{phone}}', ...fallback };
}
