import { readFileSync } from 'node:fs';
import { Field, type Message, type Namespace, parse, Reader, Root, Type } from 'protobufjs';
import { tablestoreProtocolFile } from '../runtime-files';
import { OtsError, parameterInvalid } from './errors';
import { notOffered } from './search/fields';

type ProtocolPackage = 'main' | 'filter' | 'search';

function loadProtocol(): Root {
  const root = new Root();
  for (const file of ['tablestore.proto', 'tablestore_filter.proto', 'tablestore_search.proto']) {
    parse(readFileSync(tablestoreProtocolFile(file), 'utf8'), root);
  }
  // The search definitions use this message of the main definitions without importing it.
  const consumed = new Type('ConsumedCapacity');
  consumed.add(new Field('capacityUnit', 1, 'main.proto.CapacityUnit', 'required'));
  (root.lookup('search.proto') as Namespace).add(consumed);
  // The Node SDK's definitions lack these fields, but other clients send them.
  for (const [message, name, id, type] of [
    ['filter.proto.SingleColumnValueFilter', 'valueTransRule', 6, 'bytes'],
    ['main.proto.BatchWriteRowRequest', 'isAtomic', 3, 'bool'],
    ['main.proto.TableOptions', 'updateFullRow', 7, 'bool'],
    ['main.proto.CreateTableRequest', 'enableLocalTxn', 8, 'bool'],
  ] as const) {
    root.lookupType(message).add(new Field(name, id, type, 'optional'));
  }
  root.resolveAll();
  return root;
}

const ROOT = loadProtocol();

const cache = new Map<string, Type>();

function typeOf(pkg: ProtocolPackage, name: string): Type {
  const id = `${pkg}.proto.${name}`;
  let type = cache.get(id);
  if (!type) {
    type = ROOT.lookupType(id);
    cache.set(id, type);
  }
  return type;
}

/**
 * Decodes a message to a plain object: fields that were not sent are absent, repeated fields are always arrays,
 * 64-bit numbers become numbers and enums their numbers.
 * @throws OtsError `OTSParameterInvalid` when the bytes are not such a message; `OTSUnsupportOperation` for a field that
 *   is not known here, which might change what is asked for
 */
export function decodeMessage<T>(pkg: ProtocolPackage, name: string, bytes: Uint8Array): T {
  const type = typeOf(pkg, name);
  try {
    const reader = Reader.create(bytes);
    reader.discardUnknown = false;
    const message = type.decode(reader);
    refuseUnknown(message, type);
    return type.toObject(message, { longs: Number, arrays: true }) as T;
  } catch (error) {
    if (error instanceof OtsError) throw error;
    throw parameterInvalid('Parse PBMessage from RawString failed.');
  }
}

function refuseUnknown(message: Message, type: Type): void {
  const [unknown] = message.$unknowns ?? [];
  // A field begins with its number and, in the lowest three bits, the form of its value.
  if (unknown) throw notOffered(`Field ${Reader.create(unknown).uint32() >>> 3} of ${type.name}`);
  for (const { name, resolvedType } of type.fieldsArray) {
    if (!(resolvedType instanceof Type)) continue;
    const value = message[name as keyof Message] as Message | Message[] | null | undefined;
    for (const inner of [value ?? []].flat()) refuseUnknown(inner, resolvedType);
  }
}

/** @throws Error when `message` does not fit the definition, which is a fault of this package */
export function encodeMessage(pkg: ProtocolPackage, name: string, message: object): Buffer {
  const type = typeOf(pkg, name);
  const problem = type.verify(message);
  if (problem) throw new Error(`Message ${name}: ${problem}`);
  return Buffer.from(type.encode(type.create(message)).finish());
}
