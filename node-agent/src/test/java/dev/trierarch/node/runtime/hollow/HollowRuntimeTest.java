package dev.trierarch.node.runtime.hollow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntimeContractTest;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HollowRuntimeTest extends PodRuntimeContractTest {
  @Override
  protected PodRuntime open() {
    return new HollowRuntime(InstantSource.system());
  }

  @Override
  protected String image() {
    return "localhost/any/image:1";
  }

  @Override
  protected Optional<String> absentImage() {
    return Optional.empty();
  }

  @Test
  void addressesComeFromTheNodesRangeAndAreUsedAgain() {
    String first = runtime.runSandbox(sandbox("one", 0));
    assertThat(sandboxState(first).orElseThrow().ip()).isEqualTo("10.251.7.2");
    runtime.stopSandbox(first);
    String second = runtime.runSandbox(sandbox("two", 0));
    assertThat(sandboxState(second).orElseThrow().ip()).isEqualTo("10.251.7.2");
  }
}
