package dev.trierarch.registry;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.catalog.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Events have two sets of rules: the old group's, and the new group's beside them. */
class EventVersionsTest {

  private final Cluster cluster = new Cluster();
  private final ResourceType served =
      cluster.catalog.byPlural("events.k8s.io", "v1", "events").orElseThrow();

  private static ObjectNode event() {
    return tree(
        """
        metadata: {name: e}
        regarding: {kind: Pod, name: p, namespace: default}
        eventTime: "2026-01-01T00:00:00.000000Z"
        reportingController: example.com/c
        reportingInstance: i
        action: Run
        reason: Ran
        type: Normal
        """);
  }

  private void create(ObjectNode event) {
    cluster.registry.create(served, "default", event, Cluster.admin());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: Odd                 | type: Invalid value: "": has invalid value: Odd
          deprecatedCount: 1        | count: Invalid value: "": needs to be unset
          series: {count: 1}        | series.count: Invalid value: "": should be at least 2
          eventTime: null           | eventTime: Required value
          """)
  void aNewEventSaysWhatItsGroupAsks(String field, String problem) {
    ObjectNode event = event();
    tree(field).properties().forEach(one -> event.set(one.getKey(), one.getValue()));
    assertThat(catchThrowableOfType(ApiException.class, () -> create(event)))
        .hasMessageContaining(problem);
  }

  @Test
  void ofANewEventOnlyTheSeriesGoesOn() {
    create(event());
    assertThatCode(
            () -> modify("series", "{count: 2, lastObservedTime: '2026-01-01T00:00:01.000000Z'}"))
        .doesNotThrowAnyException();
    assertThat(catchThrowableOfType(ApiException.class, () -> modify("note", "other")))
        .hasMessageContaining("message: Invalid value: \"other\": field is immutable");
  }

  private void modify(String field, String value) {
    cluster.registry.modify(
        served,
        "default",
        "e",
        "",
        event -> {
          event.set(field, tree("v: " + value).get("v"));
          return event;
        },
        Cluster.admin());
  }

  @Test
  void theOldGroupAsksForNoneOfIt() {
    assertThatCode(
            () ->
                cluster.create(
                    "events",
                    "default",
                    "{metadata: {name: old}, involvedObject: {kind: Pod, name: p, namespace:"
                        + " default}, count: 1}"))
        .doesNotThrowAnyException();
  }
}
