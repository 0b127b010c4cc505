package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.health.MetricsText;
import dev.trierarch.api.resource.Query;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowCountsTest {

  private final PriorityLevel level =
      new PriorityLevel("workload-low", LevelLimits.fixed("uid", 5, Optional.empty()));

  private static RequestInfo info(String method) {
    return RequestInfo.parse(method, "/api/v1/namespaces/a/pods", Query.parse(null));
  }

  @Test
  void whatIsServedIsCountedByItsKindUntilItsSeatIsLeft() {
    InFlight inFlight = new InFlight();
    inFlight.seat(level, 1, info("GET"));
    Seat writing = inFlight.seat(level, 1, info("POST"));
    assertThat(written(inFlight))
        .contains("{request_kind=\"mutating\"} 1\n", "{request_kind=\"readOnly\"} 1\n");
    writing.leave();
    assertThat(written(inFlight))
        .contains("{request_kind=\"mutating\"} 0\n", "{request_kind=\"readOnly\"} 1\n");
  }

  private static String written(InFlight inFlight) {
    MetricsText text = new MetricsText();
    inFlight.write(text);
    return text.toString();
  }

  @Test
  void aWaitIsCountedByWhatBecameOfIt() {
    Flow flow =
        new Flow(
            new FlowSchemaBuilder().withNewMetadata().withName("bots").endMetadata().build(),
            level,
            "");
    FlowMetrics metrics = new FlowMetrics();
    metrics.waited(flow, 30_000_000, true);
    metrics.waited(flow, 15_000_000_000L, false);
    MetricsText text = new MetricsText();
    metrics.write(List.of(level), text);

    String name = "apiserver_flowcontrol_request_wait_duration_seconds";
    String labels = "{flow_schema=\"bots\",priority_level=\"workload-low\",execute=";
    assertThat(text.toString().lines())
        .contains(
            "# TYPE " + name + " histogram",
            name + "_bucket" + labels + "\"true\",le=\"0.02\"} 0",
            name + "_bucket" + labels + "\"true\",le=\"0.05\"} 1",
            name + "_count" + labels + "\"true\"} 1",
            name + "_sum" + labels + "\"false\"} 15");
  }
}
