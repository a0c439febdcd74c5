import { posix } from 'node:path';
import { type Finding, findingAt, isTestFile, isWithin, type SourceFile, type SyntaxNode } from './sourceFile.ts';
import { identifierName, isNode, stringValue, walk } from './syntax.ts';

/** What the files of a folder may import from other folders of `src/`; a folder may always import itself. */
interface Layer {
  readonly folder: string;
  readonly code: readonly string[];
  /** Imported as types only. */
  readonly types?: readonly string[];
}

/**
 * Who may import whom; the first folder that fits decides. Read it downwards: knowledge flows from `scenario` to `ui`
 * and never back.
 */
export const LAYERS: readonly Layer[] = [
  { folder: 'src/scenario', code: [] },
  { folder: 'src/sim/kernel', code: [] },
  { folder: 'src/sim', code: ['src/scenario'] },
  { folder: 'src/share', code: ['src/scenario'] },
  { folder: 'src/sam', code: ['src/scenario'] },
  { folder: 'src/compile', code: [] },
  { folder: 'src/lessons', code: ['src/scenario', 'src/sim/trace'], types: ['src/sim'] },
  { folder: 'src/runtime/environment', code: ['src/runtime/protocol.ts'] },
  { folder: 'src/runtime', code: ['src/scenario', 'src/sim/trace'], types: ['src/sim'] },
  { folder: 'src/engine', code: ['src/scenario', 'src/sim', 'src/compile', 'src/runtime'] },
  {
    folder: 'src/app',
    code: [
      'src/scenario',
      'src/sim',
      'src/share',
      'src/sam',
      'src/compile',
      'src/lessons',
      'src/runtime',
      'src/engine',
    ],
  },
  { folder: 'src/ui', code: ['src/app'], types: ['src/scenario', 'src/sim/trace', 'src/lessons'] },
  { folder: 'src/main.tsx', code: ['src/ui', 'src/app'] },
  { folder: 'src/build', code: [] },
  { folder: 'src/tidy', code: [] },
];

/** Packages that only some folders may import, and why. */
const PACKAGES: readonly { readonly name: RegExp; readonly folders: readonly string[]; readonly reason: string }[] = [
  {
    name: /^(react|react-dom|reactflow|radix-ui|lucide-react|cmdk|sonner|react-resizable-panels|monaco-editor)(\/|$)/,
    folders: ['src/ui', 'src/main.tsx'],
    reason: 'what the screen is made of stays in src/ui; keep state in src/app and let a component read it',
  },
  {
    name: /^zustand(\/|$)/,
    folders: ['src/app', 'src/ui'],
    reason: 'stores live in src/app; pass plain values further down',
  },
  {
    name: /^node:/,
    folders: ['src/runtime/hosts', 'src/engine', 'src/build', 'src/tidy'],
    reason: 'the page has no Node.js; put what needs it behind a host in src/runtime/hosts',
  },
];

/** Modules that the build makes, and the folder their content comes from. */
const VIRTUAL_MODULES: Readonly<Record<string, string>> = {
  'virtual:environment-script': 'src/runtime/hosts',
  'virtual:sandbox-document': 'src/runtime/hosts',
};

/** Imports that the table of layers does not allow. Tests may import from anywhere. */
export function checkLayers(file: SourceFile): Finding[] {
  if (isTestFile(file.path) || !isWithin(file.path, 'src')) return [];
  const layer = LAYERS.find(({ folder }) => isWithin(file.path, folder));
  return importsOf(file).flatMap((one) => {
    const problem = layer
      ? layerProblem(file.path, one, layer)
      : 'this file is in no folder of the map; put it into one, or add its folder to src/tidy/layers.ts';
    return problem ? [findingAt(file, one.node, problem)] : [];
  });
}

interface Import {
  readonly node: SyntaxNode;
  readonly specifier: string;
  readonly typesOnly: boolean;
}

function layerProblem(path: string, { specifier, typesOnly }: Import, layer: Layer): string | undefined {
  const target = targetOf(path, specifier);
  if (target === undefined) return packageProblem(path, specifier);
  if (isTestFile(target)) return `${target} is for tests only; move what the product needs out of testing/`;
  if ([layer.folder, ...layer.code].some((place) => isWithin(target, place))) return undefined;
  const fitsAsType = layer.types?.some((place) => isWithin(target, place));
  if (fitsAsType && typesOnly) return undefined;
  if (fitsAsType)
    return `${layer.folder} may import only types from ${target}; write "import type", or pass the value in`;
  const allowed = layer.code.length > 0 ? layer.code.join(', ') : 'nothing of ours';
  return `${layer.folder} may not import ${target} (allowed: ${allowed}); pass the value in, or move the code to where both may see it`;
}

function packageProblem(path: string, specifier: string): string | undefined {
  const rule = PACKAGES.find(({ name }) => name.test(specifier));
  if (!rule || rule.folders.some((folder) => isWithin(path, folder))) return undefined;
  return `"${specifier}" may be imported only in ${rule.folders.join(', ')}: ${rule.reason}`;
}

/** The file of ours that a specifier names; undefined for packages. */
function targetOf(path: string, specifier: string): string | undefined {
  const [plain = specifier] = specifier.split('?');
  if (plain.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), plain));
  return VIRTUAL_MODULES[plain];
}

/** Everything a file imports, in any of the ways there are, starting a Worker included. */
function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = [];
  walk(file.program, (node) => {
    const specifier = stringValue(specifierNode(node));
    if (specifier !== undefined) imports.push({ node, specifier, typesOnly: isTypesOnly(node) });
  });
  return imports;
}

function specifierNode(node: SyntaxNode): unknown {
  if (
    /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/.test(node.type)
  ) {
    return node.source;
  }
  const isAddress = node.type === 'NewExpression' && identifierName(node.callee) === 'URL';
  if (!isAddress || !Array.isArray(node.arguments) || node.arguments.length !== 2) return undefined;
  const [address] = node.arguments;
  return stringValue(address)?.startsWith('.') ? address : undefined;
}

function isTypesOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type');
}
