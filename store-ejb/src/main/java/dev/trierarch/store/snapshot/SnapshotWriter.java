package dev.trierarch.store.snapshot;

import dev.trierarch.store.Image;
import dev.trierarch.store.image.EncodedObject;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Iterator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a cluster state as a snapshot. */
public final class SnapshotWriter {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final DataOutputStream data;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream(BUFFER_BYTES);

  private SnapshotWriter(OutputStream deflated) {
    this.data = new DataOutputStream(new BufferedOutputStream(deflated, BUFFER_BYTES));
  }

  /** How many objects an image has. */
  public static int count(Image image) {
    return image.resources().stream().mapToInt(image::count).sum();
  }

  /** Writes all of an image; the stream is left open. */
  public static void write(OutputStream out, Image image, Instant taken) throws IOException {
    Iterator<EncodedObject> objects =
        image.resources().stream()
            .sorted()
            .flatMap(image::list)
            .map(EncodedObject.class::cast)
            .iterator();
    write(out, new SnapshotHeader(image.revision(), count(image), taken), objects);
  }

  /**
   * Writes what the header announces; the stream is left open.
   *
   * @param objects as many as the header says
   */
  public static void write(OutputStream out, SnapshotHeader header, Iterator<EncodedObject> objects)
      throws IOException {
    MessageDigest checksum = SnapshotFormat.checksum();
    OutputStream digested = new DigestOutputStream(out, checksum);
    digested.write(SnapshotFormat.FIRST_BYTES);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(digested, deflater, BUFFER_BYTES);
      new SnapshotWriter(deflated).writeRecords(header, objects);
      deflated.finish();
    } finally {
      deflater.end();
    }
    out.write(checksum.digest());
    out.flush();
  }

  private void writeRecords(SnapshotHeader header, Iterator<EncodedObject> objects)
      throws IOException {
    DataOutputStream fields = new DataOutputStream(record);
    SnapshotFormat.writeHeader(fields, header);
    endRecord();
    while (objects.hasNext()) {
      SnapshotFormat.writeObject(fields, objects.next());
      endRecord();
    }
    data.flush();
  }

  private void endRecord() throws IOException {
    byte[] bytes = record.toByteArray();
    record.reset();
    data.writeInt(bytes.length);
    data.write(bytes);
    data.writeInt(SnapshotFormat.crc(bytes));
  }
}
