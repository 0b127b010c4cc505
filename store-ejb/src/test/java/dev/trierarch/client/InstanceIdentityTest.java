package dev.trierarch.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdentityTest {

  @TempDir private Path directory;

  private static InstanceIdentity begin(String file) {
    InstanceIdentity identity =
        new InstanceIdentity(new Settings(Map.of("trierarch.identity.file", file)::get));
    identity.claim();
    return identity;
  }

  private static InstanceIdentity begin(Path file) {
    return begin(file.toString());
  }

  @Test
  void oneThatIsStartedAgainIsTheSameInstanceInAnotherProcess() {
    InstanceIdentity before = begin(directory.resolve("identity"));
    before.release();
    InstanceIdentity after = begin(directory.resolve("identity"));
    assertThat(after.holder().instance()).isEqualTo(before.holder().instance());
    assertThat(after.holder().succeeds(before.holder().identity())).isTrue();
    assertThat(after.holder().succeeds(after.holder().identity())).isFalse();
    after.release();
  }

  @Test
  void whileOneRunsNoOtherIsTheSame() {
    InstanceIdentity running = begin(directory.resolve("identity"));
    InstanceIdentity second = begin(directory.resolve("identity"));
    assertThat(second.holder().succeeds(running.holder().identity())).isFalse();
    running.release();
    second.release();
  }

  @Test
  void aCopyIsAnotherInstance() throws IOException {
    InstanceIdentity original = begin(directory.resolve("identity"));
    Files.copy(directory.resolve("identity"), directory.resolve("copy"));
    InstanceIdentity copy = begin(directory.resolve("copy"));
    assertThat(copy.holder().succeeds(original.holder().identity())).isFalse();
    original.release();
    copy.release();
  }

  @Test
  void whoHasNoFileOrMayNotWriteItIsAnotherOneEachTime() {
    for (String file : new String[] {"", directory.resolve("missing/identity").toString()}) {
      InstanceIdentity before = begin(file);
      InstanceIdentity after = begin(file);
      assertThat(after.holder().succeeds(before.holder().identity())).isFalse();
      before.release();
    }
  }
}
