import { useStore } from 'zustand';
import { messageAttributes, messageOrigin } from '../../../app/contents.ts';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import type { QueueNode } from '../../../scenario/schema.ts';
import type { MessageView, QueueView } from '../../../sim/trace/readouts/viewTypes.ts';
import { clockText, countText, spanText } from '../../shell/timeText.ts';
import { Ticking } from '../Ticking.tsx';
import { ContentsEmpty, Entry, Facts, TextBlock, WhyButton } from './Entry.tsx';

/** The messages that a queue holds at the playhead, each with its body. */
export function QueueContents({ node }: { readonly node: QueueNode }) {
  const view = useStore(runStore, (run) => run.view?.queues[node.id] ?? null);
  if (!view || view.visible + view.inFlight === 0) return <NoMessages node={node} view={view} />;
  const { messages, visible, inFlight } = view;
  const hidden = visible + inFlight - messages.length;
  return (
    <div className="contents">
      <p className="environments-sum numbers">
        <b>{countText(visible)}</b> visible · <b>{countText(inFlight)}</b> in flight
      </p>
      <ul className="environment-list" aria-label={`Messages in ${node.name}`}>
        {messages.map((message, i) => (
          <Message key={message.number} message={message} opened={i === 0} />
        ))}
      </ul>
      {hidden > 0 && <p className="form-note">The oldest are shown; {countText(hidden)} more are in the queue.</p>}
    </div>
  );
}

function Message({ message, opened }: { readonly message: MessageView; readonly opened: boolean }) {
  const { body, state, receiveCount, sentUs, messageId, recordIndex } = message;
  return (
    <Entry
      opened={opened}
      mark={state === 'visible' ? 'waiting' : 'busy'}
      title={<span className="mono contents-preview">{body}</span>}
      sub={
        <>
          {state} · received {receiveCount === 1 ? 'once' : `${countText(receiveCount)} times`} · sent{' '}
          {clockText(sentUs)}
        </>
      }
    >
      <TextBlock text={body} label="Body" />
      <Attributes message={message} />
      <Facts
        facts={[
          [
            'state',
            state === 'visible' ? 'visible: the next poll receives it' : 'in flight: hidden while it is worked on',
          ],
          ['receive count', countText(receiveCount)],
          ['sent', clockText(sentUs)],
          ['age', <Ticking key="age" className="numbers" text={(now) => spanText(Math.max(0, now - sentUs))} />],
          [
            'message id',
            <span key="id" className="mono environment-stream">
              {messageId}
            </span>,
          ],
        ]}
      />
      <WhyButton recordIndex={messageOrigin(message)} label="Why is it here?" />
      <WhyButton recordIndex={recordIndex} label="What happened to it last?" />
    </Entry>
  );
}

function Attributes({ message }: { readonly message: MessageView }) {
  const attributes = messageAttributes(message);
  if (attributes === null) return null;
  return <TextBlock text={attributes} label="Message attributes" />;
}

/** Why there is nothing to see (D32). */
function NoMessages({ node, view }: { readonly node: QueueNode; readonly view: QueueView | null }) {
  const isFed = useStore(documentStore, ({ scenario }) => scenario.wires.some(({ to }) => to === node.id));
  if (view && view.received > 0) {
    const moved = view.received - view.deleted;
    return (
      <ContentsEmpty title="Empty at this moment">
        {countText(view.received)} came; {countText(view.deleted)} {view.deleted === 1 ? 'was' : 'were'} processed and
        deleted{moved > 0 ? `, ${countText(moved)} moved to a dead-letter queue or expired` : ''}. Step back to see what
        they held.
      </ContentsEmpty>
    );
  }
  const fires = node.traffic.kind !== 'none';
  return (
    <ContentsEmpty title={view ? 'No message yet at this moment' : 'No run yet'}>
      {isFed || fires
        ? 'What comes is listed here, with its body, as soon as the run gets there. Play or step to see it.'
        : `Nothing sends to ${node.name}: wire something to it, give it traffic, or send one message by hand.`}
    </ContentsEmpty>
  );
}
