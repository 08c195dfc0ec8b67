import { EngineGone } from '../api/problem';
import { reach } from '../api/reach';

/**
 * Loads a part of the page. One that is not there while the engine is was taken away by a newer build, and the router loads everything anew;
 * where the engine is gone that would take away what is shown, too.
 * @throws EngineGone
 */
export async function whileReached<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw (await reach.check()) ? new EngineGone() : error;
  }
}
