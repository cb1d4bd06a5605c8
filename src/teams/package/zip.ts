/** Writes a small zip file with compressed entries. The same content gives the same bytes. */
import { crc32, deflateRawSync } from "node:zlib";

/** A file in the zip. */
export type ZipEntry = { readonly name: string; readonly content: Uint8Array };

/** 1 January 1980, so that no clock shows in the bytes. */
const EPOCH = 0x00210000;

/** Builds the zip with the entries in the order given. */
export function toZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name, "utf8");
    const packed = deflateRawSync(content);
    const facts = buildFacts({ packed, content, path });
    const local = Buffer.concat([word32(0x04034b50), facts, path, packed]);
    directory.push(Buffer.concat([word32(0x02014b50), word16(20), facts, Buffer.alloc(10), word32(offset), path]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = word16(entries.length);
  const end = [word32(0x06054b50), word32(0), count, count, word32(index.length), word32(offset), word16(0)];
  return Buffer.concat([...parts, index, ...end]);
}

/** What an entry's two headers share: from the version needed to the length of the extra field. */
function buildFacts({
  packed,
  content,
  path,
}: {
  readonly packed: Buffer;
  readonly content: Uint8Array;
  readonly path: Buffer;
}): Buffer {
  const UTF8_NAMES = 0x0800;
  const DEFLATED = 8;
  return Buffer.concat([
    word16(20),
    word16(UTF8_NAMES),
    word16(DEFLATED),
    word32(EPOCH),
    word32(crc32(content)),
    word32(packed.length),
    word32(content.length),
    word16(path.length),
    word16(0),
  ]);
}

function word16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function word32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
}
