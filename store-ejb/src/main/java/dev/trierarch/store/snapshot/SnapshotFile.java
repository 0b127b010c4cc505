package dev.trierarch.store.snapshot;

import dev.trierarch.store.file.Syncing;
import dev.trierarch.store.image.EncodedObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.function.LongConsumer;

/** A file with a snapshot in it, readable by its owner alone: there are secrets in it. */
public final class SnapshotFile {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String OWNER_ONLY = "rw-------";

  private final Path path;

  public SnapshotFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  public Path path() {
    return path;
  }

  /** Takes the objects of a file, one after the other. */
  public interface Reader {
    void begin(SnapshotHeader header);

    void object(EncodedObject object);
  }

  /** Puts bytes into a stream. */
  private interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file that is whole or not there: beside its place, then synced and moved there. */
  public void write(SnapshotHeader header, Iterator<EncodedObject> objects) throws IOException {
    write(out -> SnapshotWriter.write(out, header, objects));
  }

  /**
   * Keeps a snapshot that comes from elsewhere, unless it arrives damaged.
   *
   * @param progress is told how many bytes have arrived
   */
  public SnapshotHeader receive(InputStream in, LongConsumer progress) throws IOException {
    write(out -> copy(in, out, progress));
    return header();
  }

  private void write(Source source) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      writeTo(unfinished, source);
      new SnapshotFile(unfinished).verify();
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Syncing.directory(path.getParent()); // else a power loss could take the name back
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeTo(Path file, Source source) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      source.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void copy(InputStream in, OutputStream out, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      bytes += count;
      progress.accept(bytes);
    }
  }

  /**
   * What the file begins with.
   *
   * @throws DamagedSnapshotException when it is no snapshot, or damaged so early
   */
  public SnapshotHeader header() throws IOException {
    try (InputStream in = open()) {
      return afterFirstLine(in).header();
    }
  }

  /**
   * Reads the objects.
   *
   * @throws DamagedSnapshotException where the file is found damaged; {@link #verify} tells before
   */
  public void read(Reader reader) throws IOException {
    try (InputStream in = open()) {
      SnapshotReader records = afterFirstLine(in);
      reader.begin(records.header());
      while (records.hasNext()) {
        reader.object(records.next());
      }
    }
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
  }

  private SnapshotReader afterFirstLine(InputStream in) throws IOException {
    if (!Arrays.equals(
        in.readNBytes(SnapshotFormat.FIRST_BYTES.length), SnapshotFormat.FIRST_BYTES)) {
      throw new DamagedSnapshotException(
          path
              + ": it does not begin with \""
              + SnapshotFormat.FIRST_LINE.strip()
              + "\": it is no snapshot, or of another version of Trierarch");
    }
    return new SnapshotReader(in, path);
  }

  /**
   * Reads all of the file and compares its checksum.
   *
   * @throws DamagedSnapshotException with what is wrong, and where, unless the file is as it was
   *     written
   */
  public void verify() throws IOException {
    header();
    long contentBytes = Math.max(0, Files.size(path) - SnapshotFormat.CHECKSUM_BYTES);
    try (InputStream in = open()) {
      byte[] actual = checksum(in, contentBytes);
      if (!MessageDigest.isEqual(actual, in.readNBytes(SnapshotFormat.CHECKSUM_BYTES))) {
        throw diagnosis();
      }
    }
  }

  private static byte[] checksum(InputStream in, long bytes) throws IOException {
    MessageDigest checksum = SnapshotFormat.checksum();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      checksum.update(buffer, 0, count);
      left -= count;
    }
    return checksum.digest();
  }

  /** Where the damage is: the first record that cannot be read, or after all of them. */
  private IOException diagnosis() {
    try {
      read(new Ignoring());
      return new DamagedSnapshotException(
          path + ": its checksum is wrong: the file is truncated or altered at its end");
    } catch (IOException e) {
      return e;
    }
  }

  /** Reads for the sake of reading. */
  private static final class Ignoring implements Reader {
    @Override
    public void begin(SnapshotHeader header) {}

    @Override
    public void object(EncodedObject object) {}
  }
}
