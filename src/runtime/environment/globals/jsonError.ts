/** What is wrong with a text that is not JSON, in the words of V8 whatever the engine, so that all browsers say the same. */

/** Characters shown on either side of the place in a long text. */
const CONTEXT = 10;
/** Up to here the whole text is shown. */
const SHORT = 20;

/** Where parsing stopped, and why; without a reason the character itself is unexpected. */
interface Fault {
  readonly at: number;
  readonly reason?: string;
}

/** The message of the SyntaxError for `text`; undefined when it is JSON after all. */
export function jsonErrorMessage(text: string): string | undefined {
  const fault = new Scanner(text).fault();
  if (!fault) return undefined;
  const { at, reason } = fault;
  const where = () => ` in JSON at position ${at}${place(text, at)}`;
  if (reason !== undefined) return `${reason}${where()}`.replace('JSON in JSON', 'JSON');
  const character = text[at];
  if (character === undefined) return 'Unexpected end of JSON input';
  if (character === '"') return `Unexpected string${where()}`;
  if (/[\d-]/.test(character)) return `Unexpected number${where()}`;
  return SPECIAL.has(text) ? `"${text}" is not valid JSON` : unexpectedToken(text, at);
}

/** Texts that someone took for JSON; V8 shows them whole. */
const SPECIAL: ReadonlySet<string> = new Set(['NaN', 'Infinity', 'undefined', '[object Object]']);

function unexpectedToken(text: string, at: number): string {
  const token = `Unexpected token '${text[at]}', `;
  if (text.length <= SHORT) return `${token}"${text}" is not valid JSON`;
  const start = at < CONTEXT ? 0 : at - CONTEXT;
  const end = at >= text.length - CONTEXT ? text.length : at + CONTEXT;
  return `${token}${at >= CONTEXT ? '...' : ''}"${text.slice(start, end)}"${at < text.length - CONTEXT ? '...' : ''} is not valid JSON`;
}

function place(text: string, at: number): string {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < at; i++) {
    const character = text[i];
    if (character === '\r' && text[i + 1] === '\n') continue;
    if (character !== '\n' && character !== '\r') continue;
    line += 1;
    lineStart = i + 1;
  }
  return ` (line ${line} column ${at - lineStart + 1})`;
}

const END = { '{': '}', '[': ']' } as const;

/** Reads one value without recursion, so that depth is no matter. */
class Scanner {
  private at = 0;
  private readonly open: ('{' | '[')[] = [];

  constructor(private readonly text: string) {}

  fault(): Fault | undefined {
    for (;;) {
      const wrong = this.value() ?? this.afterValue();
      if (wrong === 'done') return undefined;
      if (wrong) return wrong;
    }
  }

  /** Reads up to the end of a value that is not a filled array or object, or into such a one. */
  private value(): Fault | undefined {
    for (;;) {
      this.space();
      const character = this.text[this.at];
      if (character === '[') {
        this.at += 1;
        this.space();
        if (this.text[this.at] !== ']') {
          this.open.push('[');
          continue;
        }
        this.at += 1;
        return undefined;
      }
      if (character === '{') {
        this.at += 1;
        this.space();
        if (this.text[this.at] !== '}') {
          this.open.push('{');
          const wrong = this.key("Expected property name or '}'");
          if (wrong) return wrong;
          continue;
        }
        this.at += 1;
        return undefined;
      }
      return this.scalar(character);
    }
  }

  private scalar(character: string | undefined): Fault | undefined {
    if (character === '"') return this.string();
    if (character !== undefined && /[-\d]/.test(character)) return this.number();
    for (const word of ['true', 'false', 'null']) if (character === word[0]) return this.word(word);
    return { at: this.at };
  }

  private word(word: string): Fault | undefined {
    for (const letter of word) {
      if (this.text[this.at] !== letter) return { at: this.at };
      this.at += 1;
    }
    return undefined;
  }

  /** What may follow a value: a comma, an end, or nothing. */
  private afterValue(): Fault | 'done' | undefined {
    for (;;) {
      this.space();
      const open = this.open.at(-1);
      if (open === undefined) {
        if (this.at >= this.text.length) return 'done';
        return { at: this.at, reason: 'Unexpected non-whitespace character after JSON' };
      }
      const character = this.text[this.at];
      if (character === ',') {
        this.at += 1;
        return open === '{' ? this.key('Expected double-quoted property name', true) : undefined;
      }
      if (character !== END[open]) {
        return { at: this.at, reason: EXPECTED[open] };
      }
      this.at += 1;
      this.open.pop();
    }
  }

  /** A name and its colon; for a missing colon V8 has words at the first name only. */
  private key(reason: string, isLater = false): Fault | undefined {
    this.space();
    if (this.text[this.at] !== '"') return { at: this.at, reason };
    const wrong = this.string();
    if (wrong) return wrong;
    this.space();
    if (this.text[this.at] !== ':') {
      return isLater ? { at: this.at } : { at: this.at, reason: "Expected ':' after property name" };
    }
    this.at += 1;
    return undefined;
  }

  private string(): Fault | undefined {
    for (this.at += 1; ; this.at += 1) {
      const character = this.text[this.at];
      if (character === undefined) return { at: this.at, reason: 'Unterminated string' };
      if (character === '"') break;
      if (character < ' ') return { at: this.at, reason: 'Bad control character in string literal' };
      if (character !== '\\') continue;
      const wrong = this.escape();
      if (wrong) return wrong;
    }
    this.at += 1;
    return undefined;
  }

  private escape(): Fault | undefined {
    this.at += 1;
    const character = this.text[this.at];
    if (character === undefined) return { at: this.at };
    if (character !== 'u') {
      return /["\\/bfnrt]/.test(character) ? undefined : { at: this.at, reason: 'Bad escaped character' };
    }
    for (let i = 0; i < 4; i++) {
      this.at += 1;
      const digit = this.text[this.at];
      if (digit === undefined || !/[\da-fA-F]/.test(digit)) return { at: this.at, reason: 'Bad Unicode escape' };
    }
    return undefined;
  }

  private number(): Fault | undefined {
    if (this.text[this.at] === '-') {
      this.at += 1;
      if (!this.isDigit()) return { at: this.at, reason: 'No number after minus sign' };
    }
    if (this.text[this.at] === '0') {
      this.at += 1;
      if (this.isDigit()) return { at: this.at };
    } else this.digits();
    if (this.text[this.at] === '.') {
      this.at += 1;
      if (!this.isDigit()) return { at: this.at, reason: 'Unterminated fractional number' };
      this.digits();
    }
    if (/[eE]/.test(this.text[this.at] ?? '')) {
      this.at += 1;
      if (/[+-]/.test(this.text[this.at] ?? '')) this.at += 1;
      if (!this.isDigit()) return { at: this.at, reason: 'Exponent part is missing a number' };
      this.digits();
    }
    return undefined;
  }

  private digits(): void {
    while (this.isDigit()) this.at += 1;
  }

  private isDigit(): boolean {
    return /\d/.test(this.text[this.at] ?? '');
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}

const EXPECTED = {
  '[': "Expected ',' or ']' after array element",
  '{': "Expected ',' or '}' after property value",
} as const;
