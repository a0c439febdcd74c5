import { expect, test } from 'vitest';
import { invocationType, statusOf } from './invocationType.ts';

test('an invocation is RequestResponse unless it says Event or DryRun (INV-1)', () => {
  expect([undefined, 'RequestResponse', 'Event', 'DryRun', 'event'].map(invocationType)).toEqual([
    'RequestResponse',
    'RequestResponse',
    'Event',
    'DryRun',
    'RequestResponse',
  ]);
});

test('a synchronous invocation is answered with 200, an asynchronous one with 202, a dry run with 204 (INV-2)', () => {
  expect([statusOf('RequestResponse'), statusOf('Event'), statusOf('DryRun')]).toEqual([200, 202, 204]);
});
