package dev.trierarch.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.resource.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

  private static final String POD = "/api/v1/namespaces/default/pods/web";
  private static final String POD_LABELS =
      "group=\"\",version=\"v1\",resource=\"pods\",subresource=\"\",scope=\"resource\","
          + "component=\"apiserver\"";

  private final Objects objects = new Objects();
  private final RequestMetrics metrics = new RequestMetrics(objects.catalog);

  private static RequestInfo info(String method, String path) {
    return RequestInfo.parse(method, path, Query.parse(null));
  }

  private static List<String> lines(MetricsSource source) {
    MetricsText text = new MetricsText();
    source.write(text);
    return text.toString().lines().toList();
  }

  @Test
  void requestsAreCountedByUpstreamsVerbs() {
    metrics.answered(info("PUT", POD), 200, 1);
    metrics.answered(info("PUT", POD), 409, 1);
    metrics.answered(info("POST", "/api/v1/namespaces/default/pods"), 201, 1);

    assertThat(lines(metrics))
        .contains(
            "apiserver_request_total{code=\"200\",verb=\"PUT\"," + POD_LABELS + "} 1",
            "apiserver_request_total{code=\"409\",verb=\"PUT\"," + POD_LABELS + "} 1",
            "apiserver_request_total{code=\"201\",verb=\"POST\"," + POD_LABELS + "} 1",
            "apiserver_request_duration_seconds_count{verb=\"PUT\"," + POD_LABELS + "} 2");
  }

  @Test
  void bucketsCountWhatIsBelowThemToo() {
    metrics.answered(info("GET", POD), 200, 30_000_000);
    metrics.answered(info("GET", POD), 200, 90_000_000_000L);

    String labels = "{verb=\"GET\"," + POD_LABELS + ",le=";
    assertThat(lines(metrics))
        .contains(
            "apiserver_request_duration_seconds_bucket" + labels + "\"0.025\"} 0",
            "apiserver_request_duration_seconds_bucket" + labels + "\"0.05\"} 1",
            "apiserver_request_duration_seconds_bucket" + labels + "\"60\"} 1",
            "apiserver_request_duration_seconds_bucket" + labels + "\"+Inf\"} 2",
            "apiserver_request_duration_seconds_sum{verb=\"GET\"," + POD_LABELS + "} 90.03");
  }

  @Test
  void anOpenStreamIsCountedUntilItEnds() {
    RequestInfo watch =
        RequestInfo.parse("GET", "/api/v1/namespaces/default/pods", Query.parse("watch=1"));
    Runnable first = metrics.streamOpened(watch);
    metrics.streamOpened(watch);
    String series =
        "apiserver_longrunning_requests{verb=\"WATCH\","
            + POD_LABELS.replace("\"resource\"", "\"namespace\"")
            + "} ";
    assertThat(lines(metrics)).contains(series + 2);
    first.run();
    assertThat(lines(metrics)).contains(series + 1);
  }

  @Test
  void inventedNamesAreCountedTogetherAndWrittenNowhere() {
    metrics.answered(info("GET", "/apis/x%22y/v1/things"), 403, 1);
    metrics.answered(info("GET", "/api/v1/namespaces/default/pods/web/invented"), 403, 1);
    metrics.answered(info("INVENTED", "/nothing"), 405, 1);

    String nothing =
        "group=\"\",version=\"\",resource=\"\",subresource=\"\",scope=\"\",component=\"apiserver\"";
    assertThat(lines(metrics))
        .contains(
            "apiserver_request_total{code=\"403\",verb=\"LIST\"," + nothing + "} 1",
            "apiserver_request_total{code=\"403\",verb=\"GET\"," + nothing + "} 1",
            "apiserver_request_total{code=\"405\",verb=\"OTHER\"," + nothing + "} 1")
        .noneMatch(line -> line.contains("x\"y") || line.contains("invented"));
  }

  @Test
  void everyStoredResourceIsCountedNoneOrSome() {
    objects.put("configmaps", "default", "one", "");
    objects.put("deployments.apps", "default", "web", "");
    objects.put("deployments.apps", "default", "shop", "");

    assertThat(lines(new StorageMetrics(objects.store, objects.catalog)))
        .contains(
            "# TYPE apiserver_resource_objects gauge",
            "apiserver_resource_objects{group=\"\",resource=\"configmaps\"} 1",
            "apiserver_resource_objects{group=\"apps\",resource=\"deployments\"} 2",
            "# TYPE apiserver_storage_objects gauge",
            "apiserver_storage_objects{resource=\"configmaps\"} 1",
            "apiserver_storage_objects{resource=\"deployments.apps\"} 2",
            "apiserver_storage_objects{resource=\"pods\"} 0",
            "trierarch_store_revision " + objects.store.image().revision());
  }

  @Test
  void theProcessIsMeasuredByTheUsualNames() {
    List<String> lines = lines(new ProcessMetrics());
    for (String name :
        List.of(
            "process_cpu_seconds_total",
            "process_open_fds",
            "process_resident_memory_bytes",
            "process_start_time_seconds")) {
      assertThat(lines).anyMatch(line -> line.startsWith("# TYPE " + name + " "));
      assertThat(lines)
          .anyMatch(line -> line.matches(name + " [1-9][0-9.]*|" + name + " 0\\.\\d+"));
    }
    assertThat(ProcessMetrics.bytes(List.of("VmSize:\t 9 kB", "VmRSS:\t  12 kB"), "VmRSS:"))
        .isEqualTo(12 * 1024);
  }
}
