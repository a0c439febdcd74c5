import { expect, test } from 'vitest';
import type { Answer } from '../../../sim/trace/readouts/answers.ts';
import type { FollowedMessage } from '../../../sim/trace/readouts/followed.ts';
import { followedRows, keptText, messageHeadline, messageSentence } from './followedText.ts';

const message: FollowedMessage = {
  kind: 'message',
  message: 1,
  nodeId: 'n1',
  queueName: 'orders',
  isPolled: true,
  state: 'visible',
  receives: 0,
  movedFrom: null,
  invocation: null,
  recordIndex: 1,
};
/** What the words are made of. */
const answer = (state: Answer['state']) => ({ state, mode: 'batch', functionName: 'save', attempts: [] }) as never;

test('a message tells its way: waiting, received, failed, back, moved, done', () => {
  const taken: FollowedMessage = { ...message, state: 'in flight', receives: 1, invocation: 1 };
  expect(messageHeadline(message, null).words).toBe('waiting in orders');
  expect(messageHeadline(taken, answer('running')).words).toBe('received by save');
  expect(messageHeadline({ ...taken, receives: 2 }, answer('failed'))).toEqual({
    tone: 'failed',
    words: 'failed in save · receive 2',
  });
  expect(messageHeadline({ ...taken, state: 'visible' }, answer('failed')).words).toBe(
    'back in orders after 1 receive',
  );
  const moved = { ...message, queueName: 'dlq', isPolled: false, movedFrom: { name: 'orders', receives: 3 } };
  expect(messageHeadline(moved, answer('failed')).words).toBe('moved to dlq after 3 receives');
  expect(messageHeadline({ ...taken, state: 'deleted' }, answer('answered')).words).toBe('done by save, deleted');
});

test('a message says why it does not go on', () => {
  expect(messageSentence(message, null)).toBeNull();
  expect(messageSentence({ ...message, isPolled: false }, null)).toMatch(/No function polls this queue/);
  const taken: FollowedMessage = { ...message, state: 'in flight', receives: 1, invocation: 1 };
  expect(messageSentence(taken, answer('running'))).toBeNull();
  expect(messageSentence(taken, answer('failed'))).toMatch(/hidden until its visibility timeout/);
});

test('what nobody takes says so', () => {
  const kept = { nodeId: 'n1', recordIndex: 1, takers: 0 };
  expect(keptText({ ...kept, what: 'object' }).sentence).toMatch(/Nothing is wired/);
  expect(keptText({ ...kept, what: 'publication' }).sentence).toMatch(/Nobody subscribes/);
  expect(keptText({ ...kept, what: 'event' }).sentence).toMatch(/No rule takes/);
  expect(keptText({ ...kept, what: 'record', shardId: 'shardId-000000000001' }).words).toBe('kept in shard 1');
  expect(keptText({ ...kept, what: 'object', takers: 1 }).sentence).toMatch(/on its way/);
});

test('several deliveries are one row each', () => {
  const ends = [{ kind: 'invocation' as const, invocation: 7, recordIndex: 2 }, message];
  expect(followedRows({ kept: null, ends, recordIndex: 2 }, () => answer('running'))).toMatchObject([
    { to: 'save', words: 'running' },
    { words: 'waiting in orders' },
  ]);
});
