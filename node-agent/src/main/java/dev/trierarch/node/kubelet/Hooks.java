package dev.trierarch.node.kubelet;

import dev.trierarch.node.probe.HttpRequests;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs lifecycle hooks: a command in the container, a request to it, or a pause. */
final class Hooks {
  private static final Duration POST_START_MAX = Duration.ofMinutes(2);
  private static final int OUTPUT_CHARACTERS_MAX = 1_000;

  private final PodRuntime runtime;
  private final HttpRequests http;

  Hooks(PodRuntime runtime, HttpRequests http) {
    this.runtime = runtime;
    this.http = http;
  }

  static Optional<LifecycleHandler> postStart(Container container) {
    return Optional.ofNullable(container.getLifecycle()).map(l -> l.getPostStart());
  }

  static Optional<LifecycleHandler> preStop(Container container) {
    return Optional.ofNullable(container.getLifecycle()).map(l -> l.getPreStop());
  }

  /**
   * @return what went wrong, empty when it went well
   */
  Optional<String> runPostStart(
      LifecycleHandler hook, Container container, String containerId, String podIp) {
    return run(hook, container, containerId, podIp, POST_START_MAX);
  }

  Optional<String> run(
      LifecycleHandler hook,
      Container container,
      String containerId,
      String podIp,
      Duration timeout) {
    try {
      if (hook.getExec() != null) {
        return exec(hook, containerId, timeout);
      }
      if (hook.getHttpGet() != null) {
        return http.get(hook.getHttpGet(), container, podIp, timeout).failure();
      }
      if (hook.getSleep() != null && hook.getSleep().getSeconds() != null) {
        long seconds = Math.min(hook.getSleep().getSeconds(), timeout.toSeconds());
        TimeUnit.SECONDS.sleep(seconds);
      }
      return Optional.empty();
    } catch (RuntimeFailure failure) {
      return Optional.of(failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<String> exec(LifecycleHandler hook, String containerId, Duration timeout) {
    ExecResult result = runtime.exec(containerId, hook.getExec().getCommand(), timeout);
    if (result.exitCode() == 0) {
      return Optional.empty();
    }
    String said =
        new String(result.stdout(), StandardCharsets.UTF_8)
            + new String(result.stderr(), StandardCharsets.UTF_8);
    String kept = said.substring(0, Math.min(said.length(), OUTPUT_CHARACTERS_MAX));
    return Optional.of(
        "command '%s' exited with %d: %s, message: \"%s\""
            .formatted(
                String.join(" ", hook.getExec().getCommand()),
                result.exitCode(),
                "",
                kept.strip()));
  }
}
