import type { Connection } from '@arauto/domain';
import { LONGEST_SETTING, type ProviderKind, PROVIDERS, type Settings } from '@arauto/whatsapp';
import { above, Field, text } from '../fields';

type Part = keyof ProviderKind['settings'];

/** Where a number is. Its other fields are the settings that providers have. */
export class ConnectionBody implements Connection {
  readonly [setting: string]: string;
  readonly baseUrl!: string;
}

/** Write-only: sealed into the vault, never shown again. Its fields are the settings that providers have. */
export class CredentialsBody implements Settings {
  readonly [setting: string]: string;
}

declareSettings('connection', ConnectionBody.prototype);
declareSettings('credentials', CredentialsBody.prototype);

/** Whether a value is what it must be is for the kind of the one provider to say: `checkSettings`. */
function declareSettings(part: Part, prototype: Settings): void {
  for (const { name, mustBe, always } of settingsOf(part)) {
    Field({ ...text({ max: LONGEST_SETTING }), optional: !always }, mustBe)(prototype, name);
  }
}

/** Every setting that a kind of provider has; `always` where no kind does without it. */
export function settingsOf(part: Part) {
  const kinds = PROVIDERS.map(({ settings }) => settings[part]);
  const rules = new Map(kinds.flatMap((each) => Object.entries(each)));
  return [...rules].map(([name, rule]) => ({
    name,
    // What is needed is not empty, and nothing is a blank, so that the rule says what it must be.
    mustBe: rule('') ?? rule(' ') ?? undefined,
    always: kinds.every((each) => Object.hasOwn(each, name) && !each[name]?.isOptional),
  }));
}

export class PaceBody {
  /** The most is the highest throughput that the platform gives a number. */
  @Field(above(0, 1000)) readonly messagesPerSecond!: number;
}

export const portfolioId = text({
  max: 64,
  pattern: /^[\w.-]+$/,
  of: 'letters, digits, ., _ and -',
  example: 'pf-1',
});
