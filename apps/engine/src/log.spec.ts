import { traceOf } from './log';

describe('what a line of the log says of something that was thrown', () => {
  it('is what, and where', () => {
    expect(traceOf(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n {4}at /);
    expect(traceOf('the disk is full')).toBe('the disk is full');
    expect(traceOf({ phone: '+5511900001234' })).toBe('object');
  });

  it('is nothing of what a parser read', () => {
    let error: unknown;
    try {
      JSON.parse('+5511900001234');
    } catch (thrown) {
      error = thrown;
    }
    expect(traceOf(error)).toMatch(/^SyntaxError\n {4}at [^]*log\.spec/);
    expect(traceOf(error)).not.toMatch(/5511900001234/);
    const bare = Object.assign(new SyntaxError('Unexpected token in +5511900001234'), { stack: undefined });
    expect(traceOf(bare)).toBe('SyntaxError');
  });
});
