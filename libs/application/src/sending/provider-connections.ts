import type { Clock } from '@arauto/clock';
import type { Connections, KnownSender } from '@arauto/dispatch';
import type { Vault } from '@arauto/privacy';
import type { Provider } from '@arauto/whatsapp';
import { secretLabel, type Secrets } from '../secrets';
import type { Identities } from './identities';

/** What a sender authenticates with; kept sealed in the vault. */
export interface Credentials {
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

/** Makes the provider of a connection: an adapter, chosen where the engine is put together. */
export type MakeProvider = (
  connection: KnownSender['connection'] & { readonly accessToken: string },
  options: { readonly clock: Clock },
) => Provider;

interface Opened {
  /** The sender as it was last asked for: the same object means the same settings. */
  sender: KnownSender;
  readonly settings: string;
  readonly provider: Provider;
}

/**
 * Milliseconds that a provider of earlier settings stays open: calls that were about to be made with it, and whoever has not heard of
 * the new ones yet, need it for a moment. One that is closed answers as if the platform could not be reached.
 */
const RETIRED_FOR = 30_000;

const NONE: readonly Opened[] = [];

/** Providers and credentials of senders, opened once and again after their settings change. */
export class ProviderConnections implements Connections {
  /** By sender, the one asked for last in front. */
  private readonly providers = new Map<string, readonly Opened[]>();
  private readonly credentials = new Map<string, Promise<Credentials>>();

  constructor(
    private readonly vault: Vault,
    private readonly secrets: Secrets,
    private readonly identities: Identities,
    /** An adapter is loaded when the first sender needs it, and keeps nobody from starting. */
    private readonly adapter: () => Promise<MakeProvider>,
    private readonly clock: Clock,
  ) {}

  /** @throws UnfitSettings; whatever keeps the credentials or the adapter from being had */
  async provider(senderId: string, sender: KnownSender): Promise<Provider> {
    const opened = this.providers.get(senderId) ?? NONE;
    if (opened[0]?.sender === sender) return opened[0].provider;
    const settings = `${sender.credentialsRef} ${JSON.stringify(sender.connection)}`;
    const known = this.inFront(senderId, settings);
    if (known) {
      known.sender = sender;
      return known.provider;
    }
    const [{ accessToken }, makeProvider] = await Promise.all([
      this.credentialsOf(senderId, sender.credentialsRef),
      this.adapter(),
    ]);
    const rival = this.inFront(senderId, settings);
    if (rival) return rival.provider;
    const provider = makeProvider({ ...sender.connection, accessToken }, { clock: this.clock });
    const earlier = this.providers.get(senderId) ?? NONE;
    this.providers.set(senderId, [{ sender, settings, provider }, ...earlier]);
    if (earlier.length > 0) this.clock.after(RETIRED_FOR, () => this.retire(senderId));
    return provider;
  }

  /** The one with these settings, as the one asked for last. */
  private inFront(senderId: string, settings: string): Opened | undefined {
    const opened = this.providers.get(senderId) ?? NONE;
    const found = opened.find((each) => each.settings === settings);
    if (found && opened[0] !== found) {
      this.providers.set(senderId, [found, ...opened.filter((each) => each !== found)]);
    }
    return found;
  }

  /** Closes all but the one asked for last; calls under way keep their pool until they are answered. */
  private retire(senderId: string): void {
    const [current, ...earlier] = this.providers.get(senderId) ?? NONE;
    if (!current) return;
    this.providers.set(senderId, [current]);
    // A pool that cannot be closed in good order is nobody's any more.
    for (const { provider } of earlier) provider.close().catch(() => undefined);
  }

  messageHash(subaccountId: string, messageId: string): Promise<string> {
    return this.identities.messageHash(subaccountId, messageId);
  }

  otherReadings(subaccountId: string, phones: readonly (string | null)[]): Promise<readonly (readonly string[])[]> {
    return this.identities.otherReadings(subaccountId, phones);
  }

  /** @throws when the vault has lost them, or ARAUTO_SECRET does not fit */
  credentialsOf(senderId: string, credentialsRef: string): Promise<Credentials> {
    let credentials = this.credentials.get(credentialsRef);
    if (!credentials) {
      credentials = this.open(senderId, credentialsRef);
      this.credentials.set(credentialsRef, credentials);
      credentials.catch(() => this.credentials.delete(credentialsRef));
    }
    return credentials;
  }

  async close(): Promise<void> {
    const opened = [...this.providers.values()].flat();
    this.providers.clear();
    await Promise.all(opened.map(({ provider }) => provider.close()));
  }

  private async open(senderId: string, ref: string): Promise<Credentials> {
    const [entry] = await this.vault.getMany([ref]);
    if (!entry) throw new Error(`the credentials of sender ${senderId} are not in the vault`);
    const plain = this.secrets.open(secretLabel.credentials(senderId), (entry.data as { sealed: string }).sealed);
    return JSON.parse(plain.toString('utf8')) as Credentials;
  }
}
