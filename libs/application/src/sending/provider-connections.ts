import type { Clock } from '@arauto/clock';
import type { Connections } from '@arauto/dispatch';
import type { KnownSender } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { OpenProvider, Provider, Settings } from '@arauto/whatsapp';
import { secretLabel, type Secrets } from '../secrets';
import type { Identities } from '../identities/identities';

interface Opened {
  /** The sender as it was last asked for: the same object means the same settings. */
  sender: KnownSender;
  readonly settings: string;
  readonly provider: Promise<Provider>;
}

/**
 * Milliseconds that a provider of earlier settings stays open: calls that were about to be made with it, and whoever has not heard of
 * the new ones yet, need it for a moment. One that is closed answers as if the platform could not be reached.
 */
const RETIRED_FOR = 30_000;

const NONE: readonly Opened[] = [];
const NOT_OPENED = () => undefined;

/** Providers and credentials of senders, opened once and again after their settings change. */
export class ProviderConnections implements Connections {
  /** By sender, the one asked for last in front. */
  private readonly providers = new Map<string, readonly Opened[]>();
  private readonly credentials = new Map<string, Promise<Settings>>();

  constructor(
    private readonly vault: Vault,
    private readonly secrets: Secrets,
    private readonly identities: Identities,
    private readonly openProvider: OpenProvider,
    private readonly clock: Clock,
  ) {}

  /** @throws UnfitSettings; whatever keeps the credentials or the adapter from being had */
  provider(senderId: string, sender: KnownSender): Promise<Provider> {
    const opened = this.providers.get(senderId) ?? NONE;
    if (opened[0]?.sender === sender) return opened[0].provider;
    const settings = `${sender.credentialsRef} ${JSON.stringify(sender.connection)}`;
    const known = this.inFront(senderId, settings);
    if (known) {
      known.sender = sender;
      return known.provider;
    }
    const provider = this.openFor(senderId, sender);
    const made = { sender, settings, provider };
    this.providers.set(senderId, [made, ...opened]);
    if (opened.length > 0) this.clock.after(RETIRED_FOR, () => this.retire(senderId));
    // What could not be had is asked for again.
    provider.catch(() => this.keep(senderId, (each) => each !== made));
    return provider;
  }

  private async openFor(senderId: string, sender: KnownSender): Promise<Provider> {
    const credentials = await this.credentialsOf(senderId, sender.credentialsRef);
    return this.openProvider(sender, credentials, { clock: this.clock });
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
    this.keep(senderId, (each) => each === current);
    // A pool that cannot be closed in good order is nobody's any more.
    for (const { provider } of earlier) provider.then((each) => each.close()).catch(() => undefined);
  }

  private keep(senderId: string, which: (opened: Opened) => boolean): void {
    this.providers.set(senderId, (this.providers.get(senderId) ?? NONE).filter(which));
  }

  messageHash(subaccountId: string, messageId: string): Promise<string> {
    return this.identities.messageHash(subaccountId, messageId);
  }

  otherReadings(subaccountId: string, phones: readonly (string | null)[]): Promise<readonly (readonly string[])[]> {
    return this.identities.otherReadings(subaccountId, phones);
  }

  /** @throws when the vault has lost them, or ARAUTO_SECRET does not fit */
  credentialsOf(senderId: string, credentialsRef: string): Promise<Settings> {
    let credentials = this.credentials.get(credentialsRef);
    if (!credentials) {
      credentials = this.unseal(senderId, credentialsRef);
      this.credentials.set(credentialsRef, credentials);
      credentials.catch(() => this.credentials.delete(credentialsRef));
    }
    return credentials;
  }

  async close(): Promise<void> {
    const opened = [...this.providers.values()].flat();
    this.providers.clear();
    await Promise.all(opened.map(({ provider }) => provider.then((each) => each.close(), NOT_OPENED)));
  }

  private async unseal(senderId: string, ref: string): Promise<Settings> {
    const [entry] = await this.vault.getMany([ref]);
    if (!entry) throw new Error(`the credentials of sender ${senderId} are not in the vault`);
    const plain = this.secrets.open(secretLabel.credentials(senderId), (entry.data as { sealed: string }).sealed);
    return JSON.parse(plain.toString('utf8')) as Settings;
  }
}
