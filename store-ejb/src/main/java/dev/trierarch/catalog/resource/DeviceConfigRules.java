package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Field;
import java.nio.charset.StandardCharsets;

/** Rules of what drivers are told of devices. */
final class DeviceConfigRules {

  private static final int PARAMETERS_BYTES_MAX = 10 * 1024;

  private DeviceConfigRules() {}

  static void check(Field config) {
    Field parameters = config.at("opaque", "parameters");
    if (!parameters.isPresent()) {
      if (config.get("opaque").isPresent()) {
        parameters.required();
      }
    } else if (parameters.node().toString().getBytes(StandardCharsets.UTF_8).length
        > PARAMETERS_BYTES_MAX) {
      parameters.tooLong(PARAMETERS_BYTES_MAX);
    } else if (!parameters.node().isObject()) {
      parameters.value("<value omitted>").invalid("must be a valid JSON object");
    }
  }
}
