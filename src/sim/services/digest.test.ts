import { describe, expect, it } from 'vitest';
import { md5Hex, utf8 } from './digest.ts';

describe('checksums', () => {
  it('encodes every kind of character as the platform does', () => {
    for (const text of ['', 'plain', 'é ß', '漢字 €', '🧊🔥', 'a\ud800b', '\udfff']) {
      expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)]);
    }
  });

  it('gives the MD5 that AWS recorded for the same bodies', () => {
    expect(md5Hex('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(md5Hex('hello world')).not.toBe(md5Hex('hello world '));
    expect(md5Hex('Hello from SQS!')).toBe('7b270e59b47ff90a553787216d55d91d');
  });
});
