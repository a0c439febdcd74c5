import { describe, expect, it } from 'vitest';
import { eventPath, membersAt } from './eventShape.ts';

const event = JSON.stringify({ Records: [{ s3: { bucket: { name: 'uploads' }, object: { key: 'a.jpg', size: 3 } } }] });

describe('completions after "event."', () => {
  it('read the path that was typed', () => {
    expect(eventPath('const k = event.')).toEqual([]);
    expect(eventPath('  return event.Records[0].s3.ob')).toEqual(['Records', 0, 's3']);
    expect(eventPath('event?.body?.')).toEqual(['body']);
  });

  it('are silent where no member of the event is typed', () => {
    expect(eventPath('myevent.')).toBeNull();
    expect(eventPath('context.')).toBeNull();
    expect(eventPath('event')).toBeNull();
  });

  it('offer the members of the test event with their present values', () => {
    expect(membersAt(event, ['Records', 0, 's3', 'object'])).toEqual([
      { name: 'key', sample: '"a.jpg"' },
      { name: 'size', sample: '3' },
    ]);
    expect(membersAt(event, [])).toEqual([{ name: 'Records', sample: '[1]' }]);
  });

  it('offer nothing for a broken event or a path that leads nowhere', () => {
    expect(membersAt('{', [])).toEqual([]);
    expect(membersAt(event, ['Records', 7])).toEqual([]);
  });
});
