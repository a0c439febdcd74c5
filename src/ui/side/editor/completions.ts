import type { IDisposable, languages, Position } from 'monaco-editor/editor/editor.api.js';
import { editedEvent } from './editedEvent.ts';
import { eventPath, membersAt } from './eventShape.ts';

type Monaco = typeof import('monaco-editor/editor/editor.api.js');

const CONTEXT: readonly (readonly [name: string, insert: string, detail: string])[] = [
  ['getRemainingTimeInMillis', 'getRemainingTimeInMillis()', 'ms of virtual time until the timeout'],
  ['awsRequestId', 'awsRequestId', 'id of this invocation, the same over async retries'],
  ['functionName', 'functionName', 'name of the function'],
  ['functionVersion', 'functionVersion', '"$LATEST"'],
  ['invokedFunctionArn', 'invokedFunctionArn', 'ARN that was invoked'],
  ['memoryLimitInMB', 'memoryLimitInMB', 'the memory setting, a string'],
  ['logGroupName', 'logGroupName', 'log group of the function'],
  ['logStreamName', 'logStreamName', 'log stream of this environment'],
  ['callbackWaitsForEmptyEventLoop', 'callbackWaitsForEmptyEventLoop', 'false: a callback answers at once'],
];

/** Members after `event.` (from the function's test event) and `context.`: plain JavaScript gives the editor no types for them. */
export function registerCompletions(monaco: Monaco): IDisposable {
  return monaco.languages.registerCompletionItemProvider(['javascript', 'typescript'], {
    triggerCharacters: ['.'],
    provideCompletionItems(model, position) {
      const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const word = model.getWordUntilPosition(position);
      const range = rangeOf(position, word);
      return { suggestions: [...contextMembers(line), ...eventMembers(line)].map((item) => ({ ...item, range })) };
    },
  });

  type Item = Omit<languages.CompletionItem, 'range'>;

  function contextMembers(line: string): Item[] {
    if (!/(?:^|[^\w$.])(?:context|ctx)\??\.\w*$/.test(line)) return [];
    return CONTEXT.map(([label, insertText, detail]) => ({ label, insertText, detail, ...sorted('0') }));
  }

  function eventMembers(line: string): Item[] {
    const path = eventPath(line);
    if (path === null) return [];
    return membersAt(editedEvent.json, path).map(({ name, sample }) => ({
      label: name,
      insertText: name,
      detail: `test event: ${sample}`,
      ...sorted('0'),
    }));
  }

  function sorted(sortText: string) {
    return { kind: monaco.languages.CompletionItemKind.Property, sortText };
  }
}

function rangeOf(position: Position, word: { readonly startColumn: number; readonly endColumn: number }) {
  return {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn: word.startColumn,
    endColumn: word.endColumn,
  };
}
