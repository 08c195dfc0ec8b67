import { systemClock } from '@arauto/clock';
import { allOf, Api, until, viewsSettled } from '../e2e/api';
import { summaryOf } from '../e2e/campaigns';
import { onStoresOf } from '../e2e/engine-stores';
import { Setting } from '../e2e/setting';
import { campaignBody } from '../e2e/stage';
import { uploadRead } from '../e2e/uploads';
import { eventsOf, everyMessageAttributed } from '../replies/log';
import type { Exporting } from './asking';
import type { Campaign, Known, Logged } from './known';
import { magicPeople, nobody, people, type Person, subscriber } from './people';
import { SharedClock } from './shared-clock';
import { type Line, setTenants, type Template, type Tenants } from './stage';

export interface RunOptions {
  /** Of all campaigns together, about. */
  readonly contacts: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Run {
  readonly api: Api;
  /** Sees one of the two subaccounts. */
  readonly reporter: Api;
  readonly exporting: Exporting;
  readonly known: Known;
  end(): Promise<void>;
}

const HOUR = 3_600_000;
const GIVE_UP_MS = 600_000;
/** Hours of the true time at which something is sent: other days, and other quarters of an hour, in every zone. */
const TIMES = [-51.5, -26.75, -7.25, 0] as const;
const PEOPLE = {
  ...{ utilityReply: 0.3, utilityTap: 0.3, utilityOptOut: 0.03, utilityRead: 0.75, receiptsOffRate: 0.1 },
  ...{ marketingReply: 0.2, marketingTap: 0.2, marketingOptOut: 0.03, marketingRead: 0.6, otherReplyShare: 0.6 },
  ...{ utility131026: 0.03, utility131049: 0.01, utility130472: 0.01, utilityPlatformError: 0.01 },
  ...{ marketing131026: 0.03, marketing131049: 0.03, marketing131050: 0.02, utilitySilent: 0, marketingSilent: 0 },
  ...{ bsuidOnlyRate: 0.05, olderWaIdRate: 0.3, duplicateRate: 0.1, outOfOrderRate: 0.1, deliveredSkippedRate: 0.1 },
  ...{ replyMedianMs: 300, replyP95Ms: 1500 },
};
const ENVIRONMENT = {
  ...{ ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_RETRY_SCALE: '0.01' },
  ...{ ARAUTO_EXPORTS_PER_KEY: '1000', ARAUTO_EXPORTS_AT_ONCE: '4' },
};

/**
 * Campaigns of two subaccounts on three numbers, two of them at one callback address, to people of three countries, some of them again and again, over two
 * days: retries, refusals, silence, a campaign that is canceled and one that is paused, tests, people who may not be written to, who write back,
 * and who are erased at the end. Answers when nothing moves any more.
 */
export async function makeRun({ contacts, seed, say }: RunOptions): Promise<Run> {
  const clock = new SharedClock(TIMES[0] * HOUR);
  let setting: Setting | undefined;
  const end = async () => {
    await setting?.end();
    clock.discard();
  };
  try {
    setting = await Setting.make({
      ...{ seed, knobs: PEOPLE, pace: 1000, simulatorEnvironment: clock.environment },
      environment: { ...ENVIRONMENT, ...clock.environment },
    });
    const tenants = await setTenants(setting);
    const course = new Course(setting, clock, tenants, say);
    await course.run(Math.max(20, Math.ceil(contacts / 5)));
    const erased = await course.erase();
    const { api, truth, engine } = setting;
    const events = await allOf<Logged>(api, '/v1/events?');
    say(`${events.length} events are read`);
    const known = {
      ...{ tenants, campaigns: course.campaigns, uploads: course.uploads, erased, events },
      ...{ ledger: await truth.ledger(), written: await truth.written() },
    };
    const exporting = {
      ...{ url: engine.url, key: engine.adminKey, make: api.make.bind(api), get: api.get.bind(api) },
    };
    return { api, reporter: new Api(engine.url, tenants.reporter), exporting, known, end };
  } catch (error) {
    await end();
    throw error;
  }
}

class Course {
  readonly campaigns: Campaign[] = [];
  readonly uploads = new Map<string, readonly Partial<Person>[]>();

  constructor(
    private readonly setting: Setting,
    private readonly clock: SharedClock,
    private readonly tenants: Tenants,
    private readonly say: (line: string) => void,
  ) {}

  /** @param share of all contacts: a fifth */
  async run(share: number): Promise<void> {
    const [one, two] = this.tenants.first;
    const abroad = this.tenants.second;
    const quickly = { reportingHorizonSeconds: 3600 };
    const [bills, offers] = one.templates as readonly [Template, Template];

    const magic = [...magicPeople(500_000), ...nobody()];
    await this.start(one, bills, 'Cobrança de março', [...people(2 * share, 0, ['BR']), ...magic], quickly, true);
    await this.start(abroad, abroad.templates[0]!, 'Aviso', people(share, 0, ['BR', 'MX', 'AR']), quickly, true);
    await this.rest('first');

    await this.jump(TIMES[1]);
    for (const { phone } of people(5, share, ['BR']))
      await this.setting.api.make('/v1/suppressions', { subaccountId: one.subaccountId, phone, category: 'all' });
    await this.start(two, two.templates[0]!, 'Cobrança de abril', people(share, share, ['BR']));
    const canceled = await this.start(one, bills, 'Cancelada', people(Math.min(share, 200), 200_000, ['BR', 'AR']), {
      pace: { messagesPerSecond: 20 },
    });
    await until(
      () => summaryOf(this.setting.api, canceled),
      ({ milestones }) => milestones['accepted']! >= 15,
    );
    await this.setting.api.make(`/v1/campaigns/${canceled}/cancel`);
    await this.rest('second');

    await this.jump(TIMES[2]);
    await this.start(one, bills, 'Cobrança de maio', people(Math.ceil(share / 2), 0, ['BR']));
    await this.rest('third');

    await this.jump(TIMES[3]);
    // What is silent is still on its way, and what waits for another try is queued.
    const silent = magicPeople(510_000).filter(({ phone }) => phone.endsWith('0006'));
    await this.start(one, offers, 'Ofertas', [...people(Math.ceil(share / 2), 0, ['BR']), ...silent]);
    const refused = magicPeople(520_000).filter(({ phone }) => phone.endsWith('0010'));
    const slowly = { pace: { messagesPerSecond: 5 }, retryPolicy: { maxAttempts: 5, scale: 100 } };
    const few = [...refused, ...people(60, 300_000, ['BR'])];
    const paused = await this.start(two, two.templates[0]!, 'Pausada', few, slowly);
    await until(
      () => summaryOf(this.setting.api, paused),
      ({ milestones }) => milestones['accepted']! >= 10,
    );
    await this.setting.api.make(`/v1/campaigns/${paused}/pause`);
    // Rejected and suppressed rows of what never goes out are no messages that failed.
    const unsent = [...people(3, 400_000, ['BR']), ...people(2, share, ['BR']), ...nobody()];
    const draft = await this.draft(one, bills, 'Rascunho', unsent);
    const withdrawn = await this.draft(one, bills, 'Nunca enviada', unsent);
    await this.setting.api.make(`/v1/campaigns/${withdrawn}/cancel`);
    const [{ phone, name, parameters }] = people(1, 0, ['BR']) as [Person];
    await this.setting.api.make(`/v1/campaigns/${draft}/test`, { phone, parameters: { ...parameters, name } });
    // It is sent by itself, and answered: nobody else would wait for it.
    const { truth } = this.setting;
    await until(
      () => truth.sends(),
      (sends) => sends.some(({ callbackData }) => callbackData?.includes(draft)),
      GIVE_UP_MS,
    );
    await this.rest('last');
  }

  /** @param byOperator or by who administers everything */
  private async start(
    line: Line,
    template: Template,
    name: string,
    rows: readonly Partial<Person>[],
    more: Record<string, unknown> = {},
    byOperator = false,
  ): Promise<string> {
    const id = await this.draft(line, template, name, rows, more, byOperator ? 'operator da loja' : 'admin');
    const by = byOperator ? this.tenants.operators.get(line.subaccountId)! : this.setting.api;
    await by.make(`/v1/campaigns/${id}/start`);
    return id;
  }

  /** @param user who is to start it */
  private async draft(
    line: Line,
    template: Template,
    name: string,
    rows: readonly Partial<Person>[],
    more: Record<string, unknown> = {},
    user: string | null = null,
  ): Promise<string> {
    const { api } = this.setting;
    const { id } = await api.make(
      '/v1/campaigns',
      campaignBody({ ...line, templateId: template.id }, { name, ...more }),
    );
    for (let from = 0; from < rows.length; from += 10_000) {
      const some = rows.slice(from, from + 10_000);
      const { uploadId } = await api.make(`/v1/campaigns/${id}/contacts`, { contacts: some });
      this.uploads.set(uploadId, some);
      await uploadRead(api, uploadId, GIVE_UP_MS);
    }
    this.campaigns.push({ id, name, line, template, user });
    return id;
  }

  /** Until everything was sent that is to be, all that came of it was heard, and every answer is attributed. */
  private async rest(which: string): Promise<void> {
    const { api, truth } = this.setting;
    for (const { id } of this.campaigns) {
      await until(
        () => summaryOf(api, id),
        ({ status, counters, needsAttention }) =>
          status === 'draft' || status === 'paused'
            ? counters['in_progress'] === 0
            : counters['initial'] === 0 &&
              counters['retry_scheduled'] === 0 &&
              counters['in_progress'] === needsAttention,
        GIVE_UP_MS,
        100,
      );
    }
    await truth.drained(GIVE_UP_MS);
    const messages = (await truth.written()).filter(({ corrects }) => corrects === null).length;
    await until(
      () => everyMessageAttributed(api, messages),
      (isDone) => isDone,
      GIVE_UP_MS,
      500,
    );
    await viewsSettled(api, GIVE_UP_MS);
    this.say(`the ${which} campaigns are sent, and ${messages} messages of people are attributed`);
  }

  private async jump(hours: number): Promise<void> {
    const { api } = this.setting;
    this.clock.set(hours * HOUR);
    const { subaccountId } = this.tenants.first[0];
    const stranger = { subaccountId, phone: '+5511900990000' };
    await until(
      async () => {
        await api.make('/v1/suppressions', stranger);
        await api.call('DELETE', '/v1/suppressions', stranger);
        return Date.parse((await allOf<Logged>(api, '/v1/events?type=SuppressionLifted')).at(-1)?.at ?? '');
      },
      (at) => at > Date.now() + hours * HOUR - HOUR / 10,
    );
  }

  /** One in fifty who were written to, one who wrote back, and one who is known by a user id only. */
  async erase(): Promise<ReadonlySet<string>> {
    const { api } = this.setting;
    const keys = new Map<string, string>();
    for (const { stream, data } of await eventsOf(api, 'ContactUploaded')) {
      const [, , key = ''] = /^contact-([^.]+)\.(.+)$/.exec(stream) ?? [];
      const row = this.uploads.get(String(data['uploadId']))?.[Number(data['row']) - 1];
      if (row?.phone) keys.set(key, subscriber(row.phone));
    }
    const chosen = new Set([...keys.keys()].sort().filter((_, at) => at % 50 === 7));
    const userIdOnly = [...keys].find(([, phone]) => phone.endsWith('0023'));
    if (userIdOnly) chosen.add(userIdOnly[0]);
    const attributed = (await eventsOf(api, 'MessageAttributed')).flatMap(({ stream, data }) => {
      const contact = data['contact'] as { readonly contactKey: string } | null;
      return contact ? [{ contactKey: contact.contactKey, own: stream.slice(stream.lastIndexOf('.') + 1) }] : [];
    });
    // Somebody who wrote is among them, whoever the others are.
    const [writer] = attributed.map(({ contactKey }) => contactKey).sort();
    if (writer !== undefined) chosen.add(writer);
    // Whoever writes behind a user id is known under another key.
    const others = attributed.flatMap(({ contactKey, own }) => (chosen.has(contactKey) ? [own] : []));
    const erased = new Set([...chosen, ...others]);
    await this.setting.kill();
    await onStoresOf(this.setting.engine, async (stores) => {
      const vault = await stores.openVault(systemClock);
      for (const key of erased) await vault.erase(key);
      await vault.close();
    });
    await this.setting.restart();
    await until(
      () => this.setting.api.get('/health/ready'),
      ({ status }) => status === 200,
      GIVE_UP_MS,
    );
    await viewsSettled(this.setting.api, GIVE_UP_MS);
    this.say(`${chosen.size} persons are erased`);
    return erased;
  }
}
