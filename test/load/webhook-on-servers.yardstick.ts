import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contact, contactDecider, type ContactEvent, parseCallbackData, stream } from '@arauto/domain';
import { connectMongo } from '@arauto/mongo';
import type { ProductionPlaces } from '../../config/store-places';
import { BareLog } from './bare-log';
import { BareViews } from './bare-views';
import { APP_SECRET, SENDER } from './connection';

const METADATA = { v: 1, actor: { id: 'webhooks', name: 'webhooks' } };

interface Known {
  contact: Contact;
  revision: number;
}

interface StatusBody {
  readonly entry: readonly {
    readonly changes: readonly { readonly value: { readonly statuses: readonly Status[] } }[];
  }[];
}

interface Status {
  readonly status: 'sent' | 'delivered' | 'read';
  readonly timestamp: string;
  readonly biz_opaque_callback_data: string;
}

/**
 * What taking webhooks in costs at least on EventStoreDB and MongoDB: a `node:http` server that verifies the signature, reads the statuses, loads the
 * contact each belongs to from its stream unless it has it, and answers 200 when what the decider makes of it is in the log; the views are written
 * meanwhile. No framework, no limits, no addressees, nothing put aside, no second try of a conflict; a contact that was loaded is kept for ever,
 * and the views are written by who knows what happened, and not by who reads it from the log.
 */
export class WebhooksOnServersYardstick {
  private readonly known = new Map<string, Promise<Known>>();
  private readonly server = createServer((request, response) => {
    this.receive(request).then(
      () => response.end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });

  private constructor(
    private readonly log: BareLog,
    private readonly client: Awaited<ReturnType<typeof connectMongo>>,
    private readonly views: BareViews,
  ) {}

  static async listen({ eventStore, viewStore }: ProductionPlaces): Promise<WebhooksOnServersYardstick> {
    const client = await connectMongo(viewStore);
    const listening = new WebhooksOnServersYardstick(
      new BareLog(eventStore),
      client,
      new BareViews(client, client.db()),
    );
    await new Promise<void>((resolve) => listening.server.listen(0, '127.0.0.1', resolve));
    return listening;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/cloud-api/${SENDER}`;
  }

  /** Waits for the views. @returns what they have counted of some milestones */
  async close(campaignId: string, milestones: readonly string[]): Promise<number[]> {
    this.server.closeAllConnections();
    this.server.close();
    await Promise.all([this.views.close(), this.log.close()]);
    const counted = await Promise.all(milestones.map((name) => this.views.counted(campaignId, `reached_${name}`)));
    await this.client.close();
    return counted;
  }

  private async receive(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const signature = createHmac('sha256', APP_SECRET).update(body).digest();
    const given = String(request.headers['x-hub-signature-256']).slice('sha256='.length);
    if (!timingSafeEqual(signature, Buffer.from(given, 'hex'))) throw new Error('a wrong signature');
    const { entry } = JSON.parse(body.toString()) as StatusBody;
    await Promise.all(entry[0]!.changes[0]!.value.statuses.map((status) => this.take(status)));
  }

  private async take({ status, timestamp, biz_opaque_callback_data }: Status): Promise<void> {
    const { campaignId, contactKey, attempt } = parseCallbackData(biz_opaque_callback_data)!;
    const name = stream.contact(campaignId, contactKey);
    let loading = this.known.get(name);
    if (!loading) this.known.set(name, (loading = this.load(name)));
    const known = await loading;
    const statusAt = new Date(Number(timestamp) * 1000).toISOString();
    const told = { attempt, messageHash: '', messageRef: '', as: 'accepted', statusAt } as const;
    const events = contactDecider.decide({ type: 'RecordStatus', status, ...told }, known.contact);
    const before = known.revision;
    for (const event of events) {
      known.contact = contactDecider.evolve(known.contact, event);
      known.revision++;
    }
    const appended = events.map(({ type, data }) => ({ id: randomUUID(), type, data, metadata: METADATA }));
    if (!(await this.log.append(name, appended, before))) throw new Error(`${name} is elsewhere`);
    events.forEach((event, index) => this.views.happened(`${campaignId}.${contactKey}`, event, before + 1 + index));
  }

  private async load(name: string): Promise<Known> {
    const events = (await this.log.read(name)) as ContactEvent[];
    return { contact: events.reduce(contactDecider.evolve, contactDecider.initial), revision: events.length - 1 };
  }
}
