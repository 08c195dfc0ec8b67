import { VirtualClock } from '@arauto/clock';
import { type Provider, providerHosts, providerKind, type WebhookElement } from '@arauto/whatsapp';
import { CloudApiProvider, messageOf } from '@arauto/whatsapp/contract';
import { Chance } from '../chance';
import type { App } from './accounts';
import { type CallFaults, NO_CALL_FAULTS } from './calls';
import { Platform } from './platform';
import { NO_WEBHOOK_FAULTS, type WebhookFaults, type WebhookRequest } from './webhooks';

export const kind = providerKind('cloud-api');
const credentials = { accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' };
export const PHONE = '+5511900001234';
/** Of the message that {@link World.send} sends. */
export const BODY = 'Olá {{1}}';

/** A platform with one number and one template, what its webhooks say to the real adapter, and that adapter. */
export class World {
  readonly clock = new VirtualClock(Date.parse('2026-11-21T12:00:00Z'));
  readonly callFaults: CallFaults = { ...NO_CALL_FAULTS };
  readonly webhookFaults: WebhookFaults = { ...NO_WEBHOOK_FAULTS };
  readonly webhooks: WebhookRequest[] = [];
  readonly elements: WebhookElement[] = [];
  /** What webhooks are answered with. */
  status: number | undefined = 200;
  readonly platform: Platform;
  readonly app: App = { id: 'app', ...credentials, callback: '/webhooks/1', webhookVersion: 25 };

  constructor(seed = 'world') {
    const { clock } = this;
    const turns = {
      now: () => clock.now(),
      after: (ms: number, _: string, run: () => void) => clock.after(ms, run),
    };
    this.platform = new Platform(
      turns,
      new Chance(seed),
      async (request) => {
        this.webhooks.push(request);
        if (this.status === 200) this.elements.push(...kind.webhooks.parse(request.body));
        return this.status;
      },
      this.webhookFaults,
    );
  }

  readonly portfolio = this.later(() => this.platform.portfolio('portfolio', null));
  readonly account = this.later(() => this.platform.account('900800700', this.portfolio(), this.app));
  readonly number = this.later(() =>
    this.platform.number(this.account(), { id: '700100200300', display: '5511900000000', countryCode: '55' }),
  );
  readonly template = this.later(() =>
    this.platform.template(this.account(), {
      ...{ name: 'invoice_reminder', language: 'pt_BR', components: [{ type: 'BODY', text: BODY } as const] },
    }),
  );
  private readonly adapter = this.later(() => this.open());

  /** The real adapter of a number, through connections of its own. */
  open(changes: { readonly phoneNumberId?: string; readonly accessToken?: string } = {}): Provider {
    const { phoneNumberId = this.number().id, accessToken = 'token' } = changes;
    this.template();
    return new CloudApiProvider(
      { baseUrl: 'https://graph.facebook.com', apiVersion: 'v25.0', phoneNumberId, businessAccountId: '900800700' },
      { ...credentials, accessToken },
      {
        clock: this.clock,
        hosts: providerHosts(['lookaside.fbsbx.com']),
        connect: () => this.platform.dispatcher('engine', this.callFaults),
      },
    );
  }

  /** Moves time on until something is there. */
  async soon<T>(promise: Promise<T>): Promise<T> {
    let isThere = false;
    void promise.finally(() => (isThere = true)).catch(() => undefined);
    for (let n = 0; n < 10_000 && !isThere; n++) await this.clock.advance(10);
    return promise;
  }

  async send(to = PHONE, { timeoutMs = 20_000, mayWrite = (): boolean => true, adapter = this.adapter() } = {}) {
    return this.soon(adapter.send(messageOf({ to }), { mayWrite, timeoutMs }));
  }

  /** The codes with which sending was refused or failed, and `accepted` for none, in a row without a pause. */
  async sendMany(...to: string[]): Promise<string[]> {
    const provider = this.adapter();
    const sent = to.map((each) => provider.send(messageOf({ to: each }), { mayWrite: () => true, timeoutMs: 20_000 }));
    const outcomes = await this.soon(Promise.all(sent));
    return outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : outcome.kind));
  }

  /** What was told about messages: `sent`, `failed 131026`. */
  get told(): string[] {
    return this.elements.flatMap((element) =>
      element.kind === 'status' ? [[element.status, ...element.errors.map(({ code }) => code)].join(' ')] : [],
    );
  }

  private later<T>(make: () => T): () => T {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  }
}
