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
  /** Under which an older reading of the number may have suppressed the person. */
  readonly formerKeys: readonly PersonKey[];
  readonly e164: string;
  readonly category: SuppressionCategory;
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
  const category = checkWord(problems, 'category', input.category ?? 'all', ['all', 'marketing']) ?? 'all';
  problems.refuse();
  const { canonical, e164 } = phone as Phone;
  const [personKey, ...formerKeys] = await identities.personKeys(subaccount.id, canonical);
  return { subaccountId: subaccount.id, personKey: personKey!, formerKeys, e164, category };
}
