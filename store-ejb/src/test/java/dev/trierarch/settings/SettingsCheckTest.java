package dev.trierarch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {

  @Test
  void theDefaultsAreUsable() {
    Settings settings = new Settings(name -> null);

    assertThat(SettingsCheck.checked(settings)).isSameAs(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "trierarch.database.url, jdbc:h2:mem, jdbc:sqlite:",
    "trierarch.service.cidr, 10.96.0.0, 10.96.0.0/16",
    "trierarch.service.cidr, 10.96.0.300/16, IPv4 range",
    "trierarch.cluster.cidr, 10.244.0.0/33, 10.244.0.0/16",
    "trierarch.public.url, http://127.0.0.1:6443, https",
    "trierarch.history.rows, many, whole number above 0",
    "trierarch.node.monitor.grace.seconds, 0, whole number above 0",
  })
  void aSettingThatCannotWorkIsRefusedByNameWithWhatWouldBeRight(
      String name, String value, String right) {
    assertThatThrownBy(() -> SettingsCheck.checked(new Settings(Map.of(name, value)::get)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + "=" + value)
        .hasMessageContaining(right);
  }

  @Test
  void everySettingStandsInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));

    assertThat(SettingsCheck.all())
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(readme)
                    .contains("`" + method.getAnnotation(Setting.class).value() + "`"));
  }
}
