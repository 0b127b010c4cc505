package dev.trierarch.store.jpa;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.image.EncodedObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file with a whole cluster state: compressed, and ended by a checksum of all that stands before
 * it.
 *
 * <p>Inside: the words {@code trierarch-snapshot 1}, the revision, the number of objects, and of
 * each object its key, its revision, the revision that created it, and its JSON.
 */
final class SnapshotFile {

  private static final String FORMAT = "trierarch-snapshot 1";
  private static final int CHECKSUM_BYTES = 32;

  private final Path path;

  SnapshotFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** What a file begins with. */
  record Header(long revision, int objects) {}

  /** Takes the objects of a file, one after the other. */
  interface Reader {
    void begin(Header header);

    void object(EncodedObject object);
  }

  /** Writes a file that is whole or not there: beside its place first, and then moved there. */
  void write(Header header, Iterator<EncodedObject> objects) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    try {
      writeTo(unfinished, header, objects);
      Syncing.file(unfinished);
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Syncing.directory(path.getParent()); // else a power loss could take the name back
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeTo(Path file, Header header, Iterator<EncodedObject> objects)
      throws IOException {
    MessageDigest checksum = sha256();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      GZIPOutputStream zipped = new GZIPOutputStream(new DigestOutputStream(out, checksum));
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zipped));
      data.writeUTF(FORMAT);
      data.writeLong(header.revision());
      data.writeInt(header.objects());
      while (objects.hasNext()) {
        writeObject(data, objects.next());
      }
      data.flush();
      zipped.finish();
      out.write(checksum.digest());
    }
  }

  private static void writeObject(DataOutputStream data, EncodedObject object) throws IOException {
    data.writeUTF(object.key().resource());
    data.writeUTF(object.key().namespace());
    data.writeUTF(object.key().name());
    data.writeLong(object.revision());
    data.writeLong(object.createRevision());
    data.writeInt(object.json().length);
    data.write(object.json());
  }

  /** Reads the objects; the checksum is to be checked before, by {@link #verify}. */
  void read(Reader reader) throws IOException {
    try (DataInputStream data =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))))) {
      String format = data.readUTF();
      if (!format.equals(FORMAT)) {
        throw new IOException(
            path + ": is of the format \"" + format + "\", this program reads \"" + FORMAT + "\"");
      }
      Header header = new Header(data.readLong(), data.readInt());
      reader.begin(header);
      for (int i = 0; i < header.objects(); i++) {
        reader.object(readObject(data));
      }
    }
  }

  private static EncodedObject readObject(DataInputStream data) throws IOException {
    ObjectKey key = new ObjectKey(data.readUTF(), data.readUTF(), data.readUTF());
    long revision = data.readLong();
    long createRevision = data.readLong();
    byte[] json = data.readNBytes(data.readInt());
    return new EncodedObject(key, revision, createRevision, json);
  }

  /** Throws, with what is wrong, unless the file is as it was written. */
  void verify() throws IOException {
    long contentBytes = Files.size(path) - CHECKSUM_BYTES;
    if (contentBytes <= 0) {
      throw new IOException(path + ": is no snapshot: it has only " + Files.size(path) + " bytes");
    }
    MessageDigest checksum = sha256();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      byte[] buffer = new byte[64 * 1024];
      long left = contentBytes;
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        checksum.update(buffer, 0, count);
        left -= count;
      }
      if (!MessageDigest.isEqual(checksum.digest(), in.readNBytes(CHECKSUM_BYTES))) {
        throw new IOException(
            path + ": its checksum is wrong: it is truncated, altered, or no snapshot");
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
