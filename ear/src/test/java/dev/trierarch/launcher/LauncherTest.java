package dev.trierarch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.launcher.cluster.Kubeconfig;
import dev.trierarch.launcher.pki.Pki;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Commands fail with an exit code, and what they keep is read again. */
class LauncherTest {

  @ParameterizedTest
  @ValueSource(strings = {"status", "down", "kubeconfig", "logs", "join", "reset"})
  void whereThereIsNoClusterACommandSaysSoAndFails(String command, @TempDir Path directory) {
    assertThat(Launcher.run(command, "--data", directory.resolve("none").toString())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=0", "--port=65536", "--agents=-1", "--runtime=x", "--set=a=b"})
  void aFlagThatCannotBeIsRefusedBeforeAnythingStarts(String flag, @TempDir Path directory) {
    assertThat(Launcher.run("up", flag, "--data", directory.toString())).isEqualTo(2);
    assertThat(directory.resolve("server")).doesNotExist();
    assertThat(directory.resolve("instance.json")).doesNotExist();
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(Launcher.run("fly")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench store --only=get",
        "bench api --only=fly",
        "bench system --only=get",
        "bench store --minutes=1",
        "bench api --seed=1",
        "bench robustness --minutes=0",
        "bench robustness --database=oracle"
      })
  void aBenchmarkRefusesWhatItDoesNotHave(String line) {
    assertThat(Launcher.run(line.split(" ", -1))).isEqualTo(2);
  }

  @Test
  void anInstanceIsReadAsItWasWritten(@TempDir Path directory) {
    Home home = new Home(directory);
    Instance instance =
        new Instance(
            "0.0.0.0",
            7443,
            3,
            "embedded",
            "",
            Map.of("trierarch.node.monitor.grace.seconds", "9"));

    instance.write(home);

    assertThat(Instance.read(home)).contains(instance);
    assertThat(instance.url()).isEqualTo("https://127.0.0.1:7443");
  }

  @Test
  void aKubeconfigNamesTheClusterAndItsAdministrator(@TempDir Path directory) {
    Pki pki = new Pki(directory, InstantSource.system());
    pki.ensure("127.0.0.1");

    JsonNode config =
        YAMLMapper.builder().build().readTree(Kubeconfig.text("https://127.0.0.1:6443", pki));

    assertThat(config.path("current-context").asString()).isEqualTo("trierarch");
    assertThat(config.path("clusters").path(0).path("cluster").path("server").asString())
        .isEqualTo("https://127.0.0.1:6443");
    assertThat(config.path("users").path(0).path("user").path("client-key-data").asString())
        .isNotEmpty();
  }
}
