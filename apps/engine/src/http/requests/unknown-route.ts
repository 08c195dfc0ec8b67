import type { FastifyRequest } from 'fastify';
import { HttpProblem, notFound } from '../problems/problem';
import { pathOf } from './authentication';
import type { RouteTable } from './route-table';

/**
 * What is not there: 405 with `Allow` where other methods are, else 404. Decided before a body is read.
 * @throws HttpProblem `method_not_allowed`, `not_found`
 */
export function refuseUnknownRoute(request: FastifyRequest, routes: RouteTable): void {
  if (!request.is404) return;
  const allow = routes.methodsAt(pathOf(request)).join(', ');
  if (allow === '') throw notFound();
  throw new HttpProblem('method_not_allowed', `Only ${allow} is possible here.`, {}, { allow });
}
