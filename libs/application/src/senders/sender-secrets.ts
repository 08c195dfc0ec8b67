import type { Random } from '@arauto/clock';
import type { Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { secretLabel, type Secrets } from '../secrets';
import { RANDOM, SECRETS, VAULT } from '../tokens';
import type { CredentialsBody } from './sender-fields';

/** Credentials of senders: sealed, in the vault, under a new ref with every change. */
@Injectable()
export class SenderSecrets {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /** Durable when it resolves. Answers the ref. */
  async keep(senderId: string, credentials: CredentialsBody): Promise<string> {
    const ref = this.random.id();
    const sealed = this.secrets.seal(secretLabel.credentials(senderId), JSON.stringify(credentials));
    await this.vault.put([{ ref, kind: 'secret', person: null, campaign: null, data: { sealed } }]);
    return ref;
  }

  /** Undefined where the entry is gone. @throws SecretError */
  async open(senderId: string, ref: string): Promise<CredentialsBody | undefined> {
    const [entry] = await this.vault.getMany([ref]);
    const sealed = (entry?.data as { readonly sealed?: string } | undefined)?.sealed;
    if (sealed === undefined) return undefined;
    const plain = this.secrets.open(secretLabel.credentials(senderId), sealed).toString();
    return JSON.parse(plain) as CredentialsBody;
  }
}
