/**
 * The editor library with the languages we use of it, JavaScript, TypeScript and JSON, and their workers. This module is
 * large; import it with `import()` only.
 */
import * as monaco from 'monaco-editor/editor/editor.api.js';
// All of them, although we use a third: the language modes import them all anyway, and features that come after the first
// editor was made find their services missing.
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/javascript/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register.js';
import { javascriptDefaults, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register.js';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker';
import { lambdaTypes } from '../types/lambdaTypes.ts';
import { nodeTypes } from '../types/nodeTypes.ts';
import { registerCompletions } from './completions.ts';
import { defineThemes } from './themes.ts';

self.MonacoEnvironment = {
  getWorker(_moduleId, label) {
    if (label === 'javascript' || label === 'typescript') return new TypeScriptWorker();
    if (label === 'json') return new JsonWorker();
    return new EditorWorker();
  },
};

for (const defaults of [javascriptDefaults, typescriptDefaults]) {
  defaults.setCompilerOptions({
    target: 99, // ESNext
    module: 99, // ESNext
    moduleResolution: 2, // as Node.js
    allowNonTsExtensions: true,
    allowJs: true,
    // A handler has no page: the names of a browser are mistakes here.
    lib: ['es2023'],
    types: [],
  });
  // Mistakes that stop a deployment come from the compiler that also runs the code; one voice is enough.
  defaults.setDiagnosticsOptions({
    noSemanticValidation: true,
    noSyntaxValidation: true,
    noSuggestionDiagnostics: true,
  });
  // Files of a function see each other before they were opened.
  defaults.setEagerModelSync(true);
  defaults.setExtraLibs([...nodeTypes, ...lambdaTypes]);
}
jsonDefaults.setDiagnosticsOptions({ validate: true, allowComments: false, schemas: [], enableSchemaRequest: false });

defineThemes(monaco);
registerCompletions(monaco);

// Keys that mean something everywhere in the app must reach it: run, and show the list of shortcuts.
monaco.editor.addKeybindingRules([
  { keybinding: monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, command: null },
  { keybinding: monaco.KeyMod.CtrlCmd | monaco.KeyMod.Shift | monaco.KeyCode.Enter, command: null },
]);

export { monaco };
export type Monaco = typeof monaco;
