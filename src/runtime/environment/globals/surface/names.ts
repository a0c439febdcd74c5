/**
 * What the built-ins of ECMAScript have in the versions of Node.js that Lambda offers (D14), read off Node.js 20.20.2, 22.23.3 and
 * 24.21.0. Each line: objects, a colon, the names of their own properties. `@` stands before a well-known symbol, and `%` around
 * the name of an object that is found by what syntax or methods make.
 *
 * @simplified No host offers what cannot be had on all: Float16Array, Intl.DurationFormat, JSON.rawJSON and the third argument
 * of a reviver.
 */

/** All of Node.js 24. */
export const NODE_24 = `
%ArrayIterator% %MapIterator% %RegExpStringIterator% %SetIterator% %StringIterator%: @toStringTag next
%AsyncFunction%.constructor %AsyncGenerator%.constructor %Generator%.constructor AggregateError AsyncDisposableStack Boolean DataView DisposableStack EvalError Intl.Locale Function RangeError ReferenceError SuppressedError SyntaxError TypeError URIError WeakMap WeakSet: length name prototype
%AsyncFunction%: @toStringTag constructor
%AsyncIterator%: @asyncDispose @asyncIterator
%AsyncGenerator%.prototype %Generator%.prototype: @toStringTag constructor next return throw
%AsyncGenerator% %Generator%: @toStringTag constructor prototype
%IteratorHelper%: @toStringTag next return
%WrapForValidIterator%: next return
AggregateError.prototype EvalError.prototype RangeError.prototype ReferenceError.prototype SuppressedError.prototype SyntaxError.prototype TypeError.prototype URIError.prototype: constructor message name
Array.prototype.@unscopables: at copyWithin entries fill find findIndex findLast findLastIndex flat flatMap includes keys toReversed toSorted toSpliced values
Array.prototype: @iterator @unscopables at concat constructor copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join keys lastIndexOf length map pop push reduce reduceRight reverse shift slice some sort splice toLocaleString toReversed toSorted toSpliced toString unshift values with
Array: @species from fromAsync isArray length name of prototype
ArrayBuffer.prototype: @toStringTag byteLength constructor detached maxByteLength resizable resize slice transfer transferToFixedLength
ArrayBuffer: @species isView length name prototype
AsyncDisposableStack.prototype: @asyncDispose @toStringTag adopt constructor defer disposeAsync disposed move use
BigInt.prototype: @toStringTag constructor toLocaleString toString valueOf
BigInt64Array.prototype BigUint64Array.prototype Float32Array.prototype Float64Array.prototype Int16Array.prototype Int32Array.prototype Int8Array.prototype Uint16Array.prototype Uint32Array.prototype Uint8Array.prototype Uint8ClampedArray.prototype: BYTES_PER_ELEMENT constructor
BigInt64Array BigUint64Array Float32Array Float64Array Int16Array Int32Array Int8Array Uint16Array Uint32Array Uint8Array Uint8ClampedArray: BYTES_PER_ELEMENT length name prototype
BigInt: asIntN asUintN length name prototype
Boolean.prototype: constructor toString valueOf
DataView.prototype: @toStringTag buffer byteLength byteOffset constructor getBigInt64 getBigUint64 getFloat16 getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32 getUint8 setBigInt64 setBigUint64 setFloat16 setFloat32 setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8
Date.prototype: @toPrimitive constructor getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toDateString toGMTString toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf
Date: UTC length name now parse prototype
DisposableStack.prototype: @dispose @toStringTag adopt constructor defer dispose disposed move use
Error.prototype: constructor message name toString
Error: captureStackTrace isError length name prototype stackTraceLimit
%TypedArray%: @species from length name of prototype
%TypedArray%.prototype: @iterator @toStringTag at buffer byteLength byteOffset constructor copyWithin entries every fill filter find findIndex findLast findLastIndex forEach includes indexOf join keys lastIndexOf length map reduce reduceRight reverse set slice some sort subarray toLocaleString toReversed toSorted toString values with
Intl.Collator.prototype: @toStringTag compare constructor resolvedOptions
Intl.Collator Intl.DateTimeFormat Intl.DisplayNames Intl.ListFormat Intl.NumberFormat Intl.PluralRules Intl.RelativeTimeFormat Intl.Segmenter: length name prototype supportedLocalesOf
Intl.DateTimeFormat.prototype Intl.NumberFormat.prototype: @toStringTag constructor format formatRange formatRangeToParts formatToParts resolvedOptions
Intl.DisplayNames.prototype: @toStringTag constructor of resolvedOptions
Intl.ListFormat.prototype Intl.RelativeTimeFormat.prototype: @toStringTag constructor format formatToParts resolvedOptions
Intl.Locale.prototype: @toStringTag baseName calendar calendars caseFirst collation collations constructor firstDayOfWeek getCalendars getCollations getHourCycles getNumberingSystems getTextInfo getTimeZones getWeekInfo hourCycle hourCycles language maximize minimize numberingSystem numberingSystems numeric region script textInfo timeZones toString weekInfo
Intl.PluralRules.prototype: @toStringTag constructor resolvedOptions select selectRange
Intl.Segmenter.prototype: @toStringTag constructor resolvedOptions segment
Intl: @toStringTag Collator DateTimeFormat DisplayNames ListFormat Locale NumberFormat PluralRules RelativeTimeFormat Segmenter getCanonicalLocales supportedValuesOf
Iterator.prototype: @dispose @iterator @toStringTag constructor drop every filter find flatMap forEach map reduce some take toArray
Iterator: from length name prototype
JSON: @toStringTag parse stringify
Map.prototype: @iterator @toStringTag clear constructor delete entries forEach get has keys set size values
Map: @species groupBy length name prototype
Math: @toStringTag E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 f16round floor fround hypot imul log log10 log1p log2 max min pow random round sign sin sinh sqrt tan tanh trunc
Number.prototype: constructor toExponential toFixed toLocaleString toPrecision toString valueOf
Number: EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger length name parseFloat parseInt prototype
Function.prototype: @hasInstance apply arguments bind call caller constructor length name toString
Object.prototype: __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
Object: assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPrototypeOf groupBy hasOwn is isExtensible isFrozen isSealed keys length name preventExtensions prototype seal setPrototypeOf values
Promise.prototype: @toStringTag catch constructor finally then
Promise: @species all allSettled any length name prototype race reject resolve try withResolvers
Proxy: length name revocable
Reflect: @toStringTag apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf
RegExp.prototype: @match @matchAll @replace @search @split compile constructor dotAll exec flags global hasIndices ignoreCase multiline source sticky test toString unicode unicodeSets
RegExp: $& $' $+ $1 $2 $3 $4 $5 $6 $7 $8 $9 $_ ${'$`'} @species escape input lastMatch lastParen leftContext length name prototype rightContext
Set.prototype: @iterator @toStringTag add clear constructor delete difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys size symmetricDifference union values
Set: @species length name prototype
String.prototype: @iterator anchor at big blink bold charAt charCodeAt codePointAt concat constructor endsWith fixed fontcolor fontsize includes indexOf isWellFormed italics lastIndexOf length link localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll search slice small split startsWith strike sub substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart valueOf
String: fromCharCode fromCodePoint length name prototype raw
Symbol.prototype: @toPrimitive @toStringTag constructor description toString valueOf
Symbol: asyncDispose asyncIterator dispose for hasInstance isConcatSpreadable iterator keyFor length match matchAll name prototype replace search species split toPrimitive toStringTag unscopables
WeakMap.prototype: @toStringTag constructor delete get has set
WeakSet.prototype: @toStringTag add constructor delete has
`;

/** What came with Node.js 22. */
export const SINCE_22 = `
Array: fromAsync
ArrayBuffer.prototype: detached transfer transferToFixedLength
Iterator.prototype: @toStringTag constructor drop every filter find flatMap forEach map reduce some take toArray
Map Object: groupBy
Promise: withResolvers
Set.prototype: difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union
globalThis: Iterator Navigator WebSocket navigator
`;

/** What came with Node.js 24. */
export const SINCE_24 = `
%AsyncIterator%: @asyncDispose
DataView.prototype: getFloat16 setFloat16
Error: isError
Intl.Locale.prototype: firstDayOfWeek getCalendars getCollations getHourCycles getNumberingSystems getTextInfo getTimeZones getWeekInfo
Iterator.prototype: @dispose
Math: f16round
Promise: try
RegExp: escape
globalThis: SuppressedError DisposableStack AsyncDisposableStack
`;
