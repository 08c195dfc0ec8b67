import { LiftSuppressionHandler } from './lift-suppression';
import { ListSuppressionsHandler } from './list-suppressions';
import { SuppressPersonHandler } from './suppress-person';

export { LiftSuppression, LiftSuppressionBody } from './lift-suppression';
export { ListSuppressions, ListSuppressionsQuery } from './list-suppressions';
export { SuppressPerson, SuppressPersonBody } from './suppress-person';

/** What is told and asked of who must not be messaged, and what its handlers are given. */
export const suppressionUseCases = [LiftSuppressionHandler, SuppressPersonHandler, ListSuppressionsHandler] as const;
