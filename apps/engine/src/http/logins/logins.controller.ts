import { addressGroup, type Principal } from '@arauto/access';
import { type CommandContext } from '@arauto/application';
import { instant } from '@arauto/clock';
import { Body, Controller, Delete, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTTP_SETTINGS, type HttpSettings, type Links, LOGIN_LINKS } from '../dependencies';
import { invalid } from '../problems/problem';
import { unauthenticated } from '../requests/authentication';
import { Commanding } from '../requests/contexts';
import { Doorkeeper } from '../requests/doorkeeper';
import { Endpoint } from '../requests/endpoint';
import { requireSameOrigin } from '../requests/same-origin';
import { noSessionCookie, sessionCookie } from '../requests/session-cookie';
import { LoginBody, loginLink } from './login.body';

/** Signing in to the dashboard: a session in a cookie, instead of a key that a page would have to keep. */
@Controller('v1')
export class LoginsController {
  constructor(
    private readonly door: Doorkeeper,
    @Inject(LOGIN_LINKS) private readonly links: Links,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Post('login')
  @Endpoint({
    permission: 'public',
    summary: 'Sign in by a key, or once by the token of a login link: answers with the cookie of a session of 12 hours',
    status: 204,
    body: LoginBody,
    problems: ['unauthenticated', 'foreign_origin', 'too_many_requests', 'store_unavailable'],
  })
  async login(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: LoginBody,
  ): Promise<void> {
    requireSameOrigin(request, this.settings.publicUrl, 'let through');
    const principal = await this.principalOf(request, body);
    void reply.header('set-cookie', sessionCookie(this.door.sessions.begin(principal), this.settings));
  }

  @Delete('login')
  @Endpoint({
    permission: 'public',
    summary: 'Sign out: takes the cookie of the session away',
    status: 204,
    problems: ['foreign_origin'],
  })
  logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    requireSameOrigin(request, this.settings.publicUrl, 'let through');
    void reply.header('set-cookie', noSessionCookie(this.settings));
  }

  @Post('login-links')
  @Endpoint({
    permission: 'any key',
    summary: 'Make a link that signs its maker in once, within 5 minutes',
    status: 201,
    answers: loginLink,
  })
  link(@Commanding() { principal }: CommandContext) {
    const { token, endsAt } = this.links.make(principal);
    return { token, expiresAt: instant(endsAt) };
  }

  /** @throws HttpProblem `validation_failed`, `unauthenticated`, `too_many_requests` */
  private async principalOf(request: FastifyRequest, { key, token }: LoginBody): Promise<Principal> {
    if ((key === undefined) === (token === undefined)) {
      const message =
        key === undefined ? 'Send a key, or the token of a login link.' : 'Send a key or a token, not both.';
      throw invalid([{ path: 'key', code: key === undefined ? 'required' : 'too_many', message }]);
    }
    const principal = key === undefined ? await this.links.use(token!, request.id) : this.door.keys.whoIs(key);
    if (principal) return principal;
    this.door.rates.countWrongKey(addressGroup(request.socket.remoteAddress));
    throw unauthenticated(
      key === undefined ? 'The link was used already, or is older than 5 minutes.' : 'The key is unknown or revoked.',
    );
  }
}
