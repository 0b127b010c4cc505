package dev.trierarch.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.resource.Query;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchOptionsTest {

  private static WatchOptions parse(String query) {
    return WatchOptions.parse(Query.parse(query), new Random(1));
  }

  @ParameterizedTest
  @CsvSource({
    "watch=1,true,false",
    "resourceVersion=0,true,false",
    "resourceVersion=5,false,false",
    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true,true,true",
    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan,true,false",
    "sendInitialEvents=false&resourceVersionMatch=NotOlderThan,false,false"
  })
  void whetherTheStateSoFarComesFirst(String query, boolean initialEvents, boolean initialEnd) {
    assertThat(parse(query).initialEvents()).isEqualTo(initialEvents);
    assertThat(parse(query).initialEnd()).isEqualTo(initialEnd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sendInitialEvents=true",
        "sendInitialEvents=true&resourceVersionMatch=Exact",
        "resourceVersionMatch=NotOlderThan&resourceVersion=1",
        "resourceVersion=x",
        "timeoutSeconds=-1"
      })
  void whatMakesNoSenseIsRefused(String query) {
    assertThatThrownBy(() -> parse(query)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aWatchThatNamesNoTimeoutLastsBetweenHalfAnHourAndAnHour() {
    assertThat(parse("watch=1").timeout())
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
    assertThat(parse("timeoutSeconds=7").timeout()).isEqualTo(Duration.ofSeconds(7));
  }
}
