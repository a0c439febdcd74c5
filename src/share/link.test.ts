import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { canonicalJson, withoutDefaults } from '../scenario/canonical.ts';
import { Scenario } from '../scenario/schema.ts';
import { SharePayload } from '../scenario/sharePayload.ts';
import { arbitraryScenario } from '../scenario/testing/arbitraries.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { decodeLink, encodeLink, LINK_LIMITS, linkWarning } from './link.ts';
import { pack, unpack } from './pack.ts';

const scenario = Scenario.parse({
  version: 1,
  name: 'Linked',
  nodes: [
    { id: 'n1', type: 'client', name: 'console', position: { x: 0, y: 0 }, traffic: { kind: 'burst', count: 5 } },
    {
      id: 'n2',
      type: 'function',
      name: 'hello',
      position: { x: 300, y: 0 },
      env: { ZONE: 'b', AREA: 'a' },
      handler: {
        kind: 'code',
        files: [{ path: 'index.mjs', text: 'export const handler = async () => "grüß dich 👋";\n' }],
      },
    },
  ],
  wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
});

const arbitraryPayload: fc.Arbitrary<SharePayload> = fc.record(
  {
    scenario: arbitraryScenario,
    inputs: fc.array(
      fc.oneof(
        fc.record({
          type: fc.constant('invoke' as const),
          timeUs: fc.nat(),
          nodeId: fc.constantFrom('n1', 'n7'),
          mode: fc.constantFrom('sync' as const, 'async' as const),
        }),
        fc.record({ type: fc.constant('deploy' as const), timeUs: fc.nat(), scenario: arbitraryScenario }),
      ),
      { maxLength: 3 },
    ),
    playhead: fc.nat(),
    selection: fc.array(fc.constantFrom('n1', 'w2')),
    lesson: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
    theme: fc.constantFrom('dark' as const, 'light' as const),
    digest: fc.stringMatching(/^[0-9a-f]{64}$/),
  },
  { requiredKeys: ['scenario'] },
);

const problemOf = (link: string): string => {
  const decoded = decodeLink(link);
  return decoded.ok ? '(opened)' : decoded.problem;
};
/** A link around any text, to look at what is inside. */
const linkOf = (text: string): string => `#s1.${toBase64Url(pack(text))}`;

describe('a link', () => {
  it('gives back everything that was put in', () => {
    fc.assert(
      fc.property(arbitraryPayload, (payload) => {
        const link = encodeLink(payload);
        expect(link).toMatch(/^#s1\.[A-Za-z0-9_-]+$/);
        expect(decodeLink(link)).toMatchObject({ ok: true, payload });
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('is the same for the same content, in whatever order its parts were written', () => {
    const shuffled = Scenario.parse(
      JSON.parse(JSON.stringify(scenario).replace('"ZONE":"b","AREA":"a"', '"AREA":"a","ZONE":"b"')),
    );
    expect(JSON.stringify(shuffled)).not.toBe(JSON.stringify(scenario));
    expect(encodeLink({ scenario: shuffled })).toBe(encodeLink({ scenario }));
    expect(encodeLink({ theme: 'dark', scenario, lesson: 'a' })).toBe(
      encodeLink({ lesson: 'a', scenario, theme: 'dark' }),
    );
  });

  it('leaves out what holds anyway', () => {
    expect(canonicalJson(withoutDefaults(SharePayload, { scenario: Scenario.parse({ version: 1 }) }))).toBe(
      '{"scenario":{"version":1}}',
    );
    const text = canonicalJson(withoutDefaults(SharePayload, { scenario }));
    expect(text).toContain('"traffic":{"count":5,"kind":"burst"}');
    expect(text).not.toMatch(/memoryMb|timeoutS|model|seed|payload/);
  });

  it('can be given as a whole address, with a line break inside or a full stop behind', () => {
    const link = encodeLink({ scenario });
    const written = [
      `https://example.org/play/${link}`,
      link.slice(1),
      `${link}.`,
      `<${link}>`,
      `${link.slice(0, 60)}\n  ${link.slice(60)}`,
    ];
    for (const text of written) expect(decodeLink(text)).toMatchObject({ ok: true, payload: { scenario } });
  });

  it('comes with the warnings of its scenario', () => {
    const lonely = { ...scenario, wires: [] };
    expect(decodeLink(encodeLink({ scenario: lonely }))).toMatchObject({
      ok: true,
      warnings: [{ pointer: 'nodes[0].traffic' }],
    });
  });
});

describe('a broken link says what is wrong', () => {
  const link = encodeLink({ scenario });

  it('cut off anywhere', () => {
    for (let end = '#s1.'.length; end < link.length; end++) {
      expect(problemOf(link.slice(0, end))).toMatch(/^This link is (not complete|damaged)/);
    }
    expect(problemOf(link.slice(0, -40))).toBe(
      'This link is not complete: its end is missing. Copy the whole link again, or ask for it as a file.',
    );
  });

  it('with one character changed: it opens as it was, or not at all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: link.length - 1 }), fc.constantFrom(...'AZaz09_-%='), (at, character) => {
        const decoded = decodeLink(link.slice(0, at) + character + link.slice(at + 1));
        if (decoded.ok) expect(decoded.payload.scenario).toEqual(scenario);
        else expect(decoded.problem).toMatch(/^This link is (not complete|damaged)/);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('of something else', () => {
    for (const text of ['', '#', '#home', 'https://example.org/', '{"version":1}', 'x'.repeat(100)]) {
      expect(problemOf(text)).toBe('This is not a link of Lambdarium.');
    }
  });

  it('of a newer version', () => {
    expect(problemOf('#s2.AAAA')).toBe(
      'This link was made by a newer Lambdarium (version 2 of the link format). Reload the page to get the newest.',
    );
    expect(problemOf(linkOf('{"scenario":{"version":7}}'))).toMatch(/newer Lambdarium \(version 7 of the format/);
  });

  it('with a scenario that cannot be opened: names the part and keeps the text', () => {
    const text =
      '{"scenario":{"version":1,"nodes":[{"id":"n1","name":"jobs","type":"queue","position":{"x":0,"y":0},"retentionS":1}]}}';
    expect(decodeLink(linkOf(text))).toEqual({
      ok: false,
      problem:
        'The link is whole, but the scenario in it cannot be opened: Queue "jobs" › retention: must be a whole number between 60 and 1,209,600 s; it is 1.',
      details: [expect.objectContaining({ pointer: 'nodes[0].retentionS' })],
      text,
    });
    expect(problemOf(linkOf('{"scenario":{"version":1},"wish":1}'))).toMatch(/"wish": is not a setting known here/);
    expect(problemOf(linkOf('[]'))).toMatch(/cannot be opened/);
    expect(problemOf(linkOf('nonsense'))).toMatch(/holds no scenario: it is not JSON/);
  });

  it('with a deployment that cannot be opened', () => {
    const inputs = [{ type: 'deploy', timeUs: 5, scenario: { version: 1, seed: -1 } }];
    expect(problemOf(linkOf(JSON.stringify({ scenario: { version: 1 }, inputs })))).toMatch(
      /seed: must be a whole number/,
    );
  });

  it('that would unpack to more than a scenario can be, without unpacking it', () => {
    const bomb = linkOf(JSON.stringify({ scenario: { version: 1, description: 'x'.repeat(20_000_000) } }));
    expect(bomb.length).toBeLessThan(40_000);
    expect(problemOf(bomb)).toBe('This link holds more than a scenario can be, so it was not opened.');
    expect(unpack(pack('x'.repeat(1000)), 999)).toEqual({ ok: false, fault: 'bomb' });
    expect(unpack(pack('x'.repeat(1000)), 1000)).toMatchObject({ ok: true });
  });

  it('that is no deflate at all', () => {
    expect(problemOf(`#s1.${toBase64Url(zlibSync(new Uint8Array(50)))}`)).toMatch(/^This link is/);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeLink(`#s1.${toBase64Url(bytes)}`).ok).toBe(false);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('the length of a link', () => {
  it('is warned about where programs cut it, and where browsers give up', () => {
    expect(linkWarning('#'.padEnd(LINK_LIMITS.warnCharacters, 'x'))).toBeNull();
    expect(linkWarning('#'.padEnd(8001, 'x'))).toBe(
      'This link has 8,001 characters. Some chat and mail programs cut links above 8,000; a file is safer.',
    );
    expect(linkWarning('#'.padEnd(2_000_001, 'x'))).toMatch(/No browser opens it/);
  });
});

describe('bytes as text', () => {
  it('come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
      { seed: 2 },
    );
    const large = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    expect(fromBase64Url(toBase64Url(large))).toEqual(large);
  });

  it('of another form are refused', () => {
    expect(fromBase64Url('A')).toBeNull();
    expect(fromBase64Url('AA=A')).toBeNull();
  });
});

interface StoredLink {
  readonly made: string;
  readonly link: string;
  readonly payload: unknown;
}

describe('links that people have kept', () => {
  const stored: readonly StoredLink[] = JSON.parse(
    readFileSync(new URL('./testdata/links.json', import.meta.url), 'utf8'),
  );

  it.each(stored)('$made', ({ link, payload }) => {
    expect(JSON.parse(JSON.stringify(decodeLink(link)))).toEqual({ ok: true, payload, warnings: [] });
  });
});
