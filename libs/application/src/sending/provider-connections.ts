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
  readonly sender: KnownSender;
  readonly settings: string;
  readonly provider: Provider;
}

/** Providers and credentials of senders, opened once and again after their settings change. */
export class ProviderConnections implements Connections {
  private readonly providers = new Map<string, Opened>();
  private readonly credentials = new Map<string, Promise<Credentials>>();

  constructor(
    private readonly vault: Vault,
    private readonly secrets: Secrets,
    private readonly identities: Identities,
    /** An adapter is loaded when the first sender needs it, and keeps nobody from starting. */
    private readonly adapter: () => Promise<MakeProvider>,
    private readonly clock: Clock,
  ) {}

  async provider(senderId: string, sender: KnownSender): Promise<Provider> {
    const opened = this.providers.get(senderId);
    if (opened?.sender === sender) return opened.provider;
    const settings = `${sender.credentialsRef} ${JSON.stringify(sender.connection)}`;
    if (opened?.settings === settings) {
      this.providers.set(senderId, { ...opened, sender });
      return opened.provider;
    }
    const [{ accessToken }, makeProvider] = await Promise.all([
      this.credentialsOf(senderId, sender.credentialsRef),
      this.adapter(),
    ]);
    const rival = this.providers.get(senderId);
    if (rival?.settings === settings) return rival.provider;
    const provider = makeProvider({ ...sender.connection, accessToken }, { clock: this.clock });
    this.providers.set(senderId, { sender, settings, provider });
    // Calls under way keep their pool until they are answered.
    void opened?.provider.close();
    return provider;
  }

  identitySecret(subaccountId: string): Promise<Uint8Array> {
    return this.identities.secretOf(subaccountId);
  }

  messageHash(subaccountId: string, messageId: string): Promise<string> {
    return this.identities.messageHash(subaccountId, messageId);
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
    await Promise.all([...this.providers.values()].map(({ provider }) => provider.close()));
  }

  private async open(senderId: string, ref: string): Promise<Credentials> {
    const [entry] = await this.vault.getMany([ref]);
    if (!entry) throw new Error(`the credentials of sender ${senderId} are not in the vault`);
    const plain = this.secrets.open(secretLabel.credentials(senderId), (entry.data as { sealed: string }).sealed);
    return JSON.parse(plain.toString('utf8')) as Credentials;
  }
}
