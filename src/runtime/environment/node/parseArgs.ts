/** `util.parseArgs`. */
import { nodeError } from '../nodeError.ts';
import { processObject } from '../process.ts';
import { checkBoolean, checkObject, checkString, invalidArgType, invalidArgValue } from './validate.ts';

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: unknown;
}

interface Config {
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  readonly strict?: boolean;
  readonly allowPositionals?: boolean;
  readonly allowNegative?: boolean;
  readonly tokens?: boolean;
}

type Token =
  | {
      kind: 'option';
      name: string;
      rawName: string;
      index: number;
      value: string | undefined;
      inlineValue: boolean | undefined;
    }
  | { kind: 'positional'; index: number; value: string }
  | { kind: 'option-terminator'; index: number };

export function parseArgs(config: Config = {}): object {
  const { args = processObject.argv as string[], options = {}, strict = true } = config;
  const { allowPositionals = !strict, allowNegative = false, tokens: returnsTokens = false } = config;
  if (!Array.isArray(args)) throw invalidArgType('args', 'an instance of Array', args);
  checkBoolean(strict, 'strict');
  checkBoolean(allowPositionals, 'allowPositionals');
  checkObject(options, 'options');
  checkOptions(options);
  const tokens = tokensOf(args, options);
  const values: Record<string, unknown> = Object.create(null);
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!allowPositionals) throw unexpectedPositional(token.value);
      positionals.push(token.value);
    } else if (token.kind === 'option') {
      if (strict) checkToken(token, options, allowPositionals, allowNegative);
      store(token, options, values, allowNegative);
    }
  }
  for (const [name, { default: value }] of Object.entries(options))
    if (value !== undefined && values[name] === undefined) values[name] = value;
  return returnsTokens ? { values, positionals, tokens } : { values, positionals };
}

function checkOptions(options: Readonly<Record<string, Option>>): void {
  for (const [name, option] of Object.entries(options)) {
    checkObject(option, `options.${name}`);
    if (option.type !== 'string' && option.type !== 'boolean')
      throw invalidArgType(`options.${name}.type`, "one of type ('string|boolean')", option.type);
    if (option.short !== undefined) {
      checkString(option.short, `options.${name}.short`);
      if (option.short.length !== 1)
        throw invalidArgValue(`options.${name}.short`, option.short, 'must be a single character');
    }
    if (option.multiple !== undefined) checkBoolean(option.multiple, `options.${name}.multiple`);
    if (option.default === undefined || option.multiple) continue;
    if (option.type === 'string') checkString(option.default, `options.${name}.default`);
    else checkBoolean(option.default, `options.${name}.default`);
  }
}

function tokensOf(args: readonly string[], options: Readonly<Record<string, Option>>): Token[] {
  const tokens: Token[] = [];
  const longOf = (short: string) => Object.entries(options).find(([, option]) => option.short === short)?.[0] ?? short;
  const takesValue = (name: string) => options[name]?.type === 'string';
  const queue = args.map((arg, index) => ({ arg, index }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { arg, index } = next;
    const following = queue[0];
    const option = (name: string, rawName: string, inline: string | undefined) => {
      const takes = inline === undefined && takesValue(name) && following !== undefined && following.index > index;
      const value = takes ? queue.shift()?.arg : inline;
      const inlineValue = value === undefined ? undefined : !takes;
      tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    };
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const rest of queue.splice(0)) tokens.push({ kind: 'positional', index: rest.index, value: rest.arg });
    } else if (/^--[^=]+/.test(arg)) {
      const at = arg.indexOf('=', 3);
      const name = arg.slice(2, at < 0 ? undefined : at);
      option(name, `--${name}`, at < 0 ? undefined : arg.slice(at + 1));
    } else if (/^-[^-]$/.test(arg)) {
      option(longOf(arg.charAt(1)), arg, undefined);
    } else if (/^-[^-]./.test(arg)) {
      const short = longOf(arg.charAt(1));
      if (takesValue(short)) option(short, arg.slice(0, 2), arg.slice(2));
      else {
        const expanded = [...arg.slice(1)].map((one) => `-${one}`);
        const stop = expanded.findIndex((one) => takesValue(longOf(one.charAt(1))));
        const cut =
          stop < 0 || stop === expanded.length - 1 ? expanded : [...expanded.slice(0, stop), `-${arg.slice(stop + 1)}`];
        queue.unshift(...cut.map((one) => ({ arg: one, index })));
      }
    } else tokens.push({ kind: 'positional', index, value: arg });
  }
  return tokens;
}

type OptionToken = Extract<Token, { kind: 'option' }>;

function checkToken(
  { name, rawName, value, inlineValue }: OptionToken,
  options: Readonly<Record<string, Option>>,
  allowPositionals: boolean,
  allowNegative: boolean,
): void {
  const isNegative =
    allowNegative &&
    !Object.hasOwn(options, name) &&
    name.startsWith('no-') &&
    options[name.slice(3)]?.type === 'boolean';
  if (!Object.hasOwn(options, name) && !isNegative) {
    const hint = allowPositionals
      ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"`
      : '';
    throw nodeError(new TypeError(`Unknown option '${rawName}'${hint}`), 'ERR_PARSE_ARGS_UNKNOWN_OPTION');
  }
  const option = options[isNegative ? name.slice(3) : name];
  const shown = `${option?.short ? `-${option.short}, ` : ''}--${name}`;
  if (option?.type === 'string' && typeof value !== 'string')
    throw invalidOption(`Option '${shown} <value>' argument missing`);
  if (option?.type === 'boolean' && value !== undefined)
    throw invalidOption(`Option '${shown}' does not take an argument`);
  if (option?.type === 'string' && inlineValue === false && value && value.length > 1 && value.startsWith('-')) {
    const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
    throw invalidOption(
      `Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\nTo specify an option argument starting with a dash use ${example}.`,
    );
  }
}

function invalidOption(message: string): TypeError {
  return nodeError(new TypeError(message), 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE');
}

function unexpectedPositional(value: string): TypeError {
  return nodeError(
    new TypeError(`Unexpected argument '${value}'. This command does not take positional arguments`),
    'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
  );
}

function store(
  { name, value }: OptionToken,
  options: Readonly<Record<string, Option>>,
  values: Record<string, unknown>,
  allowNegative: boolean,
): void {
  if (name === '__proto__') return;
  const isNegative = allowNegative && name.startsWith('no-') && value === undefined && !Object.hasOwn(options, name);
  const key = isNegative ? name.slice(3) : name;
  const newValue = value ?? !isNegative;
  if (options[key]?.multiple) values[key] = [...((values[key] as unknown[]) ?? []), newValue];
  else values[key] = newValue;
}
