import { expect, test } from './playground.ts';

const GREETING = `
export const handler = async (event) => ({ greeting: event.name.toUpperCase(), length: event.name.length });
`;

test('an edited handler gives its new answer, and undo brings the old code and the old answer back', async ({
  playground,
}) => {
  const { page, answer } = playground;
  await playground.openExample('hello');
  await playground.showCode('hello');
  const before = await playground.codeText();
  expect(before).toContain('Hello ${event.name');

  await playground.writeCode(GREETING);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(answer).toContainText('{"greeting":"ADA","length":3}');

  await playground.banner.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => playground.codeText()).toBe(before);
  await playground.invoke('hello');
  await expect(answer).toContainText('{"message":"Hello Ada"}');

  await playground.banner.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => playground.codeText()).toContain('toUpperCase');
});

test('after an edit the environments of the old code are gone, and its answer says that it is older', async ({
  playground,
}) => {
  const { answer } = playground;
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(answer).toContainText('{"message":"Hello Ada"}');
  await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(answer).not.toContainText('before your last change');
  await playground.showCode('hello');
  await playground.writeCode(GREETING);
  await expect(answer).toContainText('From before your last change');
  await playground.showSide('Environments');
  await expect(playground.sidePanel).toContainText('0 alive');
  await playground.invoke('console');
  await expect(answer).toContainText('{"greeting":"ADA","length":3}');
  await expect(answer).not.toContainText('before your last change');
});

test('undo and redo work from the keyboard inside the editor, a burst of typing at a time', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await playground.showCode('hello');
  const before = await playground.codeText();
  await playground.editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// first');
  await page.keyboard.press('Enter');
  await expect.poll(() => playground.codeText()).toContain('// first');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => playground.codeText()).toBe(before);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => playground.codeText()).toContain('// first');
});

test('a syntax error is marked before the run and is Runtime.UserCodeSyntaxError when it runs', async ({
  playground,
}) => {
  await playground.openExample('hello');
  await playground.showCode('hello');
  await expect(playground.problems.getByRole('button')).toHaveCount(0);
  await playground.writeCode('export const handler = async (event) => {\n  return { message: event.name ;\n};\n');
  await expect(playground.problems.getByRole('button')).toContainText('index.mjs:2');
  await expect(playground.editor.locator('.squiggly-error').first()).toBeVisible();
  expect(await playground.trace()).toEqual([]);

  await playground.invoke('hello');
  const answer = playground.node('hello').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('Runtime.UserCodeSyntaxError');
  await expect(answer).toContainText('function error');

  await playground.writeCode('export const handler = async () => "mended";\n');
  await expect(playground.problems.getByRole('button')).toHaveCount(0);
  await playground.invoke('hello');
  await expect(answer).toContainText('"mended"');
});

test('what the handler throws is shown where it was invoked, with FunctionError and its line', async ({
  playground,
}) => {
  await playground.openExample('hello');
  await playground.showCode('hello');
  await playground.writeCode(
    `export const handler = async () => {
  throw new TypeError('no such user');
};`,
  );
  await playground.invoke('console');
  const answer = playground.node('console').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('200, function error');
  await expect(answer).toContainText('TypeError: no such user');
  await expect(playground.node('hello')).toContainText('error 1');

  // The same invocation in full: the payload a caller gets, and the way back to the line that threw.
  await playground.select('console');
  await playground.showSide('Event');
  const details = playground.sidePanel.getByRole('region', { name: 'Answer', exact: true });
  await expect(details).toContainText('FunctionError');
  await expect(details).toContainText('"errorType": "TypeError"');
  await details.getByRole('button', { name: 'index.mjs:2' }).first().click();
  await expect(playground.editor).toBeVisible();
  await expect(playground.sidePanel.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
});

test('the editor shades what runs once per environment and what runs once per invocation', async ({ playground }) => {
  await playground.openExample('counter');
  await playground.showCode('counter');
  await expect(playground.editor.locator('.code-per-environment').first()).toBeVisible();
  await expect(playground.editor.locator('.code-per-invocation').first()).toBeVisible();
});

test('several files import each other, and console lines lead back to where they were written', async ({
  playground,
}) => {
  const { page, sidePanel } = playground;
  await playground.openExample('hello');
  await playground.showCode('hello');
  await sidePanel.getByRole('button', { name: 'Add a file' }).click();
  await page.keyboard.type('lib/double.mjs');
  await page.keyboard.press('Enter');
  await expect(sidePanel.getByRole('tab', { name: 'lib/double.mjs' })).toHaveAttribute('aria-selected', 'true');
  await playground.writeCode(`export const double = (n) => {
  console.log('doubling', n);
  return 2 * n;
};
`);
  await sidePanel.getByRole('tab', { name: 'index.mjs' }).click();
  await expect.poll(() => playground.codeText()).toContain('Hello');
  await playground.writeCode(`import { double } from './lib/double.mjs';
export const handler = async (event) => ({ doubled: double(event.name.length) });
`);
  await playground.invoke('hello');
  await expect(playground.answer).toContainText('{"doubled":6}');
  await expect(playground.answer).toContainText('doubling 3');
  const line = await playground.logLines('doubling 3', 'Only output');
  await line.getByRole('button', { name: 'lib/double.mjs:2' }).click();
  await expect(sidePanel.getByRole('tab', { name: 'lib/double.mjs' })).toHaveAttribute('aria-selected', 'true');
});

test('an event that is no JSON is refused at the first press of the button', async ({ playground }) => {
  const { sidePanel } = playground;
  await playground.openExample('hello');
  await playground.select('hello');
  await playground.showSide('Event');
  await playground.writeCode('{ "name": Ada }');
  await sidePanel.getByRole('button', { name: 'Invoke and wait' }).click();
  await expect(sidePanel).toContainText(/This is not JSON.* Lambda would refuse it with status 400/);
  const answer = sidePanel.getByRole('region', { name: 'Answer', exact: true });
  await expect(answer).toContainText('Refused');
  await expect(answer).toContainText('InvalidRequestContentException');
  await expect(playground.node('hello')).toContainText('Lambda refused the call with status 400');

  // A longer event makes its field taller; the button below must not slip away from the press either.
  await playground.writeCode(`{
  "name": "Grace",
  "of": [
    "first",
    "second",
    "third"
  ]
}`);
  await sidePanel.getByRole('button', { name: 'Invoke and wait' }).click();
  await expect(answer).toContainText('Hello Grace');
});
