import { instant } from '@arauto/clock';
import type { StandingTopic, StandingWord } from '@arauto/domain';

/** Why a number pauses, by what its account stands in. They are in logs and on screens. */
export const STANDING_REASONS: Readonly<Record<StandingTopic, string>> = {
  ban: 'error_disabled_update',
  restriction: 'error_account_restriction',
  utility: 'error_utility_restriction',
  violation: 'error_account_violation',
  connection: 'error_account_offboarded',
  deletion: 'error_account_deleted',
};

/** Reasons that a word takes away: its own, and the code with which the platform refuses messages for the same. */
const LIFTS: Readonly<Partial<Record<StandingWord, readonly string[]>>> = {
  reinstated: [STANDING_REASONS.ban, 'error_131031'],
  reconnected: [STANDING_REASONS.connection],
};

export function liftedBy(word: StandingWord): readonly string[] {
  return LIFTS[word] ?? [];
}

const LOOK = 'Look at the quality page of the account in the platform';

/**
 * What mends the pause that a word asks for; null for a word that does not pause the number.
 * @param end of a restriction, milliseconds, where somebody says
 */
export function remedyOf(word: StandingWord, end: number | null): string | null {
  switch (word) {
    case 'disabled':
      return `The platform disabled the account. ${LOOK} and appeal; when the account is given back, resume the campaigns.`;
    case 'scheduled_for_disable':
      return `The platform is about to disable the account. ${LOOK}, then resume the sender.`;
    case 'restricted':
      return `The platform restricted the account${until(end)}. ${LOOK}, then resume the sender.`;
    case 'violated':
      return `The platform found that the account broke a policy. ${LOOK}, then resume the sender.`;
    case 'offboarded':
      return 'The account was disconnected from the platform. Connect it again, then resume the campaigns.';
    case 'deleted':
      return 'The account was deleted. Give the sender another number.';
    case 'utility_restricted':
    case 'reinstated':
    case 'reconnected':
      return null;
  }
}

export function utilityRemedy(end: number | null): string {
  return `The platform lets the account send no utility templates${until(end)}. ${LOOK}, then resume.`;
}

function until(end: number | null): string {
  return end === null ? '' : ` until ${instant(end).slice(0, 16).replace('T', ' ')} UTC`;
}
