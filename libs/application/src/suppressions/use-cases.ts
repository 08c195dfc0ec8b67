import { LiftSuppressionHandler } from './lift-suppression';
import { ListSuppressionsHandler } from './list-suppressions';
import { MaySuppressListHandler } from './may-suppress-list';
import { SuppressListHandler } from './suppress-list';
import { SuppressPersonHandler } from './suppress-person';

export { LiftSuppression, LiftSuppressionBody } from './lift-suppression';
export { ListSuppressions, ListSuppressionsQuery } from './list-suppressions';
export { MaySuppressList } from './may-suppress-list';
export { SuppressList, SuppressListQuery } from './suppress-list';
export { SuppressPerson, SuppressPersonBody } from './suppress-person';

/** What is told and asked of who must not be messaged, and what its handlers are given. */
export const suppressionUseCases = [
  LiftSuppressionHandler,
  SuppressListHandler,
  SuppressPersonHandler,
  ListSuppressionsHandler,
  MaySuppressListHandler,
] as const;
