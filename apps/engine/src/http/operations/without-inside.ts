import type { ProjectionStatus } from '../dependencies';

/** For whoever does not see every subaccount: what an event cannot be applied for may name things of somebody else. */
export function withoutInside(projection: ProjectionStatus): ProjectionStatus {
  const { poison } = projection;
  if (poison === null) return projection;
  return { ...projection, poison: { ...poison, message: 'A key of every subaccount (*) is told why.' } };
}
