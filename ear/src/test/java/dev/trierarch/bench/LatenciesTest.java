package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aQuantileIsTheNearestRank() {
    Latencies hundred = Latencies.ofNanos(millis(100));

    assertThat(hundred.quantileMillis(0.50)).isEqualTo(50);
    assertThat(hundred.quantileMillis(0.99)).isEqualTo(99);
    assertThat(hundred.quantileMillis(1)).isEqualTo(100);
    assertThat(hundred.count()).isEqualTo(100);
  }

  @Test
  void theP99OfFewIsTheWorstOfThem() {
    assertThat(Latencies.ofNanos(millis(40)).quantileMillis(0.99)).isEqualTo(40);
    assertThat(Latencies.ofNanos(3_000_000).quantileMillis(0.99)).isEqualTo(3);
  }

  @Test
  void orderAndPartsDoNotMatter() {
    Latencies parts = Latencies.of(List.of(new long[] {5_000_000, 1_000_000}, new long[] {}));

    assertThat(parts.quantileMillis(0.5)).isEqualTo(1);
    assertThat(parts.quantileMillis(0.99)).isEqualTo(5);
  }

  @Test
  void nothingMeasuredIsNotANumber() {
    assertThat(Latencies.ofNanos().quantileMillis(0.5)).isNaN();
  }

  @Test
  void aMedianIsNotMovedByOneBadRun() {
    assertThat(Latencies.median(9, 1000, 11)).isEqualTo(11);
    assertThat(Latencies.median(4, 2)).isEqualTo(3);
  }

  private static long[] millis(int count) {
    return LongStream.rangeClosed(1, count).map(milli -> milli * 1_000_000).toArray();
  }
}
