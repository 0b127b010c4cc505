package dev.trierarch.store.snapshot;

import dev.trierarch.store.Documents;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.image.EncodedObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * How a snapshot is laid out.
 *
 * <p>A line of text, {@value #FIRST_LINE}; then, deflated, the header and the objects as records;
 * at the end the SHA-256 of all that stands before it. A record is the number of its bytes, the
 * bytes and their CRC-32C, which tells where a damaged file is damaged.
 */
final class SnapshotFormat {

  static final String FIRST_LINE = "trierarch-snapshot 1\n";
  static final byte[] FIRST_BYTES = FIRST_LINE.getBytes(StandardCharsets.US_ASCII);
  static final int CHECKSUM_BYTES = 32;

  /** The largest object with its key; what says it is longer is damaged. */
  static final int RECORD_BYTES_MAX = Documents.OBJECT_BYTES_MAX + 4096;

  private SnapshotFormat() {}

  static void writeHeader(DataOutputStream out, SnapshotHeader header) throws IOException {
    out.writeLong(header.revision());
    out.writeInt(header.objects());
    out.writeLong(header.taken().toEpochMilli());
  }

  static SnapshotHeader readHeader(DataInputStream in) throws IOException {
    return new SnapshotHeader(in.readLong(), in.readInt(), Instant.ofEpochMilli(in.readLong()));
  }

  static void writeObject(DataOutputStream out, EncodedObject object) throws IOException {
    ObjectKey key = object.key();
    out.writeUTF(key.resource());
    out.writeUTF(key.namespace());
    out.writeUTF(key.name());
    out.writeLong(object.revision());
    out.writeLong(object.createRevision());
    out.write(object.json());
  }

  static EncodedObject readObject(DataInputStream in) throws IOException {
    ObjectKey key = new ObjectKey(in.readUTF(), in.readUTF(), in.readUTF());
    return new EncodedObject(key, in.readLong(), in.readLong(), in.readAllBytes());
  }

  static int crc(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record);
    return (int) crc.getValue();
  }

  static MessageDigest checksum() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
