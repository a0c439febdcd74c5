import { expect, it } from 'vitest';
import { scenario } from '../sim/testing/scenarioBuilder.ts';
import { sampleEvents } from './sampleEvents.ts';

const made = scenario()
  .bucket('uploads', { key: 'cats/{n}.png' })
  .queue('jobs')
  .modelled('resize', 10)
  .wire('async', 'uploads', 'resize')
  .build();
const id = made.nodes.find(({ name }) => name === 'resize')?.id ?? '';

it('offers a sample of each source, those that are wired first and with their names', () => {
  const samples = sampleEvents(made, id);
  expect(samples.map((sample) => sample.id)).toEqual(['s3', 'plain', 'api', 'sns', 'sqs', 'schedule']);
  expect(JSON.parse(samples[0]?.json ?? '').Records[0].s3).toMatchObject({
    bucket: { name: 'uploads' },
    object: { key: 'cats/1.png' },
  });
});

it('offers only JSON', () => {
  for (const { json } of sampleEvents(made, id)) expect(() => JSON.parse(json)).not.toThrow();
});
