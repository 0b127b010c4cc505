package dev.trierarch.catalog.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronSchedulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Etc/UTC", "Europe/Vienna", "EST", "EST5EDT", "MST", "HST", "ROC", "GMT+0"})
  void everyNameOfTheTimeZoneDatabaseIsTaken(String zone) {
    assertThat(CronSchedules.timeZoneProblems(zone)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Local", "Mars/Olympus", "est", "GMT+1"})
  void whatIsNoTimeZoneIsRefused(String zone) {
    assertThat(CronSchedules.timeZoneProblems(zone)).hasSize(1);
  }
}
