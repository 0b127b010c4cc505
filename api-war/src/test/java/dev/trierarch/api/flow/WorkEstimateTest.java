package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.resource.Query;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkEstimateTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/pods, '', true",
    "GET, /api/v1/namespaces/a/pods, limit=5, true",
    "GET, /api/v1/pods, fieldSelector=metadata.name%3Da, false",
    "GET, /api/v1/namespaces/a/pods/b, '', false",
    "GET, /api/v1/pods, watch=true, false",
    "GET, /api/v1/pods, watch=true&sendInitialEvents=true, true",
    "POST, /api/v1/namespaces/a/pods, '', false",
    "DELETE, /api/v1/namespaces/a/pods, '', false",
    "GET, /version, '', false",
  })
  void listsAndWatchesThatBeginWithOneReadMany(
      String method, String path, String query, boolean many) {
    Query parsed = Query.parse(query);
    assertThat(WorkEstimate.readsMany(RequestInfo.parse(method, path, parsed), parsed))
        .isEqualTo(many);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 100, 1",
    "'', 100, 100, 1",
    "'', 101, 100, 2",
    "'', 950, 100, 10",
    "'', 1000000, 100, 10",
    "'', 1000000, 40, 6",
    "'', 1000000, 1, 1",
    "'', 1000000, 0, 1",
    "limit=250, 1000000, 100, 3",
    "limit=0, 500, 100, 5",
    "limit=x, 500, 100, 5",
    "limit=500, 200, 100, 2",
  })
  void whatIsReadTakesSeats(String query, long stored, int levelSeats, int seats) {
    int estimated = WorkEstimate.seats(Query.parse(query), stored, levelSeats);
    assertThat(estimated).isEqualTo(seats);
  }
}
