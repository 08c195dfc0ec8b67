import type { LiftSuppressionCommand, SuppressPersonCommand } from './suppression.decider';
import type { SuppressionCategory, SuppressionSource } from './suppression.events';

/** Minute `n` of a day that means nothing. */
export function minute(n: number): string {
  return new Date(Date.parse('2026-03-02T12:00:00.000Z') + n * 60_000).toISOString();
}

export function suppress(
  source: SuppressionSource,
  at: number,
  category: SuppressionCategory = 'marketing',
): SuppressPersonCommand {
  const said = { reason: 'asked', evidence: null, ref: null };
  return { type: 'SuppressPerson', category, source, at: minute(at), ...said };
}

export function lift(
  source: SuppressionSource,
  at: number,
  category: SuppressionCategory | null = 'marketing',
): LiftSuppressionCommand {
  return { type: 'LiftSuppression', category, source, at: minute(at), evidence: null };
}
