package dev.trierarch.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.image.EncodedObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

  private static final int OBJECTS = 300;
  private static final SnapshotHeader HEADER =
      new SnapshotHeader(900, OBJECTS, Instant.parse("2026-01-02T03:04:05.678Z"));

  @TempDir private Path directory;

  private Path path;
  private SnapshotFile file;

  @BeforeEach
  void write() throws IOException {
    path = directory.resolve("cluster.snapshot");
    file = new SnapshotFile(path);
    file.write(HEADER, IntStream.range(0, OBJECTS).mapToObj(SnapshotFileTest::object).iterator());
  }

  /** Documents that do not compress to nothing, so that damage in the middle is at an object. */
  private static EncodedObject object(int number) {
    String noise = Integer.toHexString(number * 0x9E3779B9).repeat(20);
    byte[] json = ("{\"data\":\"" + noise + "\"}").getBytes(StandardCharsets.UTF_8);
    ObjectKey key = new ObjectKey("configmaps", "default", "key-" + number);
    return new EncodedObject(key, 100 + number, 50 + number, json);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<EncodedObject> objects = new ArrayList<>();
    List<SnapshotHeader> headers = new ArrayList<>();
    file.verify();
    file.read(
        new SnapshotFile.Reader() {
          @Override
          public void begin(SnapshotHeader header) {
            headers.add(header);
          }

          @Override
          public void object(EncodedObject object) {
            objects.add(object);
          }
        });

    assertThat(headers).containsExactly(HEADER);
    assertThat(objects).hasSize(OBJECTS);
    for (int i = 0; i < OBJECTS; i++) {
      EncodedObject expected = object(i);
      EncodedObject actual = objects.get(i);
      assertThat(actual.key()).isEqualTo(expected.key());
      assertThat(actual.revision()).isEqualTo(expected.revision());
      assertThat(actual.createRevision()).isEqualTo(expected.createRevision());
      assertThat(actual.json()).isEqualTo(expected.json());
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void anyByteThatIsAlteredIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i += 1 + whole.length / 200) {
      byte[] altered = whole.clone();
      altered[i] ^= 0x10;
      Files.write(path, altered);
      assertThatThrownBy(file::verify)
          .as("byte %s of %s", i, whole.length)
          .isInstanceOf(DamagedSnapshotException.class)
          .hasMessageStartingWith(path + ": ");
    }
  }

  @Test
  void anyTruncationIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length += 1 + whole.length / 200) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(file::verify)
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(DamagedSnapshotException.class)
          .hasMessageStartingWith(path + ": ");
    }
  }

  @Test
  void whatIsAlteredAtTheEndOrAddedThereIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    byte[] alteredChecksum = whole.clone();
    alteredChecksum[whole.length - 1] ^= 1;
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    for (byte[] damaged : List.of(alteredChecksum, longer)) {
      Files.write(path, damaged);
      assertThatThrownBy(file::verify)
          .isInstanceOf(DamagedSnapshotException.class)
          .hasMessageContaining("altered at its end");
    }
  }

  @Test
  void theRefusalSaysWhatIsWrongAndWhere() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(file::verify)
        .hasMessageMatching(".*: the file is truncated: it ends in object \\d+ of 300");
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    Files.write(path, altered);
    assertThatThrownBy(file::verify).hasMessageMatching(".*: object \\d+ of 300 is altered: .*");
    Files.write(path, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(file::verify).hasMessageContaining("truncated or altered at its end");
    Files.writeString(path, "apiVersion: v1");
    assertThatThrownBy(file::verify).hasMessageContaining("it is no snapshot");
  }

  @Test
  void whatArrivesDamagedIsNotKeptAndWhatWasThereStays() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> file.receive(new ByteArrayInputStream(half), bytes -> {}))
        .isInstanceOf(DamagedSnapshotException.class);
    assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    assertThat(directory.toFile().list()).containsExactly("cluster.snapshot");

    List<Long> progress = new ArrayList<>();
    Path copy = directory.resolve("copy");
    SnapshotHeader received =
        new SnapshotFile(copy).receive(new ByteArrayInputStream(whole), progress::add);
    assertThat(received).isEqualTo(HEADER);
    assertThat(Files.readAllBytes(copy)).isEqualTo(whole);
    assertThat(progress).endsWith((long) whole.length);
  }
}
