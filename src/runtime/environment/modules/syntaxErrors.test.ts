import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { prepareMessage, setSyntaxCheck, syntaxErrorOf } from './syntaxErrors.ts';

const broken = (goal: 'module' | 'commonjs', text: string) =>
  ({ kind: 'broken', goal, text, message: 'what the compiler says', line: 1 }) as const;

/** As a worker checks a text: by having it loaded. */
function check(goal: 'module' | 'commonjs', text: string) {
  const scope = createContext({});
  setSyntaxCheck((script) => {
    try {
      runInContext(script, scope);
    } catch (error) {
      return String(Reflect.get(Object(error), 'message'));
    }
    return undefined;
  });
  const file = broken(goal, text);
  prepareMessage(file);
  return { message: syntaxErrorOf(file).message, made: Object.keys(scope), scope };
}

it('the engine words what is wrong with a text', () => {
  expect(check('module', 'export const a = ;').message).toBe("Unexpected token ';'");
  expect(check('commonjs', "'use strict';\nlet let = 1;").message).toBe('Unexpected strict mode reserved word');
});

it('a text that closes what was put around it to be checked makes no functions that the compiler has not seen', () => {
  const breakout = '} function unseen() { for (;;); } var also; let kept; {';
  const { message, made, scope } = check('module', breakout);
  expect([message, made]).toEqual(['what the compiler says', []]);
  expect(runInContext('typeof kept', scope)).toBe('undefined');
});

it('nor does a text that only the engine accepts', () => {
  expect(check('commonjs', 'function unseen() {} var also;')).toMatchObject({
    message: 'what the compiler says',
    made: [],
  });
  expect(check('commonjs', "'use strict'; function unseen() {}")).toMatchObject({ made: [] });
});
