package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.image.LocalImage;
import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts what a pod and its image say about a container together. */
final class ContainerRecords {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ContainerRecords() {}

  static Records.Container make(
      Records.Sandbox sandbox, ContainerSpec spec, LocalImage image, String podGroup, Instant now) {
    String id = Ids.next();
    ContainerUser user =
        ContainerUser.of(spec.security(), image.config().user(), image.rootDirectory());
    String folder =
        spec.workingDirectory().isEmpty()
            ? image.config().workingDirectory()
            : spec.workingDirectory();
    return new Records.Container(
        id,
        sandbox.id(),
        spec,
        image.id(),
        now,
        image.config().commandLine(spec.command(), spec.args()),
        environment(sandbox.spec(), spec, image, user),
        user,
        folder.isEmpty() ? "/" : folder,
        image.config().stopSignal().isEmpty() ? "SIGTERM" : image.config().stopSignal(),
        sandbox.spec().logDirectory().resolve(spec.logPath()).toAbsolutePath(),
        podGroup.isEmpty() ? "" : podGroup + "/" + id,
        sandbox.spec().hostPid());
  }

  private static Map<String, String> environment(
      SandboxSpec sandbox, ContainerSpec spec, LocalImage image, ContainerUser user) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", DEFAULT_PATH);
    environment.put("HOSTNAME", sandbox.hostname());
    environment.put("HOME", user.home());
    environment.putAll(image.config().environmentWith(spec.environment()));
    return environment;
  }
}
