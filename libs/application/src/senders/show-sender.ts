import type { Principal } from '@arauto/access';
import type { Connection, ForeignName } from '@arauto/domain';
import type { StoredEntry } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import { instant } from '../use-case/instant';
import { shownPhone } from '../use-case/personal';
import type { SenderBody } from './sender.body';

type PauseReason = { readonly reason: string; readonly remedy: string | null };

type SenderDocument = {
  readonly subaccountId: string;
  readonly name: string;
  readonly provider: string;
  readonly phoneRef: string;
  readonly portfolioId: string;
  readonly connection: Connection;
  readonly pace: SenderBody['pace'];
  readonly connected: boolean;
  readonly paused: readonly PauseReason[] | PauseReason | null;
  readonly foreign: readonly ForeignName[] | null;
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
  const { subaccountId, name, provider, portfolioId, connection, pace, quality, tier } = sender;
  const reasons = [sender.paused ?? []].flat() as readonly PauseReason[];
  const remedies = [...new Set(reasons.flatMap(({ remedy }) => remedy ?? []))];
  const webhookPath = `/webhooks/${provider}/${id}`;
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
    status: reasons.length > 0 ? 'paused' : sender.connected ? 'connected' : 'registered',
    statusReason: reasons.length === 0 ? null : reasons.map(({ reason }) => reason).join(', '),
    remedy: remedies.length === 0 ? null : remedies.join(' '),
    quality,
    tier,
    webhookPath,
    warnings: (sender.foreign ?? []).map((name) => foreignCallbacks(name, webhookPath)),
    createdAt: instant(sender.createdAt),
    revision: sender.revision,
  };
}

/** An app has one callback address for all its numbers: what comes for one that is not registered is kept, and waits. */
function foreignCallbacks(name: ForeignName, webhookPath: string): SenderBody['warnings'][number] {
  const { phoneNumberId, businessAccountId } = name;
  const account = businessAccountId === null ? '' : ` of the business account ${businessAccountId}`;
  const who = phoneNumberId === null ? `a number${account}` : `the number ${phoneNumberId}${account}`;
  const text =
    `Callbacks of ${who} arrive at ${webhookPath}, and no sender with the app secret of this one is registered with it. ` +
    'Register it with that secret, or take the number out of the app.';
  return { code: 'foreign_callbacks', text, phoneNumberId, businessAccountId };
}
