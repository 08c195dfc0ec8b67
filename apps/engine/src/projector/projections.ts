import type { Group, Projection, View } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { reportWords } from '@arauto/whatsapp';

/** What keeps the views of each group. */
export const PROJECTIONS: Readonly<Record<Group, readonly Projection[]>> = {
  operational: operationalProjections,
  reporting: reportingProjections(reportWords),
};

export function viewsOf(group: Group): readonly View[] {
  return PROJECTIONS[group].map(({ view }) => view);
}
