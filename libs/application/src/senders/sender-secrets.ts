import type { Random } from '@arauto/clock';
import type { Vault } from '@arauto/privacy';
import type { Settings } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { secretLabel, type Secrets } from '../secrets';
import { RANDOM, SECRETS, VAULT } from '../tokens';

/** Credentials of senders: sealed, in the vault, under a new ref with every change. */
@Injectable()
export class SenderSecrets {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /** Durable when it resolves. Answers the ref. */
  async keep(senderId: string, credentials: Settings): Promise<string> {
    const ref = this.random.id();
    const sealed = this.secrets.seal(secretLabel.credentials(senderId), JSON.stringify(credentials));
    await this.vault.put([{ ref, kind: 'secret', person: null, campaign: null, data: { sealed } }]);
    return ref;
  }
}
