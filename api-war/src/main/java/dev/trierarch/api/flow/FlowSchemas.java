package dev.trierarch.api.flow;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.registry.Caller;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flow schemas in force and the levels they lead to; immutable. */
final class FlowSchemas {

  private static final Comparator<FlowSchema> BY_PRECEDENCE =
      Comparator.comparing((FlowSchema schema) -> schema.getSpec().getMatchingPrecedence())
          .thenComparing(schema -> schema.getMetadata().getName());

  private final List<FlowSchema> schemas;
  private final Map<String, PriorityLevel> levels;

  /** A schema whose level does not exist matches nothing. */
  FlowSchemas(List<FlowSchema> schemas, Map<String, PriorityLevel> levels) {
    this.schemas =
        schemas.stream()
            .filter(schema -> levels.containsKey(levelName(schema)))
            .sorted(BY_PRECEDENCE)
            .toList();
    this.levels = Map.copyOf(levels);
  }

  Map<String, PriorityLevel> levels() {
    return levels;
  }

  /** By the first schema that matches; empty only while a cluster has no schemas yet. */
  Optional<Flow> flowOf(Caller caller, RequestInfo info) {
    for (FlowSchema schema : schemas) {
      if (FlowSchemaMatch.matches(schema.getSpec(), caller, info)) {
        return Optional.of(
            new Flow(schema, levels.get(levelName(schema)), distinguisher(schema, caller, info)));
      }
    }
    return Optional.empty();
  }

  private static String levelName(FlowSchema schema) {
    return schema.getSpec().getPriorityLevelConfiguration().getName();
  }

  private static String distinguisher(FlowSchema schema, Caller caller, RequestInfo info) {
    var method = schema.getSpec().getDistinguisherMethod();
    if (method == null) {
      return "";
    }
    return "ByUser".equals(method.getType()) ? caller.user() : info.namespace();
  }
}
