import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, type StepAnswer } from '../protocol.ts';
import { parseStepAnswer } from './parseStepAnswer.ts';

const answer: StepAnswer = {
  stepId: 7,
  status: 'quiescent',
  ticks: 100,
  memoryMb: 70,
  effects: [
    { type: 'log', tick: 1, text: 'line', level: 'INFO', line: { file: 'index.mjs', line: 3 } },
    { type: 'stdout', tick: 1, text: 'raw' },
    { type: 'setTimer', tick: 2, timerId: 1, delayMs: 5, repeat: true },
    { type: 'clearTimer', tick: 3, timerId: 1 },
    {
      type: 'call',
      tick: 4,
      callId: 1,
      service: 's3',
      command: 'PutObject',
      input: { Key: 'k', list: [1, null, true] },
    },
    { type: 'initDone', tick: 5, modules: [{ path: 'index.mjs', ticks: 9, selfTicks: 9, depth: 0 }] },
    { type: 'response', tick: 6, body: '{"a":1}' },
    { type: 'response', tick: 6, body: 'text', stream: { contentType: 'text/plain' } },
    {
      type: 'error',
      tick: 7,
      error: { errorType: 'Error', errorMessage: 'm', trace: ['Error: m'], engineWorded: true },
    },
    { type: 'exit', tick: 8, code: 128 },
    { type: 'next', tick: 100 },
  ],
};

const parse = (value: unknown) => parseStepAnswer(typeof value === 'string' ? value : JSON.stringify(value), 7);
const withEffect = (effect: object) => ({ ...answer, effects: [effect] });

describe('an answer of an environment', () => {
  it('is read as it was written', () => {
    expect(parse(answer)).toEqual({ ok: true, answer });
  });

  const impossible: Readonly<Record<string, unknown>> = {
    'no text': undefined,
    'no JSON': '{',
    'a list': [],
    'an answer to another step': { ...answer, stepId: 8 },
    'an unknown status': { ...answer, status: 'stopped' },
    'negative ticks': { ...answer, ticks: -1 },
    'ticks that are no number': { ...answer, ticks: '5' },
    'an unknown effect': withEffect({ type: 'fetch', tick: 0 }),
    'an effect after the end': withEffect({ type: 'next', tick: 101 }),
    'effects out of order': {
      ...answer,
      effects: [
        { type: 'next', tick: 5 },
        { type: 'next', tick: 4 },
      ],
    },
    'an effect that is no object': { ...answer, effects: [null] },
    'too many effects': { ...answer, effects: Array(LIMITS.effectsPerStep + 2).fill({ type: 'next', tick: 0 }) },
    'a line that is too long': withEffect({
      type: 'log',
      tick: 0,
      level: 'INFO',
      text: 'x'.repeat(LIMITS.logLineBytes + 1),
    }),
    'an unknown level': withEffect({ type: 'log', tick: 0, level: 'LOUD', text: 'x' }),
    'an unknown service': withEffect({ type: 'call', tick: 0, callId: 1, service: 'ec2', command: 'x', input: {} }),
    'a call without input': withEffect({ type: 'call', tick: 0, callId: 1, service: 's3', command: 'x' }),
    'a delay that is no whole number': withEffect({
      type: 'setTimer',
      tick: 0,
      timerId: 1,
      delayMs: 0.5,
      repeat: false,
    }),
    'an exit code beyond 255': withEffect({ type: 'exit', tick: 0, code: 256 }),
    'an error without its parts': withEffect({ type: 'error', tick: 0, error: {} }),
  };
  for (const [what, value] of Object.entries(impossible)) {
    it(`is refused with ${what}`, () => expect(parse(value)).toMatchObject({ ok: false }));
  }

  it('gives nothing but what the format has', () => {
    const parsed = parse({ ...answer, extra: 1, effects: [{ type: 'next', tick: 0, __proto__: null, port: {} }] });
    expect(parsed).toEqual({ ok: true, answer: { ...answer, effects: [{ type: 'next', tick: 0 }] } });
  });

  it('keeps keys that name prototypes as plain keys of an input', () => {
    const text = JSON.stringify(
      withEffect({ type: 'call', tick: 0, callId: 1, service: 's3', command: 'x', input: 'INPUT' }),
    );
    const parsed = parse(text.replace('"INPUT"', '{"__proto__":{"polluted":true},"constructor":1}'));
    expect(parsed.ok && Object.keys((parsed.answer.effects[0] as { input: object }).input)).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
  });

  it('never makes the reader throw, whatever it is (10,000 messages, seed 20261123)', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.json(),
      fc.record({
        stepId: fc.constant(7),
        status: fc.constant('quiescent'),
        ticks: fc.anything(),
        memoryMb: fc.nat(),
        effects: fc.array(fc.anything()),
      }),
      fc
        .constantFrom(...answer.effects)
        .chain((effect) =>
          fc
            .tuple(fc.constantFrom(...Object.keys(effect)), fc.anything())
            .map(([key, value]) => withEffect({ ...effect, [key]: value })),
        ),
      fc.nat(300).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
    );
    const property = fc.property(anything, (message) => {
      const text = typeof message === 'string' ? message : safeJson(message);
      expect(typeof parseStepAnswer(text, 7).ok).toBe('boolean');
    });
    fc.assert(property, { numRuns: 10_000, seed: 20261123 });
  }, 60_000);
});

function safeJson(value: unknown): unknown {
  try {
    return JSON.stringify(value);
  } catch {
    return value;
  }
}
