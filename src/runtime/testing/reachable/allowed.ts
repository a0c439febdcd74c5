/**
 * Every native function that a handler may reach, in any engine: those of the language, and a few of the web that neither wait nor
 * reach out (`URL`, `TextEncoder` and so on). What the runtime replaces is its own and does not count. A line is an owner, as the
 * shortest way to it from `globalThis` or from something the walk begins with, and its keys; `@get` and `@set` are accessors.
 * Classes of ours that may be called without `new` are proxies, whose text is that of a native function.
 * A function that is new in an engine makes the tests fail until someone has looked at it and put it here, or taken it away from
 * handlers (`src/runtime/environment/globals/strip.ts`).
 */
export const ALLOWED_NATIVES = `
: AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean DOMException DataView DisposableStack Error EvalError Float16Array Float32Array Float64Array Int16Array Int32Array Int8Array Iterator Map Number Object Promise Proxy RangeError ReferenceError RegExp Set String SuppressedError Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet bound isFinite isNaN number_format parseFloat parseInt
Array: [Symbol.species]@get fromAsync of
Array.prototype: at entries every filter find findIndex findLast findLastIndex flatMap forEach keys map pop reduce reduceRight some toLocaleString toSpliced toString
ArrayBuffer: [Symbol.species]@get isView
ArrayBuffer.prototype: byteLength@get detached@get maxByteLength@get resizable@get resize slice transfer transferToFixedLength
AsyncDisposableStack.prototype: adopt defer disposeAsync disposed@get move use
BigInt: asIntN asUintN
BigInt.prototype: valueOf
BigInt64Array: __proto__
BigInt64Array.__proto__: [Symbol.species]@get from of
BigInt64Array.__proto__.prototype: [Symbol.toStringTag]@get at buffer@get byteLength@get byteOffset@get entries every filter find findIndex findLast findLastIndex forEach keys lastIndexOf length@get map reduce reduceRight some subarray toLocaleString toReversed values with
Boolean.prototype: toString valueOf
DOMException.prototype: code@get filename@get message@get name@get result@get stack@get stack@set
DataView.prototype: buffer@get byteLength@get byteOffset@get getBigInt64 getBigUint64 getFloat16 getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32 getUint8 setBigInt64 setBigUint64 setFloat16 setFloat32 setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8
Date: UTC
Date.prototype: [Symbol.toPrimitive] getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toGMTString toISOString toJSON valueOf
DisposableStack.prototype: adopt defer dispose disposed@get move use
Error: captureStackTrace isError
Error.prototype: toString
Function: prototype
Function.prototype: [Symbol.hasInstance] apply arguments@get arguments@set bind call caller@get caller@set
Intl: Collator DateTimeFormat DisplayNames DurationFormat ListFormat Locale NumberFormat PluralRules RelativeTimeFormat Segmenter getCanonicalLocales supportedValuesOf v8BreakIterator
Intl.Collator: supportedLocalesOf
Intl.Collator.prototype: compare@get resolvedOptions
Intl.DateTimeFormat: supportedLocalesOf
Intl.DateTimeFormat.prototype: formatRange formatRangeToParts resolvedOptions
Intl.DisplayNames: supportedLocalesOf
Intl.DisplayNames.prototype: of resolvedOptions
Intl.DurationFormat: supportedLocalesOf
Intl.DurationFormat.prototype: format formatToParts resolvedOptions
Intl.ListFormat: supportedLocalesOf
Intl.ListFormat.prototype: format formatToParts resolvedOptions
Intl.Locale.prototype: baseName@get calendar@get calendars@get caseFirst@get collation@get collations@get firstDayOfWeek@get getCalendars getCollations getHourCycles getNumberingSystems getTextInfo getTimeZones getWeekInfo hourCycle@get hourCycles@get language@get maximize minimize numberingSystem@get numberingSystems@get numeric@get region@get script@get textInfo@get timeZones@get toString variants@get weekInfo@get
Intl.NumberFormat: supportedLocalesOf
Intl.NumberFormat.prototype: format@get formatRange formatRangeToParts formatToParts resolvedOptions
Intl.PluralRules: supportedLocalesOf
Intl.PluralRules.prototype: resolvedOptions select selectRange
Intl.RelativeTimeFormat: supportedLocalesOf
Intl.RelativeTimeFormat.prototype: format formatToParts resolvedOptions
Intl.Segmenter: supportedLocalesOf
Intl.Segmenter.prototype: resolvedOptions segment
Intl.v8BreakIterator: supportedLocalesOf
Intl.v8BreakIterator.prototype: adoptText@get breakType@get current@get first@get next@get resolvedOptions
Iterator: concat from zip zipKeyed
Iterator.prototype: [Symbol.dispose] [Symbol.iterator] [Symbol.toStringTag]@get [Symbol.toStringTag]@set constructor@get constructor@set drop every filter find flatMap forEach includes join map reduce some take toArray
JSON: isRawJSON rawJSON
Map: [Symbol.species]@get groupBy
Map.prototype: clear delete entries forEach get getOrInsert getOrInsertComputed has keys size@get values
Math: abs ceil clz32 f16round floor fround imul max min round sign sqrt sumPrecise trunc
Number: isFinite isInteger isNaN isSafeInteger
Number.prototype: toExponential toFixed toPrecision valueOf
Object: assign create defineProperties defineProperty freeze fromEntries getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertySymbols getPrototypeOf groupBy hasOwn is isExtensible isFrozen isSealed preventExtensions seal setPrototypeOf
Object.prototype: __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__@get __proto__@set hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
Promise: [Symbol.species]@get all allSettled any race reject resolve try withResolvers
Promise.prototype: catch finally
Proxy: revocable
Reflect: apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf
RegExp: $&@get $&@set $'@get $'@set $+@get $+@set $1@get $1@set $2@get $2@set $3@get $3@set $4@get $4@set $5@get $5@set $6@get $6@set $7@get $7@set $8@get $8@set $9@get $9@set $_@get $_@set $\`@get $\`@set [Symbol.species]@get escape input@get input@set lastMatch@get lastMatch@set lastParen@get lastParen@set leftContext@get leftContext@set rightContext@get rightContext@set
RegExp.prototype: [Symbol.matchAll] [Symbol.match] [Symbol.replace] [Symbol.search] [Symbol.split] compile dotAll@get exec flags@get global@get hasIndices@get ignoreCase@get multiline@get source@get sticky@get toString unicode@get unicodeSets@get
Set: [Symbol.species]@get
Set.prototype: clear delete difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys size@get symmetricDifference union
String: fromCharCode fromCodePoint raw
String.prototype: [Symbol.iterator] anchor at big blink bold charAt charCodeAt codePointAt endsWith fixed fontcolor fontsize isWellFormed italics link slice small startsWith strike sub substr substring sup toString toWellFormed trim trimEnd trimLeft valueOf
Symbol: for keyFor
Symbol.prototype: [Symbol.toPrimitive] description@get toString valueOf
TextDecoder.prototype: encoding@get fatal@get ignoreBOM@get
TextEncoder.prototype: encodeInto encoding@get
URL: canParse parse
URL.prototype: hash@get hash@set host@get host@set hostname@get hostname@set href@get href@set origin@get password@get password@set pathname@get pathname@set port@get port@set protocol@get protocol@set search@get search@set searchParams@get toJSON toString username@get username@set
URLSearchParams.prototype: append delete entries forEach get getAll has keys set size@get sort toString values
Uint8Array: fromBase64 fromHex
Uint8Array.prototype: setFromBase64 setFromHex toBase64 toHex
WeakMap.prototype: delete get getOrInsert getOrInsertComputed has set
WeakSet.prototype: add delete has
arguments: [Symbol.iterator]
array_iterator.__proto__: next
async_function*.__proto__.prototype: next return throw
async_function*.__proto__.prototype.__proto__: [Symbol.asyncDispose] [Symbol.asyncIterator]
call_site.0.__proto__: constructor getColumnNumber getEnclosingColumnNumber getEnclosingLineNumber getEvalOrigin getFileName getFunction getFunctionName getLineNumber getMethodName getPosition getPromiseIndex getScriptHash getScriptNameOrSourceURL getThis getTypeName isAsync isConstructor isEval isNative isPromiseAll isToplevel toString
function*.__proto__.prototype: next return throw
function*.__proto__.prototype.__proto__: [Symbol.iterator]
iterator_helper.__proto__: next return
map_iterator.__proto__: next
module_string_decoder: StringDecoder
module_util: isArray
module_zlib: Deflate DeflateRaw Gunzip Gzip Inflate InflateRaw Unzip
regexp_iterator.__proto__: next
search_parameters_iterator.__proto__: next
segment_iterator.__proto__: next
segments.__proto__: [Symbol.iterator] containing
set_iterator.__proto__: next
strict_arguments: callee@get
string_iterator.__proto__: next
type_error: stack@get stack@set
wrapped_iterator.__proto__: next return
`;
