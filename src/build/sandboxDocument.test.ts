import { expect, test } from 'vitest';
import { inlineable, sandboxHtml, sha256Source, withBootHash } from './sandboxDocument.ts';

test('the sandbox document allows exactly its own script, blobs and nothing else', () => {
  const html = sandboxHtml('run();');
  const policy = /content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src blob: '${sha256Source('run();')}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html.indexOf('<meta')).toBeLessThan(html.indexOf('<script>'));
});

test('a script that mentions an end tag stays one script and keeps its meaning', () => {
  const code = inlineable("a = '</script>';\r\nb = '<!-- ';");
  expect(code).not.toMatch(/<\/script|<!--|\r/i);
  expect(Function(`let a, b; ${code} return a + b`)()).toBe('</script><!-- ');
});

test('the page takes over the hash of the boot script and must have a place for it', () => {
  expect(withBootHash("script-src 'self' 'sha256-sandbox-boot'", 'sha256-x=')).toBe("script-src 'self' 'sha256-x='");
  expect(() => withBootHash('<html></html>', 'sha256-x=')).toThrow('index.html must name');
});
