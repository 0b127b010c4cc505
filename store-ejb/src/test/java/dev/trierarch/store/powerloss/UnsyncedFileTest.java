package dev.trierarch.store.powerloss;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a power loss leaves of files and names. */
class UnsyncedFileTest {

  private final Random random = new Random(1);
  private final UnsyncedDirectory directory = new UnsyncedDirectory();
  private final UnsyncedFile file = new UnsyncedFile();

  @Test
  void whatIsWrittenAfterTheSyncIsLost() {
    file.write(0, bytes("synced"));
    file.sync();
    file.write(0, bytes("never!"));
    file.write(6, bytes(" and more"));
    file.losePower(random, 0);

    assertThat(text(file)).isEqualTo("synced");
  }

  @Test
  void whatIsCutOffAfterTheSyncIsBack() {
    file.write(0, bytes("synced"));
    file.sync();
    file.truncate(2);
    assertThat(text(file)).isEqualTo("sy");
    file.losePower(random, 0);

    assertThat(text(file)).isEqualTo("synced");
  }

  @Test
  void somePagesOfAWriteMayBeKeptAndOthersLost() {
    file.write(0, new byte[100 * 4096]);
    file.sync();
    byte[] ones = new byte[100 * 4096];
    Arrays.fill(ones, (byte) 1);
    file.write(0, ones);
    file.losePower(random, 0.5);

    assertThat(file.read(0, 100 * 4096)).contains((byte) 0, (byte) 1);
  }

  @Test
  void aSyncedFileWhoseNameWasNotSyncedIsGone() {
    directory.put("file", file);
    file.write(0, bytes("synced"));
    file.sync();
    directory.losePower(random, 0);

    assertThat(directory.entries()).isEmpty();
  }

  @Test
  void aRenameThatWasNotSyncedIsUndone() {
    directory.put("unfinished", file);
    directory.sync();
    directory.rename("unfinished", "file");
    directory.losePower(random, 0);

    assertThat(directory.entries()).containsOnlyKeys("unfinished");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String text(UnsyncedFile file) {
    return new String(file.read(0, file.size()), US_ASCII);
  }
}
