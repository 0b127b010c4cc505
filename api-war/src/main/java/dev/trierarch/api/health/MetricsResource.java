package dev.trierarch.api.health;

import dev.trierarch.api.resource.Payload;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;

/** {@code /metrics} in Prometheus' text format. */
@Path("/metrics")
@ApplicationScoped
public class MetricsResource {

  private final RequestMetrics requests;
  private final Store store;
  private final Instance<MetricsSource> sources;

  /** For the container's proxy. */
  public MetricsResource() {
    this(null, null, null);
  }

  @Inject
  public MetricsResource(
      RequestMetrics requests, Store store, @Any Instance<MetricsSource> sources) {
    this.requests = requests;
    this.store = store;
    this.sources = sources;
  }

  @GET
  public Response metrics() {
    StringBuilder out = new StringBuilder();
    requests.write(out);
    MetricsText text = new MetricsText(out);
    sources.forEach(source -> source.write(text));
    gauge(out, "trierarch_store_revision", "The newest revision.", store.image().revision());
    process(out);
    return Response.ok(Payload.of(out.toString().getBytes(StandardCharsets.UTF_8)))
        .type("text/plain; version=0.0.4; charset=utf-8")
        .build();
  }

  private static void process(StringBuilder out) {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean process) {
      counter(
          out,
          "process_cpu_seconds_total",
          "Processor time used.",
          process.getProcessCpuTime() / 1e9);
    }
    gauge(
        out,
        "process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge(out, "jvm_memory_heap_used_bytes", "Heap in use.", heap.getUsed());
    gauge(out, "jvm_memory_heap_max_bytes", "Heap at most.", heap.getMax());
    gauge(
        out,
        "jvm_threads_current",
        "Threads alive.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    double collecting =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    counter(out, "jvm_gc_seconds_total", "Time spent collecting garbage.", collecting / 1e3);
  }

  private static void gauge(StringBuilder out, String name, String help, Number value) {
    metric(out, name, "gauge", help, value);
  }

  private static void counter(StringBuilder out, String name, String help, Number value) {
    metric(out, name, "counter", help, value);
  }

  private static void metric(
      StringBuilder out, String name, String type, String help, Number value) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    out.append(name).append(' ').append(value).append('\n');
  }
}
