/** Where a variable's value comes from: `name`, `phone`, `correlationId` or a parameter; or a constant. */
export type ParameterSourceInput =
  { readonly from: string; readonly default?: string | undefined } | { readonly value: string };

export interface ContentInput {
  /** `template`; everything else is refused by name for now. */
  readonly type: string;
  readonly templateId?: string | undefined;
  readonly parameterMapping?: { readonly [variable: string]: ParameterSourceInput } | undefined;
  readonly [other: string]: unknown;
}

/** What a campaign can be told. `sendWindow`, `guardRails` and `canary` are known by name and refused by name. */
export interface CampaignSettingsInput {
  readonly senderIds?: readonly string[] | undefined;
  readonly content?: ContentInput | undefined;
  readonly pace?: { readonly messagesPerSecond: number } | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly retryPolicy?:
    | {
        readonly maxAttempts?: number | undefined;
        readonly scale?: number | undefined;
        readonly retryAfterAcceptance?: readonly string[] | undefined;
      }
    | undefined;
  readonly reportingHorizonSeconds?: number | undefined;
  readonly unknownOutcome?:
    { readonly graceSeconds?: number | undefined; readonly then?: string | undefined } | undefined;
  readonly whenTierIsFull?: string | undefined;
  readonly sendWindow?: unknown;
  readonly guardRails?: unknown;
  readonly canary?: unknown;
}
