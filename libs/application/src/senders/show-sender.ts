import type { Principal } from '@arauto/access';
import type { StoredEntry } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import { instant } from '../use-case/instant';
import { shownPhone } from '../use-case/personal';
import type { ConnectionInput, SenderBody } from './sender.body';

type SenderDocument = {
  readonly subaccountId: string;
  readonly name: string;
  readonly provider: string;
  readonly phoneRef: string;
  readonly portfolioId: string;
  readonly connection: ConnectionInput;
  readonly pace: SenderBody['pace'];
  readonly connected: boolean;
  readonly paused: { readonly reason: string; readonly remedy: string | null } | null;
  readonly quality: string | null;
  readonly tier: number | null;
  readonly createdAt: number;
  readonly revision: number;
};

/** Vault ref of a sender's number. */
export function phoneRefOf({ doc }: Found): string {
  return (doc as SenderDocument).phoneRef;
}

export function showSender({ id, doc }: Found, phone: StoredEntry | undefined, principal: Principal): SenderBody {
  const sender = doc as SenderDocument;
  const { subaccountId, name, provider, portfolioId, connection, pace, paused, quality, tier } = sender;
  return {
    id,
    subaccountId,
    name,
    provider,
    phone: shownPhone(phone, principal),
    portfolioId,
    connection,
    credentials: { set: true },
    pace,
    status: paused ? 'paused' : sender.connected ? 'connected' : 'registered',
    statusReason: paused?.reason ?? null,
    remedy: paused?.remedy ?? null,
    quality,
    tier,
    webhookPath: `/webhooks/${provider}/${id}`,
    createdAt: instant(sender.createdAt),
    revision: sender.revision,
  };
}
