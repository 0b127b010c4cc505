package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  private static final Row RATE =
      new Row("get", 12345.6, "requests/s", 4.5678, 12.34, 98765, Aim.valueAtLeast(10_000), "");
  private static final Row START =
      Row.latency("pod start", Latencies.ofNanos(200_000_000, 600_000_000))
          .withAim(Aim.p99AtMost(500));
  private static final Row MEMORY = Row.value("RSS", 398.2, "MiB", 1).withNote("after a rest");
  private static final Row ABSENT = Row.leftOut("cri", "no socket");

  @TempDir private Path directory;

  @Test
  void theTableHasAColumnForEachFigureAndTheAimBesideIt() {
    assertThat(ResultTable.of(List.of(RATE, START, MEMORY, ABSENT)))
        .isEqualTo(
            """
            WHAT       MEASURED          P50      P99      COUNT  AIM
            get        12346 requests/s  4.57 ms  12.3 ms  98765  at least 10000 requests/s  met
            pod start                    200 ms   600 ms   2      p99 at most 500 ms         missed
            RSS        398 MiB                             1
                after a rest
            cri
                left out: no socket
            """);
  }

  @Test
  void aRowWithoutAFigureMeetsNoAim() {
    Row row = ABSENT.withAim(Aim.p99AtMost(500));

    assertThat(row.verdict()).isEmpty();
    assertThat(row.wasMeasured()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"400, met", "400.1, missed"})
  void aBoundIsMetByWhatIsEqualToIt(double value, String verdict) {
    Row row = Row.value("RSS", value, "MiB", 1).withAim(Aim.valueAtMost(400));

    assertThat(row.verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"0.01234, 0.0123", "1.234, 1.23", "10.0, 10", "99.96, 100", "1200, 1200", "0, 0"})
  void numbersKeepTheDigitsThatCount(double number, String text) {
    assertThat(ResultTable.number(number)).isEqualTo(text);
  }

  @Test
  void theJsonSaysTheSameAsTheTable() {
    Path file = directory.resolve("new/report.json");

    new Report(Map.of("cores", "2"), List.of(RATE, ABSENT)).write(file);

    JsonNode report = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(report.path("machine").path("cores").asString()).isEqualTo("2");
    JsonNode rate = report.path("rows").path(0);
    assertThat(rate.path("value").asDouble()).isEqualTo(12345.6);
    assertThat(rate.path("p99Millis").asDouble()).isEqualTo(12.34);
    assertThat(rate.path("aim").asString()).isEqualTo("at least 10000 requests/s");
    assertThat(rate.path("verdict").asString()).isEqualTo("met");
    assertThat(report.path("rows").path(1).path("value").isNull()).isTrue();
  }

  @Test
  void rowsCrossFromProcessToProcessUnchanged() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new StepLines(new PrintStream(written, true, StandardCharsets.UTF_8))
        .step("measuring", () -> List.of(RATE, ABSENT));

    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(StepLines.title(lines.get(0))).isEqualTo("measuring");
    assertThat(StepLines.result(lines.get(1)).rows()).containsExactly(RATE, ABSENT);
  }
}
