import type { editor } from 'monaco-editor/editor/editor.api.js';
import { useEffect, useRef } from 'react';
import { redo, undo } from '../../../app/documentStore.ts';
import { afterPress } from '../afterPress.ts';
import type { EditorHandle, EditorProps } from './editorProps.ts';
import { minimalEdit } from './minimalEdit.ts';
import type { Monaco } from './monaco.ts';
import { themeName } from './themes.ts';
import { usePageTheme } from './usePageTheme.ts';

/**
 * One editor over the files of a folder: each file is a model, so that names of other files are known. What is typed is
 * reported at once; a text that changes in the document (undo, another example) replaces only what differs.
 */
export function MonacoEditor(props: EditorProps & { readonly monaco: Monaco }) {
  const { monaco, folder, files, path, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const instance = useRef<editor.IStandaloneCodeEditor>(null);
  // Listeners are registered once and must see the latest props.
  const latest = useRef(props);
  latest.current = props;
  const theme = usePageTheme();

  /** Typing that was given and taken back at once leaves the document as it was: nothing renders, so the models follow by hand. */
  const showDocument = () => {
    for (const file of latest.current.files) {
      const model = monaco.editor.getModel(monaco.Uri.parse(uriOf(latest.current.folder, file.path)));
      if (model && !latest.current.isPending(file.path)) showText(model, file.text);
    }
  };

  // Made once: theme, label and file are kept up to date by the effects below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!host.current) return;
    const created = monaco.editor.create(host.current, { ...OPTIONS, theme: themeName(theme), ariaLabel: label });
    instance.current = created;
    const typing = created.onDidChangeModelContent((change) => {
      const model = created.getModel();
      if (change.isFlush || !model || isFromDocument(model)) return;
      latest.current.onType(pathOf(model.uri.path), model.getValue());
    });
    const leaving = created.onDidBlurEditorText(() => afterPress(() => latest.current.onSettle()));
    const keys = created.onKeyDown((event) => {
      if (onKey(event.browserEvent, latest.current.onSettle)) setTimeout(showDocument);
    });
    const handle: EditorHandle = {
      reveal: ({ line, column }) => {
        created.revealLineInCenterIfOutsideViewport(line);
        created.setPosition({ lineNumber: line, column: column ?? 1 });
        created.focus();
      },
      focus: () => created.focus(),
    };
    latest.current.onReady?.(handle);
    return () => {
      latest.current.onReady?.(null);
      for (const listener of [typing, leaving, keys]) listener.dispose();
      created.dispose();
      instance.current = null;
    };
  }, [monaco]);

  useEffect(() => monaco.editor.setTheme(themeName(theme)), [monaco, theme]);
  useEffect(() => instance.current?.updateOptions({ ariaLabel: label }), [label]);

  useEffect(() => {
    const wanted = new Set(files.map((file) => uriOf(folder, file.path)));
    for (const model of monaco.editor.getModels()) {
      if (model.uri.toString().startsWith(`file:///${folder}/`) && !wanted.has(model.uri.toString())) model.dispose();
    }
    for (const file of files) {
      const uri = monaco.Uri.parse(uriOf(folder, file.path));
      const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(file.text, undefined, uri);
      if (!latest.current.isPending(file.path)) showText(model, file.text);
    }
  }, [monaco, folder, files]);

  const views = useRef(new Map<string, editor.ICodeEditorViewState | null>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model of a new file was just made by the effect above
  useEffect(() => {
    const editorNow = instance.current;
    const model = monaco.editor.getModel(monaco.Uri.parse(uriOf(folder, path)));
    if (!editorNow || !model || editorNow.getModel() === model) return;
    const before = editorNow.getModel();
    if (before) views.current.set(before.uri.toString(), editorNow.saveViewState());
    editorNow.setModel(model);
    editorNow.restoreViewState(views.current.get(model.uri.toString()) ?? null);
  }, [monaco, folder, path, files]);

  const marks = useRef<editor.IEditorDecorationsCollection>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file needs its own marks
  useEffect(() => {
    const editorNow = instance.current;
    if (!editorNow) return;
    marks.current ??= editorNow.createDecorationsCollection();
    marks.current.set(
      (props.shades ?? []).map(({ from, to, shade }) => ({
        range: new monaco.Range(from, 1, to, 1),
        options: { isWholeLine: true, className: `code-${shade}`, marginClassName: `code-${shade}` },
      })),
    );
  }, [monaco, props.shades, path, folder]);

  useEffect(() => {
    for (const file of files) {
      const model = monaco.editor.getModel(monaco.Uri.parse(uriOf(folder, file.path)));
      if (!model) continue;
      const own = (props.problems ?? []).filter((problem) => problem.file === file.path);
      monaco.editor.setModelMarkers(
        model,
        'compiler',
        own.map(({ line, column, message }) => markerAt(monaco, model, { line, column, message })),
      );
    }
  }, [monaco, folder, files, props.problems]);

  return <div className="code-editor" ref={host} data-editor="monaco" />;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: "'JetBrains Mono Variable', ui-monospace, 'DejaVu Sans Mono', monospace",
  fontSize: 13,
  lineHeight: 21,
  fontLigatures: false,
  tabSize: 2,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  folding: false,
  glyphMargin: false,
  scrollBeyondLastLine: false,
  padding: { top: 8, bottom: 8 },
  overviewRulerLanes: 0,
  renderLineHighlight: 'none',
  roundedSelection: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
  fixedOverflowWidgets: true,
  'semanticHighlighting.enabled': false,
  codeLens: false,
  colorDecorators: false,
  stickyScroll: { enabled: false },
  inlayHints: { enabled: 'off' },
  // The enum's values exist as a type only.
  lightbulb: { enabled: 'off' as editor.ShowLightbulbIconMode },
  links: false,
  dropIntoEditor: { enabled: false },
  pasteAs: { enabled: false },
  inlineSuggest: { enabled: false },
  // A text area under the editor: assistive technology and the page's own shortcuts know what it is.
  editContext: false,
  accessibilitySupport: 'auto',
  quickSuggestions: { other: true, comments: false, strings: false },
  wordBasedSuggestions: 'off',
  unicodeHighlight: { ambiguousCharacters: false },
};

const uriOf = (folder: string, path: string) => `file:///${folder}/${path}`;
/** `/n1/lib/a.mjs` is `lib/a.mjs`. */
const pathOf = (uriPath: string) => uriPath.split('/').slice(2).join('/');

/** Models being written to by us, not by the learner. */
const fromDocument = new WeakSet<editor.ITextModel>();
const isFromDocument = (model: editor.ITextModel) => fromDocument.has(model);

function showText(model: editor.ITextModel, text: string): void {
  const edit = minimalEdit(model.getValue(), text);
  if (!edit) return;
  const from = model.getPositionAt(edit.start);
  const to = model.getPositionAt(edit.end);
  const range = {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
  fromDocument.add(model);
  model.applyEdits([{ range, text: edit.text }]);
  fromDocument.delete(model);
}

/**
 * The page has one history for everything, so its undo replaces the editor's own. Keys that run or save only make sure that
 * the document has the latest text; the page's own listener does the rest. True when the history moved.
 */
function onKey(event: KeyboardEvent, settle: () => void): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'enter' || key === 's') settle();
  if (key !== 'z' && key !== 'y') return false;
  event.preventDefault();
  event.stopPropagation();
  settle();
  if (key === 'y' || event.shiftKey) redo();
  else undo();
  return true;
}

/** A squiggle under the word at a place, or to the end of the line where there is no word. */
function markerAt(
  monaco: Monaco,
  model: editor.ITextModel,
  { line, column, message }: { readonly line: number; readonly column: number; readonly message: string },
): editor.IMarkerData {
  const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
  const last = model.getLineMaxColumn(lineNumber);
  const startColumn = Math.min(Math.max(1, column), Math.max(1, last - 1));
  const word = model.getWordAtPosition({ lineNumber, column: startColumn });
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: lineNumber,
    endLineNumber: lineNumber,
    startColumn,
    endColumn: word ? word.endColumn : Math.max(last, startColumn + 1),
  };
}
