import { START } from '@arauto/event-store';
import type { Group } from '@arauto/read-models';
import type { QueryContext } from '../context';
import { ViewsBehind } from '../errors';
import type { Views } from '../views';

/** How long a query with `?after=` waits for the views, milliseconds. */
const PATIENCE = 2000;

/**
 * Waits until a group of views has got to where the caller asked for.
 * @throws ViewsBehind after 2 s
 */
export async function caughtUp(views: Views, group: Group, { after }: QueryContext): Promise<void> {
  if (after === undefined || after === START) return;
  if (!(await views.reached(group, after, PATIENCE))) throw new ViewsBehind(group, after);
}
