import type { Principal } from '@arauto/access';
import { instant, instantOrNull } from '@arauto/clock';
import type { TierUse } from '@arauto/dispatch';
import { type ForeignName, pauseOf, type WarmUp, warmUpAt } from '@arauto/domain';
import type { StoredEntry } from '@arauto/privacy';
import type { Found } from '@arauto/read-models';
import type { sendersView } from '@arauto/read-models/operational';
import { providerKind } from '@arauto/whatsapp';
import { shownPhone } from '../use-case/personal';
import type { SenderBody } from './sender.body';

type FoundSender = Found<typeof sendersView>;

/** Vault ref of a sender's number. */
export function phoneRefOf({ doc }: FoundSender): string {
  return doc.phoneRef;
}

export function showSender(
  { id, doc: sender }: FoundSender,
  phone: StoredEntry | undefined,
  principal: Principal,
  use: TierUse | null,
  lastWebhookAt: number | null,
  now: number,
): SenderBody {
  const { subaccountId, name, provider, portfolioId, connection, pace, quality, tier } = sender;
  const reasons = [sender.paused ?? []].flat();
  const pause = pauseOf(reasons);
  const address = `/webhooks/${provider}/${id}`;
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
    statusReason: pause.reason,
    remedy: pause.remedy,
    quality,
    tier,
    tierUsed: use?.used ?? null,
    tierFreesAt: instantOrNull(use?.freesAt ?? null),
    warmUp: warmUpOf(sender.warmUp, now),
    webhookPath: address + secretPlaceOf(provider),
    webhooks: { lastAt: instantOrNull(lastWebhookAt) },
    warnings: (sender.foreign ?? []).map((name) => foreignCallbacks(name, address)),
    createdAt: instant(sender.createdAt),
    revision: sender.revision,
  };
}

function warmUpOf(warmUp: WarmUp | null, now: number): SenderBody['warmUp'] {
  const today = warmUpAt(warmUp, now);
  return warmUp && today && { ...warmUp, ...today, until: instant(today.until) };
}

/** A secret at the end of the address, which nobody is shown, stands there by its name: `{webhookToken}`. */
function secretPlaceOf(provider: string): string {
  const { secretInPath } = providerKind(provider).webhooks;
  return secretInPath === undefined ? '' : `/{${secretInPath}}`;
}

/** An app has one callback address for all its numbers: what comes for one that is not registered is kept, and waits. */
function foreignCallbacks(name: ForeignName, address: string): SenderBody['warnings'][number] {
  const { phoneNumberId, businessAccountId } = name;
  const account = businessAccountId === null ? '' : ` of the business account ${businessAccountId}`;
  const who = phoneNumberId === null ? `a number${account}` : `the number ${phoneNumberId}${account}`;
  const text =
    `Callbacks of ${who} arrive at ${address}, and no sender with the app secret of this one is registered with it. ` +
    'Register it with that secret, or take the number out of the app.';
  return { code: 'foreign_callbacks', text, phoneNumberId, businessAccountId };
}
