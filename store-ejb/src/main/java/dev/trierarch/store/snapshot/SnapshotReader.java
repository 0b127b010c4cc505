package dev.trierarch.store.snapshot;

import dev.trierarch.store.image.EncodedObject;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads a snapshot record by record, and says of a damaged one at which object it is damaged. */
final class SnapshotReader {

  private final DataInputStream data;
  private final Path file;
  private SnapshotHeader header;
  private int objectsRead;

  /**
   * @param in stands after the first line
   * @param file what messages call it
   */
  SnapshotReader(InputStream in, Path file) {
    this.file = file;
    this.data = new DataInputStream(new InflaterInputStream(in));
  }

  SnapshotHeader header() throws IOException {
    if (header == null) {
      header = SnapshotFormat.readHeader(record());
    }
    return header;
  }

  boolean hasNext() throws IOException {
    return objectsRead < header().objects();
  }

  EncodedObject next() throws IOException {
    EncodedObject object = SnapshotFormat.readObject(record());
    objectsRead++;
    return object;
  }

  private DataInputStream record() throws IOException {
    try {
      int length = data.readInt();
      if (length < 0 || length > SnapshotFormat.RECORD_BYTES_MAX) {
        throw damaged(place() + " is altered: nothing is that long", null);
      }
      byte[] bytes = data.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      if (data.readInt() != SnapshotFormat.crc(bytes)) {
        throw damaged(place() + " is altered: its checksum is wrong", null);
      }
      return new DataInputStream(new ByteArrayInputStream(bytes));
    } catch (EOFException e) {
      throw damaged("the file is truncated: it ends in " + place(), e);
    } catch (ZipException e) {
      throw damaged(place() + " is altered: it cannot be uncompressed", e);
    }
  }

  private DamagedSnapshotException damaged(String what, IOException cause) {
    return new DamagedSnapshotException(file + ": " + what, cause);
  }

  private String place() {
    return header == null
        ? "the header"
        : "object " + (objectsRead + 1) + " of " + header.objects();
  }
}
