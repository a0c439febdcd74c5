import type { editor } from 'monaco-editor/editor/editor.api.js';

type Monaco = typeof import('monaco-editor/editor/editor.api.js');

export const themeName = (theme: 'dark' | 'light') => `lambdarium-${theme}`;

/** Both themes of the editor, made from the page's own colour tokens. */
export function defineThemes(monaco: Monaco): void {
  for (const theme of ['dark', 'light'] as const)
    monaco.editor.defineTheme(themeName(theme), themeOf(tokens(theme), theme));
}

/** Reads the tokens as the style sheet defines them for a theme, whichever theme the page has now. */
function tokens(theme: string): (name: string) => string {
  const probe = document.createElement('div');
  probe.dataset.theme = theme;
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const found = new Map<string, string>();
  for (const name of NAMES) found.set(name, sixDigits(style.getPropertyValue(`--${name}`).trim()));
  probe.remove();
  return (name) => sixDigits(found.get(name) ?? '');
}

/** Built style sheets shorten `#ffffff` to `#fff`, which the editor does not take. */
const sixDigits = (colour: string): string =>
  /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, (digit) => digit + digit) : colour;

const NAMES = [
  ...[
    'panel',
    'raised',
    'raised-hover',
    'sunken',
    'line',
    'line-strong',
    'text',
    'text-2',
    'outline',
    'accent',
    'failed',
  ],
  ...['cold', 'code-keyword', 'code-string', 'code-number', 'code-function'],
];

function themeOf(token: (name: string) => string, theme: 'dark' | 'light'): editor.IStandaloneThemeData {
  const ink = (name: string) => token(name).replace('#', '');
  const clear = (name: string, alpha: string) => `${token(name)}${alpha}`;
  return {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: ink('text') },
      { token: 'keyword', foreground: ink('code-keyword') },
      { token: 'string', foreground: ink('code-string') },
      { token: 'string.key.json', foreground: ink('code-function') },
      { token: 'string.value.json', foreground: ink('code-string') },
      { token: 'number', foreground: ink('code-number') },
      { token: 'regexp', foreground: ink('code-number') },
      { token: 'keyword.json', foreground: ink('code-number') },
      // On shaded lines the paler token of comments would be too faint.
      { token: 'comment', foreground: ink('text-2'), fontStyle: 'italic' },
      { token: 'type.identifier', foreground: ink('code-function') },
      { token: 'delimiter', foreground: ink('text-2') },
    ],
    colors: {
      'editor.background': token('panel'),
      'editor.foreground': token('text'),
      'editorCursor.foreground': token('accent'),
      'editorLineNumber.foreground': token('outline'),
      'editorLineNumber.activeForeground': token('text'),
      'editor.selectionBackground': clear('accent', '55'),
      'editor.inactiveSelectionBackground': clear('accent', '2e'),
      'editor.selectionHighlightBackground': clear('accent', '26'),
      'editor.wordHighlightBackground': clear('accent', '22'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editor.findMatchBackground': clear('cold', '88'),
      'editor.findMatchHighlightBackground': clear('cold', '44'),
      'editorBracketMatch.background': clear('accent', '22'),
      'editorBracketMatch.border': token('accent'),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, token('text-2')])),
      'editorIndentGuide.background1': token('line'),
      'editorIndentGuide.activeBackground1': token('line-strong'),
      'editorGutter.background': token('panel'),
      'editorError.foreground': token('failed'),
      'editorWidget.background': token('panel'),
      'editorWidget.border': token('line-strong'),
      'editorHoverWidget.background': token('panel'),
      'editorHoverWidget.border': token('line-strong'),
      'editorSuggestWidget.background': token('panel'),
      'editorSuggestWidget.border': token('line-strong'),
      'editorSuggestWidget.selectedBackground': token('raised-hover'),
      'editorSuggestWidget.selectedForeground': token('text'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'list.hoverBackground': token('raised'),
      'input.background': token('sunken'),
      'input.border': token('line-strong'),
      'menu.background': token('panel'),
      'menu.foreground': token('text'),
      'menu.selectionBackground': token('raised-hover'),
      'menu.selectionForeground': token('text'),
      'menu.border': token('line-strong'),
      focusBorder: token('accent'),
      'widget.shadow': '#00000055',
      'scrollbarSlider.background': clear('outline', '55'),
      'scrollbarSlider.hoverBackground': clear('outline', '88'),
      'scrollbarSlider.activeBackground': clear('outline', 'aa'),
    },
  };
}
