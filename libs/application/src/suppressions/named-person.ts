import type { Principal } from '@arauto/access';
import type { SuppressionCategory } from '@arauto/domain';
import { parsePhone, type PersonKey } from '@arauto/privacy';
import { Field, id, oneOf, optional, phone } from '../fields';
import type { Identities } from '../identities/identities';
import type { CommandRunner } from '../use-case/command-runner';
import { invalid } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';

export class NamedPersonBody {
  @Field(optional(id)) readonly subaccountId?: string;
  @Field(phone) readonly phone!: string;
  @Field(optional(oneOf(['all', 'marketing']))) readonly category?: SuppressionCategory;
}

export interface NamedPerson {
  readonly subaccountId: string;
  readonly personKey: PersonKey;
  /** Digits with country code, and the same to read. */
  readonly canonical: string;
  readonly e164: string;
  /** Null where the request names none. */
  readonly category: SuppressionCategory | null;
}

/** Whom a request names by phone. Every notation of a number is the same person. @throws Refusal */
export async function namedPerson(
  runner: CommandRunner,
  identities: Identities,
  principal: Principal,
  { subaccountId, phone: given, category }: NamedPersonBody,
): Promise<NamedPerson> {
  const subaccount = await subaccountOf(runner, principal, subaccountId);
  const phone = parsePhone(given, subaccount);
  if (!phone.ok) throw invalid('phone', phone.code, phone.message);
  const { canonical, e164 } = phone;
  const personKey = await identities.personKey(subaccount.id, canonical);
  return { subaccountId: subaccount.id, personKey, canonical, e164, category: category ?? null };
}
