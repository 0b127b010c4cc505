package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a person wants to know of a pod in a line: a word for its state, how many containers are
 * ready, how often and when last they were restarted.
 *
 * @param lastRestart null when it is not known
 */
record PodSummary(String status, long ready, long containers, long restarts, Instant lastRestart) {

  static PodSummary of(JsonNode pod) {
    return new Reader(pod).read();
  }

  /** Goes through the container statuses once, in upstream's order. */
  private static final class Reader {
    private final JsonNode pod;
    private final JsonNode statuses;
    private final Set<String> sidecars = new HashSet<>();
    private String reason;
    private long ready;
    private long restarts;
    private Instant lastRestart;
    private long sidecarRestarts;
    private Instant lastSidecarRestart;

    Reader(JsonNode pod) {
      this.pod = pod;
      this.statuses = pod.path("status");
      for (JsonNode container : Cells.at(pod, "spec", "initContainers")) {
        if (Cells.text(container, "restartPolicy").equals("Always")) {
          sidecars.add(Cells.text(container, "name"));
        }
      }
    }

    PodSummary read() {
      String phase = Cells.text(statuses, "phase");
      String said = Cells.text(statuses, "reason");
      reason = said.isEmpty() ? phase : said;
      if (Cells.text(Cells.condition(pod, "PodScheduled"), "reason").equals("SchedulingGated")) {
        reason = "SchedulingGated";
      }
      boolean initializing = readInitContainers();
      if (!initializing || Cells.isTrue(pod, "Initialized")) {
        readContainers();
      }
      if (pod.path("metadata").has("deletionTimestamp")) {
        if (said.equals("NodeLost")) {
          reason = "Unknown";
        } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
          reason = "Terminating";
        }
      }
      long containers = Cells.size(pod, "spec", "containers") + sidecars.size();
      return new PodSummary(reason, ready, containers, restarts, lastRestart);
    }

    /** Returns whether one of them stands between the pod and its containers. */
    private boolean readInitContainers() {
      int index = 0;
      for (JsonNode container : statuses.path("initContainerStatuses")) {
        boolean sidecar = sidecars.contains(Cells.text(container, "name"));
        restarts += Cells.number(container, "restartCount");
        lastRestart = later(lastRestart, lastTermination(container));
        if (sidecar) {
          sidecarRestarts += Cells.number(container, "restartCount");
          lastSidecarRestart = later(lastSidecarRestart, lastTermination(container));
        }
        if (!isDone(container, sidecar)) {
          reason = "Init:" + whyNotDone(container, index);
          return true;
        }
        index++;
      }
      return false;
    }

    private boolean isDone(JsonNode container, boolean sidecar) {
      JsonNode terminated = Cells.at(container, "state", "terminated");
      if (terminated.isObject() && Cells.number(terminated, "exitCode") == 0) {
        return true;
      }
      boolean started = sidecar && container.path("started").asBoolean(false);
      if (started && container.path("ready").asBoolean(false)) {
        ready++;
      }
      return started;
    }

    private String whyNotDone(JsonNode container, int index) {
      JsonNode terminated = Cells.at(container, "state", "terminated");
      if (terminated.isObject()) {
        return exit(terminated);
      }
      String waiting = Cells.text(container, "state", "waiting", "reason");
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? index + "/" + Cells.size(pod, "spec", "initContainers")
          : waiting;
    }

    private static String exit(JsonNode terminated) {
      String why = Cells.text(terminated, "reason");
      if (!why.isEmpty()) {
        return why;
      }
      long signal = Cells.number(terminated, "signal");
      return signal != 0 ? "Signal:" + signal : "ExitCode:" + Cells.number(terminated, "exitCode");
    }

    private void readContainers() {
      restarts = sidecarRestarts;
      lastRestart = lastSidecarRestart;
      boolean anyRuns = false;
      JsonNode containers = statuses.path("containerStatuses");
      for (int i = containers.size() - 1; i >= 0; i--) {
        JsonNode container = containers.get(i);
        restarts += Cells.number(container, "restartCount");
        lastRestart = later(lastRestart, lastTermination(container));
        String waiting = Cells.text(container, "state", "waiting", "reason");
        JsonNode terminated = Cells.at(container, "state", "terminated");
        if (!waiting.isEmpty()) {
          reason = waiting;
        } else if (terminated.isObject()) {
          reason = exit(terminated);
        } else if (container.path("ready").asBoolean(false)
            && Cells.at(container, "state", "running").isObject()) {
          anyRuns = true;
          ready++;
        }
      }
      if (reason.equals("Completed") && anyRuns) {
        reason = Cells.isTrue(pod, "Ready") ? "Running" : "NotReady";
      }
    }

    private static Instant lastTermination(JsonNode container) {
      String finished = Cells.text(container, "lastState", "terminated", "finishedAt");
      try {
        return finished.isEmpty() ? null : Instant.parse(finished);
      } catch (DateTimeException notATime) {
        return null; // Shown without a time, as if it were not known.
      }
    }

    private static Instant later(Instant one, Instant other) {
      return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
  }
}
