package dev.trierarch.catalog.core;

import dev.trierarch.schema.Quantities;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Sorts pods by what they ask for and what they are held to: their quality of service class. */
public final class QualityOfService {

  private static final List<String> COMPUTE = List.of("cpu", "memory");

  private QualityOfService() {}

  /** {@code Guaranteed}, {@code Burstable} or {@code BestEffort}. */
  public static String of(JsonNode spec) {
    if (asks(spec.path("resources"))) {
      return isHeldToWhatItAsks(spec.path("resources")) ? "Guaranteed" : "Burstable";
    }
    boolean anyAsks = false;
    boolean allHeld = true;
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : spec.path(list)) {
        anyAsks |= asks(container.path("resources"));
        allHeld &= isHeldToWhatItAsks(container.path("resources"));
      }
    }
    if (!anyAsks) {
      return "BestEffort";
    }
    return allHeld ? "Guaranteed" : "Burstable";
  }

  private static boolean asks(JsonNode resources) {
    return COMPUTE.stream()
        .anyMatch(
            name ->
                amount(resources.path("requests").path(name)).signum() > 0
                    || amount(resources.path("limits").path(name)).signum() > 0);
  }

  /** Both limits are there, and what is asked is the limit (or is not said, and so the limit). */
  private static boolean isHeldToWhatItAsks(JsonNode resources) {
    return COMPUTE.stream()
        .allMatch(
            name -> {
              BigDecimal limit = amount(resources.path("limits").path(name));
              JsonNode request = resources.path("requests").path(name);
              return limit.signum() > 0
                  && (request.isMissingNode() || amount(request).compareTo(limit) == 0);
            });
  }

  private static BigDecimal amount(JsonNode quantity) {
    return Quantities.amount(quantity.asString("0")).orElse(BigDecimal.ZERO);
  }
}
