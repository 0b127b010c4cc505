package dev.trierarch.node.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an image says about running it.
 *
 * @param environment {@code NAME=VALUE}
 * @param user as in the image: empty, {@code 1000}, {@code 1000:1000}, {@code web} or {@code
 *     web:web}
 * @param stopSignal e.g. SIGTERM, SIGQUIT or a number; empty means SIGTERM
 * @param diffIds digests of the uncompressed layers, lowest first
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String user,
    String workingDirectory,
    String stopSignal,
    String architecture,
    List<String> diffIds) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Reads the configuration of an OCI or Docker image, which agree on everything used here. */
  static ImageConfig read(byte[] json) {
    JsonNode root = JSON.readTree(json);
    JsonNode config = root.path("config");
    return new ImageConfig(
        strings(config.path("Entrypoint")),
        strings(config.path("Cmd")),
        strings(config.path("Env")),
        config.path("User").asString(""),
        config.path("WorkingDir").asString(""),
        config.path("StopSignal").asString(""),
        root.path("architecture").asString(""),
        strings(root.path("rootfs").path("diff_ids")));
  }

  /** What runs: a pod's command replaces the entrypoint and its arguments replace the cmd. */
  public List<String> commandLine(List<String> podCommand, List<String> podArguments) {
    List<String> line = new ArrayList<>(podCommand.isEmpty() ? entrypoint : podCommand);
    if (!podArguments.isEmpty()) {
      line.addAll(podArguments);
    } else if (podCommand.isEmpty()) {
      line.addAll(command);
    }
    return line;
  }

  /** The image's environment overlaid by the pod's. */
  public Map<String, String> environmentWith(Map<String, String> podEnvironment) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : environment) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    all.putAll(podEnvironment);
    return all;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    for (JsonNode item : array) {
      strings.add(item.asString());
    }
    return List.copyOf(strings);
  }
}
