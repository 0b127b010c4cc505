package dev.trierarch.bench;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The objects that the benchmarks create. */
final class Samples {

  /** Built on this machine by {@code ./trierarch up}. */
  static final String IMAGE = "localhost/trierarch/hello:1";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CONFIG_MAP_BYTES = 2048;

  private Samples() {}

  static ObjectNode namespace(String name) {
    ObjectNode object = object("Namespace");
    object.putObject("metadata").put("name", name);
    return object;
  }

  /** A pod of one container that is given up a second after it is deleted. */
  static ObjectNode pod(String name) {
    ObjectNode object = object("Pod");
    object.putObject("metadata").put("name", name);
    ObjectNode spec = object.putObject("spec");
    spec.put("terminationGracePeriodSeconds", 1);
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", "hello").put("image", IMAGE).put("imagePullPolicy", "IfNotPresent");
    return object;
  }

  /** A pod of about 2 KB that the scheduler leaves alone; one in a thousand has the label. */
  static ObjectNode waitingPod(int number) {
    ObjectNode object = pod("waiting-" + number);
    ObjectNode metadata = object.withObject("metadata");
    metadata.putObject("labels").put("bench", number % 1000 == 0 ? "one-in-a-thousand" : "other");
    metadata.putObject("annotations").put("bench.trierarch.dev/filling", "x".repeat(1000));
    ObjectNode spec = object.withObject("spec");
    spec.putArray("schedulingGates").addObject().put("name", "bench.trierarch.dev/wait");
    return object;
  }

  /** A ConfigMap of 2 KB. */
  static ObjectNode configMap(String name, String value) {
    ObjectNode object = object("ConfigMap");
    object.putObject("metadata").put("name", name);
    ObjectNode data = object.putObject("data");
    data.put("value", value);
    data.put("filling", "x".repeat(Math.max(1, CONFIG_MAP_BYTES - object.toString().length())));
    return object;
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(ObjectNode object) {
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode object(String kind) {
    return JSON.createObjectNode().put("apiVersion", "v1").put("kind", kind);
  }
}
