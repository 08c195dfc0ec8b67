import { personKey, type PersonKey, type Vault } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { secretLabel, type Secrets } from '../secrets';
import { SECRETS, VAULT } from '../tokens';

/** A subaccount as far as its identity secret goes. */
export interface IdentityOwner {
  readonly id: string;
  readonly identitySecretRef: string;
}

/** Who a phone number is, in a subaccount. Identity secrets never change, so each is opened once. */
@Injectable()
export class Identities {
  private readonly opened = new Map<string, Buffer>();

  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** The secret that person keys and message hashes of a subaccount are made with. @throws SecretError */
  async secretOf({ id, identitySecretRef }: IdentityOwner): Promise<Buffer> {
    const known = this.opened.get(id);
    if (known) return known;
    const [entry] = await this.vault.getMany([identitySecretRef]);
    const sealed = (entry?.data as { readonly sealed?: string } | null | undefined)?.sealed;
    if (sealed === undefined) throw new Error(`the identity secret of subaccount ${id} is not in the vault`);
    const secret = this.secrets.open(secretLabel.identity(id), sealed);
    this.opened.set(id, secret);
    return secret;
  }

  /** @param canonical digits without `+` */
  async personKey(owner: IdentityOwner, canonical: string): Promise<PersonKey> {
    return personKey(await this.secretOf(owner), canonical);
  }
}
