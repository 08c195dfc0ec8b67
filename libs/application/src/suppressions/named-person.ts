import type { Principal } from '@arauto/access';
import type { SuppressionCategory } from '@arauto/domain';
import { parsePhone, type PersonKey, type Phone } from '@arauto/privacy';
import type { Identities } from '../sending/identities';
import type { CommandRunner } from '../use-case/command-runner';
import { checkWord, Problems } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';

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
  input: {
    readonly subaccountId?: string | undefined;
    readonly phone: string;
    readonly category?: string | undefined;
  },
): Promise<NamedPerson> {
  const subaccount = await subaccountOf(runner, principal, input.subaccountId);
  const problems = new Problems();
  const phone = parsePhone(input.phone, subaccount);
  if (!phone.ok) problems.add('phone', phone.code, phone.message);
  const category =
    input.category === undefined
      ? null
      : (checkWord(problems, 'category', input.category, ['all', 'marketing']) ?? null);
  problems.refuse();
  const { canonical, e164 } = phone as Phone;
  const personKey = await identities.personKey(subaccount.id, canonical);
  return { subaccountId: subaccount.id, personKey, canonical, e164, category };
}
